"""Pages: one shell, one stylesheet, everything inside the file, nothing from the network."""

import html
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from sizewise import __version__
from sizewise.report import palette, templates
from sizewise.report.execute import chapter_title
from sizewise.study.artifacts import whole_file

INDEX_BYTES, CHAPTER_BYTES = 1_000_000, 3_000_000
"""The most that a page may weigh."""


@cache
def stylesheet() -> Markup:
    """The stylesheet with the scale of sizes for both themes."""
    light, dark = palette.size_css(dark=False), palette.size_css(dark=True)
    scale = f':root{{{light}}}\n:root[data-theme="dark"]{{{dark}}}\n'
    return templates.trusted(scale) + templates.asset("style.css")


def headings(body: str) -> list[tuple[str, str]]:
    """(anchor, text) of the sections of a body, for the navigation."""
    found = re.findall(r'<h2 id="([^"]+)">(.*?)</h2>', body, flags=re.S)
    return [(anchor, html.unescape(re.sub(r"<[^>]+>", "", text))) for anchor, text in found]


def write_page(
    path: Path,
    body: str,
    *,
    page: str,
    title: str,
    site: str,
    study: str,
    chapters: Sequence[tuple[str, str]],
    description: str = "",
    vega: bool = False,
) -> int:
    """Write one page; returns its bytes. `body` is HTML that templates made."""
    text = templates.environment().get_template("page.html.j2").render(
        body=templates.trusted(body), page=page, title=title, site=site, study=study,
        chapters=chapters,
        headings=headings(body), description=description, version=__version__,
        style=stylesheet(), theme=templates.asset("theme.js"), vega=_vega() if vega else None,
        markers=templates.trusted(templates.script_json(palette.markers())),
        footer=f"sizewise {__version__} · study {study}",
    )  # fmt: skip
    with whole_file(path) as part:
        part.write_text(text, encoding="utf-8")
    return len(text.encode())


def _vega() -> Markup:
    """Vega, Vega-Lite and vega-embed as one module without imports, and our script."""
    import vl_convert

    bundle = vl_convert.javascript_bundle().replace("</script", "<\\/script")
    return templates.trusted(bundle + "\n") + templates.asset("vega.js")


def chapter_list(names: Sequence[str], notebooks: Path) -> list[tuple[str, str]]:
    """(name, title) of the study's chapters, from their scripts."""
    return [(name, chapter_title(notebooks / f"{name}.py")) for name in names]


def body_of(executed: Any) -> str:
    """The HTML body of an executed notebook, through our nbconvert template."""
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(
        template_name="chapter",
        extra_template_basedirs=[str(templates.ROOT)],
        exclude_input=True,
        embed_images=True,
        anchor_link_text="",
        require_js_url="", mathjax_url="", jquery_url="", mermaid_js_url="",
    )  # fmt: skip
    body, _ = exporter.from_notebook_node(executed)
    # The template shows our blocks only; empty links of headings are nbconvert's.
    return re.sub(r'<a class="anchor-link"[^>]*></a>', "", body)
