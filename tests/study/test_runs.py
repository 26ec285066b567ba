"""The key of a run."""

from pathlib import Path

from sizewise.study.runs import LADDER, Run


def test_a_run_names_its_folder_and_itself():
    run = Run(LADDER, "25k", 3)
    assert run.folder == Path("ladder/25k/seed3")
    assert run.label == "ladder 25k seed3"
