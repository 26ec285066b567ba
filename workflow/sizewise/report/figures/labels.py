"""Names of lines beside their ends, parted where they would collide."""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sizewise.report import palette
from sizewise.report.figures.canvas import SMALL
from sizewise.report.messages import said
from sizewise.study.messages import Message

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_LINE = 1.25  # line height of a name, in font sizes


def last_points(
    frame: "pd.DataFrame", x: str, group: str, colours: Mapping[str, str],
    names: Mapping[str, Message] | None = None,
) -> list[tuple[float, float, Message | str, str]]:  # fmt: skip
    """The ends of the lines of `frame` (columns x, group, value), for `end_labels`.

    `names` are the names of the lines where they are not the values of `group` themselves.
    """
    ends = []
    for name, rows in frame.groupby(group, sort=False):
        row = rows.loc[rows[x].idxmax()]
        text = names[name] if names else str(name)
        ends.append((float(row[x]), float(row["value"]), text, colours[name]))
    return ends


def size_labels(axes: "Axes", frame: "pd.DataFrame", x: str, sizes: palette.SizeScale) -> None:
    """The names of the sizes beside the ends of their lines (columns x, size, value)."""
    colours = {size: sizes.colour(size) for size in sizes.names}
    end_labels(axes, last_points(frame, x, "size", colours))


def end_labels(axes: "Axes", ends: Sequence[tuple[float, float, Message | str, str]]) -> None:
    """Names of lines beside their ends: (x, y, text, colour) of each line's last point.

    Text is ink, for contrast; a short line of the label's colour leads to it. Heights are settled
    once the layout is known (`layout.settle`).
    """
    labels = []
    for x, y, text, colour in ends:
        if not (math.isfinite(x) and math.isfinite(y)):
            continue
        labels.append(axes.annotate(
            said(text), xy=(x, y), xycoords="data",
            xytext=(1.0, 0.0), textcoords=("axes fraction", "data"),
            va="center", ha="left", fontsize=SMALL, color=palette.INK, annotation_clip=False,
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

    Least squares under order (isotonic regression); where there is not room for all, the gap
    shrinks.
    """
    import numpy as np
    from scipy.optimize import isotonic_regression

    if not positions:
        return []
    wished = np.asarray(positions, dtype=float)
    gap = min(gap, (high - low) / max(len(wished) - 1, 1))
    order = np.argsort(wished, kind="stable")
    # With y_i = z_i + i·gap the constraint is that z rises.
    shift = gap * np.arange(len(wished))
    placed = np.empty_like(wished)
    placed[order] = isotonic_regression(wished[order] - shift).x.clip(low, high - shift[-1]) + shift
    return placed.tolist()


def part_end_labels(axes: "Axes") -> None:
    """Part the labels of `axes` whose layout is known, so that none lies on another."""
    labels = getattr(axes, "_sizewise_ends", [])
    if not labels:
        return
    box = axes.get_window_extent()
    lines = [label.get_text().count("\n") + 1 for label in labels]
    gap = _LINE * SMALL * max(lines)
    wished = [axes.transData.transform(label.xy)[1] for label in labels]
    back = axes.transData.inverted()
    for label, y in zip(labels, spread(wished, gap, box.y0, box.y1), strict=True):
        label.set_y(back.transform((box.x0, y))[1])
