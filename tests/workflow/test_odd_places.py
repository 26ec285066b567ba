"""A study on disks that are full, or that nobody may write to."""

import shutil
import sys
from pathlib import Path

import pytest
from sizewise.study.artifacts import read_json, verify_files
from sizewise.study.store import STORE_VARIABLE

from tests.disks import full, read_only, small_disk
from tests.workflow.project import TINY, copy_of_study, run

pytestmark = pytest.mark.slow

RUN = "ladder/25k/seed0"
MADE = (
    "results/tiny/world/main/manifest.json", f"results/tiny/training/{RUN}/manifest.json",
    f"results/tiny/evaluation/{RUN}/manifest.json", "reports/tiny/ladder.html",
)  # fmt: skip


@pytest.fixture
def study(tiny_study, tmp_path) -> Path:
    return copy_of_study(tiny_study, tmp_path / "study")


def made(manifest: Path) -> dict[str, str]:
    """Hashes of what a job made, but for the log of a training, which holds its speed."""
    return {k: v for k, v in read_json(manifest)["files"].items() if k != "log.parquet"}


def test_no_job_needs_a_folder_for_temporary_files(study, tiny_study, tmp_path):
    """World, training, evaluation and a chapter, made anew where TMPDIR has no byte left."""
    folders = [
        "results/tiny/world",
        f"results/tiny/training/{RUN}",
        f"results/tiny/evaluation/{RUN}",
    ]
    for folder in folders:
        shutil.rmtree(study / folder)
    (study / "reports/tiny/ladder.html").unlink()
    with small_disk(tmp_path / "temporary", 1) as disk, full(disk):
        done = run(
            study, sys.executable, "-m", "snakemake", *MADE,
            "--profile", "local", "--configfile", TINY,
            TMPDIR=str(disk), **{STORE_VARIABLE: ""},
        )  # fmt: skip
        assert [path.name for path in disk.iterdir()] == ["filler"]
    assert "Traceback" not in done.stdout + done.stderr
    for folder in folders:
        for manifest in sorted((tiny_study / folder).rglob("manifest.json")):
            assert made(study / manifest.relative_to(tiny_study)) == made(manifest), manifest
    assert (study / "reports/tiny/ladder.html").is_file()


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
