"""Names beside the ends of lines."""

import re

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from sizewise.report import figures


def label_heights(root, names):
    elements = [e for e in root.iter("text") if e.text in names]
    heights = []
    for element in elements:
        moved = re.search(r"translate\([\d.]+ ([\d.]+)", element.get("transform") or "")
        heights.append(float(moved[1] if moved else element.get("y")))
    return sorted(heights)


def test_end_labels_do_not_collide(drawings, parse, scale):
    heights = label_heights(parse(drawings[0]), set(scale.names))
    assert len(heights) == len(scale.names)
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


def test_spread_moves_no_more_than_it_must():
    # Three at one place: the middle one stays, the others make room on both sides.
    assert figures.spread([50, 50, 50, 90], 10, 0, 100) == [40, 50, 60, 90]
    assert figures.spread([99, 99], 10, 0, 100) == [90, 100]
    assert figures.spread([], 10, 0, 100) == []


def test_sizes_are_named_at_their_last_points(scale):
    axes = Figure().subplots()
    frame = pd.DataFrame({"size": ["25k", "25k", "792k"], "step": [1, 9, 9],
                          "value": [0.1, 0.2, 0.8]})  # fmt: skip
    figures.size_labels(axes, frame, "step", scale)
    assert [(t.get_text(), t.xy) for t in axes.texts] == [("25k", (9, 0.2)), ("792k", (9, 0.8))]
