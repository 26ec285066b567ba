"""Who is told that Snakemake was told to stop: trainings that hold a run folder, nobody else."""

import os
import signal
import subprocess
import sys

import pytest
from sizewise.runs.folder import RunFolder
from sizewise.runs.stopping import under_way
from sizewise.study.artifacts import write_json

HOLDS = """
import signal, sys
from pathlib import Path
from sizewise.runs.folder import RunFolder
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
folder = RunFolder(Path(sys.argv[1]), {"config": {}, "packages": {}})
print("held", flush=True)
signal.sigwait([signal.SIGTERM])
folder.release()
print("told", flush=True)
"""
HANDS_ON = """
import signal, sys
from pathlib import Path
from sizewise.runs.stopping import HandOn
signal.signal(signal.SIGTERM, lambda number, frame: print("before", flush=True))
HandOn(Path(sys.argv[1]))
try:
    print("ready", flush=True)
    sys.stdin.readline()
except KeyboardInterrupt:
    print("interrupted", flush=True)
    sys.stdin.readline()
"""


def start(code: str, *arguments: str) -> subprocess.Popen:
    """A process that has said that it is ready."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout.readline().strip() in ("held", "ready"), process.stderr.read()
    return process


@pytest.fixture
def holder(tmp_path):
    process = start(HOLDS, str(tmp_path / "runs/ladder/25k/seed0"))
    yield process
    process.kill()
    process.communicate()


def test_who_holds_a_folder_is_under_way_until_it_leaves(tmp_path, holder):
    runs = tmp_path / "runs"
    assert list(under_way(runs)) == [holder.pid]
    holder.kill()
    holder.communicate()
    # Its name still stands there.
    assert (runs / "ladder/25k/seed0/holder.json").is_file()
    assert list(under_way(runs)) == []
    assert list(under_way(tmp_path / "nowhere")) == []


def test_a_name_without_a_lock_or_of_another_machine_is_nobody(tmp_path):
    left = tmp_path / "runs/left"
    RunFolder(left, {"config": {}, "packages": {}}).release()
    write_json(left / "holder.json", {"pid": os.getpid(), "host": os.uname().nodename})
    elsewhere = RunFolder(tmp_path / "runs/elsewhere", {"config": {}, "packages": {}})
    write_json(elsewhere.path / "holder.json", {"pid": os.getpid(), "host": "another"})
    broken = tmp_path / "runs/broken"
    broken.mkdir()
    (broken / "holder.json").write_text("{")
    assert list(under_way(tmp_path / "runs")) == []
    elsewhere.release()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_goes_to_trainings_and_to_who_had_it_before(tmp_path, holder, name):
    telling = start(HANDS_ON, str(tmp_path / "runs"))
    telling.send_signal(signal.Signals[name])
    assert telling.stdout.readline() == "before\n"
    assert holder.stdout.readline() == "told\n"
    # One that was still starting is told too.
    late = start(HOLDS, str(tmp_path / "runs/ladder/25k/seed1"))
    assert late.stdout.readline() == "told\n"
    _, said = telling.communicate("\n")
    assert said.startswith("sizewise: told to stop; ") and said.count("\n") == 1
    late.communicate()


def test_the_first_ctrl_c_interrupts_and_the_second_is_a_line(tmp_path):
    telling = start(HANDS_ON, str(tmp_path / "runs"))
    telling.send_signal(signal.SIGINT)
    assert telling.stdout.readline() == "interrupted\n"
    telling.send_signal(signal.SIGINT)
    said = telling.stderr.readline()
    assert said == "sizewise: waiting for the jobs under way, which were told too\n"
    telling.communicate("\n")
    assert telling.returncode == 0
