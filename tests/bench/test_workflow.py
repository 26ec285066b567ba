"""What `make bench` asks of a study that `make study` has made."""

import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from sizewise.bench.workflow import measure
from sizewise.study.errors import StudyError

ROOT = Path(__file__).resolve().parents[2]


def test_a_study_is_named_as_make_names_it(monkeypatch):
    """Named otherwise, a job that notes its study's files is made again: nothing is not done."""
    asked = []

    def run(command, **_):
        asked.append(command)
        return SimpleNamespace(returncode=0, stdout="1 job was run", stderr="")

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(StudyError, match="study quick: not finished; run `make study` first"):
        list(measure("quick"))
    (command,) = asked
    made = "snakemake --profile local --configfile studies/$(STUDY).yaml"
    assert made in (ROOT / "Makefile").read_text(encoding="utf-8")
    assert " ".join(command[2:]) == made.replace("$(STUDY)", "quick")
