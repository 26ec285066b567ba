"""What happens at which step: the learning rate, and the exported checkpoints."""

import numpy as np

from sizewise.training.config import Training


def learning_rate_factor(step: int, n_steps: int, training: Training) -> float:
    """Factor on every group's peak rate for update `step` (1-based, up to `n_steps`).

    Warm-up, constant, linear decay ("WSD", Hu et al. 2024, arXiv 2404.06395): rises linearly over
    the first `warmup_share` of the steps, stays at one, falls linearly over the last
    `decay_share`. Never zero, so that every update changes the weights. Where the two shares
    overlap the lower ramp counts.
    """
    warmup = max(1, round(training.warmup_share * n_steps))
    decay = round(training.decay_share * n_steps)
    return min(1.0, step / warmup, (n_steps + 1 - step) / (decay + 1))


def checkpoint_steps(training: Training, n_steps: int) -> list[int]:
    """Steps whose weights are exported: 0, then log-spaced from the first one to `n_steps`.

    `training.checkpoints` of them; fewer where neighbours round to the same step.
    """
    first = min(training.checkpoint_first_step, n_steps)
    later = training.checkpoints - 1
    if later == 1:
        return [0, n_steps]
    spaced = np.geomspace(first, n_steps, later).round().astype(int)
    return sorted({0, n_steps, *spaced.tolist()})
