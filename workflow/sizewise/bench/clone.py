"""A newcomer's first quarter of an hour: from a fresh clone to the report."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sizewise.study.errors import StudyError
from sizewise.study.store import STORE_VARIABLE


def measure(study: str) -> Iterable[dict[str, Any]]:
    """Rows: seconds of installing and of everything up to the report, in a clone of HEAD.

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
        making = _seconds(["make", "study", f"STUDY={study}"], environment, clone)
    yield {
        "what": "fresh clone: installing", "value": installing, "unit": "s", "compared_with": None
    }  # fmt: skip
    yield {
        "what": f"fresh clone: to the report of study {study}", "value": installing + making,
        "unit": "s", "compared_with": None,
    }  # fmt: skip


def _seconds(command: list[str], environment: dict[str, str], folder: Path | None = None) -> float:
    began = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=environment, check=False, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    if done.returncode:
        raise StudyError(f"{' '.join(command[:2])} failed: {done.stdout.strip()[-300:]}")
    return time.perf_counter() - began
