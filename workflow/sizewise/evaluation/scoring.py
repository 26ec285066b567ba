"""Scores of one item from what the model said. Pure functions."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import log_softmax, xlogy


@dataclass(frozen=True, kw_only=True)
class ChoiceScore:
    """Scores of one multiple-choice item."""

    predicted: int
    """Index of the choice with the largest log-probability; the first of equals."""
    correct: bool
    """Whether that is the right one."""
    probability: float
    """Of the right choice, normalised over the choices (softmax of the log-probabilities)."""
    brier: float
    """Sum over choices of squared error of their probabilities, 0 to 2 (Brier 1950)."""
    margin: float | None
    """Nats between the right choice and the best wrong one; None where there is no other."""


def score_choices(log_probabilities: Sequence[float], answer: int) -> ChoiceScore:
    """Scores of summed log-probabilities (nats, one a choice), not normalised by length."""
    values = np.asarray(log_probabilities, dtype=np.float64)
    weights = np.exp(values - values.max())
    shares = weights / weights.sum()
    right = np.arange(len(values)) == answer
    wrong = values[~right]
    predicted = int(values.argmax())
    return ChoiceScore(
        predicted=predicted,
        correct=predicted == answer,
        probability=float(shares[answer]),
        brier=float(((shares - right) ** 2).sum()),
        margin=float(values[answer] - wrong.max()) if len(wrong) else None,
    )


def divergence(log_probabilities: Sequence[float], probabilities: Sequence[float]) -> float:
    """Kullback-Leibler divergence in nats of the model's shares of the choices from the true ones.

    The sum of p log(p / q): p the true `probabilities`, q the softmax of `log_probabilities`. A
    choice with p = 0 adds nothing (Kullback and Leibler 1951).
    """
    p = np.asarray(probabilities, dtype=np.float64)
    log_q = log_softmax(np.asarray(log_probabilities, dtype=np.float64))
    # Rounding can leave a sum just below 0.
    return max(0.0, float((xlogy(p, p) - p * log_q).sum()))


def edit_distance(left: str, right: str) -> int:
    """Least number of inserted, deleted or replaced characters (Levenshtein 1966).

    The columns of the table as bits of two numbers, what goes up by one and what down (Myers 1999,
    in the form of Hyyrö 2003).
    """
    if not left:
        return len(right)
    places: dict[str, int] = {}
    for place, character in enumerate(left):
        places[character] = places.get(character, 0) | 1 << place
    every, last = (1 << len(left)) - 1, 1 << len(left) - 1
    up, down, distance = every, 0, len(left)
    for character in right:
        match = places.get(character, 0)
        diagonal = (((match & up) + up) ^ up) | match | down
        across_up = down | ~(diagonal | up) & every
        across_down = up & diagonal
        distance += bool(across_up & last) - bool(across_down & last)
        across_up = across_up << 1 | 1
        up = (across_down << 1 | ~(diagonal | across_up)) & every
        down = across_up & diagonal & every
    return distance


def edit_similarity(generated: str, target: str) -> float:
    """1 for equal texts, 0 for texts without a character in common; outer blanks do not count."""
    generated, target = generated.strip(), target.strip()
    longest = max(len(generated), len(target))
    return 1.0 if longest == 0 else 1 - edit_distance(generated, target) / longest


def exact(generated: str, target: str) -> bool:
    """Whether the texts are equal, outer blanks aside."""
    return generated.strip() == target.strip()


def bits_per_byte(nats: float, n_bytes: int) -> float:
    """Bits a UTF-8 byte of a text whose negative log-likelihood is `nats`."""
    return nats / math.log(2) / n_bytes
