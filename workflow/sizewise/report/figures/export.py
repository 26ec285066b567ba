"""A drawing as inline SVG that the page may style, once for wide and once for narrow pages."""

import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from sizewise.report import palette
from sizewise.report.figures.canvas import NARROW, WIDE, Canvas, style
from sizewise.report.figures.layout import settle
from sizewise.report.figures.wide_letters import StandIns
from sizewise.report.messages import said
from sizewise.report.templates import trusted
from sizewise.study.messages import Message

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SVG = "{http://www.w3.org/2000/svg}"


def render(draw: Callable[[Canvas], None], *, name: str, alt: Message) -> list[dict[str, Any]]:
    """Inline SVGs in the language spoken, with the page widths they are for: `wide`, `narrow`."""
    drawings = []
    for label, width in (("wide", WIDE), ("narrow", NARROW)):
        with style():
            canvas = Canvas(width)
            draw(canvas)
            letters = StandIns()
            letters.away(canvas.figure)
            settle(canvas.figure)
            svg = inline(canvas.figure, name=f"{name}-{label}", alt=said(alt))
            drawings.append({"width": label, "svg": trusted(letters.back(svg))})
    return drawings


def inline(figure: "Figure", *, name: str, alt: str) -> Markup:
    """`figure` as an `<svg>` element: text stays text, colours are the page's, ids are unique.

    `name` makes the ids of this drawing its own, so that many fit in one page. One inch of the
    figure is 72 CSS pixels, so font sizes are pixels.
    """
    import matplotlib as mpl
    from lxml import etree
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    buffer = io.BytesIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": name}):
        # Not `savefig`, which draws everything a first time only to lay it out.
        figure.patch.set(facecolor="none", edgecolor="none")
        FigureCanvasSVG(figure).print_svg(buffer, metadata={"Date": None})
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
