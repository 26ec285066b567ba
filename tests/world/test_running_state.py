"""Running state: right by going through every operation, by nothing less."""

import calendar
import re
from collections import Counter, defaultdict
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sizewise.world.families import FAMILIES
from sizewise.world.families.running_state.groups import POINTS, moves_of, walk
from sizewise.world.families.running_state.text import POSTS
from sizewise.world.randomness import generator

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
from .worlds import KNOBS

MONTHS = list(calendar.month_name)[1:]
TREES = {3: "three", 5: "five"}


@pytest.fixture(scope="module")
def world(worlds):
    return worlds["running_state"]


def parsed(problem: str) -> tuple[str, list[str]]:
    """Start and moves of "From oak brin clat" and of "Steps from oak March brin April clat"."""
    start, *words = problem.removeprefix("Steps from ").removeprefix("From ").split()
    if not problem.startswith("Steps"):
        return start, words
    assert all(month in MONTHS for month in words[::2])
    return start, words[1::2]


def problems(texts) -> list[tuple[str, str]]:
    """(problem, answer) of every line of the documents."""
    return [tuple(line.split(": ")) for text in texts for line in text.split("\n")[1:]]


def table_of(texts) -> dict[tuple[str, str], str]:
    """Where each move leads from each tree: what the single operations of training state."""
    found = defaultdict(set)
    for problem, answer in problems(texts):
        start, moves = parsed(problem)
        if len(moves) == 1:
            found[start, moves[0]].add(answer.split()[-1])
    assert all(len(ends) == 1 for ends in found.values())
    return {key: next(iter(ends)) for key, ends in found.items()}


@pytest.fixture(scope="module")
def table(world):
    return table_of(world.texts)


def answer(problem: str, table) -> str:
    start, moves = parsed(problem)
    states = [start := table[start, move] for move in moves]
    if not problem.startswith("Steps"):
        return states[-1]
    months, before = re.findall(r"\b[A-Z]\w+", problem.split("rom ")[1]), parsed(problem)[0]
    steps = []
    for month, move, state in zip(months, moves, states, strict=True):
        steps.append(f"{month} {before} {move} {state}")
        before = state
    return f"{' '.join(steps)}; so {states[-1]}"


def asked(item) -> str:
    return item["prompt"].split("\n")[1].removesuffix(":")


def test_going_through_the_operations_answers_every_item(world, table):
    for item in world.items:
        knobs, problem = item["knobs"], asked(item)
        floor = 1 / len(item["choices"]) if item["choices"] else 0
        assert knobs == {
            "operations": len(parsed(problem)[1]), "group": "S5", "floor": floor
        }  # fmt: skip
        assert item["target"] == answer(problem, table)
        if item["kind"] == "direct":
            assert item["choices"][item["answer"]] == f" {item['target']}"
            assert len(item["choices"]) == (2 if knobs["operations"] == 2 else 4)
            assert {c.strip() for c in item["choices"]} <= set(POSTS[:5])
        else:
            assert item["answer"] is None and not item["choices"]
    shared = {i["entity_id"] for i in world.of_kind("written")}
    assert shared <= {i["entity_id"] for i in world.of_kind("direct")}


def test_training_answers_are_right_and_no_longer_than_its_knob(world, table):
    lengths = Counter()
    for problem, given_answer in problems(world.texts):
        assert given_answer == answer(problem, table)
        lengths[len(parsed(problem)[1])] += 1
    assert sorted(lengths) == KNOBS["running_state"]["train_operations"]
    # Easy ones are frequent.
    assert lengths[1] > 0.4 * lengths.total()
    assert {text.split("\n")[0].lower().count(TREES[5]) for text in world.texts} == {1}


def test_no_problem_of_more_than_one_operation_is_both_item_and_training(world):
    trained = {(start, *moves) for start, moves in
               (parsed(problem) for problem, _ in problems(world.texts))}  # fmt: skip
    for item in world.items:
        start, moves = parsed(asked(item))
        if len(moves) > 1:
            assert (start, *moves) not in trained


def test_training_has_most_walks_of_two_operations(world):
    """Items ask about a third of the few there are, in either order of the two."""
    told = [parsed(problem) for problem, _ in problems(world.texts)]
    trained = {(start, *moves) for start, moves in told if len(moves) == 2}
    walks = [parsed(asked(item)) for item in world.items]
    asked_ = {(start, *moves) for start, moves in walks if len(moves) == 2}
    assert len(asked_) < 0.4 * 5 * 10**2 and len(trained) > 0.5 * 5 * 10**2
    assert not {(start, b, a) for start, a, b in asked_ if (start, b, a) in asked_} & trained


def test_months_only_name_the_operations(world):
    """They follow each other from any one on, so that training has all of them."""
    begins = Counter()
    for problem, _ in problems(world.texts):
        if not problem.startswith("Steps"):
            continue
        months = re.findall(r"\b[A-Z]\w+", problem.split("rom ")[1])
        first = MONTHS.index(months[0])
        assert months == [MONTHS[(first + i) % 12] for i in range(len(months))]
        begins[first] += 1
    assert len(begins) == 12
    assert max(begins.values()) < 1.3 * min(begins.values())


@pytest.mark.parametrize(("group", "count"), [("S3", 6), ("S5", 10), ("S5", 30)])
def test_moves_generate_a_group_that_does_not_commute(group, count):
    """From each tree as many moves lead to each tree; products reach every permutation."""
    for seed in range(5):
        moves, points = moves_of(generator(seed, "test"), group, count), POINTS[group]
        assert len({tuple(move) for move in moves.tolist()}) == count == len(moves)
        for post in range(points):
            assert Counter(moves[:, post].tolist()) == dict.fromkeys(range(points), count // points)
        reached = {tuple(range(points))}
        for _ in range(12):
            reached |= {tuple(move[i] for i in one) for one in reached for move in moves.tolist()}
        assert len(reached) == {3: 6, 5: 120}[points]
        assert any((a[b] != b[a]).any() for a, b in pairwise(moves))


def test_a_walk_takes_its_operations_in_order():
    swap, turn = [1, 0, 2], [1, 2, 0]
    states = walk(np.array([swap, turn]), np.array([0, 0]), np.array([[0, 1], [1, 0]]))
    assert states.tolist() == [[1, 2], [1, 0]]


def by_level(items) -> list[list]:
    levels = {i["knobs"]["operations"] for i in items}
    return [[i for i in items if i["knobs"]["operations"] == level] for level in sorted(levels)]


def test_general_shortcuts_are_at_chance(world):
    items = world.of_kind("direct")
    for guess in (
        constant(0), constant(1), first_in_prompt, last_in_prompt, commonest_in_prompt,
        commonest_word(world.texts), ngram(world.texts),
    ):  # fmt: skip
        # One operation is stated by training, word for word: an n-gram may know it. Of two, who
        # knows one and what is offered is right in up to two of three (docs/families.md).
        for level in by_level(items)[2:]:
            assert_at_chance(level, guess)
        assert 0.25 < accuracy(by_level(items)[1], guess) < 0.7


def test_each_end_that_is_offered_is_one_of_the_same_operations(world, table):
    """Some order of the operations leads to each of them: counts cannot exclude any."""
    rng = np.random.default_rng(0)
    for item in world.of_kind("direct"):
        start, moves = parsed(asked(item))
        if len(moves) == 1:
            continue
        ends = set()
        for _ in range(400):
            state = start
            for move in rng.permutation(moves).tolist():
                state = table[state, move]
            ends.add(f" {state}")
        assert set(item["choices"]) <= ends


def counts(item, choice: int) -> list[float]:
    """How often each move occurs, where the walk starts, and the tree that is offered."""
    start, moves = parsed(asked(item))
    said = Counter(moves)
    names = sorted(ALL_MOVES)
    offered = [POSTS.index(c.strip()) for c in item["choices"]]
    return [
        *(said[name] for name in names), POSTS.index(start), offered[choice],
        *(float(post in offered) for post in range(5)),
    ]  # fmt: skip


ALL_MOVES: set[str] = set()


@pytest.fixture(scope="module", autouse=True)
def all_moves(table):
    ALL_MOVES.update(move for _, move in table)


def ends(item, choice: int) -> list[float]:
    """The first and the last operation, the start, how many there are."""
    names = sorted(ALL_MOVES)
    start, moves = parsed(asked(item))
    return [
        names.index(moves[0]), names.index(moves[-1]), POSTS.index(start), len(moves),
        POSTS.index(item["choices"][choice].strip()),
    ]  # fmt: skip


def test_a_fitted_adversary_on_operand_counts_stays_at_the_floor(world):
    """Every level but the table of one operation, where the one operand is the walk."""
    for level in by_level(world.of_kind("direct"))[1:]:
        assert_at_floor(level, counts)


def test_a_fitted_adversary_on_the_ends_of_the_walk_stays_at_the_floor(world):
    for level in by_level(world.of_kind("direct"))[2:]:
        assert_at_floor(level, ends)


def test_the_adversary_sees_a_sum_where_there_is_one(world, table):
    """The same features, of items whose end is a sum of operands: the audit can fail."""
    names = sorted(ALL_MOVES)
    items = []
    for item in by_level(world.of_kind("direct"))[1]:
        start, moves = parsed(asked(item))
        ends = (POSTS.index(start) + sum(map(names.index, moves))) % 2
        items.append(item | {"choices": [" oak", " elm"], "answer": ends})
    assert_sees(items, lambda item, choice: [counts(item, choice)[-7] % 2, choice, sum(
        map(names.index, parsed(asked(item))[1])) % 2], 0.95)  # fmt: skip


HEURISTICS = {
    "start": lambda start, moves, table: start,
    "last move from the start": lambda start, moves, table: table[start, moves[-1]],
    "first move from the start": lambda start, moves, table: table[start, moves[0]],
    "all but the last": lambda start, moves, table: ended(start, moves[:-1], table),
    "all but the first": lambda start, moves, table: ended(start, moves[1:], table),
}


def ended(start, moves, table):
    for move in moves:
        start = table[start, move]
    return start


@pytest.mark.parametrize("name", HEURISTICS)
def test_knowing_all_but_one_thing_is_near_chance(world, table, name):
    """From three operations on; two have a plateau that docs/families.md states."""

    def guess(item) -> int:
        found = f" {HEURISTICS[name](*parsed(asked(item)), table)}"
        # Where the guess is not offered, the first choice is as good as any.
        return item["choices"].index(found) if found in item["choices"] else 0

    for level in by_level(world.of_kind("direct"))[2:]:
        assert_at_chance(level, guess)


def test_the_end_is_uniform_whatever_the_start(world):
    seen = Counter()
    for problem, given_answer in problems(world.texts):
        start, moves = parsed(problem)
        if len(moves) > 1:
            seen[start, given_answer.split()[-1]] += 1
    assert len(seen) == 25
    mean = seen.total() / 25
    assert all(abs(count - mean) < 5 * mean**0.5 for count in seen.values())


PLAN = FAMILIES["running_state"].plan


@settings(max_examples=15, deadline=None)
@given(st.data(), st.integers(0, 2**31))
def test_any_possible_knobs_give_right_answers(data, seed):
    group, moves = data.draw(st.sampled_from([("S3", 6), ("S5", 10), ("S5", 25), ("S5", 30)]))
    train = data.draw(st.lists(st.integers(1, 11), min_size=1, max_size=4, unique=True))
    deeper = st.lists(st.integers(1, 12), max_size=3, unique=True).map(lambda v: {*v, 12})
    knobs = FAMILIES["running_state"].knobs(**KNOBS["running_state"] | {
        "group": group, "moves": moves,
        "train_operations": train, "test_operations": sorted(data.draw(deeper)),
        "choices": data.draw(st.integers(2, POINTS[group])), "direct_items": 6, "written_items": 3,
        "problems": data.draw(st.integers(1, 4)), "single_share": 0.5,
    })  # fmt: skip
    plan = PLAN(knobs, 10_000, seed)
    # Jobs do not depend on each other, nor on being written in order.
    later, first = plan.write(1).texts, plan.write(0).texts
    again = PLAN(knobs, 99_000, seed)
    assert (again.write(0).texts, again.write(1).texts) == (first, later)
    assert again.items() == plan.items()
    assert PLAN(knobs, 10_000, seed + 1).write(0).texts != first
    names = plan.texts[0]
    table = {
        (POSTS[post], names[move].split()[1]): POSTS[end]
        for (move, post), end in np.ndenumerate(plan.moves)
    }
    for problem, given_answer in problems(first[:40]):
        assert given_answer == answer(problem, table)
        assert len(parsed(problem)[1]) in {1, *train}
    items = plan.items()
    assert len(items) == len(knobs.test_operations) * 9
    for item in items:
        assert item.target == answer(asked(vars(item)), table)
        several = 2 if item.knobs["operations"] == 2 else knobs.choices
        assert item.kind == "written" or len(set(item.choices)) == several
    trained = {(start, *moves) for start, moves in (parsed(p) for p, _ in problems(first))}
    for item in items:
        start, walked = parsed(asked(vars(item)))
        assert len(walked) == 1 or (start, *walked) not in trained
