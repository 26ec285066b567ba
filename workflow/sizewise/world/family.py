"""What a family is: knobs, and a plan that writes documents and items from one seed.

A plan numbers its work in jobs of JOB_DOCUMENTS documents. Jobs 0 … `fixed` - 1 state what every
exposure count promises and are always written whole. The jobs behind them go on for ever; their
documents are written in order until the budget of bytes is reached. A job depends on nothing but
the plan and its number, so that jobs can run anywhere in any order.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

import numpy as np

from sizewise.study.errors import StudyError
from sizewise.study.formats.items import Item
from sizewise.study.sections import Section

# Families import what a plan gives from here: Item is the handover's, Documents the room's own.
__all__ = [
    "JOB_DOCUMENTS", "Documents", "Family", "Item", "Plan", "Practised", "ascending",
    "distractors", "key", "multiple_choice",
]  # fmt: skip

JOB_DOCUMENTS = 512


@dataclass
class Documents:
    """Documents as columns: texts, and for each document its exposures."""

    texts: list[str] = field(default_factory=list)
    exposures: list[tuple[int, str, str, str | None, str, int, int]] = field(default_factory=list)
    """(index of the document, entity_id, fact_id, source or None, value, start, end): where the
    text states which value; start and end in characters."""


class Plan(Protocol):
    """A family at given knobs, budget and seed."""

    fixed: int
    """Jobs that are always written whole."""

    def write(self, job: int) -> Documents:
        """The documents of a job."""

    def items(self) -> Iterable[Item]:
        """All held-out items."""

    def facts(self) -> dict[str, Any]:
        """Counts worth stating in the manifest."""


@runtime_checkable
class Practised(Protocol):
    """A plan that also has questions on which models may be trained by reward."""

    def practice(self) -> list[Item]:
        """Questions that are neither documents nor held-out items; none if none are asked for."""


@dataclass(frozen=True, kw_only=True)
class Family:
    """A kind of planted document and the items that measure what was learned from it."""

    name: str
    summary: str
    """One line: what it is for."""
    knobs: type[Section]
    """Its block of config.yaml under world.families."""
    plan: Callable[[Any, int, int], Plan]
    """(knobs, budget in UTF-8 bytes, seed) to a plan. Raises StudyError for impossible knobs."""
    check: Callable[[Any, int, int], None]
    """Takes the same and raises the same errors, without the cost of a plan."""
    least_tokens: Callable[[Any], int] = lambda knobs: 0
    """Tokens that the longest item takes at the very least; a sequence must hold them."""
    planted_bits: Callable[[Any, int], float] | None = None
    """(knobs, budget in UTF-8 bytes) to the bits of knowledge in them, where they are all that its
    documents hold and are meant to fill models; None for other families."""


def key(family: str, knob: str) -> str:
    """Path of a knob in the configuration, as errors name it."""
    return f"world.families.{family}.{knob}"


def ascending(values: list[int]) -> list[int]:
    """`values` sorted. Raises ValueError (pydantic names the key) if empty, repeated or below 1."""
    if not values or len(set(values)) < len(values) or min(values) < 1:
        raise ValueError("must be different whole numbers of at least 1; correct the list")
    return sorted(values)


def multiple_choice(
    rng: np.random.Generator, right: str, wrong: Iterable[str]
) -> tuple[list[str], int]:
    """Choices in random order, each with its joining space, and the index of the right one."""
    values = [right, *wrong]
    if len(set(values)) < len(values):
        raise StudyError(f"choices {values} repeat one; report this with your configuration")
    order = rng.permutation(len(values)).tolist()
    return [f" {values[i]}" for i in order], order.index(0)


def distractors(
    rng: np.random.Generator, right: set[str], pools: Iterable[list[str]], count: int
) -> list[str]:
    """`count` wrong values, none in `right`, from the first of `pools` that still has one.

    The first pool should hold the values (with repeats) of other entities that are stated as
    often: then how often a value occurs in training says nothing about which choice is right.
    """
    chosen: list[str] = []
    for pool in pools:
        for index in rng.permutation(len(pool)).tolist():
            if len(chosen) == count:
                return chosen
            if pool[index] not in right and pool[index] not in chosen:
                chosen.append(pool[index])
    return chosen
