"""Drawings for pages: matplotlib figures and sparklines as inline SVG that the page may style."""

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from sizewise.report import palette
from sizewise.report.templates import trusted

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SVG = "{http://www.w3.org/2000/svg}"


def inline(figure: "Figure", *, name: str, alt: str) -> Markup:
    """`figure` as an `<svg>` element: text stays text, colours are the page's, ids are unique.

    `name` makes the ids of this drawing its own, so that many fit in one page. One inch of the
    figure is 72 CSS pixels, so font sizes are pixels.
    """
    import matplotlib as mpl
    from lxml import etree

    buffer = io.BytesIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": name}):
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None})
    root = etree.fromstring(buffer.getvalue(), etree.XMLParser(resolve_entities=False))
    etree.strip_elements(root, f"{_SVG}metadata", f"{_SVG}style", with_tail=False)
    used = set(re.findall(r'(?:url\(#|href="#)([^")]+)', etree.tostring(root, encoding="unicode")))
    for element in root.iter(etree.Element):
        for key, value in list(element.attrib.items()):
            del element.attrib[key]
            tidied = _attribute(etree.QName(key).localname, value, used, name)
            if tidied:
                element.set(etree.QName(key).localname, tidied)
        # Indentation is matplotlib's; text elements keep their text.
        if element.text and not element.text.strip():
            element.text = None
        element.tail = None
    _, _, width, height = root.get("viewBox").split()
    etree.cleanup_namespaces(root)
    body = "".join(etree.tostring(child, encoding="unicode") for child in root)
    body = body.replace(' xmlns="http://www.w3.org/2000/svg"', "")
    return trusted(
        f'<svg role="img" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'aria-label="{escape(alt)}">{body}</svg>'
    )


def _attribute(key: str, value: str, used: set[str], name: str) -> str | None:
    """An attribute of a drawing as the page wants it; None drops it."""
    if key == "id":
        return f"{name}-{value}" if value in used else None
    if key == "href":
        return value.replace("#", f"#{name}-")
    if key == "clip-path":
        return value.replace("url(#", f"url(#{name}-")
    if key == "style":
        # The page's own face is used, which inherits.
        return palette.with_variables(re.sub(r"font-family: [^;]*;? ?", "", value))
    if key == "transform" and value.startswith("rotate(-0 "):
        return None
    if key in ("d", "x", "y", "transform", "points", "width", "height"):
        return " ".join(re.sub(r"(\d\.\d\d)\d+", r"\1", value).split())
    return value


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
    import math

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
