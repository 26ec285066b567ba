"""The end of a training: its table, its manifest, and everything moved to the output folder."""

import shutil
import statistics
from pathlib import Path
from typing import Any, NamedTuple

import torch

from sizewise.runs.exports import distinct_weights
from sizewise.runs.log import read_rows, write_table
from sizewise.runs.outputs import link_tree, move_into_place, outputs_of
from sizewise.runs.position import Position
from sizewise.training.job import CHECKPOINTS, FORKS
from sizewise.training.setup import Setup


class Ended(NamedTuple):
    """A training that has taken its last step."""

    setup: Setup
    position: Position
    seconds: float
    """What the training took, over all its starts."""
    seconds_before_first_step: float
    """What the last start took until it trained."""


def write_outputs(ended: Ended) -> None:
    """Write the outputs into the run folder, and move them to where the job wants them.

    Only the first process calls it. Raises StudyError where they cannot be written; the run folder
    keeps the training.
    """
    job, whole = ended.setup.job, ended.setup.job.runs / "output"
    rows = read_rows(job.runs / "log.jsonl")
    first = ended.position.first_step
    if [row["step"] for row in rows] != list(range(first, ended.setup.n_steps + 1)):
        raise AssertionError(f"{job.runs}/log.jsonl: steps missing or repeated")
    with outputs_of(job.runs, job.output):
        _write(ended, rows, whole)
        move_into_place(whole, job.output)


def _write(ended: Ended, rows: list[dict], whole: Path) -> None:
    checkpoints = list(ended.setup.exports.values())
    shutil.rmtree(whole, ignore_errors=True)
    whole.mkdir()
    hashes = distinct_weights(checkpoints)
    (whole / CHECKPOINTS).mkdir()
    for folder in checkpoints:
        link_tree(folder, whole / CHECKPOINTS / folder.name)
    for folder in ended.setup.forks.values():
        link_tree(folder, whole / FORKS / folder.name)
    write_table(rows, whole / "log.parquet")
    ended.setup.work.end(
        [path for path in whole.rglob("*") if path.is_file()],
        _facts(ended, rows, hashes),
        made_in=whole,
    )


def _facts(ended: Ended, rows: list[dict], hashes: dict[str, str]) -> dict[str, Any]:
    setup = ended.setup
    size, layout, processes = setup.job.size, setup.layout, setup.processes
    vocabulary = setup.engine.model.config.vocab_size
    trained = len(rows) * layout.batch_tokens
    return {
        "size": size.model_dump(mode="json"),
        "parameters": size.counts(vocabulary).model_dump(),
        "vocabulary_size": vocabulary,
        "sequence_length": layout.sequence_length,
        "training_flops": trained
        * size.training_flops_per_token(vocabulary, layout.sequence_length),
        "steps": setup.n_steps,
        "tokens": setup.n_steps * layout.batch_tokens,
        "first_step": ended.position.first_step,
        "chain": ended.position.chain.hex(),
        "loss": rows[-1]["loss"],
        "weights_sha256": hashes,
        "processes": processes.world,
        "device": processes.device.partition(":")[0],
        "threads": torch.get_num_threads(),
        "compiled": setup.engine.compiled,
        "starts": ended.position.starts,
        "seconds": round(ended.seconds, 2),
        "seconds_before_first_step": round(ended.seconds_before_first_step, 2),
        "tokens_per_second": statistics.median(row["tokens_per_second"] for row in rows),
    }
