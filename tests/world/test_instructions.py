"""Instructions: every task can be done, by reading it and not otherwise."""

import re
from collections import Counter, defaultdict
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sizewise.evaluation.constraints import holds, satisfied
from sizewise.study.formats.constraints import CONSTRAINTS
from sizewise.world.families import FAMILIES
from sizewise.world.families.instructions.wording import KINDS, NUMBERS, PHRASES, WORDS

from .audit import tokens_of
from .worlds import KNOBS

SIZES = KNOBS["instructions"]["test_constraints"]


@pytest.fixture(scope="module")
def world(worlds):
    return worlds["instructions"]


PATTERNS = [
    (kind, re.compile(re.escape(phrase).replace(r"\{\}", "(.+)")))
    # The most particular first: "Use {} words in all." before "Use {} {}."
    for kind in ("count", "length", "order", "repetition", "first", "last", "include", "exclude")
    for phrase in PHRASES[kind]
]
OFTEN = {"twice": 2, "three times": 3}


def read(sentence: str) -> dict:
    """What one sentence asks for, from its words alone."""
    for kind, pattern in PATTERNS:
        found = pattern.fullmatch(sentence)
        if not found:
            continue
        (first, *more) = found.groups()
        if kind == "count" and first in NUMBERS:
            return {"check": kind, "words": NUMBERS.index(first)}
        if kind == "length" and first in ("least", "most"):
            return {"check": kind, "bound": first, "letters": NUMBERS.index(more[0])}
        if kind == "order" and {first, *more} <= set(WORDS):
            return {"check": kind, "before": first, "after": more[0]}
        if kind == "repetition":
            word, often = f"{first} {more[0]}".split(" ", 1)
            if word in WORDS and often in OFTEN:
                return {"check": kind, "word": word, "times": OFTEN[often]}
        elif first in WORDS and not more:
            return {"check": kind, "word": first}
    raise AssertionError(sentence)


def read_task(task: str) -> list[dict]:
    return [read(f"{sentence.strip()}.") for sentence in task.strip(".").split(".")]


def read_prompt(prompt: str) -> list[dict]:
    return read_task(re.fullmatch(r"\w+: (.*)\nAnswer:", prompt)[1])


def pairs(texts) -> list[tuple[list[dict], str]]:
    """(constraints, answer) of every task of the documents."""
    lines = [text.split("\n") for text in texts]
    return [
        (read_task(task.split(": ", 1)[1]), answer.removeprefix("Answer: "))
        for text in lines
        for task, answer in zip(text[::2], text[1::2], strict=True)
    ]


@pytest.fixture(scope="module")
def trained(world):
    return pairs(world.texts)


def heeds(answer: str, checks: list[dict]) -> list[bool]:
    return satisfied(answer, CONSTRAINTS.validate_python(checks))


def obey(checks: list[dict]) -> str:
    """An answer that heeds `checks`, which name different words."""
    by = {check["check"]: check for check in checks}
    middle = [by["repetition"]["word"]] * by["repetition"]["times"] if "repetition" in by else []
    middle += [by["include"]["word"]] if "include" in by else []
    middle += [by["order"]["before"], by["order"]["after"]] if "order" in by else []
    head, tail = ([by[kind]["word"]] if kind in by else [] for kind in ("first", "last"))
    named = {value for check in checks for key, value in check.items() if key != "check"}
    fitting = [by["length"]] if "length" in by else []
    fillers = [word for word in WORDS if word not in named and all(heeds(word, fitting))]
    taken = len(head) + len(middle) + len(tail)
    total = by["count"]["words"] if "count" in by else max(taken, 1)
    return " ".join(head + fillers[: total - taken] + middle + tail)


def test_reading_the_prompt_and_obeying_answers_every_item(world):
    for item in world.items:
        checks = read_prompt(item["prompt"])
        assert checks == item["checks"]
        assert len(checks) == item["knobs"]["constraints"]
        assert item["knobs"]["asked"].split() == [check["check"] for check in checks]
        most = max(KNOBS["instructions"]["train_constraints"])
        assert item["knobs"]["trained"] == (len(checks) <= most)
        assert len({check["check"] for check in checks}) == len(checks)
        assert all(heeds(obey(checks), checks))
        assert all(heeds(item["target"], checks))
        assert not item["choices"] and item["answer"] is None


def edits(words: list[str]):
    """All answers one step away: a word put in, taken out or replaced, or two swapped."""
    for i in range(len(words) + 1):
        yield from ([*words[:i], word, *words[i:]] for word in WORDS)
    for i in range(len(words)):
        yield [*words[:i], *words[i + 1 :]]
        yield from ([*words[:i], word, *words[i + 1 :]] for word in WORDS)
    for i, j in combinations(range(len(words)), 2):
        yield [*words[:i], words[j], *words[i + 1 : j], words[i], *words[j + 1 :]]


def test_no_constraint_follows_from_the_others(world):
    """For each there is an answer that fails it and no other."""
    for item in world.items[::10]:
        constraints = CONSTRAINTS.validate_python(item["checks"])
        failed = set()
        for words in edits(item["target"].split()):
            wrong = [i for i, c in enumerate(constraints) if not holds(c, words)]
            if len(wrong) == 1:
                failed.add(wrong[0])
        assert failed == set(range(len(constraints))), item


def test_training_answers_heed_their_tasks(trained):
    sizes = Counter()
    for checks, answer in trained:
        assert all(heeds(answer, checks)), (checks, answer)
        assert 2 <= len(answer.split()) <= 10
        sizes[len(checks)] += 1
    assert sorted(sizes) == KNOBS["instructions"]["train_constraints"]
    assert max(sizes.values()) < 1.1 * min(sizes.values())


def frozen(checks: list[dict]) -> frozenset:
    return frozenset(tuple(sorted(check.items())) for check in checks)


def test_no_task_of_several_constraints_is_both_item_and_training(world, trained):
    seen = {frozen(checks) for checks, _ in trained}
    several = [item for item in world.items if item["knobs"]["constraints"] > 1]
    assert not {frozen(item["checks"]) for item in several} & seen


def test_every_kind_is_as_often_at_every_place(world):
    for size in SIZES:
        tasks = [i["checks"] for i in world.items if i["knobs"]["constraints"] == size]
        for place in range(size):
            counts = Counter(checks[place]["check"] for checks in tasks)
            mean = len(tasks) / len(KINDS)
            assert all(abs(counts[kind] - mean) < 4.5 * mean**0.5 for kind in KINDS)


def test_no_word_heeds_every_length(world):
    """Else a fixed answer would heed a constraint whichever way it goes."""
    for word in WORDS:
        asked = [c for i in world.items for c in i["checks"] if c["check"] == "length"]
        held = sum(heeds(word, asked)) / len(asked)
        assert 0.4 < held < 0.6, (word, held)


def base_rates(world, trained, answers: int = 150) -> dict[str, float]:
    """Share of training's answers that heed a constraint of an item, by kind."""
    by_kind = defaultdict(list)
    for number, item in enumerate(world.items[::7]):
        for constraint in CONSTRAINTS.validate_python(item["checks"]):
            for _, answer in trained[number * 7 :: len(trained) // answers]:
                by_kind[constraint.check].append(holds(constraint, answer.split()))
    return {kind: sum(held) / len(held) for kind, held in by_kind.items()}


def test_no_kind_is_mostly_true_by_itself(world, trained):
    rates = base_rates(world, trained)
    assert sorted(rates) == sorted(KINDS)
    assert sum(rates.values()) / len(rates) < 0.25
    # Leaving a word out is what most answers do; no other kind comes for nothing.
    assert rates.pop("exclude") < 0.85
    assert max(rates.values()) < 0.4


def greedy(texts: list[str], order: int = 5):
    """What a word n-gram of training writes after a prompt, word by word."""
    following: dict[tuple[str, ...], Counter] = defaultdict(Counter)
    for text in texts:
        words = tokens_of(text.replace("\n", " ¶ "))
        for n in range(1, order):
            for i in range(n, len(words)):
                following[tuple(words[i - n : i])][words[i]] += 1

    def write(item) -> str:
        words = tokens_of(item["prompt"].replace("\n", " ¶ "))
        start = len(words)
        while words[-1] != "¶" and len(words) < start + 10:
            known = (following.get(tuple(words[-n:])) for n in range(order - 1, 0, -1))
            words.append(next(counts for counts in known if counts).most_common(1)[0][0])
        return " ".join(words[start:]).removesuffix("¶")

    return write


def all_held(items, answer) -> dict[int, float]:
    """Share of the items whose constraints all hold, by their number."""
    held = defaultdict(list)
    for item in items:
        held[item["knobs"]["constraints"]].append(all(heeds(answer(item), item["checks"])))
    return {size: sum(h) / len(h) for size, h in held.items()}


def test_answers_that_do_not_read_the_prompt_fail(world, trained):
    """Chance falls from the base rate of one constraint to nothing."""
    commonest = Counter(answer for _, answer in trained).most_common(1)[0][0]
    words = Counter(word for _, answer in trained for word in answer.split())
    frequent = " ".join(word for word, _ in words.most_common(6))
    by_size = defaultdict(list)
    for item in world.items:
        by_size[item["knobs"]["constraints"]].append(item["target"])

    def of_another(item) -> str:
        targets = by_size[item["knobs"]["constraints"]]
        return targets[(targets.index(item["target"]) + 1) % len(targets)]

    write = greedy(world.texts)
    most = {1: 0.4, 2: 0.25, 3: 0.1}
    for shortcut in (
        lambda item: commonest, lambda item: frequent, lambda item: trained[0][1], of_another,
        lambda item: " ".join(WORDS), write, lambda item: "",
    ):  # fmt: skip
        for size, share in all_held(world.items, shortcut).items():
            assert share <= most.get(size, 0.05), (size, share, shortcut(world.items[0]))


def test_who_heeds_the_first_constraint_alone_fails_the_others(world):
    for place in (0, -1):
        held = all_held(world.items, lambda item, at=place: obey([item["checks"][at]]))
        assert held.pop(1) == 1
        assert held[2] < 0.4 and held[3] < 0.2
        assert all(share < 0.05 for size, share in held.items() if size > 3)


FAMILY = FAMILIES["instructions"]


@settings(max_examples=15, deadline=None)
@given(st.data(), st.integers(0, 2**31))
def test_every_task_of_any_possible_knobs_can_be_done(data, seed):
    train = data.draw(st.sets(st.integers(1, 7), min_size=1, max_size=3))
    test = {*data.draw(st.sets(st.integers(1, 8), max_size=3)), max(train) + 1}
    most = data.draw(st.integers(9, 11))
    knobs = FAMILY.knobs(
        train_constraints=sorted(train), test_constraints=sorted(test),
        answer_words=[data.draw(st.integers(1, most)), most],
        spare_words=data.draw(st.integers(1, most)),
        tasks=data.draw(st.integers(1, 5)), items=8,
    )  # fmt: skip
    plan = FAMILY.plan(knobs, 10_000, seed)
    # Jobs do not depend on each other, nor on being written in order.
    later, first = plan.write(1).texts, plan.write(0).texts
    again = FAMILY.plan(knobs, 99_000, seed)
    assert (again.write(0).texts, again.write(1).texts) == (first, later)
    assert FAMILY.plan(knobs, 10_000, seed + 1).write(0).texts != first
    items = plan.items()
    assert again.items() == items and len(items) == 8 * len(test)
    asked = [[check.model_dump() for check in item.checks] for item in items]
    held_out = {frozen(checks) for checks in asked if len(checks) > 1}
    for item, checks in zip(items, asked, strict=True):
        assert read_prompt(item.prompt) == checks
        assert all(heeds(item.target, checks))
        assert all(heeds(obey(checks), checks))
    for checks, answer in pairs(first[:60]):
        assert len(checks) in {1, *train}
        assert all(heeds(answer, checks))
        assert knobs.answer_words[0] <= len(answer.split()) <= most
        assert frozen(checks) not in held_out
