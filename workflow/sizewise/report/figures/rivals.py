"""Rival laws beside each other: their look, and their errors in rows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sizewise.report import palette
from sizewise.report.figures.marks import zero_line
from sizewise.report.messages import said
from sizewise.study.messages import Message, say, selector

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

LAWS = {
    "power": ("o", "●"), "power with floor": ("s", "■"), "logistic": ("^", "▲"),
    "broken": ("D", "◆"),
}  # fmt: skip
"""Laws in the order in which they are shown: marker, and the sign that stands for it in a key."""


def law_errors(
    axes: "Axes", frame: "pd.DataFrame", error: str, by: str, rows: Sequence[str],
    names: Sequence[Message | str],
) -> None:  # fmt: skip
    """The column `error` of every law (column law), a row a value of `by`, the first on top.

    `rows` are the values of `by` in order and `names` what is written beside them.
    """
    top = len(rows) - 1
    for index, (law, (marker, _)) in enumerate(LAWS.items()):
        one = frame[frame["law"] == law].drop_duplicates(by).set_index(by)
        here = [row for row in rows if row in one.index]
        # The laws of a row stand below each other, in their order.
        place = [top - rows.index(row) + 0.24 - 0.16 * index for row in here]
        axes.plot(one.loc[here, error], place, marker, markersize=5, color=palette.MARKS[index])
    zero_line(axes)
    axes.set_yticks(range(top, -1, -1), list(map(said, names)))
    axes.set_ylim(-0.6, top + 0.6)
    axes.grid(axis="x")


def law_key(laws: Sequence[str]) -> list[tuple[Message, str, str]]:
    """Entries of a figure's key (name, colour, sign) for those of LAWS that are in `laws`."""
    return [
        (say("law", name=selector(law)), palette.MARKS[index], glyph)
        for index, (law, (_, glyph)) in enumerate(LAWS.items())
        if law in laws
    ]
