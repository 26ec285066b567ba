"""What `make bench` asks of a study that `make study` has made."""

import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from sizewise.bench import workflow
from sizewise.bench.clone import JOBS
from sizewise.bench.workflow import measure
from sizewise.study.errors import StudyError
from sizewise.tracking.provenance import Finished

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


def test_a_chapter_is_timed_once_whatever_it_leaves(monkeypatch):
    """Snakemake notes a job's times at each of its outputs."""
    monkeypatch.setattr(
        subprocess, "run",
        lambda *_, **__: SimpleNamespace(returncode=0, stdout="Nothing to be done", stderr=""),
    )  # fmt: skip
    of = {"one": 2.0, "two": 4.0, "three": 9.0}
    jobs = [
        Finished(f"reports/quick/{folder}{name}{end}", "chapter", 10.0, 10.0 + seconds)
        for name, seconds in of.items()
        for folder, end in (("notebooks/", ".ipynb"), ("", ".html"), ("zh/", ".html"))
    ]
    jobs.append(Finished("results/quick/training", "train", 0.0, 10.0))
    monkeypatch.setattr(workflow, "finished", lambda study: jobs)
    monkeypatch.setattr(workflow, "sampled", lambda command, phases: None)
    profiled = []
    monkeypatch.setattr(workflow, "_profile_of_chapter", lambda *told: profiled.append(told))
    measured = list(measure("quick"))
    rows = {row["what"]: row for row in measured if "what" in row}
    chapter = rows["workflow: a chapter"]
    assert (chapter["value"], chapter["low"], chapter["high"]) == (4.0, 2.0, 9.0)
    assert profiled == [("quick", "two")]
    share = rows["workflow: share of wall time without training, evaluation or corpus"]
    assert share["value"] == pytest.approx(9 / 19)
    (by_rule,) = [row["parts"] for row in measured if row.get("profile") == JOBS and "parts" in row]
    assert by_rule == [("chapter", pytest.approx(15 / 25)), ("train", pytest.approx(10 / 25))]
