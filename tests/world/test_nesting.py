"""Nesting: right by what stands open, by nothing else."""

import re
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sizewise.world.families.nesting import FAMILY, SENTENCES
from sizewise.world.families.nesting.trees import (
    CLOSERS,
    NOUNS,
    OPENERS,
    VERBS,
    balanced,
    starts_as_an_item,
)  # fmt: skip

from .audit import (
    accuracy,
    assert_at_chance,
    best,
    commonest_in_prompt,
    commonest_word,
    constant,
    first_in_prompt,
    last_in_prompt,
    ngram,
)
from .test_build import PROPERTIES, built_or_refused, check
from .worlds import KNOBS

KINDS = ("brackets", "clauses")


@pytest.fixture(scope="module")
def world(worlds):
    return worlds["nesting"]


def events(text: str) -> list[tuple[bool, int, int]]:
    """What a line or a sentence opens (True) and closes (False): kind, place among the words."""
    found = []
    if ":" in text:
        for place, token in enumerate(text.split(": ")[1].split()):
            opens = token in OPENERS
            found.append((opens, (OPENERS if opens else CLOSERS).index(token), place))
    else:
        for place, word in enumerate(re.findall(r"\w+", text)):
            if word in NOUNS:
                found.append((True, NOUNS.index(word), place))
            elif word in VERBS:
                found.append((False, VERBS.index(word), place))
    return found


def trees(text: str) -> tuple[list[tuple[int, int]], list[int]]:
    """What is open at the end (kind, levels closed in it) and the depths of all closed trees.

    Raises AssertionError where something closes that is not what was opened last.
    """
    open_, depths = [], []
    for opens, kind, _ in events(text):
        if opens:
            open_.append((kind, 0))
        else:
            opened, inside = open_.pop()
            assert opened == kind, text
            depths.append(inside + 1)
            if open_:
                open_[-1] = open_[-1][0], max(open_[-1][1], inside + 1)
    return open_, depths


def kinds_of(item) -> list[int]:
    """What each choice closes."""
    closers = CLOSERS if item["kind"] == "brackets" else VERBS
    return [closers.index(choice.strip()) for choice in item["choices"]]


def chosen(item, kind: int) -> int:
    """The choice that closes `kind`; the first one if there is none."""
    return kinds_of(item).index(kind) if kind in kinds_of(item) else 0


def oracle(item) -> int:
    return chosen(item, trees(item["prompt"])[0][-1][0])


def test_closing_what_was_opened_last_answers_every_item(world):
    assert accuracy(world.items, oracle) == 1
    for item in world.items:
        open_, depths = trees(item["prompt"])
        # The tree that is asked about has its closer still to come; a pair is a level too.
        assert open_[-1][1] + 1 == max(item["knobs"]["depth"], 1 + bool(item["knobs"]["distance"]))
        assert max(item["knobs"]["depth"] - 1, 6) >= max(depths, default=0)


def test_an_item_lies_as_far_from_its_opener_as_its_distance_says(world):
    for item in world.items:
        between = len(events(item["prompt"])) - 1 - asked(item)
        assert between == 2 * (item["knobs"]["depth"] - 1) + 2 * item["knobs"]["distance"]


def test_training_closes_what_it_opens_and_goes_no_deeper_than_its_knob(world):
    by_kind = {True: Counter(), False: Counter()}
    for text in world.texts:
        for line in text.split("\n"):
            open_, depths = trees(line)
            by_kind[":" in line].update(depths)
            # A sentence is whole: nouns without a verb are those that it lists.
            if ":" not in line:
                assert 1 <= len(open_) <= 3
    for depths in by_kind.values():
        assert set(depths) == {1, 2, 3, 4, 5, 6}


def test_what_is_open_is_balanced(world):
    for item in world.items:
        counts = Counter(kind for kind, _ in trees(item["prompt"])[0])
        assert counts == dict.fromkeys(kinds_of(item), 2)


def last_opened(item) -> int:
    return chosen(item, [kind for opens, kind, _ in events(item["prompt"]) if opens][-1])


def first_opened(item) -> int:
    return chosen(item, events(item["prompt"])[0][1])


def first_open(item) -> int:
    return chosen(item, trees(item["prompt"])[0][0][0])


def previous_closed(item) -> int:
    return chosen(item, [kind for opens, kind, _ in events(item["prompt"]) if not opens][-1])


def commonest_kind(item) -> int:
    counts = Counter(kind for opens, kind, _ in events(item["prompt"]) if opens)
    return best([counts[kind] for kind in kinds_of(item)])


def rarest_kind(item) -> int:
    counts = Counter(kind for opens, kind, _ in events(item["prompt"]) if opens)
    return best([-counts[kind] for kind in kinds_of(item)])


def after_the_first_that(item) -> int:
    """The verb of the noun whose clause opens first."""
    before = item["prompt"].split(" that ")[0]
    return chosen(item, events(item["prompt"])[len(events(before))][1])


def levels(items, kind):
    """Items of a kind by depth and distance."""
    found = {}
    for item in items:
        if item["kind"] == kind:
            found.setdefault((item["knobs"]["depth"], item["knobs"]["distance"]), []).append(item)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_shortcuts_are_at_chance_at_every_level(world, kind):
    always = [
        constant(0), constant(1), first_opened, first_open, commonest_kind, rarest_kind,
        commonest_word(world.texts), commonest_in_prompt, last_in_prompt, first_in_prompt,
    ]  # fmt: skip
    for (depth, distance), items in levels(world.items, kind).items():
        for guess in always:
            assert_at_chance(items, guess)
        if depth + distance > 1:
            assert_at_chance(items, last_opened)
            assert_at_chance(items, previous_closed)


def test_the_noun_asked_about_has_no_place(world):
    for items in levels(world.items, "clauses").values():
        assert_at_chance(items, after_the_first_that)


def test_one_opener_in_the_way_is_what_makes_it_hard(world):
    """At depth 1 without pairs the last opener is the answer: the easiest level, by design."""
    for kind in KINDS:
        assert accuracy(levels(world.items, kind)[1, 0], last_opened) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_ngrams_see_no_further_than_their_window(world, kind):
    guess = ngram(world.texts)
    for (depth, distance), items in levels(world.items, kind).items():
        if 2 * (depth - 1) + 2 * distance >= 4:
            assert_at_chance(items, guess)


def asked(item) -> int:
    """The place of the opener that an item asks about, among what opens and closes."""
    seen, level = events(item["prompt"]), 0
    for place in reversed(range(len(seen))):
        level += 1 if seen[place][0] else -1
        if level == 1:
            return place
    raise AssertionError(item["prompt"])


def test_the_opener_alone_decides(world):
    """With another opener in its place another choice is right, and all else stays as it is."""
    for item in world.of_kind("brackets"):
        words, place = item["prompt"].split(), asked(item)
        for kind, opener in enumerate(OPENERS):
            words[1 + place] = opener
            assert oracle(item | {"prompt": " ".join(words)}) == chosen(item, kind)


def test_no_prompt_is_in_training(world):
    text = "\n".join(world.texts)
    for item in world.items:
        assert item["prompt"] not in text
        assert item["kind"] == "brackets" or starts_as_an_item(item["prompt"])
    sentences = [line for text in world.texts for line in text.split("\n") if ":" not in line]
    assert not any(map(starts_as_an_item, sentences))


def test_answers_are_spread_evenly(world):
    for kind in KINDS:
        items = [item for item in world.items if item["kind"] == kind]
        counts = Counter(oracle(item) for item in items)
        mean = len(items) / len(counts)
        assert all(abs(n - mean) < 4 * np.sqrt(mean) for n in counts.values())


def test_sentences_read_well(world):
    noun = r"the \w+"
    clause = re.compile(
        rf"({'|'.join(SENTENCES)}) ({noun}(, {noun})* and )?{noun}( (and )?that .*)\."
    )
    for text in world.texts:
        for line in text.split("\n"):
            assert ":" in line or clause.fullmatch(line), line


@given(seed=st.integers(0, 2**32), kinds=st.integers(2, 4))
def test_balanced_kinds(seed, kinds):
    drawn = balanced(np.random.default_rng(seed), kinds)
    assert Counter(drawn) == dict.fromkeys(range(kinds), 2)


def test_first_and_last_are_even_draws():
    rng = np.random.default_rng(0)
    ends = Counter((d[0], d[-1]) for d in (balanced(rng, 3) for _ in range(9000)))
    assert all(abs(n - 1000) < 4 * np.sqrt(1000) for n in ends.values()) and len(ends) == 9


@PROPERTIES
@given(
    seed=st.integers(0, 2**32),
    deepest=st.integers(1, 6),
    deeper=st.integers(1, 9),
    distances=st.sets(st.integers(0, 3), min_size=1),
    kinds=st.integers(2, 4),
    share=st.floats(0, 1),
    sequences=st.integers(1, 5),
)
def test_nesting_for_any_knobs(
    tmp_path_factory, seed, deepest, deeper, distances, kinds, share, sequences
):
    knobs = {
        "train_depths": list(range(1, deepest + 1)),
        "test_depths": [1, deepest + deeper],
        "distances": sorted(distances),
        "bracket_kinds": kinds,
        "clause_share": share,
        "sequences": sequences,
        "bracket_items": 3,
        "clause_items": 3,
    }
    world = built_or_refused(tmp_path_factory.mktemp("w"), 50_000, seed, "nesting", knobs)
    check(world, "nesting", 50_000)
    assert accuracy(world.items, oracle) == 1
    assert len(world.items) == 2 * 2 * len(distances) * 3
    most = max(deepest, 1 + bool(max(distances)))
    for text in world.texts:
        assert len(text.split("\n")) == sequences
        assert all(max(trees(line)[1]) <= most for line in text.split("\n"))


def test_jobs_depend_on_nothing_but_their_number():
    knobs = FAMILY.knobs.model_validate(KNOBS["nesting"])
    one, two = FAMILY.plan(knobs, 10_000, 5), FAMILY.plan(knobs, 10_000_000, 5)
    later = two.write(2).texts
    assert [one.write(job).texts for job in (0, 1, 2)][2] == later
    assert one.write(0).texts != one.write(1).texts
