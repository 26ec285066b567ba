"""Nesting: right by what stands open, by nothing else."""

import re
from collections import Counter
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sizewise.world.families.nesting import FAMILY
from sizewise.world.families.nesting.structures import BRACKETS, GUESTS, open_after, segment

from .adversary import assert_at_floor, fitted_hits
from .audit import (
    accuracy,
    assert_at_chance,
    best,
    commonest_word,
    constant,
    ngram,
)
from .test_build import PROPERTIES, built_or_refused, check
from .worlds import KNOBS

SURFACES = {"brackets": BRACKETS, "guests": GUESTS}


@pytest.fixture(scope="module")
def world(worlds):
    return worlds["nesting"]


def surface_of(text: str):
    heading = text.split(":")[0]
    return next(s for s in SURFACES.values() if heading in s.headings)


def parts(line: str) -> tuple[str, str]:
    """A line up to its mark, without its heading, and the closing behind the mark."""
    surface = surface_of(line)
    before, after = line.split(surface.mark)
    return before.split(": ", 1)[1], after.strip()


def events(line: str) -> list[tuple[bool, int]]:
    """What a line opens (True) and closes before its mark."""
    surface, told = surface_of(line), parts(line)[0]
    words = told.split() if surface is BRACKETS else re.findall(r"(?:out )?\w+", told)
    return [(word in surface.opens,
             (surface.opens if word in surface.opens else surface.closes).index(word))
            for word in words]  # fmt: skip


def closing(line: str, kinds: list[int]) -> str:
    return " ".join(surface_of(line).closing[kind] for kind in reversed(kinds))


def by_the_stack(line: str) -> str:
    """A plain stack, written once more: a closer takes all down to the last of its kind."""
    stack: list[int] = []
    for opens, kind in events(line):
        if opens:
            stack.append(kind)
        else:
            assert kind in stack, line
            del stack[len(stack) - 1 - stack[::-1].index(kind) :]
    return closing(line, stack)


def by_counters(line: str) -> str:
    """One counter a kind, read from the end: an opener is open unless a closer of it waits."""
    waiting, found = Counter(), []
    for opens, kind in reversed(events(line)):
        if not opens:
            waiting[kind] += 1
        elif waiting[kind]:
            waiting[kind] -= 1
        else:
            found.append(kind)
    return closing(line, found[::-1])


def by_one_counter(line: str) -> str:
    """The difference of what was closed and opened, read from the end, whatever the kinds."""
    waiting, found = 0, []
    for opens, kind in reversed(events(line)):
        if not opens:
            waiting += 1
        elif waiting:
            waiting -= 1
        else:
            found.append(kind)
    return closing(line, found[::-1])


def by_skipping(line: str) -> str:
    """Read from the end, from each closer straight to the next opener of its kind: no stack."""
    wanted, found = None, []
    for opens, kind in reversed(events(line)):
        if wanted is not None:
            wanted = None if opens and kind == wanted else wanted
        elif opens:
            found.append(kind)
        else:
            wanted = kind
    return closing(line, found[::-1])


def right(items, solver) -> float:
    return sum(solver(item["prompt"]) == item["target"] for item in items) / len(items)


def test_a_stack_answers_every_item(world):
    for item in world.items:
        assert by_the_stack(item["prompt"]) == item["target"]
        depth = item["knobs"]["depth"]
        assert len(item["target"].split()) == depth
        surface = surface_of(item["prompt"])
        if item["choices"]:
            assert item["kind"] == f"choose_{surface.kind}"
            assert item["choices"][item["answer"]] == f" {item['target']}"
            assert item["knobs"]["floor"] == 1 / len(item["choices"])
        else:
            assert item["kind"] == f"close_{surface.kind}"
            kinds = {"brackets": 4, "guests": 8}[surface.kind]
            assert item["knobs"]["floor"] == kinds**-depth
    shared = {i["entity_id"] for i in world.of_kind("choose_brackets", "choose_guests")}
    assert shared <= {i["entity_id"] for i in world.of_kind("close_brackets", "close_guests")}


def outermost_segments(line: str) -> int:
    """Complete segments that lie in no other, between what is open."""
    seen = events(line)
    count, start = 0, 0
    while start < len(seen):
        stack, inside = [], None
        for at in range(start, len(seen)):
            opens, kind = seen[at]
            if opens:
                stack.append(kind)
            else:
                while stack.pop() != kind:
                    pass
                if not stack:
                    inside = at
                    break
        # An opener whose closer never comes is one of those that stay open.
        count, start = (count + 1, inside + 1) if inside is not None else (count, start + 1)
    return count


def test_training_closes_all_that_it_opens_and_goes_no_deeper_than_its_knob(world):
    depths, segments = {"brackets": Counter(), "guests": Counter()}, Counter()
    for text in world.texts:
        lines = text.split("\n")
        assert len(lines) == KNOBS["nesting"]["sequences"]
        for line in lines:
            assert parts(line)[1] == by_the_stack(line)
            depths[surface_of(line).kind][len(parts(line)[1].split())] += 1
            segments[outermost_segments(line)] += 1
    for found in depths.values():
        assert sorted(found) == KNOBS["nesting"]["train_depths"]
    assert max(segments) == 4 and min(segments) == 0


def test_an_item_has_as_many_segments_as_its_distance_says(world):
    for item in world.items:
        assert outermost_segments(item["prompt"]) == item["knobs"]["distance"]


def at(items, distance: int, *, depth: int = 0):
    items = [item for item in items if item["knobs"]["distance"] == distance]
    return [item for item in items if depth in (0, item["knobs"]["depth"])]


@pytest.mark.parametrize("solver", [by_counters, by_one_counter, by_skipping])
def test_no_counter_closes_a_structure(world, solver):
    """Read from the end, with all that they find unmatched: at four segments far from the stack.

    What they get right are items in which nothing was skipped, or nothing of the same kind.
    """
    for kind in ("close_brackets", "close_guests"):
        items = at(world.of_kind(kind), 4)
        assert right(items, by_the_stack) == 1
        found = {d: right(at(items, 4, depth=d), solver) for d in (1, 2, 3, 4, 6, 8, 12)}
        assert max(found.values()) < (0.4 if solver is by_skipping else 0.1)


def windows(seen, kinds: int, sizes=(1, 2, 3, 4, 6, 8, 12, 16, 1000)) -> list[list[int]]:
    """Openers less closers of each kind among the last events, for windows of several sizes."""
    features = []
    for size in sizes:
        found = [0] * kinds
        for opens, kind in seen[-size:]:
            found[kind] += 1 if opens else -1
        features.append(found)
    return features


def totals(item, choice: int) -> list[float]:
    """What each kind opens less what it closes in the whole prompt, and the closing offered."""
    closers = Counter(item["choices"][choice].split())
    words = surface_of(item["prompt"]).closing
    (whole,) = windows(events(item["prompt"]), len(words), (1000,))
    return [*whole, *(closers[word] for word in words)]


def deep(world, kind: str) -> list:
    """Items that offer closings with the same closers in another order."""
    return [i for i in at(world.of_kind(kind), 4) if i["knobs"]["depth"] > 1]


@pytest.mark.parametrize("kind", ["choose_brackets", "choose_guests"])
def test_counts_of_the_whole_prompt_stay_at_the_floor(world, kind):
    assert_at_floor(deep(world, kind), totals)


def steps(item) -> list[dict]:
    """Every closer of an item as a question of its own, behind those before it."""
    surface = surface_of(item["prompt"])
    closers, found = item["target"].split(), []
    for place, word in enumerate(closers):
        closed = [(False, surface.closing.index(w)) for w in closers[:place]]
        found.append({
            "entity_id": item["entity_id"], "seen": events(item["prompt"]) + closed,
            "choices": list(surface.closing), "answer": surface.closing.index(word),
        })  # fmt: skip
    return found


def next_closer(step, choice: int) -> list[float]:
    """What the windows count of the kind that this choice closes, and most of any other kind."""
    counts = np.array(windows(step["seen"], len(step["choices"])))
    return [*counts[:, choice], *np.delete(counts, choice, axis=1).max(axis=1)]


@pytest.mark.parametrize("kind", ["close_brackets", "close_guests"])
def test_windowed_counts_close_no_structure(world, kind):
    """Boosted trees on what windows count, asked for one closer after the other.

    Each step is told the right closers before it, so that this bounds what the adversary could
    write by itself. Where nothing lies between, the last opener is the answer.
    """
    whole = {}
    for distance in (0, 4):
        items = at(world.of_kind(kind), distance)
        hits = iter(fitted_hits([step for item in items for step in steps(item)], next_closer))
        right = {item["item_id"]: [next(hits) for _ in item["target"].split()] for item in items}
        for depth in (1, 2, 3, 4, 6, 8, 12):
            mine = [right[i["item_id"]] for i in at(items, distance, depth=depth)]
            whole[distance, depth] = np.mean([all(step == 1 for step in row) for row in mine])
    assert whole[0, 1] > 0.95
    assert whole[4, 1] < 0.7 and whole[4, 2] < 0.4
    assert max(whole[4, depth] for depth in (3, 4, 6, 8, 12)) < 0.2


@pytest.mark.parametrize("kind", ["choose_brackets", "choose_guests"])
def test_choices_say_nothing_by_themselves(world, kind):
    """The right closing is neither in a place of its own nor the middle of the others."""

    def centre(item) -> int:
        choices = [choice.split() for choice in item["choices"]]
        return best([
            -sum(a != b for other in choices for a, b in zip(mine, other, strict=True))
            for mine in choices
        ])  # fmt: skip

    items = world.of_kind(kind)
    for guess in (constant(0), constant(1), centre, commonest_word(world.texts)):
        assert_at_chance(items, guess)
    for item in items:
        if item["knobs"]["depth"] > 1:
            assert len({tuple(sorted(c.split())) for c in item["choices"]}) == 1
    grams = ngram(world.texts)
    for depth in (3, 6, 12):
        assert accuracy(at(items, 4, depth=depth), grams) < 0.75


def test_no_prompt_is_in_training(world):
    lines = {line.split(mark)[0] + mark for text in world.texts for line in text.split("\n")
             for mark in (surface_of(line).mark,)}  # fmt: skip
    for item in world.items:
        assert item["prompt"] not in lines or item["knobs"]["distance"] == 0


def test_kinds_that_are_open_are_even_draws(world):
    for kind in ("close_brackets", "close_guests"):
        found = Counter(word for i in world.of_kind(kind) for word in i["target"].split())
        mean = found.total() / len(found)
        assert all(abs(n - mean) < 4 * sqrt(mean) for n in found.values())


@given(seed=st.integers(0, 2**32), kinds=st.integers(2, 8), skipped=st.floats(0, 0.99))
def test_a_segment_closes_itself_and_all_inside(seed, kinds, skipped):
    events_ = segment(np.random.default_rng(seed), kinds, skipped)
    for before in ([], [(True, kind) for kind in range(kinds)]):
        assert open_after([*before, *events_]) == [kind for _, kind in before]
    if skipped == 0:
        assert sum(opens for opens, _ in events_) * 2 == len(events_)


@PROPERTIES
@given(
    seed=st.integers(0, 2**32),
    deepest=st.integers(1, 6),
    deeper=st.integers(1, 9),
    distances=st.sets(st.integers(0, 5), min_size=1),
    kinds=st.tuples(st.integers(2, 4), st.integers(2, 8)),
    share=st.floats(0, 1),
    skipped=st.floats(0, 0.9),
    sequences=st.integers(1, 5),
)
def test_nesting_for_any_knobs(
    tmp_path_factory, seed, deepest, deeper, distances, kinds, share, skipped, sequences
):
    knobs = {
        "train_depths": list(range(1, deepest + 1)),
        "test_depths": [1, deepest + deeper],
        "distances": sorted(distances),
        "bracket_kinds": kinds[0],
        "guest_kinds": kinds[1],
        "guest_share": share,
        "skip_share": skipped,
        "sequences": sequences,
        "bracket_items": 3,
        "guest_items": 2,
        "choice_items": 1,
    }
    world = built_or_refused(tmp_path_factory.mktemp("w"), 50_000, seed, "nesting", knobs)
    check(world, "nesting", 50_000)
    assert len(world.items) == 2 * len(distances) * (3 + 2 + 1 + 1)
    for item in world.items:
        assert by_the_stack(item["prompt"]) == item["target"]
    for text in world.texts:
        lines = text.split("\n")
        assert len(lines) == sequences
        assert all(parts(line)[1] == by_the_stack(line) for line in lines)


def test_jobs_depend_on_nothing_but_their_number():
    knobs = FAMILY.knobs.model_validate(KNOBS["nesting"])
    one, two = FAMILY.plan(knobs, 10_000, 5), FAMILY.plan(knobs, 10_000_000, 5)
    later = two.write(2).texts
    assert [one.write(job).texts for job in (0, 1, 2)][2] == later
    assert one.write(0).texts != one.write(1).texts
