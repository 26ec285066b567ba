"""The exported checkpoints of a run: which are evaluated, and their models."""

import math
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sizewise.study.artifacts import read_manifest, verify_files
from sizewise.study.errors import StudyError
from sizewise.study.formats.names import checkpoint_folder, step_of

if TYPE_CHECKING:
    from transformers import PreTrainedModel


def exported_steps(training: Path) -> list[int]:
    """Steps with a checkpoint in the run's manifest, ascending. Raises StudyError if none."""
    found = {step_of(name) for name in read_manifest(training)["files"]}
    steps = sorted(found - {None})
    if not steps:
        raise StudyError(f"{training}: its manifest lists no checkpoint; run its training again")
    return steps


def choose_steps(exported: Iterable[int], count: int) -> list[int]:
    """`count` of the exported steps, evenly spaced in log(step), the last always among them.

    The targets are a geometric sequence from the first trained step to the last; each takes the
    nearest step (in log) that is still free, from the last downwards. Step 0 has learned nothing
    and is taken only where all exported steps are asked for.
    """
    steps = sorted(set(exported))
    if count >= len(steps):
        return steps
    free = [step for step in steps if step > 0]
    first, last = math.log(free[0]), math.log(free[-1])
    chosen = []
    for index in reversed(range(count)):
        target = last if count == 1 else first + (last - first) * index / (count - 1)
        nearest = min(free, key=lambda step: abs(math.log(step) - target))
        free.remove(nearest)
        chosen.append(nearest)
    return sorted(chosen)


def verify_checkpoints(training: Path, steps: Iterable[int]) -> dict[str, Any]:
    """Check every file of the named checkpoints and return the run's manifest.

    Raises StudyError naming the file that is missing, truncated or altered, and where two
    checkpoints hold the same weights (a suite was once published whose branches did).
    """
    manifest = read_manifest(training)
    weights: dict[str, str] = {}
    for step in steps:
        folder = checkpoint_folder(step)
        names = [name for name in manifest["files"] if name.startswith(f"{folder}/")]
        verify_files(training, names)
        for name in names:
            if name.endswith(".safetensors"):
                other = weights.setdefault(manifest["files"][name], name)
                if other != name:
                    raise StudyError(
                        f"{training / name}: the same weights as {other}; run the training again"
                    )
    return manifest


def load_model(folder: Path) -> "PreTrainedModel":
    """A checkpoint's model in its own number format, on the GPU if there is one."""
    import torch
    from transformers import AutoModelForCausalLM

    try:
        model = AutoModelForCausalLM.from_pretrained(
            str(folder), dtype="auto", use_safetensors=True, local_files_only=True
        )
    except (OSError, ValueError, RuntimeError) as error:
        reason = " ".join(str(error).split())
        raise StudyError(f"{folder}: no model ({reason}); run its training again") from None
    return model.to("cuda" if torch.cuda.is_available() else "cpu").eval()
