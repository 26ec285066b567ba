"""What `make bench` asks of a study that `make study` has made."""

import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from sizewise import bench
from sizewise.study.errors import StudyError

ROOT = Path(__file__).resolve().parents[1]


def test_a_study_is_named_as_make_names_it(monkeypatch):
    """Named otherwise, a job that notes its study's files is made again: nothing is not done."""
    asked = []

    def run(command, **_):
        asked.append(command)
        return SimpleNamespace(returncode=0, stdout="1 job was run", stderr="")

    monkeypatch.setattr(subprocess, "run", run)
    settings = bench.Settings(study="quick", sizes=["83k"], steps=1, threads=1)
    with pytest.raises(StudyError, match="study quick: not finished; run `make study` first"):
        list(bench._workflow(settings))
    (command,) = asked
    made = "snakemake --profile local --configfile studies/$(STUDY).yaml"
    assert made in (ROOT / "Makefile").read_text(encoding="utf-8")
    assert " ".join(command[2:]) == made.replace("$(STUDY)", "quick")


def test_what_needs_a_finished_study_is_measured_first():
    """A missing one is said at once and not after ten minutes of trainings."""
    assert list(bench._PARTS)[:2] == ["workflow", "evaluation"]
