"""Records: terse biographies that hold as many bits a token as a text can, for capacity (A1).

A record names a person and states the person's facts, one word each, in an order drawn anew for
each exposure. Names and values are built of syllables, all equally likely and independent, so that
nothing can be inferred and the bits are exact: a value of two syllables out of 32 holds
log2(32^2) = 10. Who is on record is knowledge too: P people out of N0 possible names hold about
log2(N0 / P) bits each (Allen-Zhu and Li 2024, arXiv 2404.05405, theorem 3.2). Every value and
every name is possible, so a model need not learn which ones exist.

All people are told of equally often. A plain stream of these has few different tokens, so that a
small model is not mostly vocabulary.
"""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from pydantic import Field

from sizewise.study.errors import StudyError
from sizewise.study.formats.knobs import (
    ATTRIBUTE,
    EXPOSURES,
    FLOOR,
    NAME_OF,
    PLANTED_BITS,
    POSSIBLE_BITS,
    RECORDS,
    VALUE_OF,
)
from sizewise.study.sections import Section
from sizewise.world.family import (
    JOB_DOCUMENTS,
    Documents,
    Family,
    Item,
    key,
    multiple_choice,
)
from sizewise.world.randomness import generator, permutations

NAME = RECORDS
LABELS = ("home", "lord", "heir", "port")
_OPENING, _NAME_FACT = "Of", "name"
_SYLLABLES = [onset + vowel for onset in "bdklmnrt" for vowel in "aeio"]
_NAME_SYLLABLES = 4
"""Of a name: two words of two."""


class Records(Section):
    """Knobs of records: how much is planted, how often it is told, how it is asked."""

    exposures: int = Field(ge=1, description="records of each person")
    attributes: int = Field(
        ge=1, le=len(LABELS), description=f"facts of a person, out of {', '.join(LABELS)}"
    )
    value_syllables: int = Field(
        ge=1, le=3, description=f"syllables of a value, {math.log2(len(_SYLLABLES)):g} bits each"
    )
    choices: int = Field(ge=2, le=len(_SYLLABLES), description="choices an item")
    value_items: int = Field(ge=1, description="items that ask for a value of a person")
    name_items: int = Field(ge=1, description="items that ask who is on record")


@dataclass(frozen=True)
class Planted:
    """What a budget of text plants."""

    knobs: Records
    people: int

    @classmethod
    def within(cls, knobs: Records, budget: int) -> "Planted":
        """As many people as fill `budget` bytes with their records, the last one whole.

        Raises StudyError where that is fewer than items need or more than there are names.
        """
        one = cls(knobs, 0)
        people = -(-budget // (knobs.exposures * one.record_bytes))
        needed = max(knobs.name_items, -(-knobs.value_items // knobs.attributes), 2)
        if people < needed:
            raise StudyError(
                f"mix.shares.{NAME}: {budget:,} bytes of text hold {people} people, items need "
                f"{needed} (about {needed * knobs.exposures * one.record_bytes:,} bytes); raise "
                f"mix.tokens, or lower {key(NAME, 'exposures')} or the items"
            )
        if people > one.names // 2:
            raise StudyError(
                f"mix.shares.{NAME}: {budget:,} bytes of text hold {people:,} people, there are "
                f"names for {one.names // 2:,}; lower mix.tokens or raise {key(NAME, 'exposures')}"
            )
        return cls(knobs, people)

    @property
    def names(self) -> int:
        """Names that there are."""
        return len(_SYLLABLES) ** _NAME_SYLLABLES

    @property
    def values(self) -> int:
        """Values that an attribute can have."""
        return len(_SYLLABLES) ** self.knobs.value_syllables

    @property
    def name_bits(self) -> float:
        """Bits that knowing who is on record holds, a person."""
        return math.log2(self.names / self.people)

    @property
    def value_bits(self) -> float:
        """Bits of a value."""
        return math.log2(self.values)

    @property
    def bits(self) -> float:
        """All bits that are planted."""
        return self.people * (self.name_bits + self.knobs.attributes * self.value_bits)

    @cached_property
    def record_bytes(self) -> int:
        """UTF-8 bytes of a record: all are equally long."""
        facts = [0] * self.knobs.attributes
        return len(record(self.knobs, 0, facts, range(len(facts))).text)


def _word(number: int, syllables: int) -> str:
    parts = []
    for _ in range(syllables):
        number, digit = divmod(number, len(_SYLLABLES))
        parts.append(_SYLLABLES[digit])
    return "".join(parts).capitalize()


def name_of(number: int) -> str:
    """The name with this number."""
    first, second = divmod(number, len(_SYLLABLES) ** (_NAME_SYLLABLES // 2))
    return f"{_word(first, _NAME_SYLLABLES // 2)} {_word(second, _NAME_SYLLABLES // 2)}"


@dataclass(frozen=True)
class _Record:
    text: str
    spans: list[tuple[str, str, int, int]]
    """(name of the fact, value, start, end): the person's name first, then the values."""


def record(knobs: Records, person: int, facts: list[int], order: Any) -> _Record:
    """The text about a person; `facts` are numbers of values, `order` how they follow."""
    text, spans = _OPENING, []

    def say(fact: str, value: str) -> None:
        nonlocal text
        text += f" {value}"
        spans.append((fact, value, len(text) - len(value), len(text)))

    say(_NAME_FACT, name_of(person))
    for attribute in order:
        text += f" {LABELS[attribute]}"
        say(LABELS[attribute], _word(facts[attribute], knobs.value_syllables))
    return _Record(text + ".", spans)


class _Plan:
    def __init__(self, knobs: Records, budget: int, seed: int) -> None:
        self.knobs, self.seed = knobs, seed
        self.planted = planted = Planted.within(knobs, budget)
        rng = generator(seed, NAME, "people")
        drawn = rng.choice(planted.names, planted.people, replace=False)
        self.people: list[int] = drawn.tolist()
        shape = (planted.people, knobs.attributes)
        self.known: list[list[int]] = rng.integers(0, planted.values, shape).tolist()
        self._events = generator(seed, NAME, "order").permutation(
            np.repeat(np.arange(planted.people), knobs.exposures)
        )
        # The last job holds one document without text, with which the stream fills up sequences.
        self.fixed = -(-(len(self._events) + 1) // JOB_DOCUMENTS)

    def _entity(self, person: int) -> str:
        return f"{NAME}/person{person:06d}"

    def write(self, job: int) -> Documents:
        documents = Documents()
        if job >= self.fixed:
            return documents
        who = self._events[job * JOB_DOCUMENTS : (job + 1) * JOB_DOCUMENTS].tolist()
        rng = generator(self.seed, NAME, "job", job)
        orders = permutations(rng, len(who), self.knobs.attributes).tolist()
        for row, (person, order) in enumerate(zip(who, orders, strict=True)):
            written = record(self.knobs, self.people[person], self.known[person], order)
            entity = self._entity(person)
            documents.texts.append(written.text)
            documents.exposures += [
                (row, entity, f"{entity}/{fact}", None, value, start, end)
                for fact, value, start, end in written.spans
            ]
        if job == self.fixed - 1:
            documents.texts.append("")
        return documents

    def items(self) -> list[Item]:
        knobs, planted = self.knobs, self.planted
        rng = generator(self.seed, NAME, "items")
        cells = rng.permutation(planted.people * knobs.attributes)[: knobs.value_items]
        items = []
        for cell in cells.tolist():
            person, attribute = divmod(cell, knobs.attributes)
            right = self.known[person][attribute]
            items.append(self._item(
                rng, VALUE_OF, len(items), person, LABELS[attribute],
                f"{_OPENING} {name_of(self.people[person])} {LABELS[attribute]}",
                [_word(n, knobs.value_syllables) for n in self._others(rng, planted.values,
                                                                       right, {right})],
                planted.value_bits, planted.value_bits,
            ))  # fmt: skip
        taken = set(self.people)
        for person in rng.permutation(planted.people)[: knobs.name_items].tolist():
            others = self._others(rng, planted.names, self.people[person], taken)
            items.append(self._item(
                rng, NAME_OF, len(items), person, _NAME_FACT, _OPENING,
                [name_of(number) for number in others],
                math.log2(planted.names), planted.name_bits,
            ))  # fmt: skip
        return items

    def _others(
        self, rng: np.random.Generator, there: int, right: int, taken: set[int]
    ) -> list[int]:
        """The right number and as many different ones, none in `taken`, as an item has choices."""
        chosen = [right]
        while len(chosen) < self.knobs.choices:
            number = int(rng.integers(there))
            if number not in taken and number not in chosen:
                chosen.append(number)
        return chosen

    def _item(
        self, rng: np.random.Generator, kind: str, number: int, person: int, fact: str,
        prompt: str, values: list[str], possible: float, planted: float,
    ) -> Item:  # fmt: skip
        choices, answer = multiple_choice(rng, values[0], values[1:])
        entity = self._entity(person)
        return Item(
            item_id=f"{NAME}/{kind}/{number:05d}",
            family=NAME,
            entity_id=entity,
            fact_id=f"{entity}/{fact}",
            kind=kind,
            prompt=prompt,
            choices=choices,
            answer=answer,
            target=values[0],
            knobs={
                EXPOSURES: self.knobs.exposures,
                ATTRIBUTE: fact,
                POSSIBLE_BITS: possible,
                PLANTED_BITS: planted,
                FLOOR: 1 / len(choices),
            },
        )

    def facts(self) -> dict[str, Any]:
        return {
            "people": self.planted.people,
            "records": len(self._events),
            "name_bits": self.planted.name_bits,
            "value_bits": self.planted.value_bits,
            "planted_bits": self.planted.bits,
        }


def _check(knobs: Records, budget: int, seed: int) -> None:
    Planted.within(knobs, budget)


def planted_bits(knobs: Records, budget: int) -> float:
    """Bits that a budget of text in bytes plants."""
    return Planted.within(knobs, budget).bits


FAMILY = Family(
    name=NAME,
    summary="bits that a model can hold: terse records, told equally often (A1)",
    knobs=Records,
    plan=_Plan,
    check=_check,
    planted_bits=planted_bits,
)
