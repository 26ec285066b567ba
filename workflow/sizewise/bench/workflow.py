"""What the workflow itself costs: a start with nothing to do, a chapter, all that is not work."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sizewise.bench.clone import JOBS
from sizewise.bench.profiles import Phase, sampled
from sizewise.study.artifacts import read_json
from sizewise.study.errors import StudyError
from sizewise.study.store import STORE_VARIABLE
from sizewise.tracking.provenance import Finished, finished

NOOP_REPEATS = 5
# Rules whose time is the study itself; everything else, waiting included, is what it costs.
WORK = {
    "corpus", "world", "train", "train_largest", "train_on_nodes", "reward", "evaluate", "probe",
}  # fmt: skip
_START = "a start of Snakemake that finds nothing to do"
_CHAPTER = "a chapter"
_STARTED = [
    Phase("importing this package for the rules", r"(Snakefile|\.smk).*_find_and_load"),
    Phase("importing Snakemake, its plugins and their libraries", r"_find_and_load"),
    Phase("this study's rules: paths, sections and identities", r"sizewise/|Snakefile|\.smk"),
    Phase(
        "Snakemake: the graph of jobs and what of it is out of date", r"snakemake/(dag|jobs|rules)"
    ),
    Phase("Snakemake: command line, parsing, locks", r"snakemake/"),
]
_BUILT = [
    Phase("importing libraries", r"_find_and_load"),
    Phase("drawing: two widths in each language", r"report/figures/|matplotlib/"),
    Phase(
        "words, templates and numbers", r"report/messages|fluent|syntax/|jinja2/|report/templates"
    ),
    Phase("reading tables", r"report/tables|pandas/|pyarrow/"),
    Phase("the chapter's own code", r"sizewise/report|<module> \(\d+\.py"),
    Phase("papermill, nbconvert, the kernel", r"papermill|nbc|nbformat|jupy|kernel|IPython"),
]


def measure(study: str) -> Iterable[dict[str, Any]]:
    """Rows of the workflow's own time in the finished study `study`, and its profiles.

    Raises StudyError where the study is not finished.
    """
    seconds = []
    # As `make study` names it: Snakemake's own report is made again where it is named otherwise.
    command = ["-m", "snakemake", "--profile", "local", "--configfile", f"studies/{study}.yaml"]
    for _ in range(NOOP_REPEATS):
        began = time.perf_counter()
        done = subprocess.run([sys.executable, *command], capture_output=True, text=True)
        seconds.append(time.perf_counter() - began)
        if done.returncode or "Nothing to be done" not in done.stdout + done.stderr:
            raise StudyError(f"study {study}: not finished; run `make study` first")
    yield _row("nothing to be done", "s", seconds) | {"profile": _START}
    yield {"profile": _START, "parts": sampled(command, _STARTED)}
    jobs = finished(study)
    start, end = min(job.start for job in jobs), max(job.end for job in jobs)
    yield _row(f"study {study}, first job to last", "s", [end - start])
    chapters = {
        Path(job.output).stem: job.end - job.start
        for job in jobs if job.rule == "chapter" and job.output.endswith(".ipynb")
    }  # fmt: skip
    if chapters:
        yield _row("a chapter", "s", list(chapters.values())) | {"profile": _CHAPTER}
        middle = sorted(chapters, key=chapters.get)[len(chapters) // 2]
        yield {"profile": _CHAPTER, "parts": _profile_of_chapter(study, middle)}
    working = covered([(job.start, job.end) for job in jobs if job.rule in WORK])
    share = 1 - working / (end - start)
    yield _row("share of wall time without training, evaluation or corpus", "", [share]) | {
        "profile": JOBS
    }
    yield {"profile": JOBS, "parts": by_rule(jobs)}


def _row(what: str, unit: str, values: list[float]) -> dict[str, Any]:
    spread = {"low": min(values), "high": max(values)} if len(values) > 1 else {}
    return {
        "what": f"workflow: {what}", "value": statistics.median(values), "unit": unit,
        "compared_with": None,
    } | spread  # fmt: skip


def _profile_of_chapter(study: str, chapter: str) -> list[tuple[str, float]] | None:
    """Where the time of one chapter goes, which is built again beside the report."""
    import json

    results = Path("results", study)
    sections = read_json(results / "report" / f"{chapter}.json")["config"]
    with tempfile.TemporaryDirectory() as folder:
        command = [
            "-m", "sizewise", "report", "chapter", "--config", json.dumps(sections),
            "--chapter", chapter, "--claims", "claims.yaml", "--output", folder,
            "--manifest", str(Path(folder, "manifest.json")),
        ]  # fmt: skip
        for tables in ("analysis", "observation", "published"):
            command += [f"--{tables}", str(results / tables)]
        # Without the store, which has this very page.
        return sampled(
            command, _BUILT, waiting=r"select \(", environment=os.environ | {STORE_VARIABLE: ""}
        )


def by_rule(jobs: list[Finished]) -> list[tuple[str, float]]:
    """Pairs (rule, share of the time of all jobs), largest first; a job counts once.

    Jobs run beside each other, and the time of all together is more than passes on the clock.
    """
    seconds: Counter[str] = Counter()
    for rule, start, end in {(job.rule, job.start, job.end) for job in jobs}:
        seconds[rule] += end - start
    return [(rule, took / seconds.total()) for rule, took in seconds.most_common()]


def covered(intervals: list[tuple[float, float]]) -> float:
    """Seconds in which at least one of the intervals (start, end) runs."""
    total, reached = 0.0, float("-inf")
    for start, end in sorted(intervals):
        total += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return total
