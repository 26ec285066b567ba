"""Settling a drawing: its layout, and the labels that would collide in it."""

import itertools
from typing import TYPE_CHECKING, Any

from sizewise.report import palette
from sizewise.report.figures.canvas import SMALL
from sizewise.report.figures.labels import part_end_labels

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def settle(figure: "Figure") -> None:
    """Lay the figure out once, then part labels that collide and drop tick labels that touch."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    if not isinstance(figure.canvas, FigureCanvasSVG):
        FigureCanvasSVG(figure)
    _share_labels(figure)
    # The layout alone: a whole drawing, as `draw_without_rendering` makes, takes as long again.
    figure.get_layout_engine().execute(figure)
    figure.set_layout_engine("none")
    for axes in figure.axes:
        part_end_labels(axes)
        for axis in (axes.xaxis, axes.yaxis):
            _thin_ticks(axis, axis is axes.xaxis)


def _share_labels(figure: "Figure") -> None:
    """One name under all panels where the horizontal axes of several have the same one."""
    labels = {axes.get_xlabel() for axes in figure.axes}
    if len(figure.axes) > 1 and len(labels) == 1 and (label := labels.pop()):
        for axes in figure.axes:
            axes.set_xlabel("")
        figure.supxlabel(label, fontsize=SMALL, color=palette.MUTED)


def _thin_ticks(axis: Any, horizontal: bool) -> None:
    """Hide tick labels evenly, counted from the last, until none touch; the first stays if it can.

    Evenly, because 1, 4, 16, 64 reads as a scale and 1, 2, 4, 64 does not.
    """
    low, high = sorted(axis.get_view_interval())
    placed = []
    for tick in axis.get_major_ticks():
        label = tick.label1
        inside = low <= label.get_position()[0 if horizontal else 1] <= high
        if label.get_text() and label.get_visible() and inside:
            box = label.get_window_extent()
            ends = (box.x0, box.x1) if horizontal else (box.y0, box.y1)
            placed.append((ends, label))
    placed.sort(key=lambda pair: pair[0], reverse=True)
    room = 5 if horizontal else 1

    def fit(chosen: list) -> bool:
        pairs = itertools.pairwise(chosen)
        return all(left[0][1] + room <= right[0][0] for right, left in pairs)

    for stride in range(1, len(placed) + 1):
        chosen = placed[::stride]
        if fit(chosen):
            break
    else:
        return
    if chosen[-1] is not placed[-1] and fit([*chosen, placed[-1]]) and stride == len(placed) - 1:
        chosen = [*chosen, placed[-1]]
    kept = {id(label) for _, label in chosen}
    for _, label in placed:
        label.set_visible(id(label) in kept)
