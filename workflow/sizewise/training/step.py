"""The step: forward, backward, clip, update. `loop` takes it once for every batch."""

from typing import NamedTuple

import numpy as np
import torch

from sizewise.runs.hash_chain import sequence_digests
from sizewise.training.engine import Engine


class Stepped(NamedTuple):
    """What one process knows after a step; tensors are on the device, not waited for."""

    means: dict[str, torch.Tensor]
    """Means over this process's sequences by column of the log: `loss`, nats a token, and what
    else the network measures."""
    gradient_norm: torch.Tensor | float | None
    """Before clipping, over all sequences of the batch."""
    digests: list[bytes]
    """sha256 of each of this process's sequences, as it went into the model."""

    @property
    def loss(self) -> torch.Tensor:
        """Mean over this process's sequences, nats a token."""
        return self.means["loss"]


def train_step(engine: Engine, batch: np.ndarray, factor: float) -> Stepped:
    """Update the model on this process's rows of `batch` at `factor` times the peak rates.

    `batch` is int64 (sequences, tokens), the whole batch on every process. DeepSpeed's engine sums
    gradients over parts and processes and updates at the last part.
    """
    for group in engine.optimizer.param_groups:
        group["lr"] = group["peak"] * factor
    measured, digests = [], []
    parts = list(engine.split.parts(batch))
    for part in parts:
        digests += sequence_digests(part)
        loss = engine.forward(part)
        engine.backward(loss)
        measured.append(engine.measured)
        if part is not parts[-1]:
            engine.update()
    norm = engine.clip()
    engine.update()
    if norm is None:
        norm = engine.deepspeed.get_global_grad_norm()
    means = measured[0]
    if len(measured) > 1:
        means = {name: torch.stack([one[name] for one in measured]).mean() for name in means}
    return Stepped(means, norm, digests)
