"""The objective: group-relative policy optimisation with a penalty on leaving the parent.

Shao et al. 2024 (DeepSeekMath, arXiv 2402.03300, section 4.1): a group of answers is drawn to every
question, an answer's advantage is its reward less the group's mean, over the group's standard
deviation, and the gradient is that of the advantage times the answer's log-probability. One update
is made for every drawing, as there, so that the ratio to the policy that drew is one and clipping
it has nothing to clip. The divergence from the parent is theirs too, with its sum over all labels
where they have an estimate from the drawn ones: the labels are few, and the estimate's gradient is
that of another divergence.

Without division by the deviation the maximum is known: of a reward r(a), a penalty of weight β and
a group of G answers, whose mean holds each of them, p(a) ∝ p0(a) exp((1 - 1/G) r(a) / β).
"""

import numpy as np
import torch

# Deviations below this share of a group's largest reward are rounding.
_ROUNDING = 1e-9


def advantages(rewards: np.ndarray, *, standardise: bool) -> np.ndarray:
    """(question, answer) advantages of `rewards` (question, answer), within each question.

    Zero in a group whose rewards are all the same: it says nothing about its answers.
    """
    centred = rewards - rewards.mean(axis=1, keepdims=True)
    deviation = rewards.std(axis=1, keepdims=True)
    varies = deviation > _ROUNDING * np.abs(rewards).max(axis=1, keepdims=True)
    if not standardise:
        return np.where(varies, centred, 0.0)
    return np.divide(centred, deviation, out=np.zeros_like(centred), where=varies)


def draw(log_probabilities: np.ndarray, uniform: np.ndarray) -> np.ndarray:
    """(question, answer) int64 labels, drawn with probabilities (question, label).

    `uniform` (question, answer) are the numbers in [0, 1) that decide: where two policies agree,
    equal numbers draw equal labels.
    """
    below = np.exp(np.asarray(log_probabilities, dtype=np.float64)).cumsum(axis=1)
    below /= below[:, -1:]
    return (uniform[:, :, None] >= below[:, None, :-1]).sum(axis=2)


def divergence(log_policy: torch.Tensor, log_parent: torch.Tensor) -> torch.Tensor:
    """(question,) Kullback-Leibler divergence of the policy from its parent, nats.

    Both are (question, label) log-probabilities.
    """
    return (log_policy.exp() * (log_policy - log_parent)).sum(dim=1)


def objective(
    log_policy: torch.Tensor,
    log_parent: torch.Tensor,
    answers: torch.Tensor,
    advantage: torch.Tensor,
    weight: float,
) -> torch.Tensor:
    """The loss to be made small, a scalar.

    `log_policy` and `log_parent` are (question, label), `answers` and `advantage` (question,
    answer), `weight` is the penalty's.
    """
    chosen = log_policy.gather(1, answers)
    gain = ((chosen - chosen.detach()).exp() * advantage).mean()
    return weight * divergence(log_policy, log_parent).mean() - gain
