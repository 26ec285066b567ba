"""Misfit of a law: how far it was off on rungs that it had not seen, as part of every interval.

Resamples know the noise of the points, given that the law holds. What the law itself is off by
shows where end rungs of the ladder are left out and predicted from the others (evaluation on a
rolling origin; Tashman 2000, International Journal of Forecasting 16(4)), from both ends. Errors of
log loss are divided by the decades between the rung and the nearest one that was fitted: a law that
is off is the further off the further it is carried. That error a decade is one unknown number for
all sizes that a law is carried to, so that two levels, and their gap, are off together. Its root
mean square comes from few rungs and has the tails of Student's t.

Errors of parameters come from the jackknife over rungs (Tukey 1958), with the same tails.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.stats import t

from sizewise.analysis.methods.floor_laws import floor_laws
from sizewise.analysis.methods.laws import Law
from sizewise.analysis.methods.rivals import fit

LEAST_FITTED = 3
"""Rungs that are fitted at least where others are left out."""


@dataclass(frozen=True)
class Misfit:
    """Error a decade beyond the fitted rungs."""

    error: float
    """Root mean square, log loss a decade; NaN where no rung could be left out."""
    freedom: int
    """Fits with rungs left out."""

    def draws(self, many: int, rng: np.random.Generator) -> np.ndarray:
        """(draw,) errors a decade for as many resamples; NaN where the error is not known."""
        return self.error * student(many, self.freedom, rng)


def student(many: int, freedom: int, rng: np.random.Generator) -> np.ndarray:
    """(draw,) Student's t in random order: its quantiles, so that few draws have its tails."""
    if freedom < 1:
        return np.full(many, np.nan)
    return rng.permutation(t.ppf((np.arange(many) + 0.5) / many, freedom))


def ends_left_out(count: int, parameters: int = 2) -> list[np.ndarray]:
    """Masks (rung,) of the rungs that are fitted: all but the last ones, all but the first ones.

    One more than the law has parameters, so that something can disagree with it; as many where the
    ladder is too short for more.
    """
    least = max(LEAST_FITTED, min(parameters + 1, count - 1))
    places = np.arange(count)
    masks = [places < k for k in range(least, count)]
    return [*masks, *(mask[::-1] for mask in masks)]


def misfit(
    x: np.ndarray,
    log_loss: np.ndarray,
    predict: Callable[[np.ndarray], np.ndarray],
    parameters: int = 2,
) -> Misfit:
    """Misfit of a law with so many parameters along rungs `x` (rung,), decades, ascending.

    `log_loss` (rung,) was measured; `predict` gives it at all rungs from a fit to those of a mask
    (rung,).
    """
    squares = []
    for fitted in ends_left_out(len(x), parameters):
        away = np.abs(x[~fitted, None] - x[fitted]).min(axis=1)
        errors = (predict(fitted) - log_loss)[~fitted]
        squares.append(np.mean((errors / away) ** 2))
    return Misfit(float(np.sqrt(np.mean(squares))) if squares else np.nan, len(squares))


def decades_beyond(x: np.ndarray, target: float | np.ndarray) -> np.ndarray:
    """Decades over which a law is off at `target`: from it to the nearest of the rungs `x`.

    Between two rungs the law is tied at both: the product of the distances to them over their sum,
    as the variance of a Brownian bridge has it. 0 at a rung.
    """
    target = np.asarray(target, dtype=float)
    rungs = np.sort(np.asarray(x, dtype=float))
    right = np.clip(np.searchsorted(rungs, target), 1, len(rungs) - 1)
    low, high = target - rungs[right - 1], rungs[right] - target
    outside = np.maximum(np.maximum(-low, -high), 0.0)
    return np.where(outside > 0, outside, low * high / (low + high))


def floor_misfit(loss: np.ndarray, n: np.ndarray) -> Misfit:
    """Misfit of a power law with floor through losses (size,) at `n` parameters (size,)."""

    def predict(fitted: np.ndarray) -> np.ndarray:
        floor, scale, exponent = (part[0] for part in floor_laws(loss[fitted], n[fitted]))
        return np.log(floor + scale * n**-exponent)

    return misfit(np.log10(n), np.log(loss), predict, parameters=3)


def rival_misfits(
    law: Law, log_n: np.ndarray, loss: np.ndarray, noise: np.ndarray
) -> list[Misfit]:  # fmt: skip
    """Misfit of one of the rival laws along each row of `loss` (curve, size), fitted together.

    Sizes `log_n` (size,) ascend; `noise` (curve, size) is of log losses.
    """
    x, y = np.log(10) * (log_n - log_n.mean()), np.log(loss)
    squares = []
    for fitted in ends_left_out(len(x), law.parameters()):
        theta, _ = fit(law, x[fitted], y[:, fitted], noise[:, fitted])
        away = np.abs(log_n[~fitted, None] - log_n[fitted]).min(axis=1)
        errors = (law.curve(theta[..., None], x + 0j).real - y)[:, ~fitted]
        squares.append(np.mean((errors / away) ** 2, axis=1))
    if not squares:
        return [Misfit(np.nan, 0)] * len(y)
    return [Misfit(float(root), len(squares)) for root in np.sqrt(np.mean(squares, axis=0))]


def rival_misfit(law: Law, log_n: np.ndarray, loss: np.ndarray, noise: np.ndarray) -> Misfit:
    """The same of one curve: `loss` and `noise` (size,)."""
    return rival_misfits(law, log_n, loss[None], noise[None])[0]


def line_misfit(x: np.ndarray, y: np.ndarray) -> Misfit:
    """Misfit of a straight line through `y` (rung,), in units of y a unit of x."""
    return misfit(x, y, lambda fitted: np.polyval(np.polyfit(x[fitted], y[fitted], 1), x))


def widened(
    samples: np.ndarray, without: np.ndarray, rng: np.random.Generator, least: float = 0.0
) -> np.ndarray:
    """Resamples (resample, parameter) that hold misfit too: the jackknife's error over rungs.

    `without` (rung, parameter) are the parameters with each rung left out; nothing falls below
    `least`.
    """
    rungs = len(without)
    error = np.sqrt((rungs - 1) / rungs * ((without - without.mean(axis=0)) ** 2).sum(axis=0))
    away = np.stack([student(len(samples), rungs - 1, rng) for _ in error], axis=1)
    return np.maximum(samples + error * away, least)


def without_each(count: int, fit_rungs: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """(rung, parameter) of fits to the masks (rung,) that leave one rung out."""
    return np.stack([fit_rungs(np.arange(count) != rung) for rung in range(count)])
