"""Item files as data sets of lm-eval.

The task files name these functions as their `custom_dataset`: lm-eval calls them with the task's
`dataset_kwargs` and `metadata`, in which `TaskManager(metadata={"world": …, "corpus": …})` has
put the folders of this study. Nothing is downloaded or cached.
"""

import json
import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, Field, ValidationError, model_validator

from sizewise.evaluation.constraints import Constraint
from sizewise.study.errors import StudyError
from sizewise.study.explain import explain

if TYPE_CHECKING:
    from datasets import Dataset

HELD_OUT = "held_out.jsonl"
# Probabilities are written as decimals, which do not add up to the last bit.
_ROUNDING = 1e-6


class Item(BaseModel):
    """One planted question (docs/architecture.md)."""

    item_id: str
    family: str
    entity_id: str | int | None
    fact_id: str | int | None
    kind: str
    prompt: str = Field(min_length=1)
    choices: list[str]
    answer: int | None
    target: str
    knobs: dict[str, bool | int | float | str | None]
    checks: list[Constraint] | None = Field(default=None, min_length=1)
    probabilities: list[Annotated[float, Field(ge=0, le=1)]] | None = None

    @model_validator(mode="after")
    def _answer_is_a_choice(self) -> "Item":
        if self.choices and not (self.answer is not None and 0 <= self.answer < len(self.choices)):
            raise ValueError(f"answer {self.answer} is no index of {len(self.choices)} choices")
        if "" in self.choices:
            raise ValueError("a choice is empty")
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


class Passage(BaseModel):
    """One passage of held-out natural text (docs/architecture.md)."""

    item_id: str
    domain: str
    work: str
    text: str = Field(min_length=1)
    emotion: float | None = None
    half: Literal["dense", "sparse"] | None = None
    pair: str | None = None


Row = TypeVar("Row", Item, Passage)


def _read(path: Path, kind: type[Row]) -> Iterator[Row]:
    try:
        # Not splitlines: it also splits at line separators that JSON leaves inside strings.
        lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    except FileNotFoundError:
        raise StudyError(f"{path}: missing; run the job that makes it again") from None
    seen = set()
    for number, line in enumerate(lines, start=1):
        try:
            row = kind.model_validate_json(line)
        except ValidationError as error:
            raise StudyError(
                f"{path}, line {number}: {explain(error, kind)}; run the job that makes it again"
            ) from None
        if row.item_id in seen:
            raise StudyError(
                f"{path}, line {number}: item_id {row.item_id!r} stands twice; each stands once"
            )
        seen.add(row.item_id)
        yield row


def items_path(world: Path, family: str) -> Path:
    """Where a family's items lie."""
    return world / "items" / f"{family}.jsonl"


def read_items(world: Path, family: str) -> list[Item]:
    """All items of a family. Raises StudyError that names the file and the line."""
    return list(_read(items_path(world, family), Item))


def read_passages(corpus: Path) -> list[Passage]:
    """The held-out passages. Raises StudyError that names the file and the line."""
    return list(_read(corpus / HELD_OUT, Passage))


def _dataset(rows: Iterable[dict[str, Any]], source: Path) -> "dict[str, Dataset]":
    from datasets import Dataset

    rows = list(rows)
    if not rows:
        raise StudyError(f"{source}: holds no item for this task; remove the task file")
    return {"test": Dataset.from_list(rows)}


def _columns(item: Item) -> dict[str, Any]:
    # Knobs and checks differ from kind to kind; as text they need no common schema.
    row = item.model_dump()
    row["knobs"] = json.dumps(item.knobs, ensure_ascii=False)
    row["checks"] = item.checks and json.dumps(row["checks"], ensure_ascii=False)
    for key in ("entity_id", "fact_id"):
        row[key] = None if row[key] is None else str(row[key])
    return row


def choice_items(*, world: str, family: str, **_: Any) -> "dict[str, Dataset]":
    """The items of `family` that offer choices, in the order of the file."""
    items = read_items(Path(world), family)
    rows = (_columns(item) for item in items if item.choices)
    return _dataset(rows, items_path(Path(world), family))


def written_items(*, world: str, family: str, **_: Any) -> "dict[str, Dataset]":
    """The items of `family` whose answer the model writes, in the order of the file."""
    items = read_items(Path(world), family)
    rows = (_columns(item) for item in items if not item.choices)
    return _dataset(rows, items_path(Path(world), family))


def held_out_passages(*, corpus: str, **_: Any) -> "dict[str, Dataset]":
    """The held-out passages, in the order of the file."""
    rows = (passage.model_dump() for passage in read_passages(Path(corpus)))
    return _dataset(rows, Path(corpus) / HELD_OUT)
