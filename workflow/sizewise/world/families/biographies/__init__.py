"""Biographies: facts about invented people, each stated a known number of times.

People fall into bins of 1, 2, 4, … exposures, equally many a bin. Attributes are drawn uniformly
and independently, so that nothing about a person can be inferred and every recorded fact holds
exactly log2(cardinality) bits. Some people (quizzed) also answer questions in training; items
put these questions about the others.

People are entered in registers, and each text begins with the name of one. Registers differ in one
thing: how many questions are about strangers, whose answer is "not recorded". So what a mixture of
strangers does can be told from what size does, within one stream.
"""

from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from pydantic import Field, field_validator

from sizewise.study.errors import StudyError
from sizewise.study.sections import Section, Share
from sizewise.world import names
from sizewise.world.families.biographies.text import ATTRIBUTES, NOT_RECORDED
from sizewise.world.family import (
    JOB_DOCUMENTS,
    Documents,
    Family,
    Item,
    distractors,
    key,
    multiple_choice,
)
from sizewise.world.randomness import generator, permutations

NAME = "biographies"
_FORMS = 6
REGISTERS = ("Mill", "Harbour", "Abbey", "Market")
TAIL = 16
"""Exposures of the highest bin that is called the tail."""
# Documents that are written to learn how long one is.
_SAMPLE = 1024


class Biographies(Section):
    """Knobs of biographies: recall by number of exposures, abstention, never-seen people."""

    max_exposures: int = Field(
        ge=1,
        description="exposures in the highest bin, a power of two; bins are 1, 2, 4, … up to it",
    )
    attributes: dict[str, Annotated[int, Field(ge=2)]] = Field(
        description="values (cardinality) by attribute; a recorded fact holds log2 of it in bits"
    )
    not_recorded_share: Share = Field(
        description='share of the facts of a bin that its biographies call "not recorded"'
    )
    quizzed_share: float = Field(
        gt=0, lt=1, description="share of the people of a bin whose questions are in training"
    )
    quiz_share: float = Field(
        gt=0, lt=1, description="share of the family's bytes in questions and answers"
    )
    quiz_questions: int = Field(
        ge=1, description="questions a quiz document, each about another person"
    )
    stranger_shares: list[Share] = Field(
        description="for each register: share of its quiz questions about people without any "
        'biography, whose answer is "not recorded"; people are spread over the registers evenly',
        min_length=1,
        max_length=len(REGISTERS),
    )
    tail_factor: int = Field(
        ge=1,
        description=f"people in each bin of up to {TAIL} exposures, as a multiple of those in a "
        "higher one",
    )
    choices: int = Field(ge=3, description='choices an item, "not recorded" among them')
    recall_items: int = Field(ge=0, description="items of recorded facts, a bin")
    tail_items: int = Field(
        ge=0, description=f"the same for each bin of up to {TAIL} exposures, if these are more"
    )
    not_recorded_items: int = Field(ge=0, description="items of facts called not recorded, a bin")
    never_seen_items: int = Field(
        ge=0, description="items about people who are never named, registers in turn"
    )

    @field_validator("max_exposures")
    @classmethod
    def _power_of_two(cls, value: int) -> int:
        if value & (value - 1):
            lower = 1 << (value.bit_length() - 1)
            raise ValueError(f"{value} is not a power of two; use {lower} or {2 * lower}")
        return value

    @field_validator("attributes")
    @classmethod
    def _exist(cls, attributes: dict[str, int]) -> dict[str, int]:
        for name, cardinality in attributes.items():
            if name not in ATTRIBUTES:
                raise ValueError(f"no attribute {name!r}; there are {', '.join(ATTRIBUTES)}")
            if cardinality > ATTRIBUTES[name].n_values:
                raise ValueError(
                    f"{name} asks for {cardinality} values, there are "
                    f"{ATTRIBUTES[name].n_values}; ask for fewer"
                )
        if not attributes:
            raise ValueError(f"name at least one of {', '.join(ATTRIBUTES)}")
        # The order of a mapping means nothing, so it may not change what is written.
        return dict(sorted(attributes.items()))

    @property
    def bins(self) -> list[int]:
        """Exposures by bin."""
        return [1 << i for i in range(self.max_exposures.bit_length())]

    @property
    def factors(self) -> list[int]:
        """Multiples of people by bin."""
        return [self.tail_factor if count <= TAIL else 1 for count in self.bins]

    def wanted(self, exposures: int) -> int:
        """Items of recorded facts in the bin of `exposures`."""
        return max(self.recall_items, self.tail_items if exposures <= TAIL else 0)


@dataclass(frozen=True)
class _Bin:
    """People of one number of exposures: the quizzed ones, then those that items ask about."""

    exposures: int
    first: int
    """Number of its first person."""
    people: int
    quizzed: int
    gaps: tuple[int, int]
    """Facts that are not recorded, of the quizzed and of the asked."""

    @property
    def everybody(self) -> np.ndarray:
        """Numbers of its people."""
        return np.arange(self.first, self.first + self.people)


def heading(register: int, registers: int) -> str:
    """What every text of a register begins with; nothing where there is one alone."""
    return f"{REGISTERS[register]} register:\n" if registers > 1 else ""


class _Writer:
    """Sentences of a study's values; what both the plan and the estimate of its size need."""

    def __init__(self, knobs: Biographies, seed: int) -> None:
        self.knobs, self.seed = knobs, seed
        self.attributes = list(knobs.attributes)
        self.values: list[list[str]] = []
        for name in self.attributes:
            rng = generator(seed, NAME, "values", name)
            known, cardinality = ATTRIBUTES[name].values, knobs.attributes[name]
            if known is None:
                self.values.append(names.draw(rng, names.TOWN, cardinality, NAME))
            else:
                # The order of the list means nothing, so neither does who is left out of it.
                picked = rng.choice(len(known), cardinality, replace=False)
                self.values.append([known[i] for i in picked])
        self.statements = [ATTRIBUTES[name].statements for name in self.attributes]
        self.unrecorded = [ATTRIBUTES[name].unrecorded() for name in self.attributes]

    def value(self, attribute: int, index: int) -> str:
        """Text of a value; -1 is "not recorded"."""
        return NOT_RECORDED if index < 0 else self.values[attribute][index]

    def biographies(
        self,
        rng: np.random.Generator,
        people: list[tuple[str, str]],
        facts: list[list[int]],
        entities: list[str],
        headings: list[str],
    ) -> Documents:
        """One biography of each of `people`, in the order given; people may repeat."""
        documents, n = Documents(), len(self.attributes)
        order = permutations(rng, len(people), n).tolist()
        forms = rng.integers(0, _FORMS, (len(people), n)).tolist()
        full = (rng.random((len(people), n)) < 0.2).tolist()
        texts, exposures = documents.texts, documents.exposures
        for row, (given, name) in enumerate(people):
            entity, known, parts, at = entities[row], facts[row], [], len(headings[row])
            for place, attribute in enumerate(order[row]):
                index = known[attribute]
                form = forms[row][place]
                if index < 0:
                    value, before, between, after = (
                        NOT_RECORDED,
                        *self.unrecorded[attribute][form % 3],
                    )
                else:
                    value = self.values[attribute][index]
                    before, between, after = self.statements[attribute][form]
                # Later sentences say the given name, as people do, and now and then all of it.
                subject = name if place == 0 or full[row][place] else given
                text = f"{before}{subject}{between}{value}{after}"
                end = at + len(text) - len(after)
                fact = f"{entity}/{self.attributes[attribute]}"
                exposures.append((row, entity, fact, None, value, end - len(value), end))
                parts.append(text)
                at += len(text) + 1
            texts.append(headings[row] + " ".join(parts))
        return documents


def _uniform(rng: np.random.Generator, values: list[list[str]], people: int) -> np.ndarray:
    """Independent, uniform indices of values: int64, (people, attributes)."""
    return np.stack([rng.integers(0, len(of), people) for of in values], axis=1)


def _mean_bytes(writer: _Writer) -> float:
    """UTF-8 bytes of a biography, on average over people and phrasings."""
    knobs, rng = writer.knobs, generator(writer.seed, NAME, "size")
    people = names.draw_people(rng, _SAMPLE)
    facts = _uniform(rng, writer.values, _SAMPLE)
    facts[rng.random(facts.shape) < knobs.not_recorded_share] = -1
    registers = len(knobs.stranger_shares)
    headings = [heading(i % registers, registers) for i in range(_SAMPLE)]
    written = writer.biographies(rng, people, facts.tolist(), [""] * _SAMPLE, headings)
    return sum(len(text.encode()) for text in written.texts) / _SAMPLE


def _shape(writer: _Writer, budget: int) -> list[_Bin]:
    """The bins that the budget holds. Raises StudyError where items ask for more."""
    knobs = writer.knobs
    per = dict(zip(knobs.bins, knobs.factors, strict=True))
    cost = sum(count * factor for count, factor in per.items()) * _mean_bytes(writer)
    unit, registers = budget * (1 - knobs.quiz_share) / cost, len(knobs.stranger_shares)
    n, bins, first = len(knobs.attributes), [], 0
    for exposures, factor in per.items():
        people = int(unit * factor)
        quizzed = max(1, round(people * knobs.quizzed_share))
        gaps = [round(k * n * knobs.not_recorded_share) for k in (quizzed, people - quizzed)]
        bins.append(_Bin(exposures, first, people, quizzed, (gaps[0], gaps[1])))
        first += people
    fewest = min(bins, key=lambda b: b.people - b.quizzed)
    # Somebody to ask about in every register.
    if fewest.people - fewest.quizzed < registers or fewest.quizzed < registers:
        needed = 2 * registers * cost / (1 - knobs.quiz_share)
        raise StudyError(
            f"mix.shares.{NAME}: {budget:,} bytes of text hold {fewest.people} people a bin, "
            f"items need {2 * registers} (about {needed:,.0f} bytes); raise mix.tokens or the "
            f"share, or lower {key(NAME, 'max_exposures')}"
        )
    smallest = min(knobs.attributes, key=knobs.attributes.__getitem__)
    if knobs.choices - 1 > knobs.attributes[smallest]:
        raise StudyError(
            f"{key(NAME, 'choices')}: {knobs.choices} choices need {knobs.choices - 1} values, "
            f"attribute {smallest} has {knobs.attributes[smallest]}; use fewer choices"
        )
    for b in bins:
        asked = (b.people - b.quizzed) * n
        tail = b.exposures <= TAIL and knobs.tail_items > knobs.recall_items
        for knob, wanted, there in (
            ("tail_items" if tail else "recall_items", knobs.wanted(b.exposures),
             asked - b.gaps[1]),
            ("not_recorded_items", knobs.not_recorded_items, b.gaps[1]),
        ):  # fmt: skip
            if wanted > there:
                raise StudyError(
                    f"{key(NAME, knob)}: asks for {wanted} items a bin, its people have {there} "
                    "such facts; ask for fewer, or give the family more bytes (mix.tokens, "
                    "mix.shares)"
                )
    names.check_people(first + knobs.never_seen_items, f"mix.shares.{NAME}")
    return bins


class _Plan:
    def __init__(self, knobs: Biographies, budget: int, seed: int) -> None:
        self.knobs, self.seed = knobs, seed
        self.writer = _Writer(knobs, seed)
        self.bins = bins = _shape(self.writer, budget)
        self.registers, n = len(knobs.stranger_shares), len(knobs.attributes)
        self.n_people = sum(b.people for b in bins)
        # Names of strangers are drawn later, from the same names, without meeting these.
        drawn = names.draw_people(
            generator(seed, NAME, "names"), self.n_people + knobs.never_seen_items
        )
        self.people, self.never_seen = drawn[: self.n_people], drawn[self.n_people :]
        self._taken = {name for _, name in drawn}
        self.entities = [f"{NAME}/person{i:06d}" for i in range(self.n_people)]
        self.exposures = np.repeat([b.exposures for b in bins], [b.people for b in bins])
        rng = generator(seed, NAME, "facts")
        facts = _uniform(rng, self.writer.values, self.n_people)
        quizzed = np.zeros(self.n_people, dtype=bool)
        self.register = np.zeros(self.n_people, dtype=np.int64)
        for b in bins:
            quizzed[b.everybody[: b.quizzed]] = True
            for start, people, gaps in (
                (b.first, b.quizzed, b.gaps[0]),
                (b.first + b.quizzed, b.people - b.quizzed, b.gaps[1]),
            ):
                # In turn, so that all registers have as many people of each sort.
                self.register[start : start + people] = np.arange(people) % self.registers
                cells = rng.choice(people * n, gaps, replace=False)
                facts[start + cells // n, cells % n] = -1
        self.known: list[list[int]] = facts.tolist()
        self.facts_array = facts
        self._quizzed = [
            np.flatnonzero(quizzed & (self.register == r)) for r in range(self.registers)
        ]
        self._asked = ~quizzed
        self._events = generator(seed, NAME, "order").permutation(
            np.repeat(np.arange(self.n_people), self.exposures)
        )
        self.fixed = -(-len(self._events) // JOB_DOCUMENTS)

    def _heading(self, register: int) -> str:
        return heading(register, self.registers)

    def write(self, job: int) -> Documents:
        rng = generator(self.seed, NAME, "job", job)
        if job >= self.fixed:
            return self._quiz(rng)
        who = self._events[job * JOB_DOCUMENTS : (job + 1) * JOB_DOCUMENTS].tolist()
        return self.writer.biographies(
            rng,
            [self.people[i] for i in who],
            [self.known[i] for i in who],
            [self.entities[i] for i in who],
            [self._heading(r) for r in self.register[who].tolist()],
        )

    def _quiz(self, rng: np.random.Generator) -> Documents:
        """Documents of questions and answers about quizzed people and strangers."""
        documents, per = Documents(), self.knobs.quiz_questions
        shape = (JOB_DOCUMENTS, per)
        register = rng.integers(0, self.registers, JOB_DOCUMENTS)
        shares = np.array(self.knobs.stranger_shares)[register]
        strange = rng.random(shape) < shares[:, None]
        strangers = iter(names.draw_strangers(rng, int(strange.sum()), self._taken))
        chance, who = rng.random(shape), np.empty(shape, dtype=np.int64)
        for number, people in enumerate(self._quizzed):
            # Who is told of more often is asked about more often.
            weight, rows = np.cumsum(self.exposures[people]), register == number
            who[rows] = people[np.searchsorted(weight, chance[rows] * weight[-1], "right")]
        attribute = rng.integers(0, len(self.writer.attributes), shape).tolist()
        form = rng.integers(0, 2, shape).tolist()
        columns = zip(
            register.tolist(), who.tolist(), strange.tolist(), attribute, form, strict=True
        )
        for row, (entered, persons, unknown, attributes, forms) in enumerate(columns):
            title = self._heading(entered)
            parts, at = [], len(title)
            for person, new, a, f in zip(persons, unknown, attributes, forms, strict=True):
                name = next(strangers) if new else self.people[person][1]
                value = NOT_RECORDED if new else self.writer.value(a, self.known[person][a])
                text = f"{self._question(name, a, f)} {value}."
                if not new:
                    entity, end = self.entities[person], at + len(text) - 1
                    fact = f"{entity}/{self.writer.attributes[a]}"
                    documents.exposures.append(
                        (row, entity, fact, None, value, end - len(value), end)
                    )
                parts.append(text)
                at += len(text) + 1
            documents.texts.append(title + "\n".join(parts))
        return documents

    def _question(self, name: str, attribute: int, form: int) -> str:
        question = ATTRIBUTES[self.writer.attributes[attribute]].questions[form]
        return f"Question: {question.format(name=name)} Answer:"

    def items(self) -> list[Item]:
        items, knobs = [], self.knobs
        for b in self.bins:
            quizzed, people = b.everybody[: b.quizzed], b.everybody[b.quizzed :]
            recorded = self.facts_array[people] >= 0
            for kind, cells, wanted in (
                ("recall", recorded, knobs.wanted(b.exposures)),
                ("not_recorded", ~recorded, knobs.not_recorded_items),
            ):
                rng = generator(self.seed, NAME, "items", kind, b.exposures)
                for row, attribute in _balanced(rng, cells, self.register[people], wanted):
                    person = int(people[row])
                    # As often stated, and never asked about in training; else, also asked about.
                    peers = [
                        self._values_of(people[people != person], attribute),
                        self._values_of(quizzed, attribute),
                    ]
                    items.append(self._item(
                        rng, kind, len(items), self.people[person][1], self.entities[person],
                        int(self.register[person]), attribute, self.known[person][attribute],
                        peers, b.exposures,
                    ))  # fmt: skip
        rng = generator(self.seed, NAME, "items", "never_seen")
        asked = np.flatnonzero(self._asked)
        for i, (_, name) in enumerate(self.never_seen):
            register, turn = i % self.registers, i // self.registers
            attribute = turn % len(self.writer.attributes)
            peers = [self._values_of(asked, attribute)]
            entity = f"{NAME}/never_seen{i:06d}"
            items.append(self._item(
                rng, "never_seen", len(items), name, entity, register, attribute, -1, peers, 0
            ))  # fmt: skip
        return items

    def _values_of(self, people: np.ndarray, attribute: int) -> list[str]:
        """What is recorded of `people`, with repeats."""
        column = self.facts_array[people, attribute]
        return [self.writer.values[attribute][i] for i in column[column >= 0]]

    def _item(
        self, rng: np.random.Generator, kind: str, number: int, name: str, entity: str,
        register: int, attribute: int, index: int, peers: list[list[str]], exposures: int,
    ) -> Item:  # fmt: skip
        values, label = self.writer.values[attribute], self.writer.attributes[attribute]
        right = self.writer.value(attribute, index)
        wrong = distractors(
            rng, {right}, [*peers, values], self.knobs.choices - 1 - (right != NOT_RECORDED)
        )
        if right != NOT_RECORDED:
            wrong.append(NOT_RECORDED)
        choices, answer = multiple_choice(rng, right, wrong)
        return Item(
            item_id=f"{NAME}/{kind}/{number:05d}",
            family=NAME,
            entity_id=entity,
            fact_id=None if kind == "never_seen" else f"{entity}/{label}",
            kind=kind,
            prompt=self._heading(register) + self._question(name, attribute, int(rng.integers(2))),
            choices=choices,
            answer=answer,
            target=right,
            knobs={
                "exposures": exposures,
                "attribute": label,
                "cardinality": len(values),
                "abstention": choices.index(f" {NOT_RECORDED}"),
                "population": REGISTERS[register].lower(),
                "stranger_share": self.knobs.stranger_shares[register],
                "floor": 1 / len(choices),
            },
        )

    def facts(self) -> dict[str, Any]:
        recorded = self.facts_array >= 0
        bits = np.log2([len(values) for values in self.writer.values])
        return {
            "people": self.n_people,
            "people_by_exposures": {str(b.exposures): b.people for b in self.bins},
            "quizzed_by_exposures": {str(b.exposures): b.quizzed for b in self.bins},
            "bits_a_person": float(bits.sum()),
            "recorded_bits": float((recorded * bits).sum()),
            "biographies": len(self._events),
        }


def _balanced(
    rng: np.random.Generator, cells: np.ndarray, registers: np.ndarray, wanted: int
) -> list[tuple[int, int]]:
    """`wanted` of the true `cells` (people, attributes): registers and attributes in turn.

    `registers` (people,) says where each is entered; within, people come at random.
    """
    pools = {
        (r, a): rng.permutation(np.flatnonzero(cells[:, a] & (registers == r))).tolist()
        for r in np.unique(registers).tolist()
        for a in range(cells.shape[1])
    }
    chosen: list[tuple[int, int]] = []
    while len(chosen) < wanted:
        for i in rng.permutation(cells.shape[1]).tolist():
            for r in np.unique(registers).tolist():
                if pools[r, i] and len(chosen) < wanted:
                    chosen.append((pools[r, i].pop(), i))
    return chosen


def _check(knobs: Biographies, budget: int, seed: int) -> None:
    _shape(_Writer(knobs, seed), budget)


FAMILY = Family(
    name=NAME,
    summary="recall by exposures, abstention, invention about people never seen (A0-A3)",
    knobs=Biographies,
    plan=_Plan,
    check=_check,
)
