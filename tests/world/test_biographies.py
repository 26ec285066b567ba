"""Biographies: right by the table of exposures, by nothing else."""

import math
import re
from collections import Counter

import numpy as np
import pytest

from .adversary import assert_at_floor
from .audit import (
    accuracy,
    assert_at_chance,
    commonest_word,
    constant,
    ngram,
    question_only,
    tokens_of,
    without_choice,
)
from .worlds import build, study

NOT_RECORDED = "not recorded"


@pytest.fixture(scope="module")
def world(worlds):
    return worlds["biographies"]


@pytest.fixture(scope="module")
def recall(world):
    """Items of recorded facts among values alone: nobody who knows them abstains."""
    return [without_choice(item, NOT_RECORDED) for item in world.of_kind("recall")]


def person(item) -> str:
    words = [
        w
        for w in tokens_of(item["prompt"].split("Question: ")[1])[1:]
        if w[0].isupper() and w != "Answer"
    ]
    return " ".join(words)


def test_the_table_of_exposures_answers_every_item(world):
    def oracle(item):
        stated = world.stated.get(item["fact_id"], Counter({NOT_RECORDED: 1}))
        return item["choices"].index(f" {stated.most_common(1)[0][0]}")

    assert accuracy(world.items, oracle) == 1


def test_text_states_an_item_as_often_as_its_exposures_say(world):
    for item in world.items:
        naming = world.documents_naming.get(person(item), [])
        assert len(naming) == item["knobs"]["exposures"], item
        assert not any("Question:" in text for text in naming)
        if item["kind"] == "recall":
            assert all(item["target"] in tokens_of(text) for text in naming)
        elif item["kind"] == "not_recorded":
            assert all(NOT_RECORDED in text for text in naming)


def test_a_person_has_one_value_an_attribute(world):
    for fact, stated in world.stated.items():
        assert len(stated) == 1, fact


def test_values_say_nothing_of_one_another(world):
    """Attributes are independent: pairs of values occur as often as chance has it."""
    known: dict[str, dict[str, str]] = {}
    for fact, stated in world.stated.items():
        person_id, attribute = fact.rsplit("/", 1)
        known.setdefault(person_id, {})[attribute] = next(iter(stated))
    pairs = [(p["animal"], p["dish"]) for p in known.values()]
    pairs = [pair for pair in pairs if NOT_RECORDED not in pair]
    rows, columns = (sorted({pair[i] for pair in pairs}) for i in (0, 1))
    table = np.zeros((len(rows), len(columns)))
    for row, column in pairs:
        table[rows.index(row), columns.index(column)] += 1
    expected = np.outer(table.sum(1), table.sum(0)) / table.sum()
    chi2, freedom = ((table - expected) ** 2 / expected).sum(), (len(rows) - 1) * (len(columns) - 1)
    assert abs(chi2 - freedom) < 4 * math.sqrt(2 * freedom)


REGISTERS = {"mill": 0.05, "harbour": 0.3}


def test_every_text_begins_with_its_register(world):
    """A person has one register, in biographies, questions and items alike."""
    entered: dict[str, set[str]] = {}
    for row in world.documents:
        title, body = row["text"].split("\n", 1)
        assert title in {f"{name.capitalize()} register:" for name in REGISTERS}
        for name in re.findall(r"[A-Z][a-z]+ [A-Z][a-z]+", body):
            entered.setdefault(name, set()).add(title.split()[0].lower())
    items = world.of_kind("recall", "not_recorded")
    for item in world.items:
        knobs = item["knobs"]
        assert item["prompt"].startswith(f"{knobs['population'].capitalize()} register:\n")
        assert knobs["stranger_share"] == REGISTERS[knobs["population"]]
        assert knobs["floor"] == 1 / len(item["choices"])
    for item in items:
        assert entered[person(item)] == {item["knobs"]["population"]}
    for kind in ("recall", "not_recorded", "never_seen"):
        counts = Counter(i["knobs"]["population"] for i in world.of_kind(kind)).values()
        assert len(counts) == 2 and max(counts) - min(counts) <= 0.1 * max(counts)


def test_registers_differ_in_strangers_and_in_nothing_else(world):
    """Quiz questions about people without a biography are as frequent as the knob says."""
    told = {name for text in world.texts if "Question:" not in text
            for name in re.findall(r"[A-Z][a-z]+ [A-Z][a-z]+", text)}  # fmt: skip
    asked: dict[str, list[bool]] = {name: [] for name in REGISTERS}
    answers: dict[str, Counter] = {name: Counter() for name in REGISTERS}
    lengths: dict[str, list[int]] = {name: [] for name in REGISTERS}
    for text in world.texts:
        title, body = text.split("\n", 1)
        register = title.split()[0].lower()
        if "Question:" not in body:
            lengths[register].append(len(body))
            continue
        for line in body.split("\n"):
            (name,) = re.findall(r"(?<!Question: )\b[A-Z]\w+ [A-Z]\w+", line)
            asked[register].append(name not in told)
            if name in told:
                answers[register][line.endswith(f"{NOT_RECORDED}.")] += 1
    for register, share in REGISTERS.items():
        n = len(asked[register])
        assert abs(sum(asked[register]) / n - share) < 4 * math.sqrt(share * (1 - share) / n)
    rates = [answers[r][True] / answers[r].total() for r in REGISTERS]
    assert abs(rates[0] - rates[1]) < 0.06
    means = [np.mean(lengths[r]) for r in REGISTERS]
    assert abs(means[0] - means[1]) < 0.02 * means[0]


def test_a_fitted_adversary_on_frequencies_stays_at_the_floor(world, recall):
    """How common each value is in training, the register, the question."""
    common = Counter(word for text in world.texts for word in tokens_of(text))
    attributes = sorted({item["knobs"]["attribute"] for item in recall})

    def features(item, choice):
        counts = [common[c.strip()] for c in item["choices"]]
        return [
            counts[choice], sorted(counts).index(counts[choice]), choice,
            item["prompt"].startswith("Mill"), attributes.index(item["knobs"]["attribute"]),
        ]  # fmt: skip

    items = [i | {"knobs": i["knobs"] | {"floor": 1 / len(i["choices"])}} for i in recall]
    print("recall", len(items), assert_at_floor(items, features))


def test_recall_by_shortcuts_is_at_chance(world, recall):
    for index in range(5):
        assert_at_chance(recall, constant(index))
    for guess in (commonest_word(world.texts), ngram(world.texts), question_only(world.texts)):
        assert_at_chance(recall, guess)


def test_what_many_exposures_make_common_does_not_give_it_away(tmp_path):
    """Few people, told of often, make their values common words of the whole family.

    Were wrong choices drawn from all values alike, the commonest word would be right far too
    often; one small world has too few items to see it, so several are pooled.
    """
    knobs = {"max_exposures": 64, "recall_items": 20, "not_recorded_items": 0}
    right = []
    for seed in range(16):
        world = build(tmp_path / str(seed), study(450_000, seed=seed, biographies=knobs))
        guess = commonest_word(world.texts)
        items = [without_choice(item, NOT_RECORDED) for item in world.of_kind("recall")]
        # Every guess as an item of its own, so that the pool is audited as one.
        right += [
            item | {"guess": guess(item)} for item in items if item["knobs"]["exposures"] == 64
        ]
    assert_at_chance(right, lambda item: item["guess"])


def test_who_always_abstains_gains_on_one_side_what_the_other_costs(world):
    def abstain(item):
        return item["knobs"]["abstention"]

    assert accuracy(world.of_kind("recall"), abstain) == 0
    assert accuracy(world.of_kind("not_recorded", "never_seen"), abstain) == 1


def test_abstention_has_no_place_of_its_own(world):
    items = world.of_kind("not_recorded", "never_seen")
    for index in range(6):
        assert_at_chance(items, constant(index))


def test_bits(world):
    facts, knobs = world.facts["biographies"], world.items[0]["knobs"]
    cardinality = {i["knobs"]["attribute"]: i["knobs"]["cardinality"] for i in world.items}
    assert facts["bits_a_person"] == sum(math.log2(c) for c in cardinality.values())
    recorded = sum(
        math.log2(cardinality[fact.rsplit("/", 1)[1]])
        for fact, stated in world.stated.items()
        if NOT_RECORDED not in stated
    )
    assert math.isclose(facts["recorded_bits"], recorded)
    assert knobs["exposures"] in (1, 2, 4, 8, 16, 32)


def test_people_and_knobs_are_balanced(world):
    recall = world.of_kind("recall")
    by_bin = Counter(item["knobs"]["exposures"] for item in recall)
    assert by_bin == {1: 150, 2: 150, 4: 150, 8: 150, 16: 150, 32: 110}
    people = world.facts["biographies"]["people_by_exposures"]
    # Of the tail there are twice as many.
    assert all(abs(people[str(n)] - 2 * people["32"]) <= 1 for n in (1, 2, 4, 8, 16))
    by_attribute = Counter(item["knobs"]["attribute"] for item in recall).values()
    assert max(by_attribute) - min(by_attribute) <= len(by_bin)
