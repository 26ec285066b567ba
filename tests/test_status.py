"""`sizewise status` on a study that is made step by step."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sizewise.cli import main
from sizewise.load import load_study
from sizewise.runs.folder import RunFolder
from sizewise.runs.log import StepLog
from sizewise.study.artifacts import write_json

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    for name in ("config.yaml", "claims.yaml", "workflow", "data"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys) -> list[str]:
    assert main(["status"]) == 0
    return capsys.readouterr().out.splitlines()


def row(step: int, tokens: int) -> dict:
    return {
        "step": step, "tokens": tokens, "loss": 2.5, "learning_rate": 0.01, "gradient_norm": 1.0,
        "tokens_per_second": 1000.0, "chain": "0" * 64,
    }  # fmt: skip


def test_what_is_there_is_counted(project, capsys):
    study = load_study([Path("config.yaml")])
    steps = sum(study.n_steps(study.stream_of(run.arm)) for run in study.runs())
    assert said(capsys)[0].split() == ["corpus", "0", "of", "1"]
    assert said(capsys)[-1] == f"{steps:,} steps are left to train"
    for path in ("corpus", *(f"training/{run.folder}" for run in study.runs())):
        write_json(Path("results/quick", path, "manifest.json"), {})
    stages = {line.split()[0]: line.split()[1:] for line in said(capsys)}
    assert stages["corpus"] == ["1", "of", "1"]
    assert stages["training"] == [str(len(study.runs())), "of", str(len(study.runs()))]
    assert stages["evaluation"][0] == "0"
    assert not any("left" in line for line in said(capsys))


def test_a_training_under_way_says_where_it_stands(project, capsys):
    folder = project / "runs/quick/ladder/83k/seed0"
    held = RunFolder(folder, {"job": "train"})
    log = StepLog(folder / "log.jsonl", 0)
    log.append([row(1, 4096), row(2, 8192)])
    with (folder / "log.jsonl").open("ab") as file:
        file.write(b'{"step": 3, "to')  # a row that is being written
    steps = load_study([Path("config.yaml")]).n_steps("main")
    (line,) = [line for line in said(capsys) if line.startswith("ladder")]
    assert f"ladder 83k seed0  step 2/{steps}  loss 2.500  1k tokens/s" in line
    minutes, seconds = map(int, re.search(r"(\d+):(\d\d) left", line).groups())
    assert abs(60 * minutes + seconds - (steps - 2) * 4.096) <= 1
    assert f"runs (pid {os.getpid()} on" in line
    log.close()
    held.release()
    (line,) = [line for line in said(capsys) if line.startswith("ladder")]
    assert line.endswith("stands still; the study's command goes on from here")


def test_a_training_that_was_killed_stands_still(project, capsys):
    folder = project / "runs/quick/ladder/83k/seed0"
    ended = subprocess.Popen([sys.executable, "-c", "pass"])
    ended.wait()
    RunFolder(folder, {"job": "train"})
    holder = json.loads((folder / "holder.json").read_text())
    (folder / "holder.json").write_text(json.dumps(holder | {"pid": ended.pid}))
    (line,) = [line for line in said(capsys) if line.startswith("ladder")]
    assert "step 0/" in line and "stands still" in line
