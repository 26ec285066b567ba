"""The exported checkpoints of a run, opened so that attention weights and residuals are seen."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, PreTrainedModel

from sizewise.study.artifacts import read_manifest, verify_files
from sizewise.study.errors import StudyError
from sizewise.study.formats.names import checkpoint_folder, step_of


def exported(training: Path) -> dict[int, Path]:
    """Folders of the run's checkpoints by step, ascending, every file checked.

    Raises StudyError naming a file that is missing, truncated or altered, and where there is no
    checkpoint.
    """
    names = [name for name in read_manifest(training)["files"] if step_of(name) is not None]
    if not names:
        raise StudyError(f"{training}: its manifest lists no checkpoint; run its training again")
    verify_files(training, names)
    steps = sorted({step_of(name) for name in names})
    return {step: training / checkpoint_folder(step) for step in steps}


def load_model(folder: Path) -> PreTrainedModel:
    """A checkpoint's model in its own number format, on the GPU if there is one.

    Attention is computed the plain way ("eager"): the fast kernels never form the weights.
    """
    try:
        model = AutoModelForCausalLM.from_pretrained(
            str(folder), dtype="auto", use_safetensors=True, local_files_only=True,
            attn_implementation="eager",
        )  # fmt: skip
    except (OSError, ValueError, RuntimeError) as error:
        reason = " ".join(str(error).split())
        raise StudyError(f"{folder}: no model ({reason}); run its training again") from None
    return model.to("cuda" if torch.cuda.is_available() else "cpu").eval()


@contextmanager
def residual_stream(model: PreTrainedModel) -> Iterator[list[torch.Tensor]]:
    """Collects the residual stream behind every block while the model runs.

    Yields a list that a forward pass fills with one tensor a block, (sequences, tokens, d_model).
    Each is what the next block reads, the last one what the final norm reads; transformers'
    `hidden_states` would give the last one only behind that norm.
    """
    base, seen = model.base_model, []
    readers = [*base.layers[1:], base.norm]
    hooks = [
        reader.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0]))
        for reader in readers
    ]
    try:
        yield seen
    finally:
        for hook in hooks:
            hook.remove()
