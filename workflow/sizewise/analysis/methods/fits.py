"""Scaling laws with a floor: L = E + A / N^alpha, and L = E + A / N^alpha + B / D^beta.

Hoffmann et al. 2022 (arXiv 2203.15556, appendix D.2) fit log L by the log-sum-exp of
(a - alpha log N, b - beta log D, e) under a Huber loss with delta = 1e-3, from a grid of starts.
Besiroglu et al. 2024 (arXiv 2404.10102) found the published constants to be the product of an
optimiser that stopped early: the Huber loss was averaged over the points, and its gradient fell
below the tolerance long before the optimum. Here the objective is a sum, scaled by delta so that
its gradient is of order one, in coordinates centred on the data, with its exact gradient, and the
best of many starts is polished.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.optimize import minimize

from sizewise.study.errors import StudyError

HUBER_DELTA = 1e-3
# Grid of starts, after Hoffmann et al.: exponents, and floors as shares of the lowest loss.
_START_EXPONENTS = (0.1, 0.35, 0.8)
_START_FLOORS = (0.05, 0.5, 0.9)
# A term's start weight: how much of the loss above the floor it holds at the centre of the data.
_START_SHARES = (0.2, 0.8)


@dataclass(frozen=True, kw_only=True)
class FloorLaw:
    """loss = floor + sum over terms of coefficient / x^exponent."""

    floor: float
    """Irreducible loss E, in the unit of the loss."""
    coefficients: tuple[float, ...]
    """A, B, …: loss of the term at x = 1, an extrapolation far outside of the data."""
    exponents: tuple[float, ...]
    """alpha, beta, …"""
    objective: float
    """Sum of Huber losses of the log residuals, at delta = 1e-3."""
    starts: int
    """Starts that were tried."""
    agreeing: int
    """Starts that ended within 1e-4 of the best objective, relatively."""

    def predict(self, *variables: np.ndarray | float) -> np.ndarray:
        """Loss at the given N (and D)."""
        terms = zip(self.coefficients, self.exponents, variables, strict=True)
        return self.floor + sum(c / np.asarray(x, float) ** p for c, p, x in terms)


def _huber(residual: np.ndarray, delta: float) -> tuple[np.ndarray, np.ndarray]:
    """Huber loss and its derivative."""
    size = np.abs(residual)
    value = np.where(size <= delta, residual**2 / 2, delta * (size - delta / 2))
    return value, np.clip(residual, -delta, delta)


def _objective(
    parameters: np.ndarray,
    logs: np.ndarray,
    log_loss: np.ndarray,
    weights: np.ndarray,
    delta: float,
) -> tuple[float, np.ndarray]:
    """Scaled sum of Huber losses and its gradient. Parameters: floor, levels, exponents."""
    terms = len(logs)
    level, exponent = parameters[1 : 1 + terms, None], parameters[1 + terms :, None]
    parts = np.concatenate([
        np.full((1, len(log_loss)), parameters[0]), level - exponent * logs,
    ])  # fmt: skip
    top = parts.max(axis=0)
    share = np.exp(parts - top)
    total = share.sum(axis=0)
    share /= total
    value, by_residual = _huber(top + np.log(total) - log_loss, delta)
    pull = weights * by_residual * share
    gradient = np.concatenate([pull.sum(axis=1), -(pull[1:] * logs).sum(axis=1)])
    return float((weights * value).sum()) / delta**2, gradient / delta**2


def _starts(logs: np.ndarray, log_loss: np.ndarray) -> list[np.ndarray]:
    terms = len(logs)
    lowest, middle = np.exp(log_loss.min()), np.exp(np.median(log_loss))
    starts = []
    for floor, exponents in product(_START_FLOORS, product(_START_EXPONENTS, repeat=terms)):
        for share in _START_SHARES if terms > 1 else (1.0,):
            above = max(middle - floor * lowest, 1e-3 * middle)
            shares = [share, *[(1 - share) / max(terms - 1, 1)] * (terms - 1)]
            levels = [np.log(above * s) for s in shares]
            starts.append(np.array([np.log(floor * lowest), *levels, *exponents]))
    return starts


def fit_floor_law(
    variables: Sequence[np.ndarray],
    loss: np.ndarray,
    *,
    weights: np.ndarray | None = None,
    delta: float = HUBER_DELTA,
) -> FloorLaw:
    """Fit the law to points of `loss` > 0 at `variables` (N, or N and D), each (point,) > 0.

    `weights` (point,) weigh points, e.g. counts of a bootstrap resample. Raises StudyError where
    there are fewer points than parameters or a value is not finite and positive.
    """
    loss = np.asarray(loss, dtype=float)
    x = np.stack([np.asarray(v, dtype=float) for v in variables])
    weights = np.ones(len(loss)) if weights is None else np.asarray(weights, dtype=float)
    needed = 1 + 2 * len(x)
    if (weights > 0).sum() < needed:
        raise StudyError(
            f"scaling fit: {int((weights > 0).sum())} points for {needed} parameters; add sizes "
            "to the ladder"
        )
    if not (np.isfinite(x).all() and (x > 0).all() and np.isfinite(loss).all() and loss.min() > 0):
        raise StudyError("scaling fit: sizes, tokens and losses must be finite and positive")
    # Centred logs: level and exponent of a term hardly correlate, and every start is near.
    centre = np.log(x).mean(axis=1, keepdims=True)
    logs, log_loss = np.log(x) - centre, np.log(loss)
    arguments = (logs, log_loss, weights, delta)
    starts = _starts(logs, log_loss)
    ends = [
        minimize(_objective, start, arguments, method="L-BFGS-B", jac=True,
                 options={"maxiter": 400, "ftol": 1e-12, "gtol": 1e-6})
        for start in starts
    ]  # fmt: skip
    best = min(ends, key=lambda end: end.fun)
    polished = minimize(
        _objective, best.x, arguments, method="BFGS", jac=True,
        options={"maxiter": 2000, "gtol": 1e-7},
    )  # fmt: skip
    if polished.fun <= best.fun:
        best = polished
    terms = len(x)
    levels, exponents = best.x[1 : 1 + terms], best.x[1 + terms :]
    return FloorLaw(
        floor=float(np.exp(best.x[0])),
        coefficients=tuple(np.exp(levels + exponents * centre[:, 0]).tolist()),
        exponents=tuple(exponents.tolist()),
        objective=float(best.fun) * delta**2,
        starts=len(starts),
        agreeing=sum(end.fun <= best.fun * (1 + 1e-4) for end in ends),
    )
