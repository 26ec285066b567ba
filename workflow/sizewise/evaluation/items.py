"""Item files as data sets of lm-eval.

The task files name these functions as their `custom_dataset`: lm-eval calls them with the task's
`dataset_kwargs` and `metadata`, in which `TaskManager(metadata={"world": …, "corpus": …})` has
put the folders of this study. Nothing is downloaded or cached.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sizewise.study.errors import StudyError
from sizewise.study.formats import passages
from sizewise.study.formats.items import Item, read_items
from sizewise.study.formats.names import items_file

if TYPE_CHECKING:
    from datasets import Dataset


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
    return row


def choice_items(*, world: str, family: str, **_: Any) -> "dict[str, Dataset]":
    """The items of `family` that offer choices, in the order of the file."""
    rows = (_columns(item) for item in read_items(Path(world), family) if item.choices)
    return _dataset(rows, Path(world) / items_file(family))


def written_items(*, world: str, family: str, **_: Any) -> "dict[str, Dataset]":
    """The items of `family` whose answer the model writes, in the order of the file."""
    rows = (_columns(item) for item in read_items(Path(world), family) if not item.choices)
    return _dataset(rows, Path(world) / items_file(family))


def held_out_passages(*, corpus: str, **_: Any) -> "dict[str, Dataset]":
    """The held-out passages, in the order of the file."""
    path = Path(corpus) / passages.FILE.name
    return _dataset((passage.model_dump() for passage in passages.FILE.read(path)), path)
