"""Texts that name details and end in a label: what *feelings* and *deductions* have in common.

An input names `shown` details, one out of each of as many groups of `values` alternatives, in the
order of the groups, and then a label that is drawn from P(label | details). Both families write
inputs, documents and items with this module and differ in that table of probabilities alone:
details are uniform and independent, words and templates have the same lengths, labels are equally
frequent, and a label keeps the same entropy given its details.

Several settings share one family's stream. Each has a tag of its own in the heading and words of
its own, so that what is learned of one says nothing about another; the labels are the same.
"""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
import scipy
from pydantic import Field, field_validator, model_validator

from sizewise.study.sections import Section
from sizewise.world.family import JOB_DOCUMENTS, Documents, Item
from sizewise.world.randomness import generator

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
OPENERS = ("Here", "Seen", "Note", "Also")
# Combinations of details are numbered in 64 bits.
_MOST_COMBINATIONS = 2**60
# Held-out combinations are redrawn in training; so few of them leave its distribution as it is.
_HELD_OUT_SHARE = 0.02
# Items are told apart by combinations, and enumeration must stay in memory: numbers of one table.
_MOST_ENTRIES = 2**21


@dataclass(frozen=True)
class Bank:
    """The words of a family. All have four letters, so that texts of both are equally long."""

    tags: tuple[str, ...]
    """One a setting."""
    details: tuple[str, ...]
    labels: tuple[str, ...]
    closers: tuple[str, ...]
    """Words that announce the label."""


class Setting(Section):
    """One setting of the dial."""

    entropy: float = Field(
        ge=0.1,
        description="bits of the label's entropy given the details, in the mean over inputs; the "
        "softness is solved for it, so that both families can be given the same",
    )


class Labelled(Section):
    """What both families must have alike to be compared."""

    bank: ClassVar[Bank]

    labels: int = Field(ge=2, le=8, description="labels; their marginal distribution is uniform")
    values: int = Field(ge=2, description="alternatives of a detail, equally often named")
    shown: int = Field(ge=1, description="details that an input names")
    inputs: int = Field(ge=1, description="labelled inputs a document")
    items: int = Field(ge=0, description="held-out combinations of details, for each setting")
    practice: int = Field(
        ge=0,
        description="further questions, for each setting, on which arms may train models by reward",
    )
    settings: list[Setting] = Field(description="settings of the dial")

    @field_validator("values")
    @classmethod
    def _enough_words(cls, values: int) -> int:
        if values > len(cls.bank.details):
            raise ValueError(
                f"asks for {values} words, there are {len(cls.bank.details)}; ask for fewer"
            )
        return values

    @model_validator(mode="after")
    def _possible(self) -> "Labelled":
        if not 1 <= len(self.settings) <= len(self.bank.tags):
            raise ValueError(
                f"settings has {len(self.settings)} entries, there are tags for 1 to "
                f"{len(self.bank.tags)}; add or drop some"
            )
        needed = len(self.settings) * self.shown * self.values
        if needed > len(self.bank.details):
            raise ValueError(
                f"{len(self.settings)} settings with shown {self.shown} and values {self.values} "
                f"need {needed} words, there are {len(self.bank.details)}; lower one of them"
            )
        if self.values**self.shown > _MOST_COMBINATIONS:
            raise ValueError(f"shown {self.shown} is too many to number; lower it or values")
        if self.items > _HELD_OUT_SHARE * self.values**self.shown:
            raise ValueError(
                f"items {self.items} is more than {_HELD_OUT_SHARE:.0%} of the "
                f"{self.values**self.shown} combinations of details; lower it or raise shown"
            )
        for number, setting in enumerate(self.settings):
            if setting.entropy >= math.log2(self.labels):
                raise ValueError(
                    f"settings.{number}.entropy {setting.entropy:g} is not below the "
                    f"{math.log2(self.labels):.3g} bits of {self.labels} labels; lower it"
                )
        return self

    def check_groups(self, number: int, groups: int, knob: str) -> None:
        """Raise ValueError where `groups` details can neither be named nor enumerated."""
        if groups > self.shown:
            raise ValueError(
                f"settings.{number}.{knob} {groups} is more than the {self.shown} details shown; "
                "lower it or raise shown"
            )
        if self.values**groups * self.labels > _MOST_ENTRIES:
            raise ValueError(
                f"settings.{number}.{knob} {groups} has too many combinations to enumerate; lower "
                "it or values"
            )


@dataclass(frozen=True)
class Table:
    """P(label | details), where only the first `groups` details of a setting matter."""

    probabilities: np.ndarray
    """(values ** groups, labels) float64; rows by the first details' values, the first one the
    most significant digit."""
    groups: int
    weights: int
    """Free numbers that the probabilities are made from: what there is to be learned."""
    facts: dict[str, float]
    """Numbers of this family worth stating in the manifest."""

    @cached_property
    def bits(self) -> np.ndarray:
        """(values ** groups,) entropy of the label given each combination, bits."""
        return scipy.special.entr(self.probabilities).sum(axis=1) / math.log(2)

    @property
    def entropy(self) -> float:
        """H(label | details) in bits: exact, by enumeration."""
        return float(self.bits.mean())

    @property
    def label_entropy(self) -> float:
        """H(label) in bits: exact, by enumeration."""
        return float(scipy.special.entr(self.probabilities.mean(axis=0)).sum() / math.log(2))

    @property
    def single_detail(self) -> float:
        """Share of inputs whose likeliest label the best single detail tells."""
        rows, labels = self.probabilities.shape
        values = round(rows ** (1 / self.groups))
        likeliest = np.eye(labels)[self.probabilities.argmax(axis=1)]
        grid = likeliest.reshape((values,) * self.groups + (labels,))
        return max(
            float(np.moveaxis(grid, g, 0).reshape(values, -1, labels).mean(axis=1).max(axis=1)
                  .mean())
            for g in range(self.groups)
        )  # fmt: skip


def numbers_of(codes: np.ndarray, values: int) -> np.ndarray:
    """Numbers of combinations: (..., groups) values of the details to (...) int64."""
    places = values ** np.arange(codes.shape[-1] - 1, -1, -1, dtype=np.int64)
    return codes @ places


class LabelledPlan:
    """A family of labelled inputs: a table a setting, and words for everything."""

    # Nothing is stated a promised number of times: every document fills the budget.
    fixed = 0

    def __init__(self, name: str, knobs: Labelled, tables: list[Table], seed: int) -> None:
        self.name, self.knobs, self.tables, self.seed = name, knobs, tables, seed
        bank, shape = knobs.bank, (len(tables), knobs.shown, knobs.values)
        words = generator(seed, name, "words").permutation(np.array(bank.details))
        self.words = words[: math.prod(shape)].reshape(shape)
        """(settings, shown, values) details."""
        self.labels = bank.labels[: knobs.labels]
        self.held_out = [self._held_out(number) for number in range(len(tables))]
        """A setting's combinations that only items have: (items, shown) values."""
        self._held_numbers = [numbers_of(codes, knobs.values) for codes in self.held_out]

    def _held_out(self, number: int) -> np.ndarray:
        rng, knobs = generator(self.seed, self.name, "held out", number), self.knobs
        chosen = rng.choice(knobs.values**knobs.shown, knobs.items, replace=False)
        places = knobs.values ** np.arange(knobs.shown - 1, -1, -1, dtype=np.int64)
        return chosen[:, None] // places % knobs.values

    def probabilities(self, setting: int, codes: np.ndarray) -> np.ndarray:
        """(..., shown) values of the details to (..., labels) true probabilities."""
        table = self.tables[setting]
        return table.probabilities[numbers_of(codes[..., : table.groups], self.knobs.values)]

    def _draw(self, rng: np.random.Generator, setting: int, documents: int) -> np.ndarray:
        """Combinations for training: (documents, inputs, shown), none of them held out."""
        knobs = self.knobs
        codes = rng.integers(0, knobs.values, (documents * knobs.inputs, knobs.shown))
        while True:
            held = np.isin(numbers_of(codes, knobs.values), self._held_numbers[setting])
            if not held.any():
                return codes.reshape(documents, knobs.inputs, knobs.shown)
            codes[held] = rng.integers(0, knobs.values, (int(held.sum()), knobs.shown))

    def write(self, job: int) -> Documents:
        """JOB_DOCUMENTS documents of one setting each; the settings are equally frequent."""
        knobs, rng, n = self.knobs, generator(self.seed, self.name, "job", job), JOB_DOCUMENTS
        setting = rng.integers(0, len(self.tables), n)
        names = np.empty((n, knobs.inputs, knobs.shown), dtype=self.words.dtype)
        labels = np.empty((n, knobs.inputs), dtype=np.int64)
        for number in range(len(self.tables)):
            rows = np.flatnonzero(setting == number)
            codes = self._draw(rng, number, len(rows))
            below = rng.random((len(rows), knobs.inputs, 1))
            cumulated = self.probabilities(number, codes).cumsum(axis=-1)[..., :-1]
            labels[rows] = (below >= cumulated).sum(axis=-1)
            names[rows] = self.words[number][np.arange(knobs.shown), codes]
        details = names.tolist()
        phrases = self._phrases(rng, n * knobs.inputs)
        days = rng.integers(0, len(DAYS), n).tolist()
        texts = []
        for row, (where, found) in enumerate(zip(setting.tolist(), labels.tolist(), strict=True)):
            lines = [self._heading(where, days[row])]
            for k, label in enumerate(found):
                opener, closer = phrases[row * knobs.inputs + k]
                lines.append(
                    f"{opener}: {' '.join(details[row][k])}. {closer}: {self.labels[label]}."
                )
            texts.append("\n".join(lines))
        return Documents(texts)

    def _heading(self, setting: int, day: int) -> str:
        return f"{self.knobs.bank.tags[setting]}, {DAYS[day]}"

    def _phrases(self, rng: np.random.Generator, count: int) -> list[tuple[str, str]]:
        openers, closers = OPENERS, self.knobs.bank.closers
        chosen = rng.integers(0, [len(openers), len(closers)], (count, 2)).tolist()
        return [(openers[i], closers[j]) for i, j in chosen]

    def items(self) -> list[Item]:
        """Held-out combinations of every setting, with the true probabilities of the labels."""
        return [
            item
            for number, codes in enumerate(self.held_out)
            for item in self._questions("items", "label", number, codes)
        ]

    def practice(self) -> list[Item]:
        """Questions for training by reward: combinations as documents draw them, none held out."""
        found = []
        for number in range(len(self.tables)):
            rng = generator(self.seed, self.name, "practised combinations", number)
            documents = -(-self.knobs.practice // self.knobs.inputs)
            codes = self._draw(rng, number, documents).reshape(-1, self.knobs.shown)
            codes = codes[: self.knobs.practice]
            found += self._questions("practice", "practice", number, codes)
        return found

    def _questions(self, purpose: str, part: str, setting: int, codes: np.ndarray) -> list[Item]:
        """Questions on `codes` (question, shown), drawn from the randomness of `purpose`.

        `part` keeps the names of the held-out ones and of those for practice apart.
        """
        rng, items = generator(self.seed, self.name, purpose, setting), []
        entities = {"label": "input", "practice": "practised"}
        truth = self.probabilities(setting, codes)
        entropy = scipy.special.entr(truth).sum(axis=1) / math.log(2)
        names = self.words[setting][np.arange(self.knobs.shown), codes]
        details = names.tolist()
        phrases = self._phrases(rng, len(codes))
        for number, (opener, closer) in enumerate(phrases):
            order = rng.permutation(len(self.labels)).tolist()
            likeliest = int(truth[number].argmax())
            heading = self._heading(setting, int(rng.integers(len(DAYS))))
            label = f"{setting}-{number:05d}"
            items.append(
                Item(
                    item_id=f"{self.name}/{part}/{label}",
                    family=self.name,
                    entity_id=f"{self.name}/{entities[part]}/{label}",
                    fact_id=None,
                    kind="label",
                    prompt=f"{heading}\n{opener}: {' '.join(details[number])}. {closer}:",
                    choices=[f" {self.labels[i]}" for i in order],
                    answer=order.index(likeliest),
                    target=self.labels[likeliest],
                    knobs={
                        "setting": setting,
                        "entropy": round(float(entropy[number]), 4),
                        "weights": self.tables[setting].weights,
                        "floor": 1 / len(order),
                    },
                    probabilities=truth[number, order].tolist(),
                )
            )
        return items

    def facts(self) -> dict[str, Any]:
        """A setting's entropies, what its best single detail tells, and its softness."""
        return {
            "settings": [
                {
                    "weights": table.weights,
                    "entropy_bits": table.entropy,
                    "label_entropy_bits": table.label_entropy,
                    "single_detail": table.single_detail,
                    **table.facts,
                }
                for table in self.tables
            ]
        }


def least_tokens(knobs: Labelled) -> int:
    """Tokens of an item at the least: heading, opener, a word a detail, closer, label."""
    return 4 + 2 + knobs.shown + 3 + 1
