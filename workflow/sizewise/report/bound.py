"""The whole report as one page to print: pages of an edition, bound in reading order.

What a browser makes of it is a book: front page and contents first, every fold open, page numbers,
wide tables turned. It is made of the pages that are there and of nothing else, so that it says what
they say.
"""

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sizewise.report import messages, site, templates
from sizewise.report.editions import page_of, root_of
from sizewise.study.artifacts import whole_file
from sizewise.study.errors import StudyError
from sizewise.study.messages import say

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SECONDS = 300
"""The most that a browser may take."""
WIDE = 7
"""Columns from which on a table is turned."""


def pages_in(folder: Path, language: str) -> list[str]:
    """Names of an edition's pages in reading order, as its front page lists them.

    Raises StudyError where there is no front page.
    """
    front = folder / page_of("index", language)
    if not front.is_file():
        raise StudyError(f"{front}: no such page; build the report first (snakemake)")
    listed = _read(front).xpath("//nav[1]//li/a/@href")
    names = [href.removesuffix(".html") for href in listed if "#" not in href]
    return [name for name in dict.fromkeys(names) if (front.parent / f"{name}.html").is_file()]


def bind(folder: Path, language: str) -> Path:
    """Write the page to print of an edition, `print.html` beside its pages, and return it."""
    names = pages_in(folder, language)
    with messages.speaking(language):
        page = folder / page_of("print", language)
        parts = [(name, _part(folder / page_of(name, language), name, names)) for name in names]
        titles = [(name, main.findtext(".//h1") or name) for name, main in parts]
        text = templates.environment().get_template("print.html.j2").render(
            title=titles[0][1], contents=titles, style=site.stylesheet(), root=root_of(language),
            parts=[(name, templates.trusted(_html(main))) for name, main in parts],
        )  # fmt: skip
    with whole_file(page) as part:
        part.write_text(text, encoding="utf-8")
    return page


def to_pdf(page: Path) -> Path:
    """`page` as a PDF beside it, through a browser without a window. Returns its path.

    The browser gets a profile of its own, and the page asks nothing of the network. Raises
    StudyError where there is no browser or where it fails.
    """
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise StudyError(
            f"{page}: no browser to print it ({', '.join(BROWSERS)}); install Chromium, or open "
            "the page and print it to a file"
        )
    pdf = page.with_suffix(".pdf")
    with whole_file(pdf) as part:
        command = [
            browser, "--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer",
            *(["--no-sandbox"] if _is_root() else []),
            f"--print-to-pdf={part}", page.resolve().as_uri(),
        ]  # fmt: skip
        try:
            ended = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            raise StudyError(f"{page}: {browser} did not print it in {SECONDS} s") from None
        if ended.returncode or not part.stat().st_size:
            last = (ended.stderr.strip().splitlines() or ["no message"])[-1]
            raise StudyError(f"{page}: {browser} did not print it ({last})")
    return pdf


def _is_root() -> bool:
    # Chromium's sandbox refuses to start for this user; the page is our own and runs no script.
    import os

    return hasattr(os, "geteuid") and os.geteuid() == 0


def _read(path: Path) -> "HtmlElement":
    from lxml import html

    return html.fromstring(path.read_text(encoding="utf-8"))


def _html(main: "HtmlElement") -> str:
    from lxml import html

    return "".join(html.tostring(child, encoding="unicode") for child in main)


def _part(path: Path, name: str, names: Iterable[str]) -> "HtmlElement":
    """The main part of a page as it stands in the book: ids and links belong to their page."""
    main = _read(path).get_element_by_id("main")
    for element in [
        *main.iter("script", "noscript", "form"),
        *main.iter("footer"),
        *main.find_class("turn"),
    ]:
        element.drop_tree()
    for narrow in main.find_class("drawing"):
        if "narrow" in narrow.get("class").split():
            narrow.drop_tree()
    for chart in main.find_class("vega"):
        chart.text = messages.said(say("print-no-chart"))
    for more in main.find_class("more"):
        # The summary comes first and stays short: a claim's test stands in the chapters' cards.
        more.drop_tree()
    for fold in main.iter("details"):
        fold.set("open", "")
    for table in main.iter("table"):
        if len(table.findall(".//thead/tr[1]/th")) >= WIDE:
            table.getparent().set("class", f"{table.getparent().get('class', '')} turned".strip())
    for element in main.iter():
        _rename(element, name, set(names))
    return main


def _rename(element: "HtmlElement", name: str, names: set[str]) -> None:
    """Ids get the page's name before them, and links to pages lead to their parts."""
    if not isinstance(element.tag, str):
        return
    if element.get("id"):
        element.set("id", f"{name}--{element.get('id')}")
    for key, value in list(element.attrib.items()):
        if key == "href" and element.tag == "a":
            element.set(key, _inside(value, name, names))
        elif key.endswith("href") and value.startswith("#"):
            element.set(key, f"#{name}--{value[1:]}")
        elif "url(#" in value:
            element.set(key, re.sub(r"url\(#", f"url(#{name}--", value))
        elif key in ("aria-labelledby", "aria-describedby", "for"):
            element.set(key, " ".join(f"{name}--{one}" for one in value.split()))


def _inside(href: str, name: str, names: set[str]) -> str:
    page, mark, anchor = href.partition("#")
    page = page.removesuffix(".html") if page else name
    if page not in names:
        return href
    return f"#{page}--{anchor}" if mark else f"#{page}"


def anchors(page: Path) -> Iterator[str]:
    """Anchors that the page links to and does not have."""
    root = _read(page)
    ids = set(root.xpath("//@id"))
    yield from (
        href[1:] for href in root.xpath("//a/@href") if href[:1] == "#" and href[1:] not in ids
    )
