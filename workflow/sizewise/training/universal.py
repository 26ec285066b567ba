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

import torch
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
    groups = engine.optimizer.param_groups
    kept = [{key: value for key, value in g.items() if key != "params"} for g in groups]
    # DeepSpeed asks its configuration at the moment of loading, and nowhere before.
    engine._config.load_universal_checkpoint = True
    try:
        path, _ = engine.load_checkpoint(str(scratch), tag=_TAG)
    finally:
        engine._config.load_universal_checkpoint = False
    # Under stage 3 DeepSpeed (0.19) gives every group the hyperparameters of the first one, and
    # every part the same tensor of steps, which each then counts up. Ours are those of the recipe.
    for group, own in zip(engine.optimizer.param_groups, kept, strict=True):
        group.update(own)
    for part in engine.optimizer.optimizer.state.values():
        if torch.is_tensor(part.get("step")):
            part["step"] = part["step"].clone()
    processes.on_first(lambda: shutil.rmtree(scratch, ignore_errors=True))
    return path
