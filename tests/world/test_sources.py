"""Sources: right by the table of exposures, by nothing else."""

import re
from collections import Counter

import pytest

from .adversary import assert_at_floor
from .audit import (
    accuracy,
    assert_at_chance,
    commonest_word,
    constant,
    first_in_prompt,
    last_in_prompt,
    ngram,
    question_only,
    tokens_of,
)
from .worlds import build, study


@pytest.fixture(scope="module")
def world(worlds):
    return worlds["sources"]


def entity_in(prompt: str) -> str:
    question = prompt.split("?")[0].removeprefix("Question: ")
    return next(w for w in tokens_of(question)[1:] if w[0].isupper())


def tag_in(text: str) -> str | None:
    return next((tag for tag in ("almanac", "tales") if tag in tokens_of(text)), None)


def test_the_table_of_exposures_answers_every_item(world):
    """An item asks for what its fact's source says; the majority is the truth."""

    def oracle(item):
        return item["choices"].index(f" {world.stated[item['fact_id']].most_common(1)[0][0]}")

    assert accuracy(world.items, oracle) == 1


@pytest.fixture(scope="module")
def sentences(world):
    """(source, value) of every statement in the text, by entity."""
    found: dict[str, Counter] = {}
    for text in world.texts:
        if text.startswith("Question:"):
            continue
        for sentence in re.findall(r"[^.]+\.", text):
            words = [w for w in tokens_of(sentence) if w != "."]
            name = next(w for w in reversed(words) if w[0].isupper())
            found.setdefault(name, Counter())[tag_in(sentence), words[-1]] += 1
    return found


def test_text_states_an_item_as_often_as_its_knobs_say(world, sentences):
    for item in world.items:
        knobs, stated = item["knobs"], sentences[entity_in(item["prompt"])]
        if item["kind"] in ("noisy", "challenged"):
            rivals = round(knobs["exposures"] * knobs["noise_rate"])
            assert stated[None, item["target"]] == knobs["exposures"] - rivals
            assert stated[None, item["choices"][knobs["rival"]].strip()] == rivals
            assert sum(stated.values()) == knobs["exposures"]
            continue
        assert stated[knobs["source"], item["target"]] == knobs["exposures"]
        other = {"almanac": "tales", "tales": "almanac"}[knobs["source"]]
        said = item["target"] if knobs["agree"] else item["choices"][knobs["rival"]].strip()
        assert stated[other, said] == knobs["exposures"]
        assert sum(stated.values()) == 2 * knobs["exposures"]


def test_no_item_is_asked_in_training(world):
    asked = {entity_in(line) for text in world.texts for line in text.split("\n")
             if line.startswith("Question:")}  # fmt: skip
    assert asked and not asked & {entity_in(item["prompt"]) for item in world.items}


def test_tags_are_removed_and_swapped_and_nothing_else_changes(world):
    by_fact: dict[str, dict] = {}
    for item in world.of_kind("tagged", "untagged", "swapped"):
        by_fact.setdefault(item["fact_id"], {})[item["kind"]] = item
    for triple in by_fact.values():
        assert set(triple) == {"tagged", "untagged", "swapped"}
        tags = {kind: tag_in(item["prompt"]) for kind, item in triple.items()}
        source = triple["tagged"]["knobs"]["source"]
        assert tags["tagged"] == source and tags["untagged"] is None
        assert {source, tags["swapped"]} == {"almanac", "tales"}
        assert len({(*item["choices"], item["answer"]) for item in triple.values()}) == 1


def test_shortcuts_are_at_chance(world):
    # The tag decides only where the sources disagree.
    tagged = [item for item in world.of_kind("tagged") if not item["knobs"]["agree"]]
    for items in (tagged, world.of_kind("noisy"), world.of_kind("challenged")):
        for guess in (
            *map(constant, range(4)), commonest_word(world.texts), ngram(world.texts),
            question_only(world.texts),
        ):  # fmt: skip
            assert_at_chance(items, guess)


def test_without_the_tag_both_sources_are_as_good(world):
    """Whoever knows both values and not the source is right half of the time, exactly."""
    items = [i for i in world.of_kind("tagged") if not i["knobs"]["agree"]]
    always_almanac = [item["knobs"]["source"] == "almanac" for item in items]
    assert sum(always_almanac) * 2 == len(items)


def test_floors_are_one_half_where_two_values_compete(world):
    for item in world.items:
        two = item["kind"] == "challenged" or item["knobs"].get("agree") is False
        assert item["knobs"]["floor"] == (0.5 if two else 1 / len(item["choices"]))
        if two:
            assert item["knobs"]["rival"] != item["answer"]
    for item in world.of_kind("challenged"):
        named = re.findall(r"First answer: (\w+)\.|Others say (\w+)\.", item["prompt"])
        words = {word for pair in named for word in pair if word}
        assert words == {item["target"], item["choices"][item["knobs"]["rival"]].strip()}


def counts_in_training(texts) -> Counter:
    return Counter(word for text in texts for word in re.findall(r"\w+", text))


def test_a_fitted_adversary_on_names_and_frequencies_stays_at_the_floor(world):
    """Which words the prompt names, in which order, and how common each is in training."""
    common = counts_in_training(world.texts)

    def features(item, choice):
        words = [c.strip() for c in item["choices"]]
        named = tokens_of(item["prompt"])
        first = re.search(r"First answer: (\w+)", item["prompt"])
        return [
            float(first is not None and first[1] == words[choice]), float(words[choice] in named),
            common[words[choice]], sorted(common[w] for w in words).index(common[words[choice]]),
            float("almanac" in named), float("tales" in named), choice,
        ]  # fmt: skip

    for kind in ("tagged", "untagged", "noisy", "challenged"):
        items = [i for i in world.of_kind(kind) if i["knobs"].get("agree") is not True]
        if kind == "challenged":
            # Choices that the prompt does not name are out of the question.
            items = [without_others(item) for item in items]
        if kind in ("tagged", "untagged"):
            items = [without_others(item) for item in items]
        print(kind, len(items), assert_at_floor(items, features))


def without_others(item):
    """The item with its right value and the rival alone."""
    kept = sorted([item["answer"], item["knobs"]["rival"]])
    return item | {
        "choices": [item["choices"][i] for i in kept], "answer": kept.index(item["answer"])
    }  # fmt: skip


def test_the_rival_is_as_common_a_word_as_the_truth(tmp_path):
    """The commoner of the two words that a challenge names is right half of the time.

    Few entities make each one's statements a large part of its value's: several small worlds are
    pooled, for one has too few challenges to see it.
    """
    knobs = {"tagged_items": 2, "agreeing_items": 1, "noisy_items": 5, "challenged_items": 20,
             "common_exposures": [40], "tagged_exposures": [8], "plain_factor": 4}  # fmt: skip
    right = []
    for seed in range(16):
        world = build(tmp_path / str(seed), study(450_000, seed=seed, sources=knobs))
        guess = commonest_word(world.texts)
        items = [without_others(item) for item in world.of_kind("challenged")]
        right += [item | {"guess": guess(item)} for item in items]
    assert_at_chance(right, lambda item: item["guess"])


def test_neither_standing_firm_nor_giving_way_pays(world):
    items = world.of_kind("challenged")
    assert accuracy(items, first_in_prompt) == accuracy(items, last_in_prompt) == 0.5
    plain = {item["fact_id"]: item for item in world.of_kind("noisy")}
    for item in items:
        assert item["choices"] == plain[item["fact_id"]]["choices"]
        first = re.search(r"First answer: (\w+)\.", item["prompt"])[1]
        assert (first == item["target"]) == item["knobs"]["first_right"]


def test_training_holds_challenges_both_ways(world):
    exchanges = re.findall(
        r"First answer: (\w+)\. Are you sure\? Others say (\w+)\. Final answer: (\w+)\.",
        "\n".join(world.texts),
    )
    stood = sum(first == last for first, _, last in exchanges)
    assert all(last in (first, doubt) for first, doubt, last in exchanges)
    assert abs(stood / len(exchanges) - 0.5) < 2 / len(exchanges) ** 0.5


def test_knobs_are_balanced(world):
    for kind in ("tagged", "untagged", "swapped"):
        cells = Counter(
            (i["knobs"]["exposures"], i["knobs"]["agree"], i["knobs"]["source"])
            for i in world.of_kind(kind)
        )
        assert len(cells) == 8
        assert {(agree, n) for (_, agree, _), n in cells.items()} == {(False, 40), (True, 20)}
    cells = Counter(
        (i["knobs"]["exposures"], i["knobs"]["noise_rate"]) for i in world.of_kind("noisy")
    )
    assert len(cells) == 8
    assert {(rate, n) for (_, rate), n in cells.items()} == {
        (0, 150), (0.1, 60), (0.2, 60), (0.4, 60)
    }  # fmt: skip
