"""Readers of labelled inputs: what a text says, and what training says about it."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from sizewise.world.details import LabelledPlan

from .audit import Guess, best

_LINE = re.compile(r"^(\w+): ([^.]+)\. (\w+):(?: (\w+)\.)?$")


@dataclass(frozen=True)
class Input:
    """One input as its text has it; `label` is None in a prompt."""

    tag: str
    day: str
    opener: str
    details: tuple[str, ...]
    closer: str
    label: str | None


def inputs(text: str) -> list[Input]:
    """All inputs of a document or a prompt."""
    heading, *lines = text.split("\n")
    tag, day = heading.split(", ")
    found = []
    for line in lines:
        opener, details, closer, label = _LINE.match(line).groups()
        found.append(Input(tag, day, opener, tuple(details.split()), closer, label))
    return found


class Reader:
    """Decodes texts with the words of a plan, and nothing else of it."""

    def __init__(self, plan: LabelledPlan) -> None:
        self.plan = plan
        self.setting = {tag: i for i, tag in enumerate(plan.knobs.bank.tags)}
        self.place = {
            str(plan.words[s, g, v]): (s, g, v) for s, g, v in np.ndindex(plan.words.shape)
        }

    def codes(self, one: Input) -> tuple[int, tuple[int, ...]]:
        """Setting, and the value of each detail in the order of its groups."""
        places = sorted(self.place[word] for word in one.details)
        assert [(s, g) for s, g, _ in places] == [
            (self.setting[one.tag], g) for g in range(self.plan.knobs.shown)
        ]
        return places[0][0], tuple(v for _, _, v in places)


@cache
def training(world: Any) -> list[Input]:
    """All labelled inputs of the training documents."""
    return [one for text in world.texts for one in inputs(text)]


def majority(world: Any, cut: Any) -> Guess:
    """The label that training gives most often to what `cut` leaves of an input."""
    counts: dict[Any, Counter] = defaultdict(Counter)
    for one in training(world):
        counts[cut(one)][one.label] += 1

    def guess(item: dict[str, Any]) -> int:
        seen = counts[cut(inputs(item["prompt"])[0])]
        return best([seen[choice.strip()] for choice in item["choices"]])

    return guess


def most_telling_detail(world: Any) -> Guess:
    """The label of the one detail of the prompt that says most in training, by its best share."""
    counts: dict[str, Counter] = defaultdict(Counter)
    for one in training(world):
        for detail in one.details:
            counts[detail][one.label] += 1

    def guess(item: dict[str, Any]) -> int:
        shares = [
            max(counts[d][c.strip()] / counts[d].total() for d in inputs(item["prompt"])[0].details)
            for c in item["choices"]
        ]
        return best(shares)

    return guess
