"""A table of a page as text: every number through the one formatter."""

from typing import TYPE_CHECKING, Any

from sizewise.report.numbers import estimate, plain

if TYPE_CHECKING:
    import pandas as pd

Cell = tuple[str, bool]
"""Text, and whether it is a number (set right-aligned)."""


def grid(
    frame: "pd.DataFrame",
    columns: dict[str, str] | None = None,
    estimates: dict[str, tuple[str, str, str]] | None = None,
) -> tuple[list[Cell], list[list[Cell]]]:
    """Heads and rows of `frame`; a head is a number where all cells below it are.

    `columns` maps columns to labels, in order (default: all, under their own names); `estimates`
    maps the label of a merged column to its (value, low, high) columns.
    """
    labels = dict.fromkeys(frame.columns) if columns is None else columns
    heads = [label or str(column).replace("_", " ") for column, label in labels.items()]
    rows = [[_cell(row[column]) for column in labels] for _, row in frame.iterrows()]
    for label, (value, low, high) in (estimates or {}).items():
        heads.append(label)
        for cells, (_, row) in zip(rows, frame.iterrows(), strict=True):
            cells.append((estimate(row[value], row[low], row[high]), True))
    numeric = [all(cell[1] for cell in column) for column in zip(*rows, strict=True)]
    return list(zip(heads, numeric or [False] * len(heads), strict=True)), rows


def _cell(value: Any) -> Cell:
    import numpy as np

    if value is None or (isinstance(value, float) and np.isnan(value)):
        return "–", True
    if isinstance(value, bool | np.bool_):
        return ("yes" if value else "no"), False
    if isinstance(value, int | float | np.integer | np.floating):
        return plain(float(value)), True
    return str(value), False
