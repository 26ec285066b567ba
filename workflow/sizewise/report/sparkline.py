"""A claim's measure by size, as small as a word."""

import math
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup, escape

from sizewise.report import palette
from sizewise.report.templates import trusted


def sparkline(
    points: Sequence[Any],
    scale: palette.SizeScale,
    label: str,
    width: int = 120,
    height: int = 32,
) -> Markup:
    """Value against log N on `scale`, with its interval as a band; dots take their size's colour.

    `points` have `size`, `non_embedding`, `value`, `low`, `high`. The vertical scale is the
    curve's own (a sparkline shows a shape; the number stands beside it); a line marks zero where
    the values cross it.
    """
    first, last = (math.log(scale.parameters(n)) for n in (scale.smallest, scale.largest))
    lows = [p.value if p.low is None else p.low for p in points]
    highs = [p.value if p.high is None else p.high for p in points]
    bottom, top = min(lows), max(highs)
    span = (top - bottom) or 1.0
    pad = 5.0

    def x(point: Any) -> float:
        part = (math.log(point.non_embedding) - first) / (last - first) if last > first else 0.5
        return pad + part * (width - 2 * pad)

    def y(value: float) -> float:
        return height - pad - (value - bottom) / span * (height - 2 * pad)

    points = sorted(points, key=lambda point: point.non_embedding)
    lows = [p.value if p.low is None else p.low for p in points]
    highs = [p.value if p.high is None else p.high for p in points]
    parts = []
    if bottom < 0 < top:
        parts.append(
            f'<line x1="0" x2="{width}" y1="{y(0):.1f}" y2="{y(0):.1f}" stroke="var(--rule)"/>'
        )
    upper = [f"{x(p):.1f},{y(v):.1f}" for p, v in zip(points, highs, strict=True)]
    lower = [f"{x(p):.1f},{y(v):.1f}" for p, v in zip(points, lows, strict=True)]
    outline = " ".join(upper + lower[::-1])
    parts.append(f'<polygon points="{outline}" fill="var(--muted)" fill-opacity=".22"/>')
    line = " ".join(f"{x(p):.1f},{y(p.value):.1f}" for p in points)
    parts.append(f'<polyline points="{line}" fill="none" stroke="var(--muted)"/>')
    for point in points:
        colour = palette.css(scale.colour(point.size))
        parts.append(
            f'<circle cx="{x(point):.1f}" cy="{y(point.value):.1f}" r="3" fill="{colour}"/>'
        )
    return trusted(
        f'<svg class="spark" role="img" aria-label="{escape(label)}" width="{width}" '
        f'height="{height}" viewBox="0 0 {width} {height}">{"".join(parts)}</svg>'
    )
