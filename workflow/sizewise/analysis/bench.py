"""Speed and memory of the analysis on a fake desk tier, in a process of its own."""

import importlib
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from sizewise.study.errors import StudyError
from sizewise.study.store import STORE_VARIABLE

SIZES = ("25k", "83k", "233k", "792k", "2.7M", "4.8M")
SEEDS = (0, 1, 2)
CHECKPOINTS = 12
ITEMS = 200
RESAMPLES = 2000


def _run(command: list[str]) -> tuple[float, resource.struct_rusage]:
    """Seconds of `command`, and what this one process used: others of the benchmark ended before.

    Raises StudyError where it fails.
    """
    with tempfile.TemporaryFile("w+") as said:
        began = time.perf_counter()
        # Without the store: a second benchmark would find what the first one kept, in a second.
        environment = os.environ | {STORE_VARIABLE: ""}
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said, env=environment)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise StudyError(f"analysis of the fake desk tier failed: {said.read().strip()[-300:]}")
    return seconds, used


def measure() -> list[dict[str, Any]]:
    """Rows (what, value, unit, compared_with): seconds and peak memory of `sizewise analyze`.

    Processor time stands beside the time on the clock, for a machine that has other work.

    The results are those of tests/synthetic.py: six sizes, three seeds, twelve checkpoints, ten
    families of about 200 items, 2,000 resamples. Nothing was trained. Raises StudyError outside of
    the repository's root, and where the analysis fails.
    """
    root = Path.cwd()
    if not (root / "tests" / "synthetic.py").is_file():
        raise StudyError(f"{root}: tests/synthetic.py is missing; run the benchmark at the root")
    sys.path.insert(0, str(root))
    synthetic = importlib.import_module("tests.synthetic")
    steps = [round(8 * (3000 / 8) ** (i / (CHECKPOINTS - 1))) for i in range(CHECKPOINTS)]
    with tempfile.TemporaryDirectory() as folder:
        study = synthetic.make_results(
            Path(folder) / "R", sizes=SIZES, seeds=SEEDS, steps=steps, items=ITEMS,
            families=synthetic.ALL_FAMILIES, bootstrap_samples=RESAMPLES,
        )  # fmt: skip
        command = [
            sys.executable, "-m", "sizewise", "analyze", "--config", study.config,
            "--results", str(study.root), "--claims", "claims.yaml", "--data", "data",
            "--output", str(Path(folder) / "analysis"),
        ]  # fmt: skip
        seconds, used = _run(command)
    what = "analysis: fake desk tier"
    return [
        {"what": what, "value": seconds, "unit": "s", "compared_with": None},
        {"what": f"{what}, processor time", "value": used.ru_utime + used.ru_stime, "unit": "s",
         "compared_with": None},
        {"what": f"{what}, peak memory", "value": used.ru_maxrss * 1024 / 1e9, "unit": "GB",
         "compared_with": None},
    ]  # fmt: skip
