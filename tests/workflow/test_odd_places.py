"""A finished study in a folder that nobody may write to."""

import sys
from pathlib import Path

import pytest
from sizewise.study.artifacts import verify_files

from tests.disks import read_only
from tests.workflow.project import TINY, copy_of_study, run

pytestmark = pytest.mark.slow


@pytest.fixture
def study(tiny_study, tmp_path) -> Path:
    return copy_of_study(tiny_study, tmp_path / "study")


def test_a_finished_study_is_read_where_nothing_can_be_written(study):
    """All but what asks Snakemake, which keeps notes of its own even where it runs nothing."""
    sizewise = (sys.executable, "-m", "sizewise")
    with read_only(study):
        with pytest.raises(OSError, match=r"[Rr]ead-only|[Pp]ermission"):
            (study / "new").touch()
        for words, said in (
            (("status", "--configfile", TINY), "training        2 of 2"),
            (("stream", "verify", "results/tiny/stream/main"), ""),
        ):
            done = run(study, *sizewise, *words)
            assert said in done.stdout, done.stdout
            assert "Traceback" not in done.stderr
        page = study / "reports/tiny/index.html"
        assert "<title>" in page.read_text(encoding="utf-8")
        verify_files(study / "results/tiny/analysis")
        for words in (("-m", "snakemake", "--dry-run", "--configfile", TINY),
                      ("-m", "sizewise", "why", "--configfile", TINY)):  # fmt: skip
            done = run(study, sys.executable, *words, check=False)
            (line,) = [x for x in done.stderr.splitlines() if x.startswith("sizewise: ")]
            assert "may not be written" in line and "sizewise status" in line, line
            assert done.returncode == 2 and "Traceback" not in done.stdout + done.stderr
