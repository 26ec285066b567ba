"""Drawing: one style, and the few things that matplotlib leaves to us.

A figure is drawn by a function of a `Canvas`, once for a wide and once for a narrow page:

    def draw(canvas):
        (axes,) = canvas.panels(1, height=320)
        figures.size_axis(axes, page.sizes)
        figures.curve(axes, x, frame, colour=page.sizes.colour("25k"))
        figures.reference(axes, 0.25, "chance")
        figures.end_labels(axes, [(y, "25k", colour), ...])

Units are CSS pixels. Colours are those of `palette`, so that light and dark share one drawing.
"""

import itertools
import math
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sizewise.report import numbers, palette
from sizewise.report.svg import inline

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDE, NARROW = 760, 350
"""Widths of the two drawings; the stylesheet switches between them."""

_TEXT, _SMALL = 13, 12
_LINE = 1.25  # line height of labels, in font sizes

_STYLE = {
    "font.family": "DejaVu Sans",  # measured here; the page's own face, which is narrower, is shown
    "font.size": _SMALL,
    "text.color": palette.INK,
    "axes.edgecolor": palette.RULE,
    "axes.facecolor": "none",
    "axes.labelcolor": palette.MUTED,
    "axes.labelsize": _SMALL,
    "axes.linewidth": 1,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": _TEXT,
    "axes.titlelocation": "left",
    "axes.titlepad": 8,
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
    "xtick.labelsize": _SMALL,
    "ytick.labelsize": _SMALL,
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
        titles: Sequence[str] = (),
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
            panel.set_title("\n".join(textwrap.wrap(title, letters)))
        return axes[:count]


def render(
    draw: "Callable[[Canvas], None] | Figure", *, name: str, alt: str
) -> list[dict[str, Any]]:
    """Inline SVGs with the page widths they are for: `wide` and `narrow`, or `any`."""
    if not callable(draw):
        settle(draw)
        return [{"width": "any", "svg": inline(draw, name=name, alt=alt)}]
    drawings = []
    for label, width in (("wide", WIDE), ("narrow", NARROW)):
        with style():
            canvas = Canvas(width)
            draw(canvas)
            settle(canvas.figure)
            drawings.append(
                {"width": label, "svg": inline(canvas.figure, name=f"{name}-{label}", alt=alt)}
            )
    return drawings


# Marks ----------------------------------------------------------------------------------------


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


def seeds(axes: "Axes", frame: "pd.DataFrame", x: str, *, colour: str) -> None:
    """Single seeds, faint, behind the mean."""
    axes.plot(frame[x], frame["value"], "o", color=colour, alpha=0.35, markersize=3,
              markeredgewidth=0, zorder=1)  # fmt: skip


def reference(
    axes: "Axes", value: float, name: str, *, above: bool = True, right: bool = False
) -> None:
    """A thin line with its name over or under it, left or right: chance, plateau, ceiling."""
    axes.axhline(value, color=palette.MUTED, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)
    axes.annotate(
        name, xy=(1 if right else 0, value), xycoords=("axes fraction", "data"),
        xytext=(-4 if right else 4, 3 if above else -3), textcoords="offset points",
        va="bottom" if above else "top", ha="right" if right else "left", fontsize=11,
        color=palette.MUTED, zorder=4,
    )  # fmt: skip


# Panels ---------------------------------------------------------------------------------------


def share_panels(
    canvas: "Canvas", frame: "pd.DataFrame", by: str, titles: Mapping[str, str], *, x: str,
    sizes: palette.SizeScale, shares: str, label: str | None = None, height: int = 260,
    chance: str = "chance", right: bool = False,
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
            count_axis(axes, rows[x], label="step")
        else:
            linear_ticks(axes, rows[x], label=label)
        if rows["chance"].notna().any():
            reference(axes, rows["chance"].mean(), chance, above=False, right=right)


# Axes -----------------------------------------------------------------------------------------


def size_axis(axes: "Axes", sizes: palette.SizeScale, *, label: bool = True) -> None:
    """A log axis of N, marked with the names of the sizes."""
    axes.set_xscale("log")
    ticks = [sizes.parameters(name) for name in sizes.names]
    _fixed_ticks(axes, "x", ticks, sizes.names)
    room = (ticks[-1] / ticks[0]) ** 0.06 if len(ticks) > 1 else 2
    axes.set_xlim(ticks[0] / room, ticks[-1] * room)
    if label:
        axes.set_xlabel("non-embedding parameters")


def count_axis(
    axes: "Axes", values: Iterable[float], *, which: str = "x", label: str | None = None
) -> None:
    """A log axis of counts (steps, exposures, tokens), marked in plain numbers at `values`."""
    values = sorted({float(value) for value in values if value > 0})
    getattr(axes, f"set_{which}scale")("log")
    _fixed_ticks(axes, which, values, [numbers.short(value) for value in values])
    if len(values) > 1:
        room = (values[-1] / values[0]) ** 0.04
        getattr(axes, f"set_{which}lim")(values[0] / room, values[-1] * room)
    if label:
        getattr(axes, f"set_{which}label")(label)


def linear_ticks(
    axes: "Axes",
    values: Iterable[float],
    *,
    label: str | None = None,
    form: Callable[[float], str] = numbers.short,
) -> None:
    """A linear horizontal axis, marked at the values that were measured."""
    values = sorted({float(value) for value in values})
    _fixed_ticks(axes, "x", values, [form(value) for value in values])
    if label:
        axes.set_xlabel(label)


def decades(low: float, high: float) -> list[float]:
    """1, 2 and 5 times powers of ten between two counts: ticks of a log axis."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    ticks = [m * 10.0**e for e in range(first, last + 1) for m in (1, 2, 5)]
    return [tick for tick in ticks if low <= tick <= high]


def share_axis(axes: "Axes", *, label: str | None = None, top: float = 1.0) -> None:
    """A vertical axis of shares, 0 to 100 percent."""
    axes.set_ylim(-0.02 * top, 1.04 * top)
    ticks = [part * top / 4 for part in range(5)]
    axes.set_yticks(ticks, [f"{100 * tick:.3g} %" for tick in ticks])
    if label:
        axes.set_ylabel(label)


def _fixed_ticks(axes: "Axes", which: str, ticks: Sequence[float], labels: Sequence[str]) -> None:
    from matplotlib.ticker import NullFormatter, NullLocator

    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_ticks(list(ticks), labels=list(labels))
    axis.set_minor_locator(NullLocator())
    axis.set_minor_formatter(NullFormatter())


# Labels that do not collide -------------------------------------------------------------------


def end_labels(axes: "Axes", ends: Sequence[tuple[float, float, str, str]]) -> None:
    """Names of lines beside their ends: (x, y, text, colour) of each line's last point.

    Text is ink, for contrast; a short line of the label's colour leads to it. Heights are settled
    once the layout is known (`settle`).
    """
    labels = []
    for x, y, text, colour in ends:
        if not (math.isfinite(x) and math.isfinite(y)):
            continue
        labels.append(axes.annotate(
            text, xy=(x, y), xycoords="data",
            xytext=(1.0, 0.0), textcoords=("axes fraction", "data"),
            va="center", ha="left", fontsize=_SMALL, color=palette.INK, annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 1, "shrinkA": 0,
                        "shrinkB": 3, "relpos": (0, 0.5)},
        ))  # fmt: skip
    axes._sizewise_ends = [*getattr(axes, "_sizewise_ends", []), *labels]
    # Room for the longest label, which the layout counts in.
    from matplotlib.transforms import ScaledTranslation

    for label in labels:
        shift = ScaledTranslation(12 / 72, 0, axes.figure.dpi_scale_trans)
        label.set_position((1.0, label.xy[1]))
        label.set_transform(axes.get_yaxis_transform() + shift)
        label.anncoords = axes.get_yaxis_transform() + shift


def spread(positions: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions at least `gap` apart within [low, high], as near to the wished ones as may be.

    Least squares under order, by pooling neighbours (isotonic regression); where there is not
    room for all, the gap shrinks.
    """
    if not positions:
        return []
    order = sorted(range(len(positions)), key=lambda index: positions[index])
    if len(order) > 1:
        gap = min(gap, (high - low) / (len(order) - 1))
    # With y_i = z_i + i·gap the constraint is that z rises.
    pools: list[list[float]] = []
    for rank, index in enumerate(order):
        pools.append([positions[index] - rank * gap, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            mean, weight = pools.pop()
            pools[-1] = [
                (pools[-1][0] * pools[-1][1] + mean * weight) / (pools[-1][1] + weight),
                pools[-1][1] + weight,
            ]
    flat = [mean for mean, weight in pools for _ in range(int(weight))]
    ceiling = high - gap * (len(order) - 1)
    placed = [0.0] * len(order)
    for rank, index in enumerate(order):
        placed[index] = min(max(flat[rank], low), ceiling) + rank * gap
    return placed


def settle(figure: "Figure") -> None:
    """Lay the figure out once, then part labels that collide and drop tick labels that touch."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    if not isinstance(figure.canvas, FigureCanvasSVG):
        FigureCanvasSVG(figure)
    _share_labels(figure)
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for axes in figure.axes:
        _part_end_labels(axes)
        for axis in (axes.xaxis, axes.yaxis):
            _thin_ticks(axis, axis is axes.xaxis)


def _share_labels(figure: "Figure") -> None:
    """One name under all panels where the horizontal axes of several have the same one."""
    labels = {axes.get_xlabel() for axes in figure.axes}
    if len(figure.axes) > 1 and len(labels) == 1 and (label := labels.pop()):
        for axes in figure.axes:
            axes.set_xlabel("")
        figure.supxlabel(label, fontsize=_SMALL, color=palette.MUTED)


def _part_end_labels(axes: "Axes") -> None:
    labels = getattr(axes, "_sizewise_ends", [])
    if not labels:
        return
    box = axes.get_window_extent()
    lines = [label.get_text().count("\n") + 1 for label in labels]
    gap = _LINE * _SMALL * max(lines)
    wished = [axes.transData.transform(label.xy)[1] for label in labels]
    back = axes.transData.inverted()
    for label, y in zip(labels, spread(wished, gap, box.y0, box.y1), strict=True):
        label.set_y(back.transform((box.x0, y))[1])


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


def last_points(
    frame: "pd.DataFrame", x: str, group: str, colours: Mapping[str, str]
) -> list[tuple[float, float, str, str]]:
    """The ends of the lines of `frame` (columns x, group, value), for `end_labels`."""
    ends = []
    for name, rows in frame.groupby(group, sort=False):
        row = rows.loc[rows[x].idxmax()]
        ends.append((float(row[x]), float(row["value"]), str(name), colours[name]))
    return ends
