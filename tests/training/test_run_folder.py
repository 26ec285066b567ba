"""One holder, one configuration."""

import os
import socket
import subprocess
import sys

import pytest
from sizewise.study.errors import StudyError
from sizewise.training.run_folder import RunFolder, differences

IDENTITY = {"training": {"learning_rate": 0.01}, "size": "25k", "seed": 0}


def test_other_configuration_is_refused_and_told_apart(tmp_path):
    RunFolder(tmp_path / "run", IDENTITY).release()
    (tmp_path / "run/log.jsonl").touch()
    changed = IDENTITY | {"training": {"learning_rate": 0.02}}
    with pytest.raises(StudyError, match=r"training\.learning_rate 0\.01, now 0\.02.*remove it"):
        RunFolder(tmp_path / "run", changed)
    RunFolder(tmp_path / "run", IDENTITY).release()


def test_a_start_that_left_nothing_binds_nobody(tmp_path):
    RunFolder(tmp_path / "run", IDENTITY).release()
    RunFolder(tmp_path / "run", IDENTITY | {"seed": 1}).release()


def test_a_strangers_folder_is_left_alone(tmp_path):
    (tmp_path / "thesis.tex").write_text("precious")
    with pytest.raises(StudyError, match=r"thesis\.tex"):
        RunFolder(tmp_path, IDENTITY)
    assert (tmp_path / "thesis.tex").read_text() == "precious"


def test_a_second_holder_hears_who_is_the_first(tmp_path):
    held = RunFolder(tmp_path, IDENTITY)
    second = (
        "from pathlib import Path; from sizewise.training.run_folder import RunFolder; "
        f"RunFolder(Path({str(tmp_path)!r}), {IDENTITY!r})"
    )
    done = subprocess.run([sys.executable, "-c", second], capture_output=True, text=True)
    assert f"pid {os.getpid()} on {socket.gethostname()}" in done.stderr.splitlines()[-1]
    held.remove()
    assert not tmp_path.exists()
    assert subprocess.run([sys.executable, "-c", second]).returncode == 0


def test_differences_name_leaves():
    old = {"a": {"b": 1, "c": 2}, "d": "x"}
    assert differences(old, old) == []
    assert differences(old, {"a": {"b": 1, "c": 3}}) == ["a.c 2, now 3", 'd "x", now null']
