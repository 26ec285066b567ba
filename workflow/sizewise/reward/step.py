"""The update: draw answers, reward them, move. `loop` takes it once for every batch."""

from typing import NamedTuple

import numpy as np
import torch

from sizewise.reward.config import Reward
from sizewise.reward.engine import Engine
from sizewise.reward.objective import advantages, divergence, draw, objective
from sizewise.runs.hash_chain import sequence_digests


class Updated(NamedTuple):
    """What one process knows after an update; tensors are on the device, not waited for."""

    means: dict[str, torch.Tensor]
    """Means over this process's questions, by column of the log."""
    gradient_norm: torch.Tensor
    digests: list[bytes]
    """sha256 of each of this process's questions, as they went into the model."""


def reward_step(
    engine: Engine, reward: Reward, rewards: np.ndarray, asked: np.ndarray, uniform: np.ndarray
) -> Updated:
    """Update the policy on this process's part of the questions `asked`.

    `rewards` (question, label) are those of all questions, `asked` (batch,) their numbers and
    `uniform` (batch, answer) what draws the answers, whole on every process.
    """
    mine = asked[engine.split.rows]
    log_policy = engine.answers(mine)
    now = log_policy.detach()
    answers = draw(now.cpu().numpy(), uniform[engine.split.rows])
    given = np.take_along_axis(rewards[mine], answers, axis=1)
    advantage = advantages(given, standardise=reward.standardise)
    device = now.device
    log_parent = engine.parent[torch.from_numpy(mine).to(device)]
    loss = objective(
        log_policy,
        log_parent,
        torch.from_numpy(answers).to(device),
        torch.from_numpy(advantage).float().to(device),
        reward.divergence_weight,
    )
    norm = engine.update(loss)
    shares = now.exp()
    paid = torch.from_numpy(rewards[mine]).float().to(device)
    right = torch.from_numpy(engine.questions.exact_rewards[mine]).float().to(device)
    means = {
        "loss": loss.detach(),
        "reward": (shares * paid).sum(dim=1).mean(),
        "right": (shares * right).sum(dim=1).mean(),
        "divergence": divergence(now, log_parent).mean(),
        "entropy": -(shares * now).sum(dim=1).mean(),
        "silent": torch.tensor(float((advantage == 0).all(axis=1).mean()), device=device),
    }
    return Updated(means, norm, sequence_digests(engine.questions.ids[mine]))
