"""What a drawing function gets: a figure of a page's width, in the report's style, in panels."""

import math
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sizewise.report import palette
from sizewise.report.figures.wide_letters import ems
from sizewise.report.messages import said
from sizewise.study.messages import Message

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDE, NARROW = 760, 350
"""Widths of the two drawings; the stylesheet switches between them."""

SMALL = 12
"""Size of ticks, labels and names, in pixels."""
_TEXT = 13

_STYLE = {
    "font.family": "DejaVu Sans",  # measured here; the page's own face, which is narrower, is shown
    "font.size": SMALL,
    "text.color": palette.INK,
    "axes.edgecolor": palette.RULE,
    "axes.facecolor": "none",
    "axes.labelcolor": palette.MUTED,
    "axes.labelsize": SMALL,
    "axes.linewidth": 1,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": _TEXT,
    "axes.titlelocation": "left",
    "axes.titlepad": 8,
    "axes.titley": 1.0,  # no ticks stand above: nothing to look for a free place among
    "axes.titlecolor": palette.INK,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "grid.color": palette.RULE,
    "grid.linewidth": 0.6,
    "xtick.color": palette.RULE,
    "ytick.color": palette.RULE,
    "xtick.labelcolor": palette.MUTED,
    "ytick.labelcolor": palette.MUTED,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "xtick.minor.visible": False,
    "ytick.major.size": 0,
    "lines.linewidth": 1.8,
    "lines.markersize": 6,
    "figure.dpi": 72,
    "savefig.dpi": 72,
    "figure.constrained_layout.use": True,
    "figure.constrained_layout.w_pad": 4 / 72,
    "figure.constrained_layout.h_pad": 6 / 72,
}


@contextmanager
def style() -> Iterator[None]:
    """The report's matplotlib style."""
    import matplotlib as mpl

    with mpl.rc_context(_STYLE):
        yield


class Canvas:
    """What a drawing function gets: a figure of a width, cut into panels."""

    def __init__(self, width: int) -> None:
        """`width` in CSS pixels."""
        from matplotlib.figure import Figure

        self.width = width
        self.figure: Figure = Figure()

    @property
    def is_wide(self) -> bool:
        """Whether this is the drawing for a wide page."""
        return self.width >= WIDE

    def panels(
        self,
        count: int,
        *,
        height: int = 230,
        columns: int | None = None,
        titles: Sequence[Message | str] = (),
        sharey: bool = True,
        sharex: bool = True,
    ) -> "list[Axes]":
        """`count` axes, each `height` pixels high, at most `columns` beside each other.

        Without `columns` there are three or four, whichever leaves fewer places empty.
        """
        if columns is None:
            columns = min((3, 4), key=lambda n: -count % n) if count > 3 else count
        columns = min(count, columns if self.is_wide else max(1, min(columns, 2)))
        rows = math.ceil(count / columns)
        self.figure.set_size_inches(self.width / 72, rows * (height + 24) / 72)
        grid = self.figure.subplots(rows, columns, sharey=sharey, sharex=sharex, squeeze=False)
        axes = list(grid.flat)
        for spare in axes[count:]:
            spare.remove()
        for position, panel in enumerate(axes[:count]):
            # Ticks and the axis' name stand under the last panel of each column.
            panel.xaxis.set_tick_params(labelbottom=position + columns >= count or not sharex)
            panel.xaxis.label.set_visible(position + columns >= count or not sharex)
            panel.yaxis.label.set_visible(position % columns == 0 or not sharey)
        letters = int(self.width / columns / 8.2)
        for panel, title in zip(axes, titles, strict=False):
            text = said(title)
            # A letter of Chinese is as wide as two.
            room = letters if text.isascii() else int(letters * len(text) / ems(text))
            panel.set_title("\n".join(textwrap.wrap(text, room)))
        return axes[:count]
