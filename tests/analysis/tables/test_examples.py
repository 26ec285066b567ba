"""Answers shown to readers: the first of each kind, of each size's last checkpoint."""

import json

import pandas as pd
import pytest
from sizewise.analysis.tables.examples import COLUMNS, PER_KIND, examples_table
from sizewise.study.errors import StudyError
from sizewise.study.runs import LADDER, Run


def item(number: int, choices: list[str]) -> dict:
    return {
        "item_id": f"i{number}", "kind": "written", "prompt": f"question {number}",
        "choices": choices,
    }  # fmt: skip


def write(tmp_path, items: list[dict]):
    folder = tmp_path / "items"
    folder.mkdir()
    (folder / "chains.jsonl").write_text("".join(json.dumps(i) + "\n" for i in items))
    rows = [
        {
            "item_id": i["item_id"], "family": "chains", "kind": "written", "size": size,
            "step": step, "generated": None if i["choices"] else f"{size} {step} {i['item_id']}",
            "target": "right", "correct": False,
        }
        for size in ("25k",) for step in (8, 600) for i in reversed(items)
    ]  # fmt: skip
    path = tmp_path / "items.parquet"
    pd.DataFrame(rows).to_parquet(path)
    return folder, {Run(LADDER, "25k", 0): path, Run(LADDER, "25k", 1): tmp_path / "never read"}


def test_the_first_items_of_the_last_step_are_shown(tmp_path):
    items = [item(0, ["a", "b"]), *(item(n, []) for n in range(1, 9))]
    table = examples_table(*write(tmp_path, items))
    assert list(table.columns) == COLUMNS
    assert table["generated"].tolist() == [f"25k 600 i{n}" for n in range(1, 1 + PER_KIND)]
    assert table["prompt"].tolist() == [f"question {n}" for n in range(1, 1 + PER_KIND)]


def test_without_items_there_is_an_empty_table(tmp_path):
    assert list(examples_table(tmp_path, {}).columns) == COLUMNS


def test_a_damaged_item_is_one_line(tmp_path):
    folder, runs = write(tmp_path, [item(1, [])])
    (folder / "chains.jsonl").write_text("{}\n")
    with pytest.raises(StudyError, match=r"chains\.jsonl, line 1: not an item"):
        examples_table(folder, runs)
