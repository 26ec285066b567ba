"""What a figure's marks stand for."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from sizewise.report import figures, palette
from sizewise.report.messages import said


@pytest.fixture
def axes():
    return Figure().subplots()


def segments(axes):
    """Ends of all straight intervals: (x0, y0, x1, y1)."""
    return [tuple(part.ravel()) for lines in axes.collections for part in lines.get_segments()]


def test_intervals_stand_in_rows_the_first_on_top(axes):
    frame = pd.DataFrame({"value": [1.0, -2.0], "low": [0.5, -3.0], "high": [1.5, 1.0]})
    figures.intervals(axes, frame, ["first", "second"], colour=palette.MARKS[0])
    assert segments(axes) == [(0.5, 1, 1.5, 1), (-3.0, 0, 1.0, 0)]
    assert list(axes.lines[0].get_xdata()) == [1.0, -2.0]
    assert list(axes.lines[1].get_xdata()) == [0, 0]  # the line of no effect
    placed = dict(zip([t.get_text() for t in axes.get_yticklabels()], axes.get_yticks(),
                      strict=True))  # fmt: skip
    assert placed == {"first": 1, "second": 0}


def test_kinds_have_curves_against_size_in_their_look(axes, scale):
    frame = pd.DataFrame({"size": ["792k", "25k", "25k"], "kind": ["a", "a", "other"],
                          "value": [0.9, 0.1, 0.5], "low": np.nan, "high": np.nan})  # fmt: skip
    look = {"a": (palette.MARKS[1], "s"), "absent": (palette.MARKS[0], "o")}
    figures.kind_curves(axes, frame, "kind", look, scale)
    (line,) = axes.lines
    assert list(line.get_xdata()) == [25e3, 792e3]
    assert list(line.get_ydata()) == [0.1, 0.9]
    assert (to_hex(line.get_color()), line.get_marker()) == (palette.MARKS[1], "s")


def test_chance_is_drawn_where_it_is_known(axes):
    figures.chance_line(axes, pd.DataFrame({"chance": [np.nan, np.nan]}))
    assert not axes.lines
    figures.chance_line(axes, pd.DataFrame({"chance": [0.2, 0.4]}))
    assert axes.lines[0].get_ydata()[0] == pytest.approx(0.3)
    assert axes.texts[0].get_text() == "chance"


def test_paths_go_in_the_order_of_the_axis(axes, scale):
    frame = pd.DataFrame({"size": ["25k"] * 3, "loss": [2.0, 3.0, 1.0], "value": [0.2, 0.1, 0.3]})
    figures.paths(axes, frame, "loss", scale)
    drawn = next(line for line in axes.lines if len(line.get_xdata()))
    assert list(drawn.get_xdata()) == [1.0, 2.0, 3.0]
    assert list(drawn.get_ydata()) == [0.3, 0.2, 0.1]


def test_errors_of_laws_stand_in_their_rows(axes):
    frame = pd.DataFrame({"law": ["power", "broken", "power"], "task": ["a", "a", "b"],
                          "error": [0.1, 0.2, 0.3]})  # fmt: skip
    figures.law_errors(axes, frame, "error", "task", ["a", "b"], ["A", "B"])
    drawn = {line.get_marker(): line for line in axes.lines if len(line.get_xdata())}
    assert list(drawn["o"].get_xdata()) == [0.1, 0.3]
    assert [round(y) for y in drawn["o"].get_ydata()] == [1, 0]
    assert list(drawn["D"].get_xdata()) == [0.2]
    names = [said(entry[0]) for entry in figures.law_key(["power", "broken"])]
    assert names == ["power law", "broken power law"]


def test_a_bound_is_hollow_and_has_no_interval(axes, scale):
    frame = pd.DataFrame({"size": ["25k", "792k"], "value": [4.0, 2.0], "low": [1.0, 1.5],
                          "high": [9.0, 2.5], "bound": ["above", None]})  # fmt: skip
    figures.size_curve(axes, frame, scale, joined=False)
    assert [line.get_marker() for line in axes.lines] == ["^", "o"]
    assert segments(axes) == [(792e3, 1.5, 792e3, 2.5)]
