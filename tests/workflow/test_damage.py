"""Each artifact of a finished study, damaged: its next reader says so in one line, changes nothing.

`SIZEWISE_FUZZ=1 python -m pytest tests/workflow/test_damage.py` damages every file in every way; by
default each file is damaged in one.
"""

import io
import itertools
import os
import shutil
import subprocess
import sys
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from sizewise import cli
from sizewise.report.declarations import declared_claims, declared_tables

from tests.workflow.project import TINY, copy_of_study, environment, run

pytestmark = pytest.mark.slow

DAMAGES = ("truncated", "altered", "removed", "swapped", "empty")
# A manifest also states facts, which decide nothing; a run without one is a run that is not there.
OF_MANIFESTS = ("truncated", "swapped", "empty")
EVERY = "SIZEWISE_FUZZ" in os.environ
CHAPTERS = ("ladder", "knowledge", "sources", "public")


@pytest.fixture(scope="module")
def study(tiny_study, tmp_path_factory) -> Path:
    return copy_of_study(tiny_study, tmp_path_factory.mktemp("damaged") / "study")


@pytest.fixture(scope="module")
def commands(study) -> dict[str, list[str]]:
    """Arguments of each job's command, as Snakemake would start it now; by command and size."""
    done = run(study, sys.executable, "-m", "snakemake", "--cores", "2", "--configfile", TINY,
               "--dry-run", "--forceall", "--printshellcmds",
               "all", "evaluated", "probed")  # fmt: skip
    found = {}
    for line in (done.stdout + done.stderr).splitlines():
        if "python -m sizewise " not in line:
            continue
        # The shell takes the command apart, as it does for Snakemake.
        words = line.split("python -m sizewise ", 1)[1].split(" 2>&1 |")[0]
        told = subprocess.run(["bash", "-c", f"printf '%s\\0' {words}"], cwd=study,
                              env=environment(study), capture_output=True, check=True)  # fmt: skip
        argv = told.stdout.decode().split("\0")[:-1]
        options = dict(itertools.pairwise(argv))
        key = " ".join([argv[0], *argv[1:2]]) if not argv[1].startswith("-") else argv[0]
        found[" ".join(filter(None, [key, options.get("--size"), options.get("--chapter")]))] = argv
    return found


def reader(name: str) -> str | None:
    """The command that reads an artifact first; None where no job of this study does."""
    folder, *rest = Path(name).parts
    last = rest[-1] if rest else ""
    if folder in ("corpus", "world"):
        # Items of a family, and held-out text, are questions; the rest is training text.
        if "practice" in rest:  # what arms by reward are trained on, which this study has not
            return None
        questions = last == "held_out.jsonl" or "items" in rest
        return "evaluate 83k" if questions else "stream build"
    if folder == "stream":
        return "stream verify"
    if folder == "training" and "checkpoints" in rest:
        return f"probe {rest[1]}"
    if folder in ("training", "evaluation", "probes"):
        return "analyze"
    for chapter in CHAPTERS:
        path = Path("workflow/notebooks", f"{chapter}.py")
        tables = [f"{table}.parquet" for table in declared_tables(path)]
        claims = [f"analysis/claims/{claim}.json" for claim in declared_claims(path)]
        if name in (*tables, *claims):
            return f"report chapter {chapter}"
    return None


def damage(path: Path, how: str, other: Path) -> None:
    content = path.read_bytes()
    # Never written in place: the store has the same file by another name.
    path.unlink()
    if how == "truncated":
        # Of JSON the last byte is a line break, without which it says the same.
        path.write_bytes(content[:-2])
    elif how == "altered":
        middle = len(content) // 2
        path.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
    elif how == "swapped":
        shutil.copyfile(other, path)
    elif how == "empty":
        path.write_bytes(b"")


def everything(study: Path) -> dict[str, tuple[int, int]]:
    """Size and time of every file of results and pages, without logs."""
    files = [p for top in ("results", "reports") for p in (study / top).rglob("*") if p.is_file()]
    return {str(p): (p.stat().st_size, p.stat().st_mtime_ns) for p in files}


def say(argv: list[str]) -> tuple[int, str]:
    out, errors = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(errors):
        status = cli.main(argv)
    return status, errors.getvalue()


def test_a_damaged_artifact_is_one_line_and_changes_nothing(study, commands, monkeypatch):
    monkeypatch.chdir(study)
    monkeypatch.setenv("SIZEWISE_STORE", "")
    commands["stream verify"] = ["stream", "verify", "results/tiny/stream/main"]
    root = study / "results/tiny"
    names = sorted(str(p.relative_to(root)) for p in root.rglob("*") if p.is_file())
    cases = [
        (n, r) for n in names if (r := reader(n)) and not n.endswith((".snakemake_timestamp",))
    ]
    tried, wrong = Counter(), []
    for number, (name, job) in enumerate(cases):
        path, kept = root / name, study / "kept"
        kept.unlink(missing_ok=True)
        os.link(path, kept)
        content = path.read_bytes()
        alike = [root / n for n, _ in cases if Path(n).suffix == path.suffix]
        alike = [other for other in alike if other.read_bytes() != content]
        other = alike[number % len(alike)] if alike else study / "config.yaml"
        ways = OF_MANIFESTS if path.name == "manifest.json" else DAMAGES
        for how in ways if EVERY else [ways[number % len(ways)]]:
            damage(path, how, other)
            before = everything(study)
            status, errors = say(commands[job])
            lines = [line for line in errors.splitlines() if line.startswith("sizewise: ")]
            if (
                status == 0
                or len(lines) != 1
                or "Traceback" in errors
                or everything(study) != before
            ):
                wrong.append(f"{how} {name}, read by {job}: {status}, {errors[-300:]!r}")
            tried[how] += 1
            path.unlink(missing_ok=True)
            os.link(kept, path)
    print(dict(tried))
    assert not wrong, "\n".join(wrong)
    assert sum(tried.values()) >= 60
