"""What checkpoints answered, by item: shares of the choices, right answers, written texts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa

from sizewise.study.formats import answers
from sizewise.study.formats.names import ANSWERS
from sizewise.study.runs import Run

COLUMNS = ("item_id", "step", "log_probabilities", "generated", "correct")
PER_MILLE = 1000


@dataclass
class Cell:
    """An item at one size and checkpoint, over the seeds of the size."""

    seeds: int = 0
    right: int = 0
    """Seeds that answered right."""
    shares: np.ndarray | None = None
    """Sum over seeds of the choices' shares; None for answers that models write."""
    text: str | None = None
    """What the first seed wrote."""

    def per_mille(self) -> list[int] | None:
        """Mean share of each choice in thousandths."""
        if self.shares is None:
            return None
        return np.rint(self.shares / self.seeds * PER_MILLE).astype(int).tolist()


@dataclass
class Grid:
    """All answers to the items of a family: item, then size, then step."""

    steps: list[int] = field(default_factory=list)
    cells: dict[str, dict[tuple[str, int], Cell]] = field(default_factory=dict)


def softmax(lists: pa.ListArray) -> list[np.ndarray | None]:
    """Shares of the choices, one array an item: the softmax of its summed log-probabilities.

    As evaluation normalises them (`evaluation/scoring.py`); None where there are no choices.
    """
    counts = np.asarray(lists.value_lengths().fill_null(0), dtype=np.int64)
    values = np.asarray(lists.flatten(), dtype=np.float64)
    full = counts > 0
    starts = (np.cumsum(counts) - counts)[full]
    if not len(starts):
        return [None] * len(counts)
    weights = np.exp(values - np.repeat(np.maximum.reduceat(values, starts), counts[full]))
    weights /= np.repeat(np.add.reduceat(weights, starts), counts[full])
    pieces = iter(np.split(weights, starts[1:]))
    return [next(pieces) if one else None for one in full]


def read_grid(evaluation: Path, runs: Iterable[Run], family: str) -> Grid:
    """The answers of `runs` to the items of a family. Raises StudyError for a damaged file."""
    grid, steps = Grid(), set()
    first: dict[str, int] = {}
    for run in runs:
        seed = first.setdefault(run.size, run.seed)
        table = answers.TABLE.read(
            evaluation / run.folder / ANSWERS, COLUMNS, [("family", "==", family)]
        ).combine_chunks()
        rows = {name: table[name].to_pylist() for name in COLUMNS if name != "log_probabilities"}
        shares = softmax(pa.concat_arrays(table["log_probabilities"].chunks)) if len(table) else []
        for item, step, text, right, share in zip(
            rows["item_id"], rows["step"], rows["generated"], rows["correct"], shares, strict=True
        ):
            cell = grid.cells.setdefault(item, {}).setdefault((run.size, step), Cell())
            cell.seeds += 1
            cell.right += bool(right)
            if share is not None:
                cell.shares = share if cell.shares is None else cell.shares + share
            if run.seed == seed:
                cell.text = text
        steps.update(rows["step"])
    grid.steps = sorted(steps)
    return grid


def as_json(
    cells: Mapping[tuple[str, int], Cell], sizes: Sequence[str], steps: Sequence[int]
) -> dict[str, object]:
    """The answers to one item as its page reads them.

    `right`: seeds that were right by size and step, null where nobody was asked; `shares`:
    thousandths by size, step and choice; `texts` and `wrote`: what was written, and its number by
    size and step.
    """
    table = [[cells.get((size, step)) for step in steps] for size in sizes]
    found: dict[str, object] = {"right": [[c and c.right for c in row] for row in table]}
    if any(c and c.shares is not None for row in table for c in row):
        found["shares"] = [[c and c.per_mille() for c in row] for row in table]
    texts = dict.fromkeys(c.text for row in table for c in row if c and c.text is not None)
    if texts:
        number = {text: index for index, text in enumerate(texts)}
        found["texts"] = list(texts)
        found["wrote"] = [[c and number.get(c.text) for c in row] for row in table]
    return found
