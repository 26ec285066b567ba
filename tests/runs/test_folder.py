"""One holder, one configuration."""

import os
import socket
import subprocess
import sys

import pytest
from sizewise.runs.folder import RunFolder
from sizewise.study.errors import StudyError

IDENTITY = {
    "config": {"training": {"learning_rate": 0.01}, "size": "25k", "seed": 0},
    "packages": {"torch": "2.13.0"},
}


def test_another_identity_is_refused_in_one_line_that_tells_them_apart(tmp_path):
    path = tmp_path / "run"
    RunFolder(path, IDENTITY).release()
    (path / "log.jsonl").touch()
    with pytest.raises(StudyError) as refused:
        RunFolder(path, IDENTITY | {"packages": {"torch": "2.13.1"}})
    assert str(refused.value) == (
        f"{path}: left by another training (torch 2.13.0 → 2.13.1); remove {path} to start anew, "
        "or restore what differs to go on"
    )
    RunFolder(path, IDENTITY).release()


def test_a_start_that_left_nothing_binds_nobody(tmp_path):
    RunFolder(tmp_path / "run", IDENTITY).release()
    RunFolder(tmp_path / "run", {"packages": {}}).release()


def test_a_strangers_folder_is_left_alone(tmp_path):
    (tmp_path / "thesis.tex").write_text("precious")
    with pytest.raises(StudyError, match=r"thesis\.tex"):
        RunFolder(tmp_path, IDENTITY)
    assert (tmp_path / "thesis.tex").read_text() == "precious"


def test_a_second_holder_hears_who_is_the_first(tmp_path):
    held = RunFolder(tmp_path, IDENTITY)
    second = (
        "from pathlib import Path; from sizewise.runs.folder import RunFolder; "
        f"RunFolder(Path({str(tmp_path)!r}), {IDENTITY!r})"
    )
    done = subprocess.run([sys.executable, "-c", second], capture_output=True, text=True)
    assert f"pid {os.getpid()} on {socket.gethostname()}" in done.stderr.splitlines()[-1]
    held.remove()
    assert not tmp_path.exists()
    assert subprocess.run([sys.executable, "-c", second]).returncode == 0
