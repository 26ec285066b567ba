"""A state that one number of processes wrote, taken up by another.

Under ZeRO every process keeps its part of the optimizer, so a state is of as many parts as there
were processes. DeepSpeed's universal checkpoints (Lian et al. 2024, arXiv 2406.18820) put the parts
of each parameter together again; every process then takes its own.
"""

import argparse
import contextlib
import io
import shutil
from pathlib import Path

from deepspeed.checkpoint import ds_to_universal
from deepspeed.runtime.engine import DeepSpeedEngine

from sizewise.runs.processes import Processes

TAG = "deepspeed"
"""Folder of DeepSpeed's files inside a state."""
_TAG = "universal"


def _convert(state: Path, scratch: Path) -> None:
    """Put the parts in `state` together in `scratch`. DeepSpeed talks about every step of it."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    asked = argparse.Namespace(
        input_folder=str(state), output_folder=str(scratch / _TAG), num_extract_workers=1,
        num_merge_workers=1, keep_temp_folder=False, strict=True, inject_missing_state=True,
    )  # fmt: skip
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        ds_to_universal.main(asked)


def load_universal(
    engine: DeepSpeedEngine, state: Path, scratch: Path, processes: Processes
) -> str | None:
    """Load DeepSpeed's files in `state`, whoever wrote them; None where there are none.

    They are converted in `scratch`, which every process must see. Every process must call it.
    """
    processes.on_first(lambda: _convert(state, scratch))
    # DeepSpeed asks its configuration at the moment of loading, and nowhere before.
    engine._config.load_universal_checkpoint = True
    try:
        path, _ = engine.load_checkpoint(str(scratch), tag=_TAG)
    finally:
        engine._config.load_universal_checkpoint = False
    processes.on_first(lambda: shutil.rmtree(scratch, ignore_errors=True))
    return path
