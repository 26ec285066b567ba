"""The page that says what verdicts are worth."""

import json
import shutil

import pandas as pd
import pytest
from lxml import html
from sizewise.analysis.gate.worlds import all_worlds
from sizewise.observation import null_worlds as public
from sizewise.report import trust
from sizewise.report.build import build_chapter
from sizewise.report.claim_words import world_key, world_name
from sizewise.report.config import Report
from sizewise.report.editions import LANGUAGE, languages
from sizewise.report.messages import sentence
from sizewise.report.verdicts import read_views
from sizewise.study.claims import read_register
from sizewise.study.formats.names import NULL_WORLDS
from sizewise.study.null_worlds import Tally
from sizewise.study.sections import read_sections

from .conftest import NOTEBOOKS, REGISTER

CLAIMS = {claim.id: claim for claim in read_register(REGISTER).claims}
STUDY = read_sections(
    json.dumps({"name": "any", "report": {"title": "T", "chapters": ["trust"]}}),
    name=str, report=Report,
)  # fmt: skip


def worlds(claim, *verdicts):
    right = Tally.of(claim, "it holds", "right", "supported", verdicts, 0.2, 2.4)
    floor = Tally.of(claim, "<b>floor</b>", "nuisance", None, ["undecided"] * 10)
    return [right.to_json(), floor.to_json()]


@pytest.fixture
def tried(tmp_path):
    """A register beside which the gate has tried A4, which passes, A5, which does not, and A6 in an
    earlier version."""
    register = tmp_path / "claims.yaml"
    shutil.copy(REGISTER, register)
    found = {
        "A4": (CLAIMS["A4"].sha256, ["supported"] * 10),
        "A5": (CLAIMS["A5"].sha256, ["supported"] * 6 + ["undecided"] * 4),
        "A6": ("another", ["supported"] * 10),
    }
    record = {"seeds": {"25k": 8, "83k": 3}, "claims": {
        claim: {"entry": entry, "worlds": worlds(claim, *verdicts)}
        for claim, (entry, verdicts) in found.items()
    }}  # fmt: skip
    path = tmp_path / NULL_WORLDS
    path.parent.mkdir()
    path.write_text(json.dumps(record))
    return register


def test_a_claim_passes_fails_or_was_not_tried_as_it_is_now(tried, analysis):
    views = [view for view in read_views(tried, analysis, {}) if view.id in ("A4", "A5", "A6")]
    table = trust.by_claim(views).set_index("claim")
    assert table["state"].to_dict() == {
        "A4": trust.PASSES, "A5": trust.FAILS, "A6": trust.UNTRIED
    }  # fmt: skip
    assert table.loc["A5", "found"] == 0.6 and table.loc["A5", "misled"] == 0
    assert table.loc["A6", "worlds"] == 0
    every = trust.by_world(views)
    assert list(every["claim"]) == ["A4", "A4", "A5", "A5"]
    assert list(every["failure"]) == ["", "", "blind", ""]
    assert trust.seeds(views) == {"25k": 8, "83k": 3}


def built(register, analysis, tmp_path):
    page = build_chapter(
        STUDY, "trust", analysis=analysis, observation=None, published=None, claims=register,
        output=tmp_path / "out", notebooks=NOTEBOOKS,
    )  # fmt: skip
    root = html.fromstring(page.read_text())
    return root, [" ".join(e.text_content().split()) for e in root.find_class("missing")]


def stability(*flips):
    """Three choices for two claims; `flips` are pairs of a choice and the verdict that it gives."""
    rows = [
        {"choice": choice, "place": place, "claim": claim, "verdict": "supported",
         "undecided": None, "effect": 0.1, "low": 0.05, "high": 0.15,
         "verdict_here": "supported", "flips": False}
        for choice, place in (("resamples", 2), ("without-a-seed", 0), ("without-a-seed", 1))
        for claim in ("A4", "A5")
    ]  # fmt: skip
    for index, verdict in flips:
        rows[index] |= {"verdict": verdict, "flips": True}
    return pd.DataFrame(rows)


@pytest.mark.slow
@pytest.mark.parametrize(("flips", "said", "rows"), [
    ((), "Of 2 claims none changes its verdict.", []),
    (((5, "undecided"),), "Of 2 claims one changes its verdict, once. Such a verdict",
     [["A5", "without seed 2 of each size", "supported", "undecided"]]),
])  # fmt: skip
def test_verdicts_that_hang_on_a_choice_are_named(tried, analysis, tmp_path, flips, said, rows):
    stability(*flips).to_parquet(analysis / "stability.parquet")
    root, missing = built(tried, analysis, tmp_path)
    assert missing == []
    text = " ".join(root.text_content().split())
    assert "was judged again 3 times" in text and said in text
    table = [[" ".join(cell.text_content().split()) for cell in row.findall("td")]
             for row in root.xpath("//tbody/tr")]  # fmt: skip
    assert [row for row in table if row in rows] == rows


@pytest.mark.slow
def test_the_page_says_what_fails_and_what_it_takes(tried, analysis, tmp_path):
    stability().to_parquet(analysis / "stability.parquet")
    root, missing = built(tried, analysis, tmp_path)
    assert missing == []
    lead = root.find_class("lead")[0].text_content()
    assert "Of 2 tests" in lead and "1 pass in every simulated world and 1 too often misses" in lead
    text = root.text_content()
    assert "about 2.4 times as many runs would find it" in text
    assert "8 at 25k and 3 at 83k" in text
    assert not root.xpath("//b"), "names of worlds are text"


@pytest.mark.slow
def test_where_nothing_was_tried_the_page_says_so(analysis, tmp_path):
    register = tmp_path / "claims.yaml"
    shutil.copy(REGISTER, register)
    root, missing = built(register, analysis, tmp_path)
    assert len(missing) == len(root.xpath("//h2")) >= 4
    assert root.find_class("lead")[0].text_content().startswith("Not measured in this study:")


def test_every_simulated_world_has_a_name_in_every_language():
    names = {world.name for world in (*all_worlds(), *public.WORLDS)}
    assert len({world_key(name) for name in names}) == len(names)
    assert {name: sentence(world_name(name), LANGUAGE) for name in names} == {n: n for n in names}
    for language in languages()[1:]:
        left = {name for name in names if sentence(world_name(name), language) == name}
        assert left == set(), f"without a name in {language}"


def test_a_world_that_nobody_translated_keeps_its_name():
    for language in languages():
        assert sentence(world_name("<b>of</b> tomorrow"), language) == "<b>of</b> tomorrow"
