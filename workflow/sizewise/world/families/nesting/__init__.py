"""Nesting: close all that is open, in the right order.

A line opens and closes things of several kinds and then closes, from the innermost out, whatever
is still open: "Stack: ( [ { ] < = > (". The model writes the whole closing. The same structures
are written as brackets and as guests in a hall. What closes also closes all that was opened after
it and is still open (`skip_share`), as a scope does, so that no count of kinds tells what is open.

An item's *depth* counts what is open, its *distance* the complete segments in between.
"""

from typing import Annotated, Any

import numpy as np
from pydantic import Field, field_validator, model_validator

from sizewise.study.sections import Section, Share
from sizewise.world.families.nesting.structures import BRACKETS, GUESTS, Writer, shapes
from sizewise.world.family import (
    JOB_DOCUMENTS,
    Documents,
    Family,
    Item,
    ascending,
    multiple_choice,
)
from sizewise.world.randomness import generator

NAME = "nesting"
# Events of a segment at the very least.
_SEGMENT = 2
Depth = Annotated[int, Field(ge=1)]


class Nesting(Section):
    """Knobs of nesting: structures that the model closes itself, at known depth and distance."""

    train_depths: list[Depth] = Field(
        description="levels that a line of training leaves open and then closes, each equally often"
    )
    test_depths: list[Depth] = Field(
        description="levels that an item leaves open; the largest lies above those of training"
    )
    distances: list[Annotated[int, Field(ge=0)]] = Field(
        description="complete segments between the open levels of an item; training has 0 up to "
        "the largest, each equally often"
    )
    skip_share: float = Field(
        ge=0,
        lt=1,
        description="share of what is opened inside of a segment that is not closed by itself but "
        "by the segment's end; at 0 a count from the end tells what is open",
    )
    bracket_kinds: int = Field(ge=2, le=len(BRACKETS.opens), description="kinds of brackets")
    guest_kinds: int = Field(ge=2, le=len(GUESTS.opens), description="different guests")
    guest_share: Share = Field(description="share of the documents about guests, in plain words")
    sequences: int = Field(ge=1, description="lines a document")
    bracket_items: int = Field(
        ge=0,
        description="structures of brackets for each depth and distance; the model closes them",
    )
    guest_items: int = Field(ge=0, description="the same of guests")
    choice_items: int = Field(
        ge=0,
        description="of these, how many also offer closings: the right one among some in which "
        "two closers have changed places",
    )

    @field_validator("train_depths", "test_depths")
    @classmethod
    def _different(cls, values: list[int]) -> list[int]:
        return ascending(values)

    @field_validator("distances")
    @classmethod
    def _all_different(cls, values: list[int]) -> list[int]:
        if not values or len(set(values)) < len(values):
            raise ValueError("must be different whole numbers of at least 0; correct the list")
        return sorted(values)

    @model_validator(mode="after")
    def _deeper(self) -> "Nesting":
        if self.test_depths[-1] <= self.train_depths[-1]:
            raise ValueError(
                f"test_depths end at {self.test_depths[-1]} and train_depths at "
                f"{self.train_depths[-1]}; items must go deeper than training"
            )
        return self


class _Plan:
    # Nothing is stated a promised number of times: every document fills the budget.
    fixed = 0

    def __init__(self, knobs: Nesting, budget: int, seed: int) -> None:
        self.knobs, self.seed = knobs, seed
        self._writers = [
            Writer(generator(seed, NAME, "segments", surface.kind), surface, kinds,
                   knobs.skip_share)
            for surface, kinds in ((BRACKETS, knobs.bracket_kinds), (GUESTS, knobs.guest_kinds))
        ]  # fmt: skip
        self._items = [
            item
            for writer, count in zip(
                self._writers, (knobs.bracket_items, knobs.guest_items), strict=True
            )
            for depth in knobs.test_depths
            for distance in knobs.distances
            for item in self._asked(writer, depth, distance, count)
        ]
        # Without segments a structure is a list, and training states all short ones.
        self._held_out = {item.prompt for item in self._items if item.knobs["distance"]}

    def write(self, job: int) -> Documents:
        rng, n = generator(self.seed, NAME, "job", job), self.knobs.sequences
        guests = (rng.random(JOB_DOCUMENTS) < self.knobs.guest_share).tolist()
        lines = [
            iter(self._lines(rng, writer, guests.count(which) * n))
            for which, writer in zip((False, True), self._writers, strict=True)
        ]
        return Documents(["\n".join([next(lines[which]) for _ in range(n)]) for which in guests])

    def _lines(self, rng: np.random.Generator, writer: Writer, count: int) -> list[str]:
        """Whole lines for training, none of them an item's."""
        knobs, lines = self.knobs, []
        distances = list(range(knobs.distances[-1] + 1))
        while len(lines) < count:
            drawn = shapes(rng, count - len(lines), knobs.train_depths, distances, writer.kinds)
            lines += [
                f"{text} {writer.closing(kinds)}"
                for text, kinds in writer.write(rng, drawn)
                if text not in self._held_out
            ]
        return lines

    def items(self) -> list[Item]:
        return self._items

    def _asked(self, writer: Writer, depth: int, distance: int, count: int) -> list[Item]:
        """Structures of one depth and distance: closed by the model and, some, by choice."""
        surface, items = writer.surface.kind, []
        rng = generator(self.seed, NAME, "items", surface, depth, distance)
        while len(items) < count + min(count, self.knobs.choice_items):
            number = sum(item.kind == f"close_{surface}" for item in items)
            ((prompt, kinds),) = writer.write(
                rng, shapes(rng, 1, [depth], [distance], writer.kinds)
            )
            wrong = _corrupted(rng, kinds, writer.kinds)
            # Two closers that differ can change places; alike ones cannot.
            if not wrong:
                continue
            right = writer.closing(kinds)
            knobs = {"depth": depth, "distance": distance}
            label = f"{surface}/{depth:02d}-{distance:02d}-{number:05d}"
            common = {
                "family": NAME, "entity_id": f"{NAME}/{label}", "fact_id": None, "prompt": prompt,
                "target": right,
            }  # fmt: skip
            items.append(Item(
                item_id=f"{NAME}/close/{label}", kind=f"close_{surface}", choices=[], answer=None,
                knobs=knobs | {"floor": float(writer.kinds) ** -depth}, **common,
            ))  # fmt: skip
            if number < self.knobs.choice_items:
                choices, answer = multiple_choice(rng, right, map(writer.closing, wrong))
                items.append(Item(
                    item_id=f"{NAME}/choose/{label}", kind=f"choose_{surface}", choices=choices,
                    answer=answer, knobs=knobs | {"floor": 1 / len(choices)}, **common,
                ))  # fmt: skip
        return items

    def facts(self) -> dict[str, Any]:
        return {"structures_kept_from_training": len(self._held_out)}


def _corrupted(rng: np.random.Generator, open_: list[int], kinds: int) -> list[list[int]]:
    """What else could be open: of one level, each other kind; of several, two neighbours swapped.

    Where two pairs of neighbours can be swapped, one, the other and both are: then each of the
    four differs from the rest as the others do, and the right one is no centre of them. All have
    the same kinds equally often. Empty where all levels are of one kind.
    """
    if len(open_) == 1:
        return [[kind] for kind in range(kinds) if kind != open_[0]]
    places = [i for i in range(len(open_) - 1) if open_[i] != open_[i + 1]]
    if not places:
        return []
    first = int(rng.choice(places))
    apart = [i for i in places if abs(i - first) > 1]
    swaps = [[first]]
    if apart:
        second = int(rng.choice(apart))
        swaps += [[second], [first, second]]
    found = []
    for swapped in swaps:
        other = list(open_)
        for i in swapped:
            other[i], other[i + 1] = other[i + 1], other[i]
        found.append(other)
    return found


def _least_tokens(knobs: Nesting) -> int:
    # The structure and its closing.
    depth, events = knobs.test_depths[-1], _SEGMENT * knobs.distances[-1]
    brackets = (2 * depth + events) * bool(knobs.bracket_items)
    guests = (2 * depth + events) * bool(knobs.guest_items)
    return max(brackets, guests)


FAMILY = Family(
    name=NAME,
    summary="what is open: nested structures, closed whole, by depth (A6)",
    knobs=Nesting,
    plan=_Plan,
    check=lambda knobs, budget, seed: None,
    least_tokens=_least_tokens,
)
