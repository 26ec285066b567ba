"""Marks: estimates with their intervals, along an axis or in rows, and lines to read them by."""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sizewise.report import palette
from sizewise.report.messages import said
from sizewise.study.messages import Message, say

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

DASHES = (0, (4, 3))
"""Strokes and gaps of every line that is no measurement."""


def curve(
    axes: "Axes",
    frame: "pd.DataFrame",
    x: str,
    *,
    colour: str,
    marker: str = "o",
    line: str = "-",
    band: bool = True,
) -> None:
    """A line through `value` with dots; its interval as a band, or as bars where `band` is off.

    `frame` has the columns `x`, value, low, high (nulls allowed). An interval is always drawn
    where there is one.
    """
    frame = frame.sort_values(x)
    axes.plot(frame[x], frame["value"], line, color=colour, marker=marker,
              markeredgecolor=palette.PAPER, markeredgewidth=0.6, zorder=3)  # fmt: skip
    known = frame.dropna(subset=["low", "high"])
    if known.empty:
        return
    if band and len(known) > 1:
        axes.fill_between(known[x], known["low"], known["high"], color=colour, alpha=0.13,
                          linewidth=0, zorder=2)  # fmt: skip
    else:
        axes.vlines(known[x], known["low"], known["high"], color=colour, linewidth=1.4, zorder=2)


def size_curve(
    axes: "Axes", frame: "pd.DataFrame", sizes: palette.SizeScale, *, joined: bool = True
) -> None:
    """`value` against N: dots and intervals in the colours of their sizes, joined by grey.

    A value that is only a bound (column `bound`) is a hollow triangle pointing to where the true
    one lies.
    """
    frame = frame.assign(_n=frame["size"].map(sizes.parameters)).sort_values("_n")
    if joined:
        axes.plot(frame["_n"], frame["value"], color=palette.MUTED, linewidth=1.2, zorder=2)
    for _, row in frame.iterrows():
        colour, bound = sizes.colour(row["size"]), row.get("bound")
        if isinstance(bound, str):
            axes.plot(row["_n"], row["value"], "^" if bound == "above" else "v", color=colour,
                      markerfacecolor="none", markersize=8, zorder=3)  # fmt: skip
            continue
        axes.plot(row["_n"], row["value"], "o", color=colour, zorder=3)
        if math.isfinite(row["low"]) and math.isfinite(row["high"]):
            axes.vlines(row["_n"], row["low"], row["high"], color=colour, linewidth=1.6, zorder=2)


def curves(
    axes: "Axes", frame: "pd.DataFrame", x: str, sizes: palette.SizeScale, *, band: bool = True
) -> None:
    """One `curve` a size of `frame` (column size), in the colours of the sizes."""
    for size in sizes.names:
        one = frame[frame["size"] == size]
        if len(one):
            curve(axes, one, x, colour=sizes.colour(size), band=band)


def reference(
    axes: "Axes", value: float, name: Message | str, *, above: bool = True, right: bool = False
) -> None:
    """A thin line with its name over or under it, left or right: chance, plateau, ceiling."""
    axes.axhline(value, color=palette.MUTED, linewidth=0.9, linestyle=DASHES, zorder=1)
    axes.annotate(
        said(name), xy=(1 if right else 0, value), xycoords=("axes fraction", "data"),
        xytext=(-4 if right else 4, 3 if above else -3), textcoords="offset points",
        va="bottom" if above else "top", ha="right" if right else "left", fontsize=11,
        color=palette.MUTED, zorder=4,
    )  # fmt: skip


def chance_line(
    axes: "Axes", frame: "pd.DataFrame", name: Message | None = None, *, above: bool = False,
    right: bool = False,
) -> None:  # fmt: skip
    """A line at the mean of the column `chance`, where `frame` knows chance at all."""
    if frame["chance"].notna().any():
        reference(axes, frame["chance"].mean(), name or say("chance"), above=above, right=right)


def zero_line(axes: "Axes") -> None:
    """A thin upright line at zero, for estimates that lie in rows."""
    axes.axvline(0, color=palette.MUTED, linewidth=0.9, linestyle=DASHES)


def kind_curves(
    axes: "Axes",
    frame: "pd.DataFrame",
    by: str,
    look: Mapping[str, tuple[str, str]],
    sizes: palette.SizeScale,
) -> None:
    """`value` against N, one curve a value of the column `by`, as `look` (colour, marker) says."""
    frame = frame.assign(_n=frame["size"].map(sizes.parameters))
    for kind, (colour, marker) in look.items():
        one = frame[frame[by] == kind]
        if len(one):
            curve(axes, one, "_n", colour=colour, marker=marker)


def paths(
    axes: "Axes", frame: "pd.DataFrame", x: str, sizes: palette.SizeScale, *, y: str = "value",
    markersize: float = 4,
) -> None:  # fmt: skip
    """The way of each size through the plane of `x` and `y`, a dot a checkpoint, no intervals."""
    for size in sizes.names:
        one = frame[frame["size"] == size].sort_values(x)
        axes.plot(one[x], one[y], "o-", markersize=markersize, linewidth=1.2,
                  color=sizes.colour(size))  # fmt: skip


def intervals(
    axes: "Axes",
    frame: "pd.DataFrame",
    names: Sequence[Message | str],
    *,
    colour: str,
    fontsize: float | None = None,
) -> None:
    """Estimates in rows, the first on top: a dot in its interval, its name on the left (forest).

    `frame` has value, low, high, one row a name. A line marks zero.
    """
    rows = range(len(frame) - 1, -1, -1)
    axes.hlines(rows, frame["low"], frame["high"], color=palette.MUTED, linewidth=1.6)
    axes.plot(frame["value"], rows, "o", color=colour)
    zero_line(axes)
    axes.set_yticks(rows, list(map(said, names)), fontsize=fontsize)
    axes.set_ylim(-0.6, len(frame) - 0.4)
    axes.grid(axis="x")
