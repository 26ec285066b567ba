"""Exported checkpoints: safetensors, config and tokenizer, in the hub's layout."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import torch
from safetensors import SafetensorError
from transformers import AutoModelForCausalLM, PreTrainedModel
from transformers.utils.logging import disable_progress_bar

from sizewise.runs.processes import Processes
from sizewise.study.artifacts import sha256_of, sha256_of_json
from sizewise.study.errors import StudyError, one_line
from sizewise.study.formats.names import checkpoint_name

# Bars for files that take milliseconds would tear the progress lines apart.
disable_progress_bar()


class Exportable(Protocol):
    """A model under training, as an export needs it."""

    processes: Processes
    model: PreTrainedModel

    def weights(self) -> dict[str, torch.Tensor]:
        """Every weight on CPU; whole on the first process. Every process calls it."""
        ...

    def logits(self, ids: torch.Tensor) -> torch.Tensor | None:
        """Logits for `ids` (sequences, tokens); None where no process holds the model whole."""
        ...


def weights_hash(folder: Path) -> str:
    """sha256 of a checkpoint's weights (of the list of hashes where they fill several files)."""
    hashes = {file.name: sha256_of(file) for file in sorted(folder.glob("*.safetensors"))}
    return next(iter(hashes.values())) if len(hashes) == 1 else sha256_of_json(hashes)


def _check_reopened(
    folder: Path, model: PreTrainedModel, weights: dict, logits: torch.Tensor | None, ids
) -> None:
    """Open the checkpoint as a reader would and compare, bit for bit."""
    dtype = next(iter(weights.values())).dtype
    reopened = AutoModelForCausalLM.from_pretrained(folder, dtype=dtype)
    state = reopened.state_dict()
    if state.keys() != weights.keys():
        raise AssertionError(f"{folder}: holds other parameters than the model")
    for name, tensor in weights.items():
        if not torch.equal(state[name], tensor):
            raise AssertionError(f"{folder}: {name} differs from the model's")
    if logits is not None:
        reopened.to(logits.device)
        with torch.no_grad():
            if not torch.equal(reopened(input_ids=ids.to(logits.device)).logits, logits):
                raise AssertionError(f"{folder}: gives other logits than the model")


def export(
    trained: Exportable, folder: Path, step: int, tokenizer: Path, *, compare_logits: bool
) -> Path:
    """Write the checkpoint of `step` under `folder`, whole or not at all; return its path.

    It is re-opened with `AutoModelForCausalLM` and its weights compared with the live ones; with
    `compare_logits` also the logits of one short sequence. Every process must call it. Raises
    StudyError where it cannot be written (disk full).
    """
    weights = trained.weights()
    final = folder / checkpoint_name(step)
    if not trained.processes.first:
        return final
    part = folder / f".{final.name}.part"
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        trained.model.save_pretrained(part, state_dict=dict(weights))  # it empties the mapping
        for file in sorted(path for path in tokenizer.iterdir() if path.is_file()):
            shutil.copyfile(file, part / file.name)
    except (OSError, SafetensorError) as error:
        shutil.rmtree(part, ignore_errors=True)
        earlier = sorted(folder.glob("step*"))[-1:] or ["none"]
        raise StudyError(
            f"{final}: cannot write the checkpoint ({one_line(error)}); last good checkpoint: "
            f"{earlier[0]}; free space and run again to go on"
        ) from None
    ids = torch.arange(16)[None] % trained.model.config.vocab_size
    logits = trained.logits(ids) if compare_logits else None
    _check_reopened(part, trained.model, weights, logits, ids)
    shutil.rmtree(final, ignore_errors=True)
    part.replace(final)
    return final


def distinct_weights(checkpoints: Iterable[Path]) -> dict[str, str]:
    """sha256 of each checkpoint's weights, by folder name. Raises StudyError if two are equal."""
    hashes: dict[str, str] = {}
    for folder in checkpoints:
        digest = weights_hash(folder)
        for name, other in hashes.items():
            if other == digest:
                raise StudyError(
                    f"{folder}: holds the same weights as {name}, so training did not move them; "
                    "check training.learning_rate and remove the run folder"
                )
        hashes[folder.name] = digest
    return hashes
