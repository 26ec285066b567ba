"""Axes and their scales: sizes, counts, shares, and ticks in plain numbers.

Panels that share an axis share its scale, ticks and limits too, and matplotlib hands each change to
all of them. What an axis has already is therefore not set again: of n panels each would do the work
of n.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from sizewise.report import numbers, palette
from sizewise.report.messages import said
from sizewise.study.messages import Message, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis


def size_axis(axes: "Axes", sizes: palette.SizeScale, *, label: bool = True) -> None:
    """A log axis of N, marked with the names of the sizes."""
    _log(axes, "x")
    ticks = [sizes.parameters(name) for name in sizes.names]
    _fixed_ticks(axes, "x", ticks, sizes.names)
    room = (ticks[-1] / ticks[0]) ** 0.06 if len(ticks) > 1 else 2
    _limits(axes, "x", ticks[0] / room, ticks[-1] * room)
    if label:
        axes.set_xlabel(said(say("axis-parameters")))


def count_axis(
    axes: "Axes", values: Iterable[float], *, which: str = "x", label: Message | str | None = None
) -> None:
    """A log axis of counts (steps, exposures, tokens), marked in plain numbers at `values`."""
    values = sorted({float(value) for value in values if value > 0})
    _log(axes, which)
    _fixed_ticks(axes, which, values, [numbers.short(value) for value in values])
    if len(values) > 1:
        room = (values[-1] / values[0]) ** 0.04
        _limits(axes, which, values[0] / room, values[-1] * room)
    if label:
        getattr(axes, f"set_{which}label")(said(label))


def linear_ticks(
    axes: "Axes",
    values: Iterable[float],
    *,
    label: Message | str | None = None,
    form: Callable[[float], str] = numbers.short,
) -> None:
    """A linear horizontal axis, marked at the values that were measured."""
    values = sorted({float(value) for value in values})
    _fixed_ticks(axes, "x", values, [form(value) for value in values])
    if label:
        axes.set_xlabel(said(label))


def decades(low: float, high: float) -> list[float]:
    """1, 2 and 5 times powers of ten between two counts: ticks of a log axis."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    ticks = [m * 10.0**e for e in range(first, last + 1) for m in (1, 2, 5)]
    return [tick for tick in ticks if low <= tick <= high]


def share_axis(axes: "Axes", *, label: Message | str | None = None, top: float = 1.0) -> None:
    """A vertical axis of shares, 0 to 100 percent."""
    ticks = [part * top / 4 for part in range(5)]
    _major_ticks(axes.yaxis, ticks, [said(say("share", value=tick)) for tick in ticks])
    _limits(axes, "y", -0.02 * top, 1.04 * top)
    if label:
        axes.set_ylabel(said(label))


def _log(axes: "Axes", which: str) -> None:
    if getattr(axes, f"get_{which}scale")() != "log":
        getattr(axes, f"set_{which}scale")("log")


def _limits(axes: "Axes", which: str, low: float, high: float) -> None:
    moves = getattr(axes, f"get_autoscale{which}_on")()
    if moves or getattr(axes, f"get_{which}lim")() != (low, high):
        getattr(axes, f"set_{which}lim")(low, high)


def _fixed_ticks(axes: "Axes", which: str, ticks: Sequence[float], labels: Sequence[str]) -> None:
    """Ticks at these places with these labels, and none between."""
    from matplotlib.ticker import NullFormatter, NullLocator

    axis = axes.xaxis if which == "x" else axes.yaxis
    if _major_ticks(axis, ticks, labels):
        axis.set_minor_locator(NullLocator())
        axis.set_minor_formatter(NullFormatter())


def _major_ticks(axis: "Axis", ticks: Sequence[float], labels: Sequence[str]) -> bool:
    """Whether the axis was not marked so before."""
    from matplotlib.ticker import FixedLocator

    locator, formatter = axis.get_major_locator(), axis.get_major_formatter()
    if (
        isinstance(locator, FixedLocator)
        and list(locator.locs) == list(ticks)
        and [formatter(tick, place) for place, tick in enumerate(ticks)] == list(labels)
    ):
        return False
    axis.set_ticks(list(ticks), labels=list(labels))
    return True
