"""Chains: right by following the links, by nothing else."""

import re
from collections import Counter
from itertools import pairwise

import pytest
from sizewise.world.labels import LABELS

from .adversary import assert_at_floor, assert_sees
from .audit import (
    accuracy,
    assert_at_chance,
    commonest_in_prompt,
    commonest_word,
    constant,
    first_in_prompt,
    last_in_prompt,
    ngram,
)


@pytest.fixture(scope="module")
def world(worlds):
    return worlds["chains"]


def links(prompt: str) -> list[tuple[str, str]]:
    listing = prompt.split("\n")[0].split(": ")[1]
    return [tuple(link.split()) for link in listing.split(", ")]


def walk(prompt: str, start: str | None = None) -> list[str]:
    """The chain from `start`, or from the label that the prompt asks about."""
    chain, follow = [start or prompt.split()[-1]], dict(links(prompt))
    while chain[-1] in follow:
        chain.append(follow[chain[-1]])
    return chain


def test_following_the_links_answers_every_item(world):
    for item in world.items:
        chain = walk(item["prompt"])
        assert len(chain) == item["knobs"]["hops"] + 1
        if item["kind"] == "direct":
            assert item["choices"][item["answer"]] == f" {chain[-1]}" == f" {item['target']}"
        else:
            steps = ", ".join(f"{a} {b}" for a, b in pairwise(chain))
            assert f"{chain[0]} {item['target']}" == f"{steps}; so {chain[-1]}"
            assert item["answer"] is None and not item["choices"] and "\n" not in item["target"]


def test_choices_are_the_ends_of_equal_chains(world):
    for item in world.of_kind("direct"):
        pairs = links(item["prompt"])
        starts = {a for a, _ in pairs} - {b for _, b in pairs}
        chains = [walk(item["prompt"], start) for start in starts]
        assert {len(chain) for chain in chains} == {item["knobs"]["hops"] + 1}
        assert sorted(c.strip() for c in item["choices"]) == sorted(chain[-1] for chain in chains)
        assert len(chains) == item["knobs"]["distractors"] + 1
        labels = [label for chain in chains for label in chain]
        assert len(set(labels)) == len(labels)


def test_training_answers_are_right_and_no_deeper_than_its_knob(world):
    depths = set()
    for text in world.texts:
        for line in text.split("\n")[1:]:
            heading, rest = line.split(": ")
            if heading == "Steps":
                steps, end = rest.split("; so ")
                chain = walk(text, steps.split()[0])
                assert steps == ", ".join(f"{a} {b}" for a, b in pairwise(chain))
                assert end == chain[-1]
                depths.add(len(chain) - 1)
            else:
                assert heading == "Ends"
                for answer in rest.split(", "):
                    chain = walk(text, answer.split()[0])
                    assert answer == f"{chain[0]} {chain[-1]}"
                    depths.add(len(chain) - 1)
    assert depths == {1, 2, 3, 4, 5}


def nearest(item) -> int:
    """The end that is listed nearest to the first link of the chain that is asked about."""
    pairs = links(item["prompt"])
    at = [a for a, _ in pairs].index(item["prompt"].split()[-1])
    values = [b for _, b in pairs]
    distances = [abs(values.index(choice.strip()) - at) for choice in item["choices"]]
    return distances.index(min(distances))


def of_listed(place: int):
    """The end of the chain whose link is listed at `place`, whatever is asked."""

    def guess(item) -> int:
        start = links(item["prompt"])[place][0]
        return item["choices"].index(f" {walk(item['prompt'], start)[-1]}")

    return guess


def test_shortcuts_are_at_chance(world):
    items = world.of_kind("direct")
    for guess in (
        constant(0), constant(1), constant(2), last_in_prompt, first_in_prompt, of_listed(0),
        of_listed(-1), commonest_word(world.texts), ngram(world.texts),
    ):  # fmt: skip
        assert_at_chance(items, guess)
        # Each depth by itself: a shortcut of deep chains would drown in the mean.
        for hops in {item["knobs"]["hops"] for item in items}:
            assert_at_chance([i for i in items if i["knobs"]["hops"] == hops], guess)
    deep = [item for item in items if item["knobs"]["hops"] > 1]
    assert_at_chance(deep, nearest)


def test_no_end_is_named_more_often_than_another(world):
    for item in world.of_kind("direct"):
        words = Counter(re.findall(r"\w+", item["prompt"]))
        assert len({words[choice.strip()] for choice in item["choices"]}) == 1
    assert_at_chance(world.of_kind("direct"), commonest_in_prompt)


def test_one_step_too_few_is_wrong(world):
    """Guessing the value beside the label is right for one hop and for no other."""
    for item in world.of_kind("direct"):
        beside = f" {walk(item['prompt'])[1]}"
        assert (beside in item["choices"]) == (item["knobs"]["hops"] == 1)


def test_no_list_of_links_of_an_item_is_in_training(world):
    trained = {frozenset(links(text)) for text in world.texts}
    for item in world.items:
        assert frozenset(links(item["prompt"])) not in trained


def test_labels_mean_nothing(world):
    """Every label begins, continues and ends chains: none is more of an end than another."""
    ends = Counter(item["target"] for item in world.of_kind("direct"))
    starts = Counter(item["prompt"].split()[-1] for item in world.of_kind("direct"))
    assert len(ends) == len(starts) == len(LABELS)
    assert accuracy(world.of_kind("direct"), commonest_word(world.texts)) < 0.5


def seen(item, choice: int) -> list[float]:
    """Where the list has the label that is asked about and the end that is offered, how far apart,
    how often each is named, and what stands beside them."""
    pairs = links(item["prompt"])
    keys, values = [a for a, _ in pairs], [b for _, b in pairs]
    start, end = item["prompt"].split()[-1], item["choices"][choice].strip()
    words = Counter(re.findall(r"\w+", item["prompt"]))
    places = [values.index(c.strip()) for c in item["choices"]]
    at, mine = keys.index(start), values.index(end)
    return [
        at, mine, mine - at, abs(mine - at), sorted(places).index(mine), words[end], words[start],
        LABELS.index(end), LABELS.index(start), choice,
    ]  # fmt: skip


def test_a_fitted_adversary_on_places_and_counts_stays_at_the_floor(world):
    """At each depth from two hops on; one hop is what stands beside the label, by design."""
    for hops in (2, 3, 4, 6, 8, 12):
        items = [i for i in world.of_kind("direct") if i["knobs"]["hops"] == hops]
        assert all(i["knobs"]["floor"] == 1 / len(i["choices"]) for i in items)
        print(hops, len(items), assert_at_floor(items, seen))
    one = [i for i in world.of_kind("direct") if i["knobs"]["hops"] == 1]
    assert_sees(one, seen, 0.6)
