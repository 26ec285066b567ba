"""A newcomer's first quarter of an hour: from a fresh clone to the report, and what it leaves."""

import contextlib
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sizewise.study.artifacts import read_json
from sizewise.study.errors import StudyError
from sizewise.study.store import STORE_VARIABLE

INSIDE = ("workflow", "evaluation")
"""Parts of the benchmark that need a finished study, and are measured in the clone's own."""
INSTALLING = "installing"
JOBS = "the jobs of the study, by the time they take together"


def measure_installing() -> Iterable[dict[str, Any]]:
    """The row of installing in a clone of HEAD, and its profile: what `make environment` says.

    With the Python that this environment was made of, without what this checkout's environment
    could lend; the registry's wheels may lie in this machine's caches. Raises StudyError where this
    is no repository, and where a command fails.
    """
    with _clone() as (folder, environment):
        seconds, said = _made("environment", folder, environment)
    steps = {
        what: float(took) for what, took in re.findall(r"^environment: (.+), (.+) s$", said, re.M)
    }
    steps["all else"] = seconds - sum(steps.values())
    yield {"profile": INSTALLING, "parts": [(what, took / seconds) for what, took in steps.items()]}
    yield _row("installing", seconds) | {"profile": INSTALLING}


def measure(study: str, size: str) -> Iterable[dict[str, Any]]:
    """Rows: seconds of everything from a clone of HEAD up to the report; then those of INSIDE.

    As `measure_installing`, and without what the store could lend; compiled kernels may lie in this
    machine's cache. The clone measures INSIDE itself; `size` is the rung whose checkpoint is
    evaluated.
    """
    with _clone() as (folder, environment):
        installing, _ = _made("environment", folder, environment)
        making, _ = _made("study", folder, environment, f"STUDY={study}")
        yield _row(f"to the report of study {study}", installing + making) | {"profile": JOBS}
        inside = [".venv/bin/python", "-m", "sizewise", "bench", "--study", study, "--sizes", size]
        for part in INSIDE:
            inside += ["--only", part]
        _done([*inside, "--output", "bench/results.json"], folder, environment)
        measured = read_json(folder / "bench/results.json")
    yield from measured["rows"]
    for profile, parts in measured["profiles"].items():
        yield {"profile": profile, "parts": parts}


@contextlib.contextmanager
def _clone() -> Iterator[tuple[Path, dict[str, str]]]:
    """A clone of HEAD, and an environment in which nothing of this checkout is found."""
    own = str(Path(sys.executable).parent)
    environment = {
        name: value for name, value in os.environ.items()
        if name not in ("PYTHONPATH", "VIRTUAL_ENV")
    } | {STORE_VARIABLE: ""}  # fmt: skip
    path = environment["PATH"].split(os.pathsep)
    environment["PATH"] = os.pathsep.join(part for part in path if part != own)
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder, "sizewise")
        _done(["git", "clone", "--quiet", str(Path.cwd()), str(clone)], Path.cwd(), environment)
        yield clone, environment


def _made(goal: str, folder: Path, environment: dict[str, str], *rest: str) -> tuple[float, str]:
    """Seconds of `make goal` in a clone, as the README says it, and what it said."""
    python = getattr(sys, "_base_executable", sys.executable)
    began = time.perf_counter()
    said = _done(["make", goal, f"PYTHON={python}", *rest], folder, environment)
    return time.perf_counter() - began, said


def _row(what: str, seconds: float) -> dict[str, Any]:
    return {"what": f"fresh clone: {what}", "value": seconds, "unit": "s", "compared_with": None}


def _done(command: list[str], folder: Path, environment: dict[str, str]) -> str:
    """What a command said. Raises StudyError with its last words where it fails."""
    done = subprocess.run(
        command, cwd=folder, env=environment, check=False, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    if done.returncode:
        raise StudyError(f"{' '.join(command[:2])} failed: {done.stdout.strip()[-300:]}")
    return done.stdout
