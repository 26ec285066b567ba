"""Short trainings of one size at several learning rates: evidence that the base rates transfer."""

import math
import sys
from pathlib import Path
from typing import Any

from sizewise.runs.batches import open_stream
from sizewise.runs.processes import Processes
from sizewise.study.artifacts import read_manifest, write_json
from sizewise.study.errors import StudyError
from sizewise.study.work import contents
from sizewise.training.config import Training
from sizewise.training.engine import Engine
from sizewise.training.model import special_ids
from sizewise.training.network import DENSE, Network
from sizewise.training.schedule import learning_rate_factor
from sizewise.training.step import train_step

# The loss of one batch is noise; the last tenth of the steps is averaged.
LAST_SHARE = 0.1


def at_rate(training: Training, learning_rate: float) -> Training:
    """`training` with the base peak rate `learning_rate`; the embedding's keeps its ratio to it."""
    ratio = training.embedding_learning_rate / training.learning_rate
    return training.model_copy(
        update={
            "learning_rate": learning_rate,
            "embedding_learning_rate": learning_rate * ratio,
        }
    )


def sweep(
    *,
    training: Training,
    size: str,
    seed: int,
    stream: Path,
    learning_rates: list[float],
    steps: int,
    output: Path,
    processes: Processes,
    network: Network = DENSE,
) -> list[dict[str, Any]]:
    """Train `size` for `steps` at each rate from the same start; write and return the results.

    One row a rate: learning_rate (of the base shape), loss (nats a token, mean of the last tenth
    of the steps; null if it stopped being a number), first_loss. Each training has a whole
    schedule of `steps` steps. Nothing else is written.
    """
    tokens, vocabulary = open_stream(stream, processes)
    if not 1 <= steps <= tokens.layout.n_steps:
        raise StudyError(
            f"--steps {steps}: the stream {stream} has {tokens.layout.n_steps} steps; ask for "
            "1 to that many"
        )
    rows = []
    for rate in learning_rates:
        rated = at_rate(training, rate)
        engine = Engine(
            size=network.size_named(size),
            seed=seed,
            training=rated,
            layout=tokens.layout,
            vocabulary_size=vocabulary,
            special=special_ids(stream / "tokenizer"),
            processes=processes,
            network=network,
        )
        losses = []
        for step in range(steps):
            factor = learning_rate_factor(step + 1, steps, rated)
            losses.append(train_step(engine, tokens.batch(step), factor).loss)
        every = processes.gather([float(loss) for loss in losses])
        means = [math.fsum(values) / len(values) for values in zip(*every, strict=True)]
        last = means[-max(1, round(LAST_SHARE * steps)) :]
        final = math.fsum(last) / len(last)
        rows.append(
            {
                "learning_rate": rate,
                "loss": final if math.isfinite(final) else None,
                "first_loss": means[0],
            }
        )
        if processes.first:
            print(f"{size} seed{seed}  learning rate {rate:g}: loss {final:.4f}", file=sys.stderr)
    if processes.first:
        write_json(
            output,
            {
                "size": size,
                "seed": seed,
                "steps": steps,
                "base": {"d_model": training.base_d_model, "n_layer": training.base_n_layer},
                "stream_sha256": contents(read_manifest(stream), "shards/", "tokenizer/"),
                "rates": rows,
            },
        )
    return rows
