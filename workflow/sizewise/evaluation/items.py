"""Item files as data sets of lm-eval.

The task files name these functions as their `custom_dataset`: lm-eval calls them with the task's
`dataset_kwargs` and `metadata`, in which `TaskManager(metadata={"world": …, "corpus": …})` has
put the folders of this study. Nothing is downloaded or cached.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

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


def held_out_passages(
    *, corpus: str, domains: Collection[str] | None = None, **_: Any
) -> "dict[str, Dataset]":
    """The held-out passages (of `domains`, where given), in the order of the file."""
    path = Path(corpus) / passages.FILE.name
    rows = (p for p in passages.FILE.read(path) if domains is None or p.domain in domains)
    return _dataset((passage.model_dump() for passage in rows), path)


def spread(items: "Dataset", most: int) -> list[int]:
    """Places of at most `most` items of every kind, the same for any order of the items.

    Names begin with the levels of the knobs. Sorted by them, the items of a kind are cut into
    stretches of like length, and of each one is taken, by the hash of its name: levels keep their
    shares, and no pattern in the order (every second item of one source, say) is met by a stride.
    """
    names, kinds = list(items["item_id"]), list(items["kind"])
    hashes = [hashlib.sha256(name.encode()).digest() for name in names]
    by_kind: dict[str, list[int]] = defaultdict(list)
    for place in sorted(range(len(names)), key=names.__getitem__):
        by_kind[kinds[place]].append(place)
    return sorted(
        min(map(int, stretch), key=hashes.__getitem__)
        for places in by_kind.values()
        for stretch in np.array_split(places, min(most, len(places)))
    )
