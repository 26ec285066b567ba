"""items/<family>.jsonl: questions with their right answers."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from sizewise.study.formats.constraints import Constraint
from sizewise.study.formats.lines import Line, Lines
from sizewise.study.formats.names import items_file, practice_file

# Probabilities are written as decimals, which do not add up to the last bit.
_ROUNDING = 1e-6


class Item(Line):
    """One question with its right answer. Making one raises ValidationError if it is not whole."""

    family: str = Field(description="planted family")
    entity_id: str = Field(description="whom or what it asks about")
    fact_id: str | None = Field(description="the fact that it asks for; null if none")
    kind: str = Field(description="sub-measure inside the family")
    prompt: str = Field(min_length=1, description="what the model is given")
    choices: list[Annotated[str, Field(min_length=1)]] = Field(
        description="each begins with the space that joins it to the prompt; empty for answers "
        "that the model writes"
    )
    answer: int | None = Field(
        description="index of the right choice; null for answers that the model writes"
    )
    target: str = Field(description="text of the right answer, without the joining space")
    knobs: dict[str, bool | int | float | str] = Field(
        description="difficulty, exposures, shots … (docs/families.md)"
    )
    checks: list[Constraint] | None = Field(
        default=None,
        min_length=1,
        description="of a written answer that a program checks: one entry a constraint, in the "
        "order in which the prompt states them; null elsewhere",
    )
    probabilities: list[Annotated[float, Field(ge=0, le=1)]] | None = Field(
        default=None,
        description="true probability of each choice where the label is a draw; null where one "
        "is right",
    )

    @model_validator(mode="after")
    def _answer_is_a_choice(self) -> "Item":
        if self.choices and not (self.answer is not None and 0 <= self.answer < len(self.choices)):
            raise ValueError(f"answer {self.answer} is no index of {len(self.choices)} choices")
        return self

    @model_validator(mode="after")
    def _checks_are_of_a_written_answer(self) -> "Item":
        if self.checks and self.choices:
            raise ValueError("checks are for written answers, this item has choices")
        return self

    @model_validator(mode="after")
    def _probabilities_are_of_the_choices(self) -> "Item":
        shares = self.probabilities
        if shares is None:
            return self
        if len(shares) != len(self.choices) or not shares:
            raise ValueError(f"{len(shares)} probabilities of {len(self.choices)} choices")
        if abs(math.fsum(shares) - 1) > _ROUNDING:
            raise ValueError(f"probabilities add up to {math.fsum(shares):.6g}, not to 1")
        if self.answer is None or shares[self.answer] < max(shares) - _ROUNDING:
            raise ValueError(f"answer {self.answer} is not the most probable choice")
        return self


FILE: Lines[Item] = Lines(
    name=items_file("<family>"),
    folder="world/<stream>/",
    job="world",
    meaning="A line is a held-out question.",
    kind=Item,
)

PRACTICE: Lines[Item] = Lines(
    name=practice_file("<family>"),
    folder="world/<stream>/",
    job="world",
    meaning="A line is a question on which models may be trained by reward; none of them is a "
    "held-out question, and none stands in the stream.",
    kind=Item,
)


def read_items(world: Path, family: str) -> Iterator[Item]:
    """The items of a family in the folder `world`. Raises StudyError that names file and line."""
    return FILE.read(world / items_file(family))
