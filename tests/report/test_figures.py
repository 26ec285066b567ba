import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from sizewise.report import figures, palette, svg
from sizewise.report.verdicts import Point

SIZES = palette.SizeScale({"25k": 25e3, "83k": 83e3, "792k": 792e3})


def draw(canvas):
    panels = canvas.panels(3, titles=["a < b", "two", "three"])
    x = np.array([1.0, 8.0, 64.0, 512.0])
    for axes in panels:
        for index, size in enumerate(SIZES.names):
            value = x / (x + 30 / (index + 1))
            frame = pd.DataFrame({"x": x, "value": value, "low": value - 0.1, "high": value + 0.1})
            figures.curve(axes, frame, "x", colour=SIZES.colour(size))
        figures.count_axis(axes, x, label="exposures")
        figures.reference(axes, 0.25, "chance")
    figures.end_labels(
        panels[-1], [(512.0, 0.94, size, SIZES.colour(size)) for size in SIZES.names]
    )


@pytest.fixture(scope="module")
def drawings():
    return figures.render(draw, name="demo", alt='says "<finding>"')


def parse(drawing):
    return etree.fromstring(str(drawing["svg"]).encode())


def test_one_drawing_for_wide_and_one_for_narrow_pages(drawings):
    assert [drawing["width"] for drawing in drawings] == ["wide", "narrow"]
    widths = [float(parse(drawing).get("width")) for drawing in drawings]
    assert widths == [figures.WIDE, figures.NARROW]


def test_text_stays_text_and_is_escaped(drawings):
    for drawing in drawings:
        root = parse(drawing)
        texts = [element.text for element in root.iter("text")]
        assert {"a < b", "chance", "exposures", "792k"} <= set(texts)
        assert root.get("aria-label") == 'says "<finding>"'
        assert root.get("role") == "img"


def test_colours_are_the_pages(drawings):
    text = str(drawings[0]["svg"])
    assert "#f1e" not in text
    assert {"--ink", "--muted", "--size-0", "--size-20"} <= set(
        re.findall(r"var\((--[\w-]+)\)", text)
    )


def test_ids_are_unique_in_a_page_and_all_references_resolve(drawings):
    page = f"<div>{drawings[0]['svg']}{drawings[1]['svg']}</div>"
    root = etree.fromstring(page.encode())
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids)) > 0
    used = re.findall(r'(?:url\(#|href="#)([^")]+)', page)
    assert set(used) == set(ids)


def test_the_same_figure_gives_the_same_bytes(drawings):
    again = figures.render(draw, name="demo", alt='says "<finding>"')
    assert [d["svg"] for d in again] == [d["svg"] for d in drawings]


def label_heights(drawing, names):
    elements = [e for e in parse(drawing).iter("text") if e.text in names]
    heights = []
    for element in elements:
        moved = re.search(r"translate\([\d.]+ ([\d.]+)", element.get("transform") or "")
        heights.append(float(moved[1] if moved else element.get("y")))
    return sorted(heights)


def test_end_labels_do_not_collide(drawings):
    heights = label_heights(drawings[0], set(SIZES.names))
    assert len(heights) == len(SIZES.names)
    assert min(np.diff(heights)) >= 12


@given(st.lists(st.floats(0, 100), min_size=1, max_size=12), st.floats(0.1, 20))
def test_spread_parts_labels_and_keeps_their_order(positions, gap):
    placed = figures.spread(positions, gap, 0, 100)
    gap = min(gap, 100 / max(len(positions) - 1, 1))
    order = np.argsort(positions, kind="stable")
    steps = np.diff(np.array(placed)[order])
    assert (steps >= gap - 1e-6).all()
    assert min(placed) >= -1e-6
    assert max(placed) <= 100 + 1e-6


def test_spread_leaves_labels_that_have_room():
    assert figures.spread([10, 50, 90], 5, 0, 100) == [10, 50, 90]
    assert figures.spread([50, 50], 10, 0, 100) == [45, 55]


def test_tick_labels_are_thinned_evenly():
    def crowded(canvas):
        (axes,) = canvas.panels(1)
        values = [2.0**k for k in range(20)]
        axes.plot(values, values)
        figures.count_axis(axes, values)

    narrow = figures.render(crowded, name="x", alt="x")[1]
    shown = [e.text for e in parse(narrow).iter("text")]
    powers = [figures.numbers.short(2.0**k) for k in range(20)]
    kept = [powers.index(text) for text in shown if text in powers]
    assert 2 < len(kept) < 20
    assert len(set(np.diff(sorted(kept)))) == 1


def test_a_finished_figure_is_taken_as_it_is():
    from matplotlib.figure import Figure

    figure = Figure(figsize=(4, 2))
    figure.subplots().plot([1, 2], [3, 4])
    (drawing,) = figures.render(figure, name="own", alt="own")
    assert drawing["width"] == "any"
    assert float(parse(drawing).get("width")) == 4 * 72


def points(values):
    sizes = [("25k", 25e3), ("83k", 83e3), ("792k", 792e3)]
    return [Point(size=s, non_embedding=n, value=v, low=v - 0.2, high=v + 0.2)
            for (s, n), v in zip(sizes, values, strict=True)]  # fmt: skip


def test_sparklines_are_120_by_32_and_inside_their_box():
    root = etree.fromstring(str(svg.sparkline(points([0.1, 0.5, 0.9]), SIZES, "a < b")).encode())
    assert (root.get("width"), root.get("height")) == ("120", "32")
    assert root.get("aria-label") == "a < b"
    circles = list(root.iter("circle"))
    heights = [float(circle.get("cy")) for circle in circles]
    assert heights == sorted(heights, reverse=True)
    assert all(0 < float(c.get("cx")) < 120 and 0 < float(c.get("cy")) < 32 for c in circles)
    assert [c.get("fill") for c in circles] == [palette.css(SIZES.colour(n)) for n in SIZES.names]


def test_a_sparkline_marks_zero_only_where_it_is_crossed():
    assert "<line" in svg.sparkline(points([-0.5, 0.1, 0.5]), SIZES, "x")
    assert "<line" not in svg.sparkline(points([0.5, 0.6, 0.7]), SIZES, "x")


def test_a_sparkline_shares_the_studys_scale():
    alone = svg.sparkline(points([0.1, 0.5, 0.9])[:2], SIZES, "x")
    together = svg.sparkline(points([0.1, 0.5, 0.9]), SIZES, "x")

    def where(drawing):
        return re.findall(r'cx="([\d.]+)"', drawing)[:2]

    assert where(alone) == where(together)
