"""Drawing: one style, and the few things that matplotlib leaves to us.

A figure is drawn by a function of a `Canvas`, once for a wide and once for a narrow page:

    def draw(canvas):
        (axes,) = canvas.panels(1, height=320)
        figures.size_axis(axes, page.sizes)
        figures.curve(axes, x, frame, colour=page.sizes.colour("25k"))
        figures.reference(axes, 0.25, "chance")
        figures.size_labels(axes, frame, "step", page.sizes)

Units are CSS pixels. Colours are those of `palette`, so that light and dark share one drawing.
Here stands what a notebook draws with; each module of this folder does one job of it.
"""

from sizewise.report.figures.axes import count_axis, decades, linear_ticks, share_axis, size_axis
from sizewise.report.figures.canvas import NARROW, WIDE, Canvas
from sizewise.report.figures.export import render
from sizewise.report.figures.labels import end_labels, last_points, size_labels, spread
from sizewise.report.figures.marks import (
    DASHES,
    chance_line,
    curve,
    curves,
    intervals,
    kind_curves,
    paths,
    reference,
    size_curve,
    zero_line,
)
from sizewise.report.figures.panels import share_panels
from sizewise.report.figures.rivals import LAWS, law_errors, law_key

__all__ = [
    "DASHES",
    "LAWS",
    "NARROW",
    "WIDE",
    "Canvas",
    "chance_line",
    "count_axis",
    "curve",
    "curves",
    "decades",
    "end_labels",
    "intervals",
    "kind_curves",
    "last_points",
    "law_errors",
    "law_key",
    "linear_ticks",
    "paths",
    "reference",
    "render",
    "share_axis",
    "share_panels",
    "size_axis",
    "size_curve",
    "size_labels",
    "spread",
    "zero_line",
]
