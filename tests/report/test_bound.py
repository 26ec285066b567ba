"""The whole report as one page to print."""

import shutil

import pytest
from lxml import html
from sizewise.report import bound, site
from sizewise.report.editions import languages
from sizewise.report.messages import with_words_of
from sizewise.study.errors import StudyError
from sizewise.study.messages import say

from .conftest import NOTEBOOKS

FRONT = """<h1>Front</h1>
<details><summary>Claim</summary><div class="more">its test</div></details>"""
STEPS = """
<h2 id="one">One</h2><p><a href="#one">here</a> <a href="sources.html#one">there</a>
<a href="index.html">front</a> <a href="tables/steps.csv">data</a></p>
<details><summary>More</summary><p>folded</p></details>
<div class="scroll"><table><thead><tr><th>a</th><th>b</th><th>c</th><th>d</th><th>e</th><th>f</th>
<th>g</th></tr></thead></table></div>
<div class="drawing wide"><svg role="img"><defs><path id="p"></path></defs>
<use href="#p" clip-path="url(#p)"></use></svg></div><div class="drawing narrow"><svg></svg></div>
"""
SOURCES = '<h2 id="one">Another</h2><div class="vega"></div><script>alert(1)</script>'


@pytest.fixture
def report(tmp_path):
    """A report of a front page and two chapters; a third one is listed and not built."""
    names = ["steps", "sources", "inside"]
    with_words_of(NOTEBOOKS, names)
    for page, body in {"index": FRONT, "steps": STEPS, "sources": SOURCES}.items():
        site.write_editions(
            tmp_path, page, lambda _, body=body: body, title=page, site="s", study="t",
            chapters=names, description=say("nothing"),
        )  # fmt: skip
    return tmp_path


@pytest.mark.parametrize("language", languages())
def test_pages_are_bound_in_reading_order(report, language):
    assert bound.pages_in(report, language) == ["index", "steps", "sources"]
    root = html.fromstring(bound.bind(report, language).read_text())
    assert root.xpath("//main/section/@id") == ["index", "steps", "sources"]
    contents = root.xpath("//nav[@class='contents']//a/@href")
    assert contents == ["#index", "#steps", "#sources"]


def test_links_between_pages_lead_inside(report):
    page = bound.bind(report, "en")
    root = html.fromstring(page.read_text())
    assert root.xpath("//section[@id='steps']//p/a/@href") == [
        "#steps--one", "#sources--one", "#index", "tables/steps.csv"
    ]  # fmt: skip
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert list(bound.anchors(page)) == []
    (use,) = root.xpath("//*[local-name()='use']")
    assert use.get("href") == "#steps--p" and use.get("clip-path") == "url(#steps--p)"


def test_a_book_is_open_still_and_shown_once(report):
    root = html.fromstring(bound.bind(report, "en").read_text())
    assert all(fold.get("open") is not None for fold in root.iter("details"))
    assert "Claim" in root.text_content() and "its test" not in root.text_content()
    assert not root.xpath("//script") and not root.find_class("narrow")
    assert "screen only" in root.find_class("vega")[0].text_content()
    assert len(root.find_class("turned")) == 1


def test_without_a_front_page_there_is_nothing_to_bind(tmp_path):
    with pytest.raises(StudyError, match=r"index\.html: no such page; build the report first"):
        bound.bind(tmp_path, "en")


def test_without_a_browser_the_page_says_what_to_do(report, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(StudyError, match=r"print\.html: no browser .* print it to a file"):
        bound.to_pdf(bound.bind(report, "en"))


@pytest.mark.slow
@pytest.mark.skipif(not any(map(shutil.which, bound.BROWSERS)), reason="no Chromium here")
def test_the_book_is_printed(report):
    pdf = bound.to_pdf(bound.bind(report, "en"))
    assert pdf.read_bytes().startswith(b"%PDF-")
