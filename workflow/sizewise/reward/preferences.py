"""A reward learned from few noisy preferences (Bradley and Terry 1952, Biometrika 39:324).

A preference is about one question and two labels, one of them the likeliest; the answer that is
preferred is that one with the probability `agreement`. So the true reward of the Bradley-Terry
model is ln(agreement / (1 - agreement)) for the likeliest label and nothing for the others: but for
a factor the exact reward. What a learned reward lacks is data, and what can be read from the
judge's states.
"""

from dataclasses import dataclass

import numpy as np
import scipy

# Penalties on the weights among which the preferences themselves choose, and parts they are
# divided into for that.
_PENALTIES = tuple(10.0**power for power in range(-4, 2))
_FOLDS = 5


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """Pairs of labels, of which one is preferred."""

    question: np.ndarray
    """(preference,) int64."""
    preferred: np.ndarray
    """(preference,) int64 label."""
    other: np.ndarray
    """(preference,) int64 label."""

    def __len__(self) -> int:
        return len(self.question)

    def part(self, mask: np.ndarray) -> "Preferences":
        """Those of `mask`."""
        return Preferences(
            question=self.question[mask], preferred=self.preferred[mask], other=self.other[mask]
        )


def draw_preferences(
    rng: np.random.Generator, right: np.ndarray, labels: int, *, count: int, agreement: float
) -> Preferences:
    """`count` preferences about different questions, whose likeliest labels are `right`."""
    question = rng.choice(len(right), count, replace=False)
    best = right[question]
    worse = (best + rng.integers(1, labels, count)) % labels
    agrees = rng.random(count) < agreement
    return Preferences(
        question=question,
        preferred=np.where(agrees, best, worse),
        other=np.where(agrees, worse, best),
    )


def fit(features: np.ndarray, labels: int, told: Preferences, penalty: float) -> np.ndarray:
    """(label, width) weights of a linear reward: most likely given `told`, less a penalty.

    `features` (question, width). The mean of -log P(preferred) plus penalty / 2 times the weights'
    squares is convex, so its minimum is one.
    """
    x, n = features[told.question], len(told)
    rows = np.arange(labels)[:, None]
    signs = (rows == told.preferred).astype(float) - (rows == told.other)

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(labels, -1)
        lead = (signs * (weights @ x.T)).sum(axis=0)
        value = np.logaddexp(0, -lead).mean() + penalty / 2 * (flat @ flat)
        slope = -(signs * scipy.special.expit(-lead)) @ x / n
        return value, slope.ravel() + penalty * flat

    start = np.zeros(labels * features.shape[1])
    found = scipy.optimize.minimize(
        loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 2000, "ftol": 1e-12}
    )
    return found.x.reshape(labels, -1)


def unlikelihood(features: np.ndarray, weights: np.ndarray, told: Preferences) -> float:
    """Mean of -log P(preferred), nats."""
    rewards = features @ weights.T
    lead = rewards[told.question, told.preferred] - rewards[told.question, told.other]
    return float(np.logaddexp(0, -lead).mean())


def prepared(states: np.ndarray) -> np.ndarray:
    """States (question, width) with mean 0 and variance 1, and a column of ones beside them."""
    spread = states.std(axis=0)
    scaled = (states - states.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    return np.hstack([scaled / np.sqrt(states.shape[1]), np.ones((len(states), 1))])


def learned_rewards(states: np.ndarray, labels: int, told: Preferences) -> tuple[np.ndarray, float]:
    """Rewards (question, label) learned from `told`, and the penalty that they chose.

    The penalty is that under which preferences that a fit has not seen are likeliest.
    """
    features = prepared(states)
    fold = np.arange(len(told)) % _FOLDS
    losses = [
        np.mean([
            unlikelihood(features, fit(features, labels, told.part(fold != f), penalty),
                         told.part(fold == f))
            for f in range(_FOLDS)
        ])
        for penalty in _PENALTIES
    ]  # fmt: skip
    penalty = _PENALTIES[int(np.argmin(losses))]
    return features @ fit(features, labels, told, penalty).T, penalty
