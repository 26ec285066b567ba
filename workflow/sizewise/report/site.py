"""Pages in every language: one shell and stylesheet, all inside the file, no network."""

import copy
import html
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from sizewise import __version__
from sizewise.report import glossary, messages, palette, templates
from sizewise.report.config import Report
from sizewise.report.editions import LANGUAGE, languages, page_of, root_of
from sizewise.report.records import RECORD
from sizewise.study.artifacts import whole_file
from sizewise.study.messages import Message, say

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


def write_editions(
    output: Path,
    page: str,
    body: Callable[[str], str],
    *,
    title: Message | Callable[[], str] | str,
    site: Callable[[], str] | str,
    study: str,
    chapters: Sequence[str],
    description: Message | Callable[[], Message],
    vega: bool = False,
    inner: Sequence[tuple[str, Message]] = (),
) -> tuple[list[Path], int]:
    """Write one page in every language; returns its paths, and the bytes of the heaviest.

    `body` gives a language's HTML that templates made; `site` is the report's title, `chapters`
    are the names of the chapters in reading order, `inner` (name, title) of the pages that the
    page of all questions leads to, where this is one of them.
    """
    paths, sizes = [], []
    for language in languages():
        with messages.speaking(language):
            path = output / page_of(page, language)
            sizes.append(
                _write(
                    path,
                    body(language),
                    page=page,
                    title=title,
                    site=site,
                    study=study,
                    chapters=titles(chapters, language),
                    inner=[(name, messages.said(label)) for name, label in inner],
                    vega=vega,
                    description=description() if callable(description) else description,
                )
            )
            paths.append(path)
    return paths, max(sizes)


def _write(path: Path, body: str, *, page: str, vega: bool, **shown: Any) -> int:
    """One edition of a page, in the language that is spoken."""
    root = root_of(messages.spoken())
    others = [
        (
            language,
            messages.sentence(say("language-name"), language),
            root + page_of(page, language),
        )
        for language in languages()
        if language != messages.spoken()
    ]
    order = [
        ("index", messages.said(say("page-answer"))),
        ("story", messages.said(say("story-title"))), *shown["chapters"],
        ("items", messages.said(say("items-title"))), *shown["inner"],
        ("about", messages.said(say("about-title"))),
    ]  # fmt: skip
    # A page that is not turned to, the search, stands behind none.
    place = next((n for n, (name, _) in enumerate(order) if name == page), None)
    if not _has_own_words(page):
        body = glossary.linked(body)
    text = templates.environment().get_template("page.html.j2").render(
        **shown, before=order[place - 1] if place else None,
        after=order[place + 1] if place is not None and place + 1 < len(order) else None,
        body=templates.trusted(body), page=page, headings=headings(body),
        version=__version__, others=others,
        style=stylesheet(), theme=templates.asset("theme.js"), vega=_vega() if vega else None,
        markers=templates.trusted(templates.script_json(palette.markers())),
    )  # fmt: skip
    with whole_file(path) as part:
        part.write_text(text, encoding="utf-8")
    return len(text.encode())


def _has_own_words(page: str) -> bool:
    """Whether a page is the glossary's own, or one of answers and questions as they were."""
    return page in (glossary.ABOUT, "search") or page.startswith("items")


def _vega() -> Markup:
    """Vega, Vega-Lite and vega-embed as one module without imports, and our script."""
    import vl_convert

    bundle = vl_convert.javascript_bundle().replace("</script", "<\\/script")
    return templates.trusted(bundle + "\n") + templates.asset("vega.js")


def report_title(report: Report) -> Callable[[], str]:
    """The title of the report, which says itself in the language that is spoken then."""
    return lambda: report.titles.get(messages.spoken(), report.title)


def title_of(chapter: str) -> Message:
    """The title of a chapter whose words are known."""
    return Message(f"{chapter}-title", {})


def titles(names: Sequence[str], language: str) -> list[tuple[str, str]]:
    """(name, title) of chapters whose words are known."""
    return [(name, messages.sentence(title_of(name), language)) for name in names]


def body_of(executed: Any, language: str) -> str:
    """The HTML body of an executed notebook in a language, through our nbconvert template."""
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(
        template_name="chapter",
        extra_template_basedirs=[str(templates.ROOT)],
        exclude_input=True,
        # A script's markdown is for whoever opens the notebook; the page's words are messages.
        exclude_markdown=True,
        embed_images=True,
        anchor_link_text="",
        require_js_url="", mathjax_url="", jquery_url="", mermaid_js_url="",
    )  # fmt: skip
    body, _ = exporter.from_notebook_node(_edition(executed, language))
    return body


def _edition(executed: Any, language: str) -> Any:
    """The notebook with the blocks of a language."""
    if language == LANGUAGE:
        return executed
    edition = copy.deepcopy(executed)
    for cell in edition.cells:
        for output in cell.get("outputs", []):
            editions = output.get("data", {}).get(RECORD, {}).get("editions", {})
            if language in editions:
                output.data["text/html"] = editions[language]
    return edition
