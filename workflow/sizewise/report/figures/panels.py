"""Figures of several panels that more than one chapter has."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sizewise.report import palette
from sizewise.report.figures.axes import count_axis, linear_ticks, share_axis
from sizewise.report.figures.canvas import Canvas
from sizewise.report.figures.marks import chance_line, curves
from sizewise.study.messages import Message, say

if TYPE_CHECKING:
    import pandas as pd


def share_panels(
    canvas: Canvas, frame: "pd.DataFrame", by: str, titles: Mapping[str, Message | str], *, x: str,
    sizes: palette.SizeScale, shares: Message, label: Message | None = None, height: int = 260,
    chance: Message | None = None, right: bool = False,
) -> None:  # fmt: skip
    """One panel a value of the column `by`, as `titles` name and order them; one curve a size.

    `shares` names the shares. `x` is a column with a plain axis called `label`, or without one
    training steps. Where `frame` knows chance, a line called `chance` marks its mean.
    """
    panels = canvas.panels(len(titles), height=height, columns=2, titles=list(titles.values()))
    for axes, value in zip(panels, titles, strict=True):
        rows = frame[frame[by] == value]
        share_axis(axes, label=shares)
        curves(axes, rows, x, sizes)
        if label is None:
            count_axis(axes, rows[x], label=say("axis-step"))
        else:
            linear_ticks(axes, rows[x], label=label)
        chance_line(axes, rows, chance, right=right)
