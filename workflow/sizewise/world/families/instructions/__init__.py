"""Instructions: one to eight constraints at once, and a line of words that heeds them all.

Verifiable instructions as in Zhou et al. 2023 (IFEval, arXiv 2311.07911): programs check each
constraint on what the model writes. Constraints stand in random order, so that "keeps the first
and drops the rest" shows as a decay over positions.
"""

from typing import Annotated, Any

import numpy as np
from pydantic import Field, field_validator, model_validator

from sizewise.study.sections import Section
from sizewise.world.families.instructions.tasks import (
    Fields,
    Task,
    check_of,
    make,
    most_slots,
    text,
)
from sizewise.world.families.instructions.wording import (
    BOUNDS,
    FEWEST_FITTING,
    HEADINGS,
    KINDS,
    PHRASES,
    TIMES,
    WORDS,
)
from sizewise.world.family import JOB_DOCUMENTS, Documents, Family, Item, ascending
from sizewise.world.randomness import generator, permutations

NAME = "instructions"
_WORDINGS = len(PHRASES["count"])
# Tokens at the very least: of a constraint ("Mention fox."), of a task's own words.
_CONSTRAINT, _TASK = 3, 5
Constraints = Annotated[int, Field(ge=1, le=len(KINDS))]


class Instructions(Section):
    """Knobs of instructions: constraints that hold at once, checked on what the model writes."""

    train_constraints: list[Constraints] = Field(
        description="constraints of a task in training, each equally often"
    )
    test_constraints: list[Constraints] = Field(
        description=f"constraints of an item, {len(KINDS)} at most; the largest lies above those "
        "of training"
    )
    answer_words: list[Annotated[int, Field(ge=1)]] = Field(
        description="fewest and most words of an answer", min_length=2, max_length=2
    )
    spare_words: int = Field(
        ge=1,
        description="most words of an answer that nobody asked for, where no constraint counts "
        "them; fewer leave less noise",
    )
    tasks: int = Field(ge=1, description="tasks in a document, each with its answer")
    items: int = Field(ge=0, description="items for each number of constraints")

    @field_validator("train_constraints", "test_constraints")
    @classmethod
    def _different(cls, values: list[int]) -> list[int]:
        return ascending(values)

    @field_validator("answer_words")
    @classmethod
    def _in_order(cls, words: list[int]) -> list[int]:
        if words[0] > words[1]:
            raise ValueError(f"fewest {words[0]} is more than most {words[1]}; swap them")
        # All words may be different and fit a length, and one more may be left out by name.
        if words[1] >= FEWEST_FITTING:
            raise ValueError(
                f"most {words[1]} words cannot all differ: {FEWEST_FITTING} fit a length and one "
                f"may be left out by name; use at most {FEWEST_FITTING - 1}"
            )
        return words

    @model_validator(mode="after")
    def _possible(self) -> "Instructions":
        if max(self.test_constraints) <= max(self.train_constraints):
            raise ValueError(
                f"test_constraints end at {max(self.test_constraints)} and train_constraints at "
                f"{max(self.train_constraints)}; items must go further than training"
            )
        needed = most_slots(max(self.test_constraints)) + 1
        if self.answer_words[1] < needed:
            raise ValueError(
                f"{max(self.test_constraints)} constraints can need an answer of {needed} words, "
                f"answer_words ends at {self.answer_words[1]}; raise it or lower test_constraints"
            )
        return self


def _tasks(
    rng: np.random.Generator, counts: np.ndarray, span: tuple[int, int], spare: int
) -> list[Task]:
    """Tasks of so many constraints each; `counts` (n,)."""
    n = len(counts)
    kinds = permutations(rng, n, len(KINDS)).tolist()
    pool = permutations(rng, n, len(WORDS)).tolist()
    order = permutations(rng, n, span[1]).tolist()
    size = rng.random(n).tolist()
    bound = rng.integers(0, len(BOUNDS), n).tolist()
    times = rng.integers(0, len(TIMES), n).tolist()
    return [
        make(
            kinds[i][:count], [WORDS[w] for w in pool[i]], order[i], size[i], bound[i], times[i],
            span, spare,
        )
        for i, count in enumerate(counts.tolist())
    ]  # fmt: skip


def _key(task: Task) -> frozenset[tuple[str, Fields]]:
    """What is asked, whatever the order and the wording."""
    return frozenset(task.constraints)


class _Plan:
    # Nothing is stated a promised number of times: every document fills the budget.
    fixed = 0

    def __init__(self, knobs: Instructions, budget: int, seed: int) -> None:
        self.knobs, self.seed = knobs, seed
        self._span = (knobs.answer_words[0], knobs.answer_words[1])
        self._asked = {
            count: _tasks(
                generator(seed, NAME, "items", count),
                np.full(knobs.items, count),
                self._span,
                knobs.spare_words,
            )
            for count in knobs.test_constraints
        }
        # A single constraint has few variants, which training states all. Whoever asks for more
        # must be obeyed without having been seen.
        self._held_out = {
            _key(task) for count, tasks in self._asked.items() if count > 1 for task in tasks
        }

    def write(self, job: int) -> Documents:
        knobs, rng = self.knobs, generator(self.seed, NAME, "job", job)
        n = JOB_DOCUMENTS * knobs.tasks
        tasks = _tasks(rng, rng.choice(knobs.train_constraints, n), self._span, knobs.spare_words)
        wordings = rng.integers(0, _WORDINGS, (n, len(KINDS))).tolist()
        headings = rng.integers(0, len(HEADINGS), JOB_DOCUMENTS).tolist()
        texts = []
        for row, heading in enumerate(headings):
            lines = []
            for i in range(row * knobs.tasks, (row + 1) * knobs.tasks):
                task = tasks[i]
                # What an item asks is cut to its first constraint here; the answer heeds it too.
                stated = 1 if len(task.constraints) > 1 and _key(task) in self._held_out else None
                prompt = _prompt(HEADINGS[heading], text(task, wordings[i], stated))
                lines.append(f"{prompt} {' '.join(task.answer)}")
            texts.append("\n".join(lines))
        return Documents(texts)

    def items(self) -> list[Item]:
        rngs = {count: generator(self.seed, NAME, "prompts", count) for count in self._asked}
        # One of each number of constraints, then the next of each: whoever looks at the first few
        # sees different ones.
        return [
            self._item(rngs[count], count, number, tasks[number])
            for number in range(self.knobs.items)
            for count, tasks in self._asked.items()
        ]

    def _item(self, rng: np.random.Generator, count: int, number: int, task: Task) -> Item:
        label = f"{count}-{number:05d}"
        heading = HEADINGS[rng.integers(len(HEADINGS))]
        wordings = rng.integers(0, _WORDINGS, len(KINDS)).tolist()
        return Item(
            item_id=f"{NAME}/written/{label}",
            family=NAME,
            entity_id=f"{NAME}/task/{label}",
            fact_id=None,
            kind="written",
            prompt=_prompt(heading, text(task, wordings)),
            choices=[],
            answer=None,
            target=" ".join(task.answer),
            knobs={
                "constraints": count,
                # Places are compared at lengths that training shows, kinds held apart (A7).
                "trained": count <= max(self.knobs.train_constraints),
                "asked": " ".join(kind for kind, _ in task.constraints),
            },
            checks=[check_of(kind, fields) for kind, fields in task.constraints],
        )

    def facts(self) -> dict[str, Any]:
        return {"words": len(WORDS), "tasks_kept_from_training": len(self._held_out)}


def _prompt(heading: str, constraints: str) -> str:
    return f"{heading}: {constraints}\nAnswer:"


def _least_tokens(knobs: Instructions) -> int:
    shortest = _TASK + knobs.answer_words[0]
    document = knobs.tasks * (shortest + _CONSTRAINT * min(knobs.train_constraints))
    return max(document, shortest + _CONSTRAINT * max(knobs.test_constraints))


FAMILY = Family(
    name=NAME,
    summary="one to eight constraints at once, checked on what the model writes (A7)",
    knobs=Instructions,
    plan=_Plan,
    check=lambda knobs, budget, seed: None,
    least_tokens=_least_tokens,
)
