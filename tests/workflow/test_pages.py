"""All pages of a finished study in Chromium, one pass in one browser.

SIZEWISE_REPORT=reports/quick looks at another study's pages in place of the tiny one's.
"""

import json
import os
import shutil
from pathlib import Path

import pandas as pd
import pytest
from lxml import html
from sizewise.report import bound
from sizewise.report.editions import LANGUAGE, languages, page_of
from sizewise.report.items.files import CALL, FOLDER

from tests.report.browser import look
from tests.report.browser.chromium import BROWSER, Chromium

pytestmark = pytest.mark.slow
in_a_browser = pytest.mark.skipif(BROWSER is None, reason="no Chromium here")
WIDTHS = (360, 768, 1280)
# The families' pages are one template: these two, of choices and of written answers, stand for all.
FAMILIES = ("items-biographies", "items-instructions")


@pytest.fixture(scope="module")
def report(request, tmp_path_factory) -> Path:
    """The folder of a finished study's pages: a copy, into which a book may be bound."""
    given = os.environ.get("SIZEWISE_REPORT")
    source = Path(given) if given else request.getfixturevalue("tiny_study") / "reports/tiny"
    folder = tmp_path_factory.mktemp("pages")
    (folder / "results").symlink_to(source.resolve().parents[1] / "results")
    return Path(shutil.copytree(source, folder / "reports" / source.name))


def names(report: Path) -> list[str]:
    return [*bound.pages_in(report, LANGUAGE), *FAMILIES, "search"]


@pytest.fixture(scope="module")
def seen(report) -> dict[str, list[str]]:
    """What was wrong on any page, by the kind of fault."""
    found: dict[str, list[str]] = {
        kind: [] for kind in ("troubles", "wide", "overlaps", "keyboard", "axe")
    }
    with Chromium() as browser:
        page = browser.page()
        for language in languages():
            for name in names(report):
                where = page_of(name, language)
                # Each edition in one theme: light and dark are both seen.
                page.dark(language != LANGUAGE)
                page.size(WIDTHS[-1])
                page.open(report / where)

                def note(kind, problems, where=where):
                    found[kind] += [f"{where}: {problem}" for problem in problems]

                for width in WIDTHS:
                    page.size(width)
                    page.settle()
                    note("wide", [f"at {width}: {one}" for one in look.wider_than_the_window(page)])
                    if width != 768:
                        note("overlaps", [f"at {width}: {o}" for o in look.overlapping(page)])
                note("axe", look.violations(page))
                if language == LANGUAGE:
                    note("keyboard", look.unreachable(page))
                note("troubles", page.troubles())
    return found


@in_a_browser
@pytest.mark.parametrize("kind", ["troubles", "wide", "overlaps", "keyboard", "axe"])
def test_no_page_has_a_fault_of_this_kind(seen, kind):
    assert not seen[kind], "\n".join(seen[kind])


@in_a_browser
@pytest.mark.parametrize("language", languages())
def test_the_arrow_keys_go_from_point_to_point_of_a_chart(report, language):
    with Chromium() as browser:
        page = browser.page()
        page.open(report / page_of("public", language))
        said = []
        page.run("document.querySelector('.vega svg').focus()")
        for key, code in (("ArrowRight", 39), ("ArrowRight", 39), ("ArrowLeft", 37), ("End", 35)):
            page.press(key, code)
            said.append(page.run("document.querySelector('.vega ~ .point').textContent"))
            assert page.run("document.querySelectorAll('.vega .here').length") == 1
        assert said[0] and said[0] == said[2] and len({*said}) == 3
        page.run("document.activeElement.blur()")
        assert page.run("document.querySelectorAll('.vega .here').length") == 0
        assert not page.troubles()


def shown(element) -> str:
    return " ".join(element.text_content().split())


def by_claim(root, kind: str) -> dict[str, tuple[list[str], list[str]]]:
    """(badges, effects) of every claim's tiles or cards."""
    found = {}
    for one in root.find_class(kind):
        claim = (one.get("id") or one.get("aria-label").split()[-1]).split("--")[-1]
        effects = [shown(e) for e in one.find_class("effect")]
        found[claim] = ([shown(b) for b in one.find_class("badge")], effects)
    return found


def read(path: Path):
    return html.fromstring(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", languages())
def test_tiles_cards_and_the_book_say_the_same_of_every_claim(report, language, tmp_path):
    tiles = by_claim(read(report / page_of("index", language)), "tile")
    book = read(bound.bind(report, language))
    assert by_claim(book, "tile") == tiles
    cards = 0
    for name in bound.pages_in(report, language):
        for claim, card in by_claim(read(report / page_of(name, language)), "verdict").items():
            assert card == tiles[claim], f"{name}: {claim}"
            cards += 1
    assert cards == sum(
        len(by_claim(section, "verdict")) for section in book.xpath("//main/section")
    )
    assert cards >= 3


def test_questions_and_tables_count_the_same_right_answers(report):
    results = report.parents[1] / "results" / report.name
    table = pd.read_parquet(results / "analysis/scores.parquet")
    table = table[(table["metric"] == "accuracy") & (table["knob"] == "all")]
    compared = 0
    for file in sorted((report / FOLDER).glob("*-1.js")):
        family = file.stem.removesuffix("-1")
        rows = table[table["family"] == family]
        if "arm" in rows:
            rows = rows[rows["arm"] == "ladder"]
        if rows.empty:
            continue
        head = json.loads(
            read(report / f"items-{family}.html").get_element_by_id("items-head").text
        )
        items = [
            item
            for path in sorted((report / FOLDER).glob(f"{family}-[0-9]*.js"))
            for item in json.loads(path.read_text(encoding="utf-8")[len(CALL) + 1 : -3])
        ]
        for row in rows.itertuples():
            (size,) = [i for i, one in enumerate(head["sizes"]) if one["name"] == row.size]
            step = head["steps"].index(row.step)
            right = [i["right"][size][step] for i in items if i["kind"] == row.kind]
            # Earlier checkpoints are asked a part of the questions.
            right = [one for one in right if one is not None]
            assert len(right) == row.n_items or row.step < head["steps"][-1]
            share = sum(right) / (len(right) * head["sizes"][size]["seeds"])
            assert share == pytest.approx(row.value), (family, row.kind, row.size, row.step)
            compared += 1
    assert compared > 20
