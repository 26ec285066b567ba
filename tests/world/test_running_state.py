"""Running state: right by going through every operation, by nothing less."""

import calendar
import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sizewise.world.families import FAMILIES
from sizewise.world.families.running_state import NUMBERS

from .audit import (
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


@pytest.fixture(scope="module")
def world(worlds):
    return worlds["running_state"]


def split(problem: str) -> list[list[str]]:
    """The start, then the words of each operation, its month first."""
    words = problem.removeprefix("Steps from ").removeprefix("From ").split()
    found: list[list[str]] = []
    for word in words:
        if not found or word in MONTHS:
            found.append([])
        found[-1].append(word)
    return found


def parsed(problem: str) -> tuple[int, list[int]]:
    """Start and signed operands of "From three March four April back one"."""
    (start, *_), *operations = split(problem)
    return NUMBERS.index(start), [
        -NUMBERS.index(words[-1]) if words[1] == "back" else NUMBERS.index(words[-1])
        for words in operations
    ]


def walked(problem: str, modulus: int) -> tuple:
    """What is asked, without the months that only name the operations."""
    # As texts: "zero" and "back zero" lead to the same place and are different problems.
    (start, *_), *operations = split(problem)
    return modulus, start, *(" ".join(words[1:]) for words in operations)


def walk(problem: str, modulus: int) -> list[int]:
    state, operands = parsed(problem)
    return [state := (state + operand) % modulus for operand in operands]


def modulus_of(text: str) -> int:
    heading = text.split("\n")[0].lower()
    return next(m for m in (3, 5, 7, 11) if re.search(rf"\b{NUMBERS[m]} posts", heading))


def answer(problem: str, modulus: int) -> str:
    states = [NUMBERS[state] for state in walk(problem, modulus)]
    if not problem.startswith("Steps"):
        return states[-1]
    operations = [" ".join(words) for words in split(problem)[1:]]
    steps = " ".join(f"{a} {b}" for a, b in zip(operations, states, strict=True))
    return f"{steps}; so {states[-1]}"


def asked(item) -> tuple[str, int]:
    return item["prompt"].split("\n")[1].removesuffix(":"), modulus_of(item["prompt"])


def test_going_through_the_operations_answers_every_item(world):
    for item in world.items:
        problem, modulus = asked(item)
        assert item["knobs"] == {"operations": len(parsed(problem)[1]), "modulus": modulus}
        assert item["target"] == answer(problem, modulus)
        if item["kind"] == "direct":
            assert item["choices"][item["answer"]] == f" {item['target']}"
            assert len(item["choices"]) == 5
            assert {c.strip() for c in item["choices"]} <= set(NUMBERS[:modulus])
        else:
            assert item["answer"] is None and not item["choices"]
    shared = {i["entity_id"] for i in world.of_kind("written")}
    assert shared <= {i["entity_id"] for i in world.of_kind("direct")}


def problems(texts) -> list[tuple[str, int, str]]:
    """(problem, modulus, answer) of every line of the documents."""
    return [
        (problem, modulus_of(text), given)
        for text in texts
        for problem, given in (line.split(": ") for line in text.split("\n")[1:])
    ]


def test_training_answers_are_right_and_no_longer_than_its_knob(world):
    lengths = Counter()
    for problem, modulus, given_answer in problems(world.texts):
        assert given_answer == answer(problem, modulus)
        lengths[len(parsed(problem)[1])] += 1
    assert sorted(lengths) == KNOBS["running_state"]["train_operations"]
    # Easy ones are frequent.
    assert lengths[1] > 0.4 * lengths.total()


def test_no_problem_of_more_than_one_operation_is_both_item_and_training(world):
    trained = {walked(problem, modulus) for problem, modulus, _ in problems(world.texts)}
    for item in world.items:
        if item["knobs"]["operations"] > 1:
            assert walked(*asked(item)) not in trained


def test_months_only_name_the_operations(world):
    """They follow each other from any one on, so that training has all of them."""
    begins = Counter()
    for problem, _, _ in problems(world.texts):
        months = [words[0] for words in split(problem)[1:]]
        first = MONTHS.index(months[0])
        assert months == [MONTHS[(first + i) % 12] for i in range(len(months))]
        begins[first] += 1
    assert len(begins) == 12
    assert max(begins.values()) < 1.3 * min(begins.values())


def ending(guess):
    """The choice for a residue that `guess` makes of (start, operands, modulus)."""

    def choose(item) -> int:
        problem, modulus = asked(item)
        word = f" {NUMBERS[guess(*parsed(problem), modulus) % modulus]}"
        # Where the guess is not offered, the first choice is as good as any.
        return item["choices"].index(word) if word in item["choices"] else 0

    return choose


SHORTCUTS = {
    "start": lambda start, operands, m: start,
    "last operand": lambda start, operands, m: operands[-1],
    "last operand, sign left out": lambda start, operands, m: abs(operands[-1]),
    "first operand": lambda start, operands, m: operands[0],
    "sum without start": lambda start, operands, m: sum(operands),
    "all but the last": lambda start, operands, m: start + sum(operands[:-1]),
    "all but the first": lambda start, operands, m: start + sum(operands[1:]),
    "number of operations": lambda start, operands, m: len(operands),
    "start and number of operations": lambda start, operands, m: start + len(operands),
    "number of steps on": lambda start, operands, m: sum(x > 0 for x in operands),
    "largest operand": lambda start, operands, m: max(operands, key=abs),
}


def by_level(items) -> list[list]:
    levels = {(i["knobs"]["operations"], i["knobs"]["modulus"]) for i in items}
    return [
        [i for i in items if (i["knobs"]["operations"], i["knobs"]["modulus"]) == level]
        for level in sorted(levels)
    ]


def test_general_shortcuts_are_at_chance(world):
    items = world.of_kind("direct")
    for guess in (
        constant(0), constant(4), first_in_prompt, last_in_prompt, commonest_in_prompt,
        commonest_word(world.texts), ngram(world.texts),
    ):  # fmt: skip
        for level in (items, *by_level(items)):
            assert_at_chance(level, guess)


@pytest.mark.parametrize("name", SHORTCUTS)
def test_knowing_all_but_one_thing_is_chance(world, name):
    items = world.of_kind("direct")
    for level in (items, *by_level(items)):
        assert_at_chance(level, ending(SHORTCUTS[name]))


def test_who_takes_back_for_on_has_a_known_plateau(world):
    """Directions left out: right where the steps back happen to add up to nothing (mod m)."""
    guess = ending(lambda start, operands, m: start + sum(map(abs, operands)))
    items = [i for i in world.of_kind("direct") if i["knobs"]["modulus"] == 5]
    for level in by_level(items):
        n = level[0]["knobs"]["operations"]
        # No operation goes back with this probability; else the sum of those is uniform.
        none = (1 - KNOBS["running_state"]["back_share"]) ** n
        expected = none + (1 - none) / 5
        found = sum(guess(item) == item["answer"] for item in level) / len(level)
        assert abs(found - expected) < 4 * (expected * (1 - expected) / len(level)) ** 0.5


def test_the_end_is_uniform_whatever_the_start(world):
    counts = Counter()
    for problem, modulus, given_answer in problems(world.texts):
        if modulus == 5 and len(parsed(problem)[1]) > 1:
            counts[problem.split("rom ")[1].split()[0], given_answer.split()[-1]] += 1
    assert len(counts) == 25
    mean = counts.total() / 25
    assert all(abs(count - mean) < 5 * mean**0.5 for count in counts.values())


PLAN = FAMILIES["running_state"].plan


@settings(max_examples=15, deadline=None)
@given(st.data(), st.integers(0, 2**31))
def test_any_possible_knobs_give_right_answers(data, seed):
    primes = st.lists(st.sampled_from([3, 5, 7, 11]), min_size=1, max_size=3, unique=True)
    moduli = data.draw(primes)
    train = data.draw(st.lists(st.integers(1, 11), min_size=1, max_size=4, unique=True))
    deeper = st.lists(st.integers(1, 12), max_size=3, unique=True).map(lambda v: {*v, 12})
    knobs = FAMILIES["running_state"].knobs(**KNOBS["running_state"] | {
        "moduli": moduli, "train_operations": train, "test_operations": sorted(data.draw(deeper)),
        "choices": data.draw(st.integers(2, min(moduli))), "direct_items": 6, "written_items": 3,
        "problems": data.draw(st.integers(1, 4)), "back_share": data.draw(st.sampled_from([0, 1])),
    })  # fmt: skip
    plan = PLAN(knobs, 10_000, seed)
    # Jobs do not depend on each other, nor on being written in order.
    later, first = plan.write(1).texts, plan.write(0).texts
    again = PLAN(knobs, 99_000, seed)
    assert (again.write(0).texts, again.write(1).texts) == (first, later)
    assert again.items() == plan.items()
    assert PLAN(knobs, 10_000, seed + 1).write(0).texts != first
    for problem, modulus, given_answer in problems(first[:40]):
        assert modulus in moduli
        assert given_answer == answer(problem, modulus)
        assert len(parsed(problem)[1]) in {1, *train}
    items = plan.items()
    assert len(items) == len(moduli) * len(knobs.test_operations) * 9
    for item in items:
        problem, modulus = asked(vars(item))
        assert item.target == answer(problem, modulus)
        assert item.kind == "written" or len(set(item.choices)) == knobs.choices
    deep = {walked(*asked(vars(item))) for item in items if item.knobs["operations"] > 1}
    assert not deep & {walked(problem, modulus) for problem, modulus, _ in problems(first)}
