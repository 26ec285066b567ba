"""Trainings that are stopped and killed in every way, and go on: nothing is lost."""

import os
import random
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from sizewise.study.artifacts import read_json

from tests.reliability import tried

from .conftest import environment, finish, start, start_interrupted, train_command
from .test_loop import STEPS, TRAINING, assert_same_training, reference, table  # noqa: F401

pytestmark = pytest.mark.slow
# Saves once an hour, so what is saved is saved by the stop. Step 2 is exported, and there the
# processes look for signals.
RARELY = TRAINING.model_copy(update={"resume_seconds": 3600.0})
HERE = Path(__file__).parent


def states(folder: Path) -> list[str]:
    return [state.name for state in (folder / "runs/states").iterdir()]


def test_a_stop_of_the_whole_group_saves_although_nobody_listens_any_more(stream, tmp_path):
    # As Snakemake's jobs are: bash, a pipe, `tee`, all of which a signal to the group ends.
    script = [sys.executable, str(HERE / "interrupted.py"), "step", "2", "wait", "--",
              *train_command(stream, tmp_path, RARELY)]  # fmt: skip
    log = shlex.quote(str(tmp_path / "log"))
    alive, ours = os.pipe()
    process = subprocess.Popen(
        ["bash", "-c", f"set -euo pipefail; {shlex.join(script)} 2>&1 | tee {log}"],
        env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        start_new_session=True, pass_fds=[ours],
    )  # fmt: skip
    os.close(ours)
    while process.stdout.readline() != "waiting\n":
        pass
    process.stdout.close()
    os.killpg(process.pid, signal.SIGTERM)
    process.wait()
    process.stdin.write("\n")
    process.stdin.close()
    # The end of the last process that has the pipe.
    assert os.read(alive, 1) == b""
    assert states(tmp_path) == ["step0000002"]
    assert "Traceback" not in (tmp_path / "log").read_text()


@pytest.mark.parametrize("name", ["SIGHUP", "SIGINT"])
def test_a_closed_terminal_and_ctrl_c_save(stream, tmp_path, name):
    process = start_interrupted(train_command(stream, tmp_path, RARELY), "step", 2, name)
    errors = finish(process, status=75)
    assert f"stopped by {name} after step 2; run again to go on" in errors
    assert states(tmp_path) == ["step0000002"]


def test_ctrl_c_twice_ends_at_once_with_a_line(reference, stream, tmp_path):  # noqa: F811
    # Every step is saved, so the next start goes on after step 2.
    arguments = train_command(stream, tmp_path, TRAINING)
    errors = finish(start_interrupted(arguments, "step", 3, "SIGINT,SIGINT"), status=130)
    (line,) = [line for line in errors.splitlines() if line.startswith("sizewise: ")]
    assert line == "sizewise: interrupted; the same command runs it again"
    assert "Traceback" not in errors
    finish(start(arguments))
    assert_same_training(tmp_path, reference)


def test_a_stop_of_two_processes_is_said_once_and_keeps_its_status(stream, tmp_path):
    arguments = [*train_command(stream, tmp_path, RARELY), "--stop-after", "0"]
    errors = finish(start(arguments, processes=2), status=75)
    assert errors.count("stopped by the time given") == 1
    assert "Traceback" not in errors
    assert "Root Cause" not in errors
    assert states(tmp_path) == ["step0000001"]


def test_a_mistake_of_two_processes_is_one_line(stream, tmp_path):
    arguments = train_command(stream, tmp_path, TRAINING, size="7k")
    errors = finish(start(arguments, processes=2), status=2)
    (line,) = [line for line in errors.splitlines() if line.startswith("sizewise: ")]
    assert "7k" in line
    assert "Traceback" not in errors


def test_twenty_kills_in_a_row_end_in_the_same_bits(reference, stream, tmp_path):  # noqa: F811
    chance = random.Random(seed := time.time_ns())
    # Step 2 is the first that can follow a saved state; one is killed at a time, so steps rise.
    steps = sorted(chance.sample(range(2, STEPS), 20))
    plan = ",".join(f"{chance.choice(['step', 'save'])}:{step}" for step in steps)
    done = subprocess.run(
        [sys.executable, str(HERE / "killed.py"), plan, "--",
         *train_command(stream, tmp_path, TRAINING)],
        env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{seed}: {plan}\n{done.stderr[-3000:]}"
    tried(SIGKILL=len(steps))
    assert_same_training(tmp_path, reference)
    assert read_json(tmp_path / "output/manifest.json")["facts"]["starts"] == 21


@pytest.mark.parametrize(("stage", "before", "after"), [(0, 1, 2), (2, 2, 1), (3, 2, 1)])
def test_another_number_of_processes_goes_on(
    reference,  # noqa: F811
    stream,
    tmp_path,
    stage,
    before,
    after,
):
    training = RARELY.model_copy(update={"zero_stage": stage})
    arguments = train_command(stream, tmp_path, training)
    finish(start([*arguments, "--stop-after", "0"], processes=before), status=75)
    errors = finish(start(arguments, processes=after))
    assert f"goes on after step 1/{STEPS}" in errors
    ours, theirs = table(tmp_path), pq.read_table(reference / "output/log.parquet").to_pydict()
    assert ours["chain"] == theirs["chain"]
    assert ours["loss"] == pytest.approx(theirs["loss"], abs=1e-5)
    assert read_json(tmp_path / "output/manifest.json")["facts"]["processes"] == after
    tried(**{f"stage {stage}, {before} to {after}": 1})


def test_a_compiler_that_does_not_work_is_a_line(reference, stream, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setenv("CXX", "/bin/false")
    monkeypatch.setenv("SIZEWISE_CACHE", str(tmp_path / "a cache"))
    compiled = TRAINING.model_copy(update={"compile": True})
    errors = finish(start(train_command(stream, tmp_path, compiled)))
    assert "ladder 25k seed0  training uncompiled: " in errors
    assert "Traceback" not in errors
    assert_same_training(tmp_path, reference)


def test_machines_of_all_kinds_train(reference, stream, tmp_path, monkeypatch):  # noqa: F811
    """A home that is a file, a long TMPDIR, Latin-1, variables of other launchers, odd paths."""
    (tmp_path / "home").write_text("")
    odd = tmp_path / f"a path # with é and {'x' * 100}"
    odd.mkdir()
    for name, value in {
        "HOME": str(tmp_path / "home"), "TMPDIR": str(odd), "LC_ALL": "C", "PYTHONUTF8": "0",
        "PYTHONIOENCODING": "latin-1", "RANK": "3", "OMPI_COMM_WORLD_SIZE": "8",
        "SLURM_STEP_NUM_TASKS": "8", "SLURM_PTY_PORT": "4000",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    # The folder in which the project lies takes the place of the home's caches.
    # What it says is Latin-1, whatever this process reads.
    arguments = train_command(stream, odd, TRAINING)
    errors = finish(start(arguments, umask=0o077, cwd=odd, errors="replace"))
    assert "Traceback" not in errors
    assert_same_training(odd, reference)
