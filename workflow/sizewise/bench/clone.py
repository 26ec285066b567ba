"""A newcomer's first quarter of an hour: from a fresh clone to the report, and what it leaves."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sizewise.study.artifacts import read_json
from sizewise.study.errors import StudyError
from sizewise.study.store import STORE_VARIABLE

INSIDE = ("workflow", "evaluation")
"""Parts of the benchmark that need a finished study, and are measured in the clone's own."""


def measure(study: str, size: str) -> Iterable[dict[str, Any]]:
    """Rows: seconds of installing and of everything up to the report, in a clone of HEAD.

    Then the rows and profiles of INSIDE, as the clone measures itself; `size` is the rung whose
    checkpoint is evaluated.

    With the Python that this environment was made of, by `make` as the README says it, without
    what the store or an environment of this checkout could lend. What the registry's wheels and
    compiled kernels have left in this machine's caches is used. Raises StudyError where this is no
    repository, and where a command fails.
    """
    environment = {
        name: value for name, value in os.environ.items()
        if name not in ("PYTHONPATH", "VIRTUAL_ENV")
    } | {STORE_VARIABLE: ""}  # fmt: skip
    own = str(Path(sys.executable).parent)
    environment["PATH"] = os.pathsep.join(
        part for part in environment["PATH"].split(os.pathsep) if part != own
    )
    python = getattr(sys, "_base_executable", sys.executable)
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder, "sizewise")
        _seconds(["git", "clone", "--quiet", str(Path.cwd()), str(clone)], environment)
        installing = _seconds(["make", "environment", f"PYTHON={python}"], environment, clone)
        yield _row("installing", installing)
        making = _seconds(["make", "study", f"STUDY={study}"], environment, clone)
        yield _row(f"to the report of study {study}", installing + making)
        inside = [".venv/bin/python", "-m", "sizewise", "bench", "--study", study, "--sizes", size]
        for part in INSIDE:
            inside += ["--only", part]
        _seconds([*inside, "--output", "bench/results.json"], environment, clone)
        measured = read_json(clone / "bench/results.json")
    yield from measured["rows"]
    for profile, parts in measured["profiles"].items():
        yield {"profile": profile, "parts": parts}


def _row(what: str, seconds: float) -> dict[str, Any]:
    return {"what": f"fresh clone: {what}", "value": seconds, "unit": "s", "compared_with": None}


def _seconds(command: list[str], environment: dict[str, str], folder: Path | None = None) -> float:
    began = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=environment, check=False, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    if done.returncode:
        raise StudyError(f"{' '.join(command[:2])} failed: {done.stdout.strip()[-300:]}")
    return time.perf_counter() - began
