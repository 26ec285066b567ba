"""Rival laws (`laws`) fitted to the smaller sizes and judged on the larger ones.

The fit is one of many starts under a Huber loss of log errors in units of each point's noise. All
starts of all rows (curves and their resamples) descend at once, by Levenberg-Marquardt with
Jacobians by complex steps (Squire and Trapp 1998, SIAM Review 40(1)), which are exact to rounding.
"""

from dataclasses import dataclass

import numpy as np

from sizewise.analysis.methods.laws import Frame, Law, laws_for

HUBER = 1.345
"""Threshold in standard deviations: 95 % as efficient as least squares under normal noise."""
_STEP = 1e-20
_ITERATIONS = 60
# Least relative gain of a step that is worth another: of a curve itself, and of its resamples.
_FINE, _COARSE = 1e-9, 1e-5
# No curve is known better than this, whatever its resamples say; log units.
LEAST_NOISE = 1e-4


def _huber(z: np.ndarray) -> np.ndarray:
    size = np.abs(z)
    return np.where(size <= HUBER, z**2 / 2, HUBER * (size - HUBER / 2)).sum(axis=-1)


@dataclass(frozen=True, kw_only=True)
class _Problem:
    """Rows that descend together: x (point,), y and noise (row, point), bounds (row, parameter)."""

    law: Law
    x: np.ndarray
    y: np.ndarray
    noise: np.ndarray
    low: np.ndarray
    high: np.ndarray

    def rows(self, chosen: np.ndarray) -> "_Problem":
        return _Problem(
            law=self.law, x=self.x, y=self.y[chosen], noise=self.noise[chosen],
            low=self.low[chosen], high=self.high[chosen],
        )  # fmt: skip

    def residuals(self, theta: np.ndarray) -> np.ndarray:
        """(row, point), in standard deviations."""
        return (self.law.curve(theta[..., None], self.x).real - self.y) / self.noise

    def jacobian(self, theta: np.ndarray) -> np.ndarray:
        """(row, point, parameter) by complex steps."""
        found = np.empty((*self.y.shape, theta.shape[1]))
        for k in range(theta.shape[1]):
            shifted = theta.astype(complex)
            shifted[:, k] += 1j * _STEP
            found[..., k] = self.law.curve(shifted[..., None], self.x).imag / _STEP / self.noise
        return found


def _step(problem: _Problem, theta: np.ndarray, damping: np.ndarray) -> np.ndarray:
    """One damped Gauss-Newton step of reweighted least squares, inside the bounds."""
    z, jacobian = problem.residuals(theta), problem.jacobian(theta)
    weighted = jacobian * np.minimum(1.0, HUBER / np.maximum(np.abs(z), 1e-12))[..., None]
    gradient = (weighted * z[..., None]).sum(axis=1)
    matrix = weighted.transpose(0, 2, 1) @ jacobian
    # A parameter at its bound that is pulled further out does not move.
    held = (theta <= problem.low) & (gradient > 0) | (theta >= problem.high) & (gradient < 0)
    gradient = np.where(held, 0.0, gradient)
    matrix = matrix * (~held[:, :, None] & ~held[:, None, :])
    each = np.arange(theta.shape[1])
    diagonal = matrix[:, each, each]
    ridge = diagonal + 1e-9 * diagonal.max(axis=1, keepdims=True)
    matrix[:, each, each] += damping[:, None] * ridge + 1e-12 + held
    moved = theta - np.linalg.solve(matrix, gradient[..., None])[..., 0]
    return np.clip(moved, problem.low, problem.high)


def _descend(
    problem: _Problem, theta: np.ndarray, least_gain: float
) -> tuple[np.ndarray, np.ndarray]:
    """Levenberg-Marquardt from `theta` (row, parameter): optima and their objectives (row,)."""
    theta = np.clip(theta, problem.low, problem.high)
    damping = np.full(len(theta), 1e-2)
    cost = _huber(problem.residuals(theta))
    live = np.arange(len(theta))
    for _ in range(_ITERATIONS):
        inside = problem.rows(live)
        moved = _step(inside, theta[live], damping[live])
        new = _huber(inside.residuals(moved))
        better = new <= cost[live]
        gained = cost[live] - new
        theta[live[better]] = moved[better]
        cost[live[better]] = new[better]
        damping[live] = np.where(better, damping[live] / 4, damping[live] * 6)
        settled = (better & (gained <= least_gain * (1e-2 + new))) | (damping[live] > 1e8)
        live = live[~settled]
        if not len(live):
            break
    return theta, cost


def _rows(values: list, rows: int) -> np.ndarray:
    """A list of numbers or (row,) arrays as (row, entry)."""
    return np.stack([np.broadcast_to(value, rows) for value in values], axis=1).astype(float)


def fit(
    law: Law,
    x: np.ndarray,
    y: np.ndarray,
    noise: np.ndarray,
    *,
    shape: np.ndarray | None = None,
    near: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Fit `law` to every row of `y` (row, point), log losses at `x` (point,).

    `noise` (row, point), or what broadcasts to it, are standard deviations of log loss. Bounds
    and starts follow from `shape` (row, point), by default `y`. `near` (row, parameter) replaces
    most of the starts: resamples of a curve lie near the curve's own optimum. Returns parameters
    (row, parameter) and objectives (row,).
    """
    y = np.atleast_2d(y)
    shape = y if shape is None else shape
    rows = len(y)
    frame = Frame(x.min(), x.max(), shape.min(axis=1), shape.max(axis=1))
    starts = np.stack([_rows(list(start), rows) for start in law.starts(frame)], axis=1)
    if near is not None:
        few = starts[:, :: max(1, starts.shape[1] // 3)]
        starts = np.concatenate([near[:, None], few], axis=1)
    many = starts.shape[1]
    problem = _Problem(
        law=law, x=x, y=y, noise=np.broadcast_to(noise, y.shape),
        low=_rows(law.low(frame), rows), high=_rows(law.high(frame), rows),
    ).rows(np.repeat(np.arange(rows), many))  # fmt: skip
    theta, cost = _descend(
        problem, starts.reshape(rows * many, -1), _FINE if near is None else _COARSE
    )
    best = cost.reshape(rows, many).argmin(axis=1)
    each = np.arange(rows)
    return theta.reshape(rows, many, -1)[each, best], cost.reshape(rows, many)[each, best]


def descend(
    law: Law,
    x: np.ndarray,
    y: np.ndarray,
    noise: np.ndarray,
    starts: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
) -> np.ndarray:
    """Best parameters (row, parameter) of every row of `y` (row, point) from `starts`.

    `x` is whatever `law.curve` takes, `noise` (point,), `starts` (start, parameter), `low` and
    `high` (parameter,).
    """
    rows, many = len(y), len(starts)
    shape = (rows * many, starts.shape[1])
    problem = _Problem(
        law=law, x=x, y=np.repeat(y, many, axis=0),
        noise=np.broadcast_to(noise, (rows * many, y.shape[1])),
        low=np.broadcast_to(low, shape), high=np.broadcast_to(high, shape),
    )  # fmt: skip
    theta, cost = _descend(problem, np.tile(starts, (rows, 1)), _COARSE)
    best = cost.reshape(rows, many).argmin(axis=1)
    return theta.reshape(rows, many, -1)[np.arange(rows), best]


@dataclass(frozen=True, kw_only=True)
class Prediction:
    """One law's prediction of the larger sizes from the smaller ones."""

    law: Law
    predicted: np.ndarray
    """(held,) log loss."""
    samples: np.ndarray
    """(resample, held) log loss."""


def predict_larger(
    log_n: np.ndarray, loss: np.ndarray, samples: np.ndarray, held: int
) -> list[list[Prediction]]:
    """Fit every rival to all but the `held` largest sizes of every curve and predict those.

    `log_n` (size,) is log10 N, ascending; `loss` (curve, size) > 0 the estimates; `samples`
    (curve, resample, size) > 0 their resamples, from which noise and intervals come. Returns a
    list of predictions, one a law, for every curve.
    """
    fitted = len(log_n) - held
    x = np.log(10) * (np.asarray(log_n) - np.mean(log_n[:fitted]))
    y, drawn = np.log(loss), np.log(samples)
    curves, many = drawn.shape[:2]
    noise = np.maximum(drawn.std(axis=1), LEAST_NOISE)[:, :fitted]
    of_curve = np.repeat(np.arange(curves), many)
    found: list[list[Prediction]] = [[] for _ in range(curves)]
    for law in laws_for(fitted):
        best, _ = fit(law, x[:fitted], y[:, :fitted], noise)
        each, _ = fit(
            law, x[:fitted], drawn[..., :fitted].reshape(curves * many, -1), noise[of_curve],
            shape=y[of_curve, :fitted], near=best[of_curve],
        )  # fmt: skip
        predicted = law.curve(best[..., None], x[fitted:] + 0j).real
        resampled = law.curve(each[..., None], x[fitted:] + 0j).real.reshape(curves, many, held)
        for c in range(curves):
            found[c].append(Prediction(law=law, predicted=predicted[c], samples=resampled[c]))
    return found


@dataclass(frozen=True, kw_only=True)
class Contest:
    """Laws with a critical size against smooth ones, by error on the held-out sizes."""

    smooth: str
    """The smooth law with the least error."""
    breaking: str
    """The law with a critical size with the least error."""
    gain: float
    """Error of the smooth one less that of the other: root mean square of log errors."""
    gains: np.ndarray
    """(resample,)"""
    noise: float
    """Standard error of the targets, log."""

    def jump(self) -> bool:
        """Whether a critical size predicts better by more than the targets' own noise."""
        return self.gain > self.noise

    def jumps(self) -> np.ndarray:
        """The same by resamples."""
        return self.gains > self.noise


def contest(predictions: list[Prediction], loss: np.ndarray, samples: np.ndarray) -> Contest | None:
    """Judge `predictions` by the held-out losses (held,) and their resamples (resample, held).

    None where one of the two sides has no law that the sizes could carry.
    """
    target, drawn = np.log(loss), np.log(samples)
    sides: dict[bool, list[tuple[float, np.ndarray, str]]] = {True: [], False: []}
    for one in predictions:
        error = np.sqrt(((one.predicted - target) ** 2).mean())
        errors = np.sqrt(((one.samples - drawn) ** 2).mean(axis=1))
        sides[one.law.breaks].append((float(error), errors, one.law.name))
    if not all(sides.values()):
        return None
    smooth, breaking = (min(sides[side], key=lambda entry: entry[0]) for side in (False, True))
    gains = np.min([e for _, e, _ in sides[False]], axis=0) - np.min(
        [e for _, e, _ in sides[True]], axis=0
    )
    return Contest(
        smooth=smooth[2], breaking=breaking[2], gain=smooth[0] - breaking[0], gains=gains,
        noise=float(np.sqrt((drawn.std(axis=0) ** 2).mean())),
    )  # fmt: skip
