"""A few answers that models wrote, beside their questions, for a reader to look at.

Scores say how often; a page of answers says how. The first items of each kind are shown, not the
best ones: which they are follows from the order of the item file alone.
"""

import json
from pathlib import Path

import pandas as pd

from sizewise.study.errors import StudyError
from sizewise.study.runs import Run

PER_KIND = 3
COLUMNS = ["family", "kind", "size", "step", "prompt", "generated", "target", "correct"]


def _prompts(file: Path) -> dict[str, str]:
    """Prompts of the first generated items of each kind, by item id."""
    chosen: dict[str, str] = {}
    counts: dict[str, int] = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            item = json.loads(line)
            kind, generated = item["kind"], not item["choices"]
        except (ValueError, KeyError):
            raise StudyError(f"{file}, line {number}: not an item; run `world` again") from None
        if generated and counts.get(kind, 0) < PER_KIND:
            counts[kind] = counts.get(kind, 0) + 1
            chosen[item["item_id"]] = item["prompt"]
    return chosen


def examples_table(items: Path, evaluations: dict[Run, Path]) -> pd.DataFrame:
    """Answers of the last checkpoint of each size's first seed to the first generated items.

    `items` is the folder of item files (none there: no rows); `evaluations` maps runs to
    an items.parquet, in the order of the ladder. Columns: `COLUMNS`.
    """
    prompts: dict[str, str] = {}
    for file in sorted(items.glob("*.jsonl")):
        prompts.update(_prompts(file))
    first: dict[str, Path] = {}
    for run, path in evaluations.items():
        first.setdefault(run.size, path)
    parts = []
    for path in first.values() if prompts else ():
        columns = [column for column in COLUMNS if column != "prompt"]
        filters = [("item_id", "in", list(prompts))]
        rows = pd.read_parquet(path, columns=[*columns, "item_id"], filters=filters)
        rows = rows[(rows["step"] == rows["step"].max()) & rows["generated"].notna()]
        parts.append(rows.assign(prompt=rows["item_id"].map(prompts)))
    if not parts:
        return pd.DataFrame(columns=COLUMNS)
    rank = {item: position for position, item in enumerate(prompts)}
    table = pd.concat(parts, ignore_index=True)
    order = table["item_id"].map(rank)
    return table.loc[order.sort_values(kind="stable").index, COLUMNS].reset_index(drop=True)
