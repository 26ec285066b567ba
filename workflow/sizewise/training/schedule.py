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
    warmup = warmup_steps(n_steps, training)
    decay = round(training.decay_share * n_steps)
    return min(1.0, step / warmup, (n_steps + 1 - step) / (decay + 1))


def warmup_steps(n_steps: int, training: Training) -> int:
    """Steps in which the rate rises."""
    return max(1, round(training.warmup_share * n_steps))


def end_step(share: float | None, n_steps: int) -> int:
    """The last step of a training that ends at a share of `n_steps`; None for all of them."""
    return n_steps if share is None else max(1, round(share * n_steps))


def fork_step(share: float, n_steps: int, training: Training) -> int:
    """The last step at which a training that ends at a share of `n_steps` has the full rate.

    Until then it is the training of all steps, as long as the warm-up is over by then.
    """
    end = end_step(share, n_steps)
    return end - round(training.decay_share * end)


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
