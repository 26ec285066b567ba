"""Scripts planted in answers, questions, titles and findings do nothing in a real browser."""

import json
import shutil

import pytest
from sizewise.report import index
from sizewise.report.config import Report
from sizewise.report.editions import languages, page_of
from sizewise.study.arms import Arms
from sizewise.study.mix import Mix
from sizewise.study.sections import read_sections

from tests.report.browser.chromium import BROWSER, Chromium
from tests.report.conftest import NOTEBOOKS, REGISTER, claims_json
from tests.report.items import conftest as planted

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium here"),
]
HOSTILE = planted.HOSTILE
CONFIG = planted.CONFIG | {
    "mix": {"tokens": 40_960, "planted_bytes_per_token": {}, "shares": {"biographies": 1.0}}
}


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """A report whose data have scripts in every text that data can bring."""
    folder = tmp_path_factory.mktemp("report")
    results, output = folder / "results", folder / "reports"
    planted.write_results(results)
    corpus = {"job": "corpus", "files": {}, "code": "1" * 64, "facts": {"domains": {HOSTILE: {
        "licence": HOSTILE, "attribution": HOSTILE, "archives": [HOSTILE]}}}}  # fmt: skip
    (results / "corpus").mkdir()
    (results / "corpus/manifest.json").write_text(json.dumps(corpus))
    (results / "analysis").mkdir()
    reason = [{"key": "family-not-in-mix", "values": {"family": HOSTILE}}]
    found = {"id": "A2", "verdict": "supported", "effect": 1.0, "low": 0.5, "high": 1.5,
             "reason": reason}  # fmt: skip
    (results / "analysis/claims.json").write_text(json.dumps(claims_json(found)))
    planted.build_items(planted.STUDY, results=results, output=output, notebooks=NOTEBOOKS)
    study = read_sections(json.dumps(CONFIG), name=str, arms=Arms, mix=Mix, report=Report)
    index.build_index(study, results=results, claims=REGISTER, output=output, notebooks=NOTEBOOKS)
    return output


@pytest.fixture(scope="module")
def page():
    with Chromium() as browser:
        yield browser.page()


def texts(page, selector):
    return page.run(f"[...document.querySelectorAll({selector!r})].map((e) => e.textContent)")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(
    "name", ["index", "story", "about", "items", "items-biographies", "search"]
)
def test_nothing_planted_runs(report, page, name, language):
    for rest in ("", "?q=plums", f"#item={HOSTILE}", "#seed=1"):
        page.open(report / page_of(name, language), rest)
        page.settle()
        assert page.troubles() == []
        assert "owned" not in page.run("document.title").replace(HOSTILE, "")
        assert page.run("document.querySelectorAll('img').length") == 0


def test_a_question_shows_what_was_planted_as_text(report, page):
    page.open(report / "items-biographies.html", "#item=biographies/written/00002")
    assert texts(page, ".prompt") == [planted.QUESTIONS[4].prompt]
    assert texts(page, ".wrote dd") == [f"{HOSTILE} 25k 20", f"{HOSTILE} 83k 20"]
    page.open(report / "items-biographies.html", "#item=biographies/recall/00003")
    assert HOSTILE in texts(page, ".answers tbody th")
    assert texts(page, ".passage mark") == ["plums"] * 3
    assert all(HOSTILE in text for text in texts(page, ".passage"))


def test_a_link_opens_its_question_and_the_slider_goes_back(report, page):
    page.open(report / "items.html", "#item=biographies/recall/00003")
    page.until(
        "location.pathname.endsWith('/items-biographies.html') && "
        "document.querySelector('.answers td')"
    )
    assert texts(page, "#question code")[0] == "biographies/recall/00003"
    shown = texts(page, ".answers td")
    assert shown[:2] == ["20 %", "80 % chosen"]
    page.run("step.value = 0; step.dispatchEvent(new Event('input'))")
    assert texts(page, ".answers td")[:2] == ["20 %", "20 %"]
    assert texts(page, "output") == ["10"]


def test_filters_choose_and_a_seed_draws_the_same_question_again(report, page):
    page.open(report / "items-biographies.html")
    assert len(texts(page, "#list li")) == len(planted.QUESTIONS)
    choose = (
        "const s = document.getElementById('filter-{0}'); s.value = '{1}';"
        " s.dispatchEvent(new Event('input', {{bubbles: true}})); 0"
    )
    page.run("{" + choose.format("kind", "recall") + "}")
    assert len(texts(page, "#list li")) == 3
    page.run("{" + choose.format("knob-exposures", "9") + "}")
    assert len(texts(page, "#list li")) == 1
    page.run("{" + choose.format("answers", "only-large") + "}")
    assert len(texts(page, "#list li")) == 1
    page.run("{" + choose.format("answers", "only-small") + "}")
    assert texts(page, "#list li") == []
    drawn = []
    for _ in range(2):
        page.open(report / "items-biographies.html", "#seed=12345")
        page.until("document.getElementById('drawn').textContent")
        drawn.append(page.run("location.hash"))
        assert texts(page, "#drawn") == [f"Drawn with seed 12345, out of {len(planted.QUESTIONS)}"]
    assert drawn[0] == drawn[1] and "&seed=12345" in drawn[0]


@pytest.mark.parametrize(
    ("language", "asked", "link"),
    [
        ("en", "long tail", "index.html#A2"),
        ("en", "question 9", "items-biographies.html#item=biographies%2Frecall%2F00009"),
        ("zh", "知识", "knowledge.html"),
    ],
)
def test_the_search_finds_claims_chapters_and_questions(report, page, language, asked, link):
    page.open(report / page_of("search", language), f"?q={asked}")
    page.until("document.querySelector('.results a')")
    links = page.run(
        "[...document.querySelectorAll('.results a')].map((a) => a.getAttribute('href'))"
    )
    assert link in links
    page.open(report / page_of("search", language), "?q=xyzzyx")
    assert page.run("document.querySelectorAll('.results a').length") == 0


def test_the_other_language_opens_at_the_same_place(report, page):
    page.open(report / "items-biographies.html", "#item=biographies/recall/00009")
    page.run("document.querySelector('a.edition').click()")
    page.until(
        "location.pathname.endsWith('/zh/items-biographies.html') && "
        "document.querySelector('#question code')"
    )
    assert texts(page, "#question code")[0] == "biographies/recall/00009"


def test_the_pages_may_be_moved_to_another_folder(report, page, tmp_path):
    shutil.copytree(report, tmp_path / "elsewhere with a blank")
    page.open(tmp_path / "elsewhere with a blank" / "zh" / "items-biographies.html")
    assert page.troubles() == [] and len(texts(page, "#list li")) == len(planted.QUESTIONS)
