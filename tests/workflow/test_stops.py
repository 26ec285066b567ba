"""Snakemake is told to stop while it trains: a state is saved or the last one whole; it goes on.

The training is halted (SIGSTOP) where it has taken a step and left its first lines, so that nothing
here depends on how fast this machine is.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sizewise.study.artifacts import read_json
from sizewise.study.store import STORE

from tests.reliability import tried
from tests.workflow.project import TINY, configure, copy_of_study, environment, halt, run

pytestmark = pytest.mark.slow

TRAINING = "results/tiny/training/ladder/83k/seed0"
HELD = "runs/tiny/ladder/83k/seed0"
COMMAND = (
    sys.executable, "-m", "snakemake", "--profile", "local", "--configfile", TINY, "--",
    f"{TRAINING}/manifest.json",
)  # fmt: skip


@pytest.fixture(scope="module")
def study(tiny_study, tmp_path_factory) -> Path:
    folder = copy_of_study(tiny_study, tmp_path_factory.mktemp("stopped") / "study")
    # Saves once an hour: what is saved is saved by the stop.
    configure(folder, training={"resume_seconds": 3600})
    return folder


class Halted:
    """Snakemake and the training that it runs, which is halted midway."""

    def __init__(self, study: Path) -> None:
        self.study, self.log = study, study / "snakemake.log"
        while (process := self._start()) is None:
            pass  # The training was over before it could be halted: once more.
        self.training = process

    def _start(self) -> int | None:
        for folder in (self.study / TRAINING, self.study / HELD, self.study / STORE / "train"):
            shutil.rmtree(folder, ignore_errors=True)
        with self.log.open("wb") as log:
            self.snakemake = subprocess.Popen(
                COMMAND, cwd=self.study, env=environment(self.study), stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        rows = self.study / HELD / "log.jsonl"
        while not (rows.is_file() and rows.stat().st_size):
            if self.snakemake.poll() is not None:
                assert self.snakemake.returncode == 0, self.said()
                return None
            time.sleep(0.01)
        process = halt(self.study / HELD / "holder.json")
        if process is None:
            self.snakemake.wait()
        return process

    def said(self) -> str:
        """What Snakemake and its jobs have said so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def wait_for(self, text: str) -> None:
        """Wait until Snakemake has said `text`."""
        while text not in self.said():
            assert self.snakemake.poll() is None, self.said()
            time.sleep(0.01)

    def to_group(self, name: str) -> None:
        """Send a signal to Snakemake and all its jobs, as a terminal does."""
        os.killpg(self.snakemake.pid, signal.Signals[name])

    def let_go(self) -> None:
        """Let the training go on, and wait until it and Snakemake have ended."""
        os.kill(self.training, signal.SIGCONT)
        assert self.snakemake.wait() != 0, self.said()
        while (self.study / HELD / "holder.json").exists():
            time.sleep(0.01)


def states(study: Path) -> list[str]:
    return [path.name for path in (study / HELD / "states").glob("step*")]


def goes_on(study: Path, tiny_study: Path, starts: int) -> None:
    """The same command ends with the bits of the training that nobody stopped."""
    run(study, *COMMAND)
    ours, undisturbed = (read_json(s / TRAINING / "manifest.json") for s in (study, tiny_study))
    assert ours["facts"]["weights_sha256"] == undisturbed["facts"]["weights_sha256"]
    assert ours["facts"]["starts"] == starts


def test_told_to_stop_alone_it_hands_the_signal_on(study, tiny_study):
    halted = Halted(study)
    halted.snakemake.terminate()
    halted.wait_for("sizewise: told to stop; trainings save their state")
    halted.let_go()
    assert "stopped by SIGTERM after step" in halted.said()
    assert "Traceback" not in halted.said()
    assert len(states(study)) == 1
    goes_on(study, tiny_study, starts=2)
    tried(SIGTERM=1)


@pytest.mark.parametrize("name", ["SIGINT", "SIGHUP"])
def test_ctrl_c_and_a_closed_terminal_save(study, tiny_study, name):
    halted = Halted(study)
    halted.to_group(name)
    halted.let_go()
    # What the training says is lost: `tee` has got the signal too.
    assert "Traceback" not in halted.said()
    assert len(states(study)) == 1
    goes_on(study, tiny_study, starts=2)
    tried(**{name: 1})


def test_ctrl_c_twice_loses_nothing(study, tiny_study):
    halted = Halted(study)
    halted.to_group("SIGINT")
    halted.wait_for("Terminating processes on user request")
    halted.to_group("SIGINT")
    halted.let_go()
    # The training got one of them or both: it saved, or it has its last state, which is none here.
    goes_on(study, tiny_study, starts=len(states(study)) + 1)
    tried(**{"SIGINT twice": 1})
