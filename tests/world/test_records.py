"""Records: the bits are exact, the exposures too, and nothing can be inferred."""

import json
import math
from collections import Counter

import pytest
from sizewise.study.errors import StudyError
from sizewise.study.mix import Mix
from sizewise.study.sections import read_sections
from sizewise.world.config import World
from sizewise.world.families import FAMILIES
from sizewise.world.families.records import Planted, Records, name_of

from .worlds import build

KNOBS = {
    "exposures": 5, "attributes": 3, "value_syllables": 2, "choices": 8, "value_items": 60,
    "name_items": 40,
}  # fmt: skip


def study(budget=200_000, seed=1, **knobs):
    text = json.dumps({
        "world": {"seed": seed, "families": {"records": KNOBS | knobs}},
        "mix": {"tokens": budget, "shares": {"records": 1},
                "planted_bytes_per_token": {"records": 1}},
    })  # fmt: skip
    return read_sections(text, world=World, mix=Mix)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return build(tmp_path_factory.mktemp("records"), study())


def test_every_fact_is_told_as_often_as_said(world):
    assert {sum(told.values()) for told in world.stated.values()} == {5}
    assert all(len(told) == 1 for told in world.stated.values()), "and never contradicted"
    by_id = {row["document_id"]: row["text"] for row in world.documents}
    for row in world.exposures:
        assert by_id[row["document_id"]][row["start"] : row["end"]] == row["value"]
    assert world.facts["records"]["people"] * 4 == len(world.stated)


def test_one_document_is_blank_and_all_others_equally_long(world):
    assert Counter(map(len, world.texts)) == {43: len(world.texts) - 1, 0: 1}
    assert abs(world.facts["records"]["bytes"] - 200_000) <= 5 * 43


def test_bits_are_those_of_the_draws(world):
    facts = world.facts["records"]
    people = facts["people"]
    assert facts["value_bits"] == 10 == math.log2(32**2)
    assert facts["name_bits"] == pytest.approx(math.log2(32**4 / people))
    assert facts["planted_bits"] == pytest.approx(people * (30 + facts["name_bits"]))
    for kind, planted, possible in (("value_of", 10, 10), ("name_of", facts["name_bits"], 20)):
        for item in world.of_kind(kind):
            assert item["knobs"]["planted_bits"] == pytest.approx(planted)
            assert item["knobs"]["possible_bits"] == possible


def test_values_are_uniform(world):
    """Syllables of values are equally likely: chi-square of 31 degrees of freedom."""
    values = [next(iter(told)) for fact, told in world.stated.items() if "/name" not in fact]
    counts = Counter(part for value in values for part in (value[:2].lower(), value[2:]))
    expected = 2 * len(values) / 32
    assert len(counts) == 32
    assert sum((n - expected) ** 2 / expected for n in counts.values()) < 70


def test_items_ask_for_what_the_stream_says_and_offer_nobody_else_on_record(world):
    names = {next(iter(told)) for fact, told in world.stated.items() if fact.endswith("/name")}
    texts = " ".join(world.texts)
    assert len(world.of_kind("value_of")) == 60 and len(world.of_kind("name_of")) == 40
    for item in world.items:
        assert item["choices"][item["answer"]] == f" {item['target']}"
        assert set(world.stated[item["fact_id"]]) == {item["target"]}
        assert len(set(item["choices"])) == 8
    for item in world.of_kind("name_of"):
        assert [c for c in item["choices"] if c[1:] in names] == [f" {item['target']}"]
    for item in world.of_kind("value_of"):
        # Where the fact comes first the prompt is how a record goes on.
        person = item["prompt"].removeprefix("Of ").rsplit(" ", 1)[0]
        assert person in names and f"Of {person} " in texts


def test_names_are_all_different():
    assert len({name_of(number) for number in range(0, 32**4, 97)}) == len(range(0, 32**4, 97))


def test_another_seed_is_another_world(tmp_path, world):
    other = build(tmp_path, study(seed=2))
    assert {r["value"] for r in other.exposures} != {r["value"] for r in world.exposures}


@pytest.mark.parametrize(
    ("budget", "knobs", "said"),
    [
        (2_000, {}, r"2,000 bytes of text hold 10 people, items need 40 \(about 8,600 bytes\)"),
        (10**8, {"exposures": 1}, "people, there are names for 524,288; lower mix.tokens"),
    ],
)
def test_budgets_that_cannot_be_are_one_line(budget, knobs, said):
    with pytest.raises(StudyError, match=said):
        FAMILIES["records"].check(Records(**KNOBS | knobs), budget, 1)


def test_planted_bits_by_budget():
    knobs = Records(**KNOBS)
    planted = Planted.within(knobs, 43 * 5 * 100)
    assert planted.people == 100
    assert FAMILIES["records"].planted_bits(knobs, 43 * 5 * 100) == planted.bits
