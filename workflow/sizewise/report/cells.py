"""A table of a page as text: every number through the one formatter."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from sizewise.report.numbers import estimate, plain
from sizewise.study.messages import Message, say

if TYPE_CHECKING:
    import pandas as pd

Cell = tuple[Message | Callable[[], str] | str, bool]
"""Text, and whether it is a number (set right-aligned)."""

Columns = Mapping[str, Message | tuple[Message, Callable[[str], Message]]]
Estimates = Mapping[Message, tuple[str, str, str]]


def grid(
    frame: "pd.DataFrame", columns: Columns, estimates: Estimates | None = None
) -> tuple[list[Cell], list[list[Cell]]]:
    """Heads and rows of `frame`; a head is a number where all cells below it are.

    `columns` maps columns to labels, in order; beside a label may stand what makes a message of a
    cell that names something (a family, a kind). `estimates` maps the label of a merged column to
    its (value, low, high) columns.
    """
    labels = {
        column: one if isinstance(one, tuple) else (one, str) for column, one in columns.items()
    }
    heads = [label for label, _ in labels.values()]
    rows = [
        [_cell(row[column], name) for column, (_, name) in labels.items()]
        for _, row in frame.iterrows()
    ]
    for label, (value, low, high) in (estimates or {}).items():
        heads.append(label)
        for cells, (_, row) in zip(rows, frame.iterrows(), strict=True):
            cells.append((estimate(row[value], row[low], row[high]), True))
    numeric = [all(cell[1] for cell in column) for column in zip(*rows, strict=True)]
    return list(zip(heads, numeric or [False] * len(heads), strict=True)), rows


def _cell(value: Any, name: Callable[[str], Message | str]) -> Cell:
    import numpy as np

    if value is None or (isinstance(value, float) and np.isnan(value)):
        return "–", True
    if isinstance(value, bool | np.bool_):
        return (say("yes") if value else say("no")), False
    if isinstance(value, int | float | np.integer | np.floating):
        return plain(float(value)), True
    return (value if isinstance(value, Message) or callable(value) else name(str(value))), False
