"""Tasks with their answers: the answer is made together with the constraints that it heeds.

So every task can be done. No constraint follows from the others either: all words that are named
are different, and every answer has at least one word that nobody asked for (a test looks for an
answer that fails each constraint and no other).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sizewise.world.families.instructions.wording import (
    BOUNDS,
    FITTING,
    KINDS,
    TIMES,
    phrase,
)

Fields = tuple[str | int, ...]
# Words of the answer that a kind names, besides those that it forbids; `repetition` adds its own.
_SLOTS = {"first": 1, "last": 1, "include": 1, "order": 2}
_FIELD_NAMES = {
    "count": ("words",),
    "first": ("word",),
    "last": ("word",),
    "include": ("word",),
    "exclude": ("word",),
    "order": ("before", "after"),
    "length": ("bound", "letters"),
    "repetition": ("word", "times"),
}


@dataclass(frozen=True, slots=True)
class Task:
    """Constraints in the order in which they are stated, and one answer that heeds them all."""

    constraints: list[tuple[str, Fields]]
    answer: list[str]


def most_slots(constraints: int) -> int:
    """The most words that so many constraints can ask an answer to have."""
    slots = sorted([*_SLOTS.values(), max(TIMES), 0, 0, 0], reverse=True)
    return sum(slots[:constraints])


def make(
    kinds: Sequence[int],
    pool: Sequence[str],
    order: Sequence[int],
    size: float,
    bound: int,
    times: int,
    span: tuple[int, int],
    spare: int,
) -> Task:
    """The task of some random numbers.

    `kinds` are indices of KINDS in the order of the text, `pool` a permutation of WORDS, `order`
    a permutation of as many numbers as an answer may have words, `size` uniform in [0, 1), `bound`
    and `times` indices of BOUNDS and TIMES, `span` the fewest and most words of an answer, `spare`
    the most that nobody asked for where no constraint counts them (the fewest of `span` come
    first). Every arrangement of the words that heeds the constraints is equally likely.
    """
    names = [KINDS[i] for i in kinds]
    fields: dict[str, Fields] = {}
    if "length" in names:
        fields["length"] = BOUNDS[bound]
        fitting = FITTING[bound]
        pool = [word for word in pool if word in fitting]
    words = iter(pool)
    middle: list[str] = []
    head, tail = [], []
    # Named words are different, whatever the kinds.
    for name in names:
        if name == "order":
            fields[name] = (next(words), next(words))
            middle += fields[name]
        elif name == "repetition":
            fields[name] = (next(words), TIMES[times])
            middle += [fields[name][0]] * TIMES[times]
        elif name != "count" and name != "length":
            word = next(words)
            fields[name] = (word,)
            if name == "first":
                head = [word]
            elif name == "last":
                tail = [word]
            elif name == "include":
                middle.append(word)
    taken = len(head) + len(middle) + len(tail)
    # One word more than was asked for, so that nothing follows from the count.
    fewest, most = max(span[0], taken + 1), span[1]
    # Words that nobody asked for are noise to whoever learns to copy those that somebody did.
    if "count" not in names:
        most = min(most, max(fewest, taken + spare))
    total = fewest + int(size * (most - fewest + 1))
    if "count" in names:
        fields["count"] = (total,)
    middle += [next(words) for _ in range(total - taken)]
    n = len(middle)
    middle = [middle[i] for i in order if i < n]
    if "order" in names:
        before, after = fields["order"]
        i, j = middle.index(before), middle.index(after)
        if i > j:
            middle[i], middle[j] = after, before
    return Task([(name, fields[name]) for name in names], head + middle + tail)


def text(task: Task, wordings: Sequence[int], constraints: int | None = None) -> str:
    """The constraints in English, all or the first few; `wordings` holds one number a kind."""
    stated = task.constraints[:constraints]
    return " ".join([phrase(k, wordings[KINDS.index(k)], fields) for k, fields in stated])


def check_of(kind: str, fields: Fields) -> dict[str, str | int]:
    """A constraint as the program that checks answers reads it (`Item.checks`)."""
    return {"check": kind} | dict(zip(_FIELD_NAMES[kind], fields, strict=True))
