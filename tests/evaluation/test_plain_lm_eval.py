"""The task files in plain lm-eval: its own command line, its own model, no code of ours but items.

The command is the one that README.md and workflow/tasks/README.md give.
"""

import json
import os
import subprocess
import sys

import pandas as pd
import pytest
from sizewise.evaluation.commands import TASKS_FOLDER
from sizewise.evaluation.job import evaluate_run
from sizewise.study.runs import Run

from tests.evaluation.tiny_study import study

ROOT = TASKS_FOLDER.parents[1]


def plain_samples(folders, checkpoint, tasks) -> dict[str, list[dict]]:
    """Logged samples by task."""
    output = folders["output"].parent / "plain"
    metadata = {name: str(folders[name]) for name in ("world", "corpus")}
    command = [
        sys.executable, "-m", "lm_eval", "run", "--model", "hf",
        "--model_args", f"pretrained={checkpoint},add_bos_token=true",
        "--include_path", str(TASKS_FOLDER), "--tasks", ",".join(tasks),
        "--metadata", json.dumps(metadata), "--batch_size", "8", "--device", "cpu",
        "--output_path", str(output), "--log_samples",
    ]  # fmt: skip
    environment = os.environ | {
        "PYTHONPATH": str(ROOT / "workflow"), "HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1",
    }  # fmt: skip
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-2000:]
    return {
        task: [json.loads(line) for line in path.read_text().splitlines()]
        for task in tasks
        # The name goes on with the date, or another task whose name starts alike would be read.
        for path in output.rglob(f"samples_{task}_2*.jsonl")
    }


@pytest.mark.slow
def test_its_command_line_gives_our_scores(make_study):
    folders = make_study()
    evaluate_run(
        study(checkpoints=1), training=folders["training"], world=folders["world"],
        corpus=folders["corpus"], run=Run("ladder", "25k", 0), output=folders["output"],
        tasks_folder=TASKS_FOLDER,
    )  # fmt: skip
    ours = pd.read_parquet(folders["output"] / "items.parquet").set_index("item_id")
    checkpoint = folders["training"] / "checkpoints/step0000100"
    tasks = ("biographies", "chains", "sources", "chains_written")
    plain = plain_samples(folders, checkpoint, tasks)
    assert sorted(plain) == sorted(tasks)
    seen = [sample["doc"]["item_id"] for samples in plain.values() for sample in samples]
    assert sorted(seen) == sorted(ours.index)
    for task, samples in plain.items():
        for sample in samples:
            row = ours.loc[sample["doc"]["item_id"]]
            if task.endswith("_written"):
                assert sample["resps"][0][0] == row.generated
                continue
            theirs = [float(answer[0][0]) for answer in sample["resps"]]
            assert theirs == pytest.approx(list(row.log_probabilities), abs=1e-4)
            assert bool(sample["acc"]) == row.correct
