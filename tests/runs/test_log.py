"""The log and the progress lines."""

import json

import pyarrow.parquet as pq
import pytest
from sizewise.runs.log import COLUMNS, Progress, StepLog, clock, human, read_rows, write_table


def test_what_came_after_the_resume_point_is_cut_off(tmp_path):
    log = StepLog(tmp_path / "log.jsonl", 0)
    keep = log.append([{"step": 1}])
    log.append([{"step": 2}, {"step": 3}])
    log.close()
    with (tmp_path / "log.jsonl").open("ab") as file:
        file.write(b'{"ste')  # killed in the middle of a line
    log = StepLog(tmp_path / "log.jsonl", keep)
    log.append([{"step": 2}])
    log.close()
    assert read_rows(tmp_path / "log.jsonl") == [{"step": 1}, {"step": 2}]


def test_table_has_the_columns_of_the_contract(tmp_path):
    row = dict.fromkeys(COLUMNS, 1) | {"chain": "ab", "gradient_norm": None}
    write_table([json.loads(json.dumps(row))], tmp_path / "log.parquet")
    table = pq.read_table(tmp_path / "log.parquet")
    assert tuple(table.column_names) == COLUMNS
    assert table["gradient_norm"].to_pylist() == [None]


def test_progress_speaks_first_last_and_every_ten_seconds():
    now, lines = [0.0], []
    progress = Progress("792k seed0", 600, write=lines.append, now=lambda: now[0])
    for step in range(1, 601):
        now[0] += 0.45
        progress.step(step, 3.4123, 9102.0, 0.45)
    assert lines[0] == "792k seed0  step 1/600  loss 3.412"
    assert lines[1] == "792k seed0  step 24/600  loss 3.412  9.1k tokens/s  4:20 left"
    assert lines[-1].startswith("792k seed0  step 600/600")
    assert 27 <= len(lines) <= 29


@pytest.mark.parametrize(("seconds", "text"), [(0, "0:00"), (59.2, "1:00"), (3661, "1:01:01")])
def test_clock(seconds, text):
    assert clock(seconds) == text


@pytest.mark.parametrize(("number", "text"), [(12, "12"), (9102, "9.1k"), (1.25e6, "1.25M")])
def test_human(number, text):
    assert human(number) == text
