"""Sources: what two tagged sources say of the same things, and what is said with contradictions.

Three kinds of entities, each with one relation (what it grows, carries or feeds on):

- *tagged*: the almanac and the old tales each state a value, equally often; on a known share of
  the entities they agree, on the others they do not.
- *common*: no source is named; a known share of the statements names one and the same rival
  value, and the majority is the truth.

A quarter or so of each also answer questions in training, and some of these are challenged
("Are you sure? Others say …"): half of the time the first answer was right and stands, half of the
time it was wrong and is taken back. Items put questions and challenges to the others.
"""

from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from pydantic import Field, field_validator, model_validator

from sizewise.study.errors import StudyError
from sizewise.study.sections import Section, Share
from sizewise.world import names
from sizewise.world.families.sources.text import (
    ASKED,
    RELATIONS,
    SOURCES,
    STATED,
)
from sizewise.world.family import (
    JOB_DOCUMENTS,
    Documents,
    Family,
    Item,
    ascending,
    distractors,
    key,
    multiple_choice,
)
from sizewise.world.randomness import generator

NAME = "sources"
_FORMS = 4
_SAMPLE = 2048
_LABELS = tuple(RELATIONS)
NoiseRate = Annotated[float, Field(ge=0, lt=0.5)]


class Sources(Section):
    """Knobs of sources: who says what, how often it is contradicted, and challenges."""

    tagged_exposures: list[int] = Field(
        description="statements of a tagged fact, by each source; equally many entities each"
    )
    agree_share: Share = Field(
        description="share of the tagged entities on which both sources agree"
    )
    common_exposures: list[int] = Field(
        description="statements of a common fact, contradictions included; equally many entities "
        "for each of these"
    )
    noise_rates: list[NoiseRate] = Field(
        description="share of the statements of a common fact that name the rival value"
    )
    tagged_factor: int = Field(
        ge=1, description="tagged entities, by number of exposures, for each of a noisy kind"
    )
    plain_factor: int = Field(
        ge=1,
        description="entities whose common facts are without noise, for each of a noisy kind; "
        "these are the ones that are challenged",
    )
    cardinality: int = Field(ge=4, description="values of each relation")
    statements: int = Field(ge=1, description="statements a document, drawn from all facts")
    quizzed_share: float = Field(
        gt=0, lt=1, description="share of the entities whose questions are in training"
    )
    quiz_share: float = Field(
        gt=0, lt=1, description="share of the family's bytes in questions and challenges"
    )
    quiz_questions: int = Field(ge=1, description="questions or challenges a quiz document")
    challenge_share: Share = Field(
        description="share of the quiz questions about common facts that are challenged"
    )
    choices: int = Field(ge=3, description="choices an item")
    tagged_items: int = Field(
        ge=0,
        description="tagged items on which the sources disagree, for each source and number of "
        "exposures; each is also asked with the tag removed and with the tag swapped",
    )
    agreeing_items: int = Field(ge=0, description="the same of entities on which they agree")
    noisy_items: int = Field(
        ge=0, description="items of common facts, for each noise rate and number of exposures"
    )
    challenged_items: int = Field(
        ge=0,
        description="facts without noise, for each number of exposures, that are challenged, once "
        "behind the right answer and once behind the wrong one; each is a noisy item too",
    )

    @field_validator("tagged_exposures", "common_exposures")
    @classmethod
    def _different(cls, values: list[int]) -> list[int]:
        return ascending(values)

    @field_validator("noise_rates")
    @classmethod
    def _rates_differ(cls, rates: list[float]) -> list[float]:
        if not rates or len(set(rates)) < len(rates):
            raise ValueError("name different noise rates below 0.5, at least one")
        return sorted(rates)

    @model_validator(mode="after")
    def _possible(self) -> "Sources":
        for count in self.common_exposures:
            for rate in self.noise_rates:
                if abs(count * rate - round(count * rate)) > 1e-9:
                    raise ValueError(
                        f"common_exposures {count} at noise_rates {rate:g} is {count * rate:g} "
                        "contradictions, not a whole number; change one of them"
                    )
        most = min(len(relation.values) for relation in RELATIONS.values())
        if self.cardinality > most:
            raise ValueError(
                f"cardinality {self.cardinality} is more than the {most} values that each relation "
                "has; use fewer"
            )
        if self.choices > self.cardinality:
            raise ValueError(
                f"choices {self.choices} is more than the cardinality {self.cardinality}; use fewer"
            )
        if self.challenged_items and 0 not in self.noise_rates:
            raise ValueError("challenged_items are facts without noise; add 0 to noise_rates")
        return self


@dataclass(frozen=True)
class _Cell:
    """Entities that share all knobs."""

    kind: str
    """tagged or common"""
    exposures: int
    noise_rate: float
    first: int
    """Number of its first entity."""
    entities: int
    quizzed: int
    """Of these, the first ones have questions in training."""
    agree: tuple[int, int]
    """Quizzed and asked entities on which both sources agree: the first ones of either."""

    @property
    def members(self) -> np.ndarray:
        """Numbers of its entities."""
        return np.arange(self.first, self.first + self.entities)

    @property
    def asked(self) -> np.ndarray:
        """Those that items ask about."""
        return self.members[self.quizzed :]


def _cells(knobs: Sources, entities: float) -> list[_Cell]:
    """Tagged cells, then common ones, of `entities` times their factor each."""
    rows = [("tagged", count, 0.0, knobs.tagged_factor) for count in knobs.tagged_exposures]
    rows += [
        ("common", count, rate, 1 if rate else knobs.plain_factor)
        for count in knobs.common_exposures
        for rate in knobs.noise_rates
    ]
    cells, first = [], 0
    for kind, exposures, rate, factor in rows:
        size = int(entities * factor)
        quizzed = max(1, round(size * knobs.quizzed_share))
        # Agreement is the same among the quizzed and the asked.
        agree = round(quizzed * knobs.agree_share), round((size - quizzed) * knobs.agree_share)
        cells.append(_Cell(kind, exposures, rate, first, size, quizzed, agree))
        first += size
    return cells


class _Writer:
    """Values and sentences; what both the plan and the estimate of its size need."""

    def __init__(self, knobs: Sources, seed: int) -> None:
        self.knobs = knobs
        self.values = []
        for name, relation in RELATIONS.items():
            rng = generator(seed, NAME, "values", name)
            picked = rng.choice(len(relation.values), knobs.cardinality, replace=False)
            self.values.append([relation.values[i] for i in picked])

    def documents(
        self, rng: np.random.Generator, facts: list[tuple[str, str, int, str | None, int]]
    ) -> Documents:
        """Statements of `facts` (entity_id, name, relation, source, index of the value)."""
        documents, frames = Documents(), rng.integers(0, _FORMS, len(facts)).tolist()
        forms = rng.integers(0, _FORMS, len(facts)).tolist()
        parts: list[str] = []
        at = 0
        statements = [RELATIONS[label].statements for label in _LABELS]
        for k, (entity, name, relation, source, index) in enumerate(facts):
            before, between, after = statements[relation][forms[k]]
            value = self.values[relation][index]
            text = f"{STATED[source][frames[k]]}{before}{name}{between}{value}{after}"
            end = at + len(text) - len(after)
            documents.exposures.append((
                len(documents.texts), entity, fact_id(entity, source), source, value,
                end - len(value), end,
            ))  # fmt: skip
            parts.append(text)
            at += len(text) + 1
            if len(parts) == self.knobs.statements or k == len(facts) - 1:
                documents.texts.append(" ".join(parts))
                parts, at = [], 0
        return documents


def fact_id(entity: str, source: str | None) -> str:
    """Name of what `source` (None: everybody) says of `entity`."""
    return f"{entity}/{source or 'common'}"


def _mean_bytes(writer: _Writer, source: str | None, seed: int) -> float:
    """UTF-8 bytes of a statement, the space behind it included."""
    rng = generator(seed, NAME, "size", str(source))
    called = names.draw(rng, names.PLACE, _SAMPLE, NAME)
    relation = rng.integers(0, len(_LABELS), _SAMPLE).tolist()
    index = rng.integers(0, writer.knobs.cardinality, _SAMPLE).tolist()
    facts = [("", n, r, source, i) for n, r, i in zip(called, relation, index, strict=True)]
    return sum(len(text.encode()) + 1 for text in writer.documents(rng, facts).texts) / _SAMPLE


def _shape(writer: _Writer, budget: int, seed: int) -> list[_Cell]:
    """The cells that the budget holds. Raises StudyError where items ask for more."""
    knobs = writer.knobs
    tagged = sum(_mean_bytes(writer, source, seed) for source in SOURCES) * knobs.tagged_factor
    kinds = len(knobs.noise_rates) + (0 in knobs.noise_rates) * (knobs.plain_factor - 1)
    common = _mean_bytes(writer, None, seed) * kinds
    cost = tagged * sum(knobs.tagged_exposures) + common * sum(knobs.common_exposures)
    cells = _cells(knobs, budget * (1 - knobs.quiz_share) / cost)
    fewest = min(cells, key=lambda cell: cell.entities - cell.quizzed)
    if fewest.entities - fewest.quizzed < 1:
        needed = 2 * cost / (1 - knobs.quiz_share)
        raise StudyError(
            f"mix.shares.{NAME}: {budget:,} bytes of text hold {fewest.entities} entities for "
            f"each number of exposures and noise rate, items need two (about {needed:,.0f} "
            "bytes); raise mix.tokens or the share, or lower "
            f"{key(NAME, 'common_exposures')} and {key(NAME, 'tagged_exposures')}"
        )
    both = 0 < knobs.agree_share < 1
    for cell in cells:
        asked, agree = len(cell.asked), cell.agree[1]
        wants = {
            "tagged": (
                ("tagged_items", knobs.tagged_items * (both or asked > agree), asked - agree),
                ("agreeing_items", knobs.agreeing_items * (both or agree > 0), agree),
            ),
            "common": (
                ("noisy_items", knobs.noisy_items, asked),
                ("challenged_items", 0 if cell.noise_rate else knobs.challenged_items, asked),
            ),
        }[cell.kind]
        for knob, wanted, there in wants:
            if wanted > there:
                raise StudyError(
                    f"{key(NAME, knob)}: asks for {wanted} entities of a kind, there are {there}; "
                    "ask for fewer, or give the family more bytes (mix.tokens, mix.shares)"
                )
    total = sum(cell.entities for cell in cells)
    if total > len(names.PLACE):
        raise StudyError(
            f"mix.shares.{NAME}: {total:,} entities need names, there are "
            f"{len(names.PLACE):,}; raise the exposures or lower the share"
        )
    return cells


class _Plan:
    def __init__(self, knobs: Sources, budget: int, seed: int) -> None:
        self.knobs, self.seed = knobs, seed
        self.writer = _Writer(knobs, seed)
        self.cells = cells = _shape(self.writer, budget, seed)
        n = self.n_entities = sum(cell.entities for cell in cells)
        self.names = names.draw(generator(seed, NAME, "names"), names.PLACE, n, NAME)
        rng = generator(seed, NAME, "facts")
        self.relation = rng.integers(0, len(_LABELS), n)
        self.value = rng.integers(0, knobs.cardinality, n)
        self.quizzed = np.concatenate([c.members - c.first < c.quizzed for c in cells])
        self.agree = np.concatenate([
            np.where(
                np.arange(c.entities) < c.quizzed,
                np.arange(c.entities) < c.agree[0],
                np.arange(c.entities) - c.quizzed < c.agree[1],
            )
            for c in cells
        ])  # fmt: skip
        # What the tales say: another value, all equally likely.
        self.other = (self.value + rng.integers(1, knobs.cardinality, n)) % knobs.cardinality
        for cell in cells:
            if cell.kind == "common":
                for group in (cell.members[: cell.quizzed], cell.asked):
                    self._draw_rivals(rng, group)
        self._facts = self._statements()
        self._per_job = JOB_DOCUMENTS * knobs.statements
        self._order = generator(seed, NAME, "order").permutation(len(self._facts))
        self.fixed = -(-len(self._order) // self._per_job)

    def _draw_rivals(self, rng: np.random.Generator, group: np.ndarray) -> None:
        """Rivals of common facts: values of others of `group`, where one has another value.

        A value that is somebody's is a commoner word than one that is nobody's. Drawn from all
        values alike, the rival would be the rarer of the two that a challenge names.
        """
        for entity in group.tolist():
            peers = group[
                (self.relation[group] == self.relation[entity])
                & (self.value[group] != self.value[entity])
            ]
            if len(peers):
                self.other[entity] = self.value[rng.choice(peers)]

    def _said(self, entity: int, source: str | None) -> int:
        """Index of the value that `source` states of a tagged entity."""
        tales = source == SOURCES[1] and not self.agree[entity]
        return int(self.other[entity] if tales else self.value[entity])

    def _statements(self) -> np.ndarray:
        """Every statement: int64 (statements, 3), entity, source (2 is nobody), value."""
        rows = []
        for cell in self.cells:
            members = cell.members
            if cell.kind == "tagged":
                for s, source in enumerate(SOURCES):
                    said = np.array([self._said(int(e), source) for e in members])
                    row = np.stack([members, np.full(len(members), s), said], axis=1)
                    rows.append(np.repeat(row, cell.exposures, axis=0))
                continue
            rivals = round(cell.exposures * cell.noise_rate)
            for said, count in ((self.value, cell.exposures - rivals), (self.other, rivals)):
                row = np.stack([members, np.full(len(members), 2), said[members]], axis=1)
                rows.append(np.repeat(row, count, axis=0))
        return np.concatenate(rows)

    def _entity(self, entity: int) -> str:
        return f"{NAME}/entity{entity:06d}"

    def _text(self, entity: int, index: int) -> str:
        return self.writer.values[self.relation[entity]][index]

    def write(self, job: int) -> Documents:
        rng = generator(self.seed, NAME, "job", job)
        if job >= self.fixed:
            return self._quiz(rng)
        rows = self._facts[self._order[job * self._per_job : (job + 1) * self._per_job]]
        relation = self.relation[rows[:, 0]].tolist()
        said = (*SOURCES, None)
        return self.writer.documents(rng, [
            (self._entity(entity), self.names[entity], r, said[source], value)
            for (entity, source, value), r in zip(rows.tolist(), relation, strict=True)
        ])  # fmt: skip

    def _question(self, entity: int, source: str | None, form: int) -> str:
        question = RELATIONS[_LABELS[self.relation[entity]]].questions[form]
        text = ASKED[source] + question.format(name=self.names[entity])
        return f"Question: {text[0].upper()}{text[1:]}"

    def _quiz(self, rng: np.random.Generator) -> Documents:
        """Documents of questions, answers and challenges about quizzed entities."""
        documents, per = Documents(), self.knobs.quiz_questions
        count = JOB_DOCUMENTS * per
        pool = np.flatnonzero(self.quizzed)
        sizes = [cell.entities for cell in self.cells]
        exposures = np.repeat([cell.exposures for cell in self.cells], sizes)
        tagged = np.repeat([cell.kind == "tagged" for cell in self.cells], sizes)
        # Who is told of more often is asked about more often.
        weight = np.cumsum(exposures[pool] * np.where(tagged[pool], 2, 1))
        who = pool[np.searchsorted(weight, rng.integers(0, weight[-1], count), "right")].tolist()
        form, source = rng.integers(0, 2, count).tolist(), rng.integers(0, 2, count).tolist()
        challenged = (rng.random(count) < self.knobs.challenge_share).tolist()
        first_right = (rng.random(count) < 0.5).tolist()
        for row in range(JOB_DOCUMENTS):
            parts, at = [], 0
            for k in range(row * per, (row + 1) * per):
                entity = who[k]
                asked = SOURCES[source[k]] if tagged[entity] else None
                value = self._text(entity, self._said(entity, asked))
                text = self._question(entity, asked, form[k])
                doubted = asked is None and challenged[k]
                text += self._challenge(entity, first_right[k]) if doubted else " Answer:"
                text += f" {value}."
                end = at + len(text) - 1
                fact = fact_id(self._entity(entity), asked)
                documents.exposures.append(
                    (row, self._entity(entity), fact, asked, value, end - len(value), end)
                )
                parts.append(text)
                at += len(text) + 1
            documents.texts.append("\n".join(parts))
        return documents

    def _challenge(self, entity: int, first_right: bool) -> str:
        """A first answer and the doubt about it, up to where the final answer begins.

        The first answer has a label of its own: were it "Answer:" too, half of the challenges
        would teach wrong answers to plain questions.
        """
        right = self._text(entity, int(self.value[entity]))
        wrong = self._text(entity, int(self.other[entity]))
        first, doubt = (right, wrong) if first_right else (wrong, right)
        return f" First answer: {first}. Are you sure? Others say {doubt}. Final answer:"

    def items(self) -> list[Item]:
        items: list[Item] = []
        for cell in self.cells:
            rng = generator(
                self.seed, NAME, "items", cell.kind, cell.exposures, str(cell.noise_rate)
            )
            write = self._tagged_items if cell.kind == "tagged" else self._common_items
            items += write(rng, cell, cell.asked)
        return items

    def _choices(
        self,
        rng: np.random.Generator,
        entity: int,
        right: int,
        rival: int | None,
        group: np.ndarray,
    ) -> tuple[list[str], int]:
        """The right value, its rival, and values that are stated of others as often.

        `group` holds the entities that items ask about and that share all knobs with this one.
        """
        peers = group[(self.relation[group] == self.relation[entity]) & (group != entity)]
        said = [self._text(entity, int(index)) for index in self.value[peers]]
        first = self._text(entity, right)
        second = [] if rival is None else [self._text(entity, rival)]
        more = distractors(
            rng, {first, *second}, [said, self.writer.values[self.relation[entity]]],
            self.knobs.choices - 1 - len(second),
        )  # fmt: skip
        return multiple_choice(rng, first, [*second, *more])

    def _tagged_items(self, rng: np.random.Generator, cell: _Cell, asked: np.ndarray) -> list[Item]:
        items = []
        for agree in (False, True):
            group = asked[self.agree[asked] == agree]
            wanted = self.knobs.agreeing_items if agree else self.knobs.tagged_items
            chosen = rng.permutation(group)[:wanted].tolist()
            for s, source in enumerate(SOURCES):
                for entity in chosen:
                    right = self._said(entity, source)
                    rival = None if agree else self._said(entity, SOURCES[1 - s])
                    choices, answer = self._choices(rng, entity, right, rival, group)
                    knobs = {
                        "source": source, "exposures": cell.exposures, "agree": agree,
                        "floor": 1 / len(choices),
                    }  # fmt: skip
                    if rival is not None:
                        knobs["rival"] = choices.index(f" {self._text(entity, rival)}")
                        # Who knows both values and not whose they are guesses between two.
                        knobs["floor"] = 0.5
                    form = int(rng.integers(0, 2))
                    for kind, tag in (
                        ("tagged", source), ("untagged", None), ("swapped", SOURCES[1 - s]),
                    ):  # fmt: skip
                        prompt = f"{self._question(entity, tag, form)} Answer:"
                        items.append(
                            self._item(kind, entity, source, prompt, choices, answer, **knobs)
                        )
        return items

    def _common_items(self, rng: np.random.Generator, cell: _Cell, asked: np.ndarray) -> list[Item]:
        knobs, items = self.knobs, []
        order = rng.permutation(asked).tolist()
        challenged = knobs.challenged_items if cell.noise_rate == 0 else 0
        for number, entity in enumerate(order[: max(knobs.noisy_items, challenged)]):
            right, wrong = int(self.value[entity]), int(self.other[entity])
            choices, answer = self._choices(rng, entity, right, wrong, asked)
            question = self._question(entity, None, int(rng.integers(0, 2)))
            common = {
                "exposures": cell.exposures, "noise_rate": cell.noise_rate,
                "rival": choices.index(f" {self._text(entity, wrong)}"),
            }  # fmt: skip
            prompt = f"{question} Answer:"
            items.append(self._item(
                "noisy", entity, None, prompt, choices, answer, floor=1 / len(choices), **common
            ))  # fmt: skip
            if number < challenged:
                for first_right in (True, False):
                    prompt = question + self._challenge(entity, first_right)
                    items.append(self._item(
                        "challenged", entity, None, prompt, choices, answer,
                        first_right=first_right, floor=0.5, **common,
                    ))  # fmt: skip
        return items

    def _item(
        self, kind: str, entity: int, said_by: str | None, prompt: str, choices: list[str],
        answer: int, **knobs: int | float | str | bool,
    ) -> Item:  # fmt: skip
        label = f"{said_by or 'common'}/{entity:06d}"
        if "first_right" in knobs:
            label += "/first_right" if knobs["first_right"] else "/first_wrong"
        return Item(
            item_id=f"{NAME}/{kind}/{label}",
            family=NAME,
            entity_id=self._entity(entity),
            fact_id=fact_id(self._entity(entity), said_by),
            kind=kind,
            prompt=prompt,
            choices=choices,
            answer=answer,
            target=choices[answer].removeprefix(" "),
            knobs={**knobs, "relation": _LABELS[self.relation[entity]]},
        )

    def facts(self) -> dict[str, Any]:
        return {
            "entities": self.n_entities,
            "entities_by_kind": {
                f"{c.kind}, {c.exposures} exposures, noise {c.noise_rate:g}": c.entities
                for c in self.cells
            },
            "quizzed": int(self.quizzed.sum()),
            "bits_a_fact": float(np.log2(self.knobs.cardinality)),
            "statements": len(self._order),
        }


def _check(knobs: Sources, budget: int, seed: int) -> None:
    _shape(_Writer(knobs, seed), budget, seed)


FAMILY = Family(
    name=NAME,
    summary="two sources that disagree, facts with contradictions, challenges (A12, A13, A15)",
    knobs=Sources,
    plan=_Plan,
    check=_check,
)
