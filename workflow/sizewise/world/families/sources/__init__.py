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
        "for each of these and each noise rate, as many as of tagged ones"
    )
    noise_rates: list[NoiseRate] = Field(
        description="share of the statements of a common fact that name the rival value"
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
        description="tagged items for each source, number of exposures, and agreement or not; "
        "each is also asked with the tag removed and with the tag swapped",
    )
    noisy_items: int = Field(
        ge=0, description="items of common facts, for each noise rate and number of exposures"
    )
    challenged_items: int = Field(
        ge=0,
        description="noisy items without noise, for each number of exposures, that are also "
        "challenged, once behind the right answer and once behind the wrong one",
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
        if self.challenged_items > self.noisy_items:
            raise ValueError(
                f"challenged_items {self.challenged_items} is more than noisy_items "
                f"{self.noisy_items}; every challenged fact is asked plainly too"
            )
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


def _cells(knobs: Sources, entities: int) -> list[_Cell]:
    """Tagged cells, then common ones, of `entities` each."""
    rows = [("tagged", count, 0.0) for count in knobs.tagged_exposures]
    rows += [("common", c, rate) for c in knobs.common_exposures for rate in knobs.noise_rates]
    return [_Cell(*row, first=i * entities) for i, row in enumerate(rows)]


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


class _Shape:
    """Counts that follow from knobs and budget."""

    def __init__(self, writer: _Writer, budget: int, seed: int) -> None:
        knobs = writer.knobs
        tagged = sum(_mean_bytes(writer, source, seed) for source in SOURCES)
        common = _mean_bytes(writer, None, seed) * len(knobs.noise_rates)
        cost = tagged * sum(knobs.tagged_exposures) + common * sum(knobs.common_exposures)
        self.entities = int(budget * (1 - knobs.quiz_share) / cost)
        """Entities a cell."""
        self.quizzed = max(1, round(self.entities * knobs.quizzed_share))
        self.asked = self.entities - self.quizzed
        # Agreement is the same among the quizzed and the asked.
        self.agree = (
            round(self.quizzed * knobs.agree_share),
            round(self.asked * knobs.agree_share),
        )
        if self.asked < 1:
            needed = 2 * cost / (1 - knobs.quiz_share)
            raise StudyError(
                f"mix.shares.{NAME}: {budget:,} bytes of text hold {self.entities} entities for "
                f"each number of exposures and noise rate, items need two (about {needed:,.0f} "
                "bytes); raise mix.tokens or the share, or lower "
                f"{key(NAME, 'common_exposures')} and {key(NAME, 'tagged_exposures')}"
            )
        disagree = self.asked - self.agree[1]
        for knob, wanted, there in (
            # Every entity gives an item for each source.
            ("tagged_items", knobs.tagged_items, min(
                n for n in (self.agree[1], disagree) if n or 0 < knobs.agree_share < 1
            )),
            ("noisy_items", knobs.noisy_items, self.asked),
        ):  # fmt: skip
            if wanted > there:
                raise StudyError(
                    f"{key(NAME, knob)}: asks for {wanted} entities of a kind, there are {there}; "
                    "ask for fewer, or give the family more bytes (mix.tokens, mix.shares)"
                )
        total = self.entities * len(_cells(knobs, 0))
        if total > len(names.PLACE):
            raise StudyError(
                f"mix.shares.{NAME}: {total:,} entities need names, there are "
                f"{len(names.PLACE):,}; raise the exposures or lower the share"
            )


class _Plan:
    def __init__(self, knobs: Sources, budget: int, seed: int) -> None:
        self.knobs, self.seed = knobs, seed
        self.writer = _Writer(knobs, seed)
        self.shape = shape = _Shape(self.writer, budget, seed)
        self.cells = _cells(knobs, shape.entities)
        n = self.n_entities = shape.entities * len(self.cells)
        self.names = names.draw(generator(seed, NAME, "names"), names.PLACE, n, NAME)
        rng = generator(seed, NAME, "facts")
        self.relation = rng.integers(0, len(_LABELS), n)
        self.value = rng.integers(0, knobs.cardinality, n)
        # Another value, all equally likely: what the tales say, or the rival of a common fact.
        self.other = (self.value + rng.integers(1, knobs.cardinality, n)) % knobs.cardinality
        place = np.arange(n) % shape.entities
        self.quizzed = place < shape.quizzed
        self.agree = np.where(
            self.quizzed, place < shape.agree[0], place - shape.quizzed < shape.agree[1]
        )
        self._facts = self._statements()
        self._per_job = JOB_DOCUMENTS * knobs.statements
        self._order = generator(seed, NAME, "order").permutation(len(self._facts))
        self.fixed = -(-len(self._order) // self._per_job)

    def _said(self, entity: int, source: str | None) -> int:
        """Index of the value that `source` states of a tagged entity."""
        tales = source == SOURCES[1] and not self.agree[entity]
        return int(self.other[entity] if tales else self.value[entity])

    def _statements(self) -> np.ndarray:
        """Every statement: int64 (statements, 3), entity, source (2 is nobody), value."""
        rows = []
        for cell in self.cells:
            members = np.arange(cell.first, cell.first + self.shape.entities)
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
        exposures = np.repeat([cell.exposures for cell in self.cells], self.shape.entities)
        tagged = np.repeat([cell.kind == "tagged" for cell in self.cells], self.shape.entities)
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
            asked = np.arange(cell.first, cell.first + self.shape.entities)[self.shape.quizzed :]
            rng = generator(
                self.seed, NAME, "items", cell.kind, cell.exposures, str(cell.noise_rate)
            )
            write = self._tagged_items if cell.kind == "tagged" else self._common_items
            items += write(rng, cell, asked)
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
            chosen = rng.permutation(group)[: self.knobs.tagged_items].tolist()
            for s, source in enumerate(SOURCES):
                for entity in chosen:
                    right = self._said(entity, source)
                    rival = None if agree else self._said(entity, SOURCES[1 - s])
                    choices, answer = self._choices(rng, entity, right, rival, group)
                    knobs = {"source": source, "exposures": cell.exposures, "agree": agree}
                    if rival is not None:
                        knobs["rival"] = choices.index(f" {self._text(entity, rival)}")
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
        for number, entity in enumerate(order[: knobs.noisy_items]):
            right, wrong = int(self.value[entity]), int(self.other[entity])
            choices, answer = self._choices(rng, entity, right, wrong, asked)
            question = self._question(entity, None, int(rng.integers(0, 2)))
            common = {
                "exposures": cell.exposures, "noise_rate": cell.noise_rate,
                "rival": choices.index(f" {self._text(entity, wrong)}"),
            }  # fmt: skip
            prompt = f"{question} Answer:"
            items.append(self._item("noisy", entity, None, prompt, choices, answer, **common))
            if number < challenged:
                for first_right in (True, False):
                    prompt = question + self._challenge(entity, first_right)
                    items.append(self._item(
                        "challenged", entity, None, prompt, choices, answer,
                        first_right=first_right, **common,
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
            "entities_a_cell": self.shape.entities,
            "quizzed_a_cell": self.shape.quizzed,
            "bits_a_fact": float(np.log2(self.knobs.cardinality)),
            "statements": len(self._order),
        }


def _check(knobs: Sources, budget: int, seed: int) -> None:
    _Shape(_Writer(knobs, seed), budget, seed)


FAMILY = Family(
    name=NAME,
    summary="two sources that disagree, facts with contradictions, challenges (A12, A13, A15)",
    knobs=Sources,
    plan=_Plan,
    check=_check,
)
