"""Rival forms of a loss against size, fitted to the smaller sizes and judged on the larger ones.

All forms are laws of log loss in x = ln N, N relative to the middle of the fitted sizes:

- power: a - alpha x
- floor: log(e^E + e^(a - alpha x)), the power law with a floor of Hoffmann et al. 2022
- logistic: a - log(1 + e^(k (x - m))), a critical size below which nothing falls
- broken: the smoothly broken power law with one break of Caballero et al. 2022 (arXiv 2210.14891,
  equation 1): log(e^E + e^(b - c0 x - c1 f log(1 + e^((x - d) / f)))). It has six parameters, more
  than a short ladder has sizes; then the floor is left out, then the break's width f is held at
  SHARP, and the number of parameters says so.

The fit is one of many starts under a Huber loss of log errors in units of each point's noise. All
starts of all rows (resamples, curves) descend at once, by Levenberg-Marquardt with Jacobians by
complex steps (Squire and Trapp 1998, SIAM Review 40(1)), which are exact to rounding.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import numpy as np

HUBER = 1.345
"""Threshold in standard deviations: 95 % as efficient as least squares under normal noise."""
SHARP = 0.25
"""Width of a break in ln N where the data are too few to fit it: a tenth of a decade."""
_STEP = 1e-20
_ITERATIONS = 60


@dataclass(frozen=True, kw_only=True)
class Law:
    """A form with its parameters' bounds and starts."""

    name: str
    breaks: bool
    """Whether the form has a critical size."""
    curve: Callable[[np.ndarray, np.ndarray], np.ndarray]
    """Parameters (…, parameter, 1) and x (point,) to log loss (…, point)."""
    low: Callable[["Frame"], list[float]]
    high: Callable[["Frame"], list[float]]
    starts: Callable[["Frame"], list[tuple[float, ...]]]

    def parameters(self) -> int:
        """Number of free parameters."""
        return len(self.low(Frame(-1.0, 1.0, 0.0, 0.0)))


@dataclass(frozen=True)
class Frame:
    """Where the fitted points lie: range of x, range of log loss."""

    left: float
    right: float
    bottom: float
    top: float


def _log_sum(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """log(e^a + e^b), analytic in both, for complex steps."""
    top = np.maximum(a.real, b.real)
    return top + np.log(np.exp(a - top) + np.exp(b - top))


def _softplus(z: np.ndarray) -> np.ndarray:
    return _log_sum(np.zeros_like(z), z)


def _broken(b, c0, c1, d, f, x):
    return b - c0 * x - c1 * f * _softplus((x - d) / f)


_EXPONENT = (-0.5, 3.0)


def _levels(frame: Frame) -> tuple[float, float]:
    room = 3.0 + frame.top - frame.bottom
    return frame.bottom - room, frame.top + room


def _floor_range(frame: Frame) -> tuple[float, float]:
    return frame.bottom - 12.0, frame.bottom + 0.5 * (frame.top - frame.bottom)


def _breaks(frame: Frame) -> list[float]:
    return [frame.left + share * (frame.right - frame.left) for share in (0.2, 0.5, 0.8)]


def _slope(frame: Frame) -> float:
    return (frame.top - frame.bottom) / (frame.right - frame.left)


def _broken_starts(frame: Frame) -> list[tuple[float, ...]]:
    """b, c0, c1, d of breaks at three places, in both directions."""
    whole = _slope(frame)
    pairs = [(0.2 * whole, 1.6 * whole), (0.5 * whole, whole), (1.5 * whole, -whole)]
    middle = (frame.bottom + frame.top) / 2
    return [(middle, c0, c1, d) for (c0, c1), d in product(pairs, _breaks(frame))]


POWER = Law(
    name="power", breaks=False,
    curve=lambda p, x: p[..., 0, :] - p[..., 1, :] * x,
    low=lambda f: [_levels(f)[0], _EXPONENT[0]],
    high=lambda f: [_levels(f)[1], _EXPONENT[1]],
    starts=lambda f: [((f.top + f.bottom) / 2, _slope(f))],
)  # fmt: skip
FLOOR = Law(
    name="power with floor", breaks=False,
    curve=lambda p, x: _log_sum(p[..., 2, :] + 0 * x, p[..., 0, :] - p[..., 1, :] * x),
    low=lambda f: [_levels(f)[0], _EXPONENT[0], _floor_range(f)[0]],
    high=lambda f: [_levels(f)[1], _EXPONENT[1], _floor_range(f)[1]],
    starts=lambda f: [
        ((f.top + f.bottom) / 2, m * _slope(f) + 0.01, f.bottom + e)
        for m, e in product((1.0, 2.0, 5.0), (-6.0, -1.0, -0.1))
    ],
)  # fmt: skip
LOGISTIC = Law(
    name="logistic", breaks=True,
    curve=lambda p, x: p[..., 0, :] - _softplus(p[..., 1, :] * (x - p[..., 2, :])),
    low=lambda f: [_levels(f)[0], 0.0, f.left - 3.0],
    high=lambda f: [_levels(f)[1] + 9.0, 8.0, f.right + 3.0],
    starts=lambda f: [
        (f.top + 0.1, k * _slope(f) + 0.05, d)
        for k, d in product((1.0, 4.0), [f.left - 1.0, *_breaks(f), f.right + 0.5])
    ],
)  # fmt: skip
_BOX = (
    lambda f: [_levels(f)[0], _EXPONENT[0], -_EXPONENT[1], f.left],
    lambda f: [_levels(f)[1], _EXPONENT[1], _EXPONENT[1], f.right],
)
BROKEN = (
    Law(
        name="broken", breaks=True,
        curve=lambda p, x: _log_sum(
            p[..., 5, :] + 0 * x,
            _broken(*(p[..., k, :] for k in range(4)), np.exp(p[..., 4, :]), x),
        ),
        low=lambda f: [*_BOX[0](f), np.log(0.05), _floor_range(f)[0]],
        high=lambda f: [*_BOX[1](f), np.log(2.0), _floor_range(f)[1]],
        starts=lambda f: [
            (*s, np.log(SHARP), f.bottom + e)
            for s, e in product(_broken_starts(f), (-6.0, -0.5))
        ],
    ),
    Law(
        name="broken", breaks=True,
        curve=lambda p, x: _broken(*(p[..., k, :] for k in range(4)), np.exp(p[..., 4, :]), x),
        low=lambda f: [*_BOX[0](f), np.log(0.05)],
        high=lambda f: [*_BOX[1](f), np.log(2.0)],
        starts=lambda f: [(*s, np.log(SHARP)) for s in _broken_starts(f)],
    ),
    Law(
        name="broken", breaks=True,
        curve=lambda p, x: _broken(*(p[..., k, :] for k in range(4)), SHARP, x),
        low=lambda f: _BOX[0](f), high=lambda f: _BOX[1](f),
        starts=_broken_starts,
    ),
)  # fmt: skip


def laws_for(points: int) -> list[Law]:
    """The four rivals, each in the fullest form with no more parameters than points."""
    found = [law for law in (POWER, FLOOR, LOGISTIC) if law.parameters() <= points]
    broken = next((law for law in BROKEN if law.parameters() <= points), None)
    return [*found, broken] if broken else found


def _huber(z: np.ndarray) -> np.ndarray:
    size = np.abs(z)
    return np.where(size <= HUBER, z**2 / 2, HUBER * (size - HUBER / 2)).sum(axis=-1)


def _descend(
    law: Law, theta: np.ndarray, x: np.ndarray, y: np.ndarray, noise: np.ndarray,
    low: np.ndarray, high: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Levenberg-Marquardt of every row of `theta` (row, parameter) to `y` (row, point)."""
    count = theta.shape[1]
    theta = np.clip(theta, low, high)
    damping = np.full(len(theta), 1e-2)
    cost = _huber((law.curve(theta[..., None], x).real - y) / noise)
    live = np.arange(len(theta))
    for _ in range(_ITERATIONS):
        t, target = theta[live], y[live]
        curve = law.curve(t[..., None], x).real
        z = (curve - target) / noise
        jacobian = np.empty((len(t), len(x), count))
        for k in range(count):
            shifted = t.astype(complex)
            shifted[:, k] += 1j * _STEP
            jacobian[..., k] = law.curve(shifted[..., None], x).imag / _STEP / noise
        weight = np.minimum(1.0, HUBER / np.maximum(np.abs(z), 1e-12))
        weighted = jacobian * weight[..., None]
        gradient = np.einsum("rpk,rp->rk", weighted, z)
        matrix = np.einsum("rpk,rpl->rkl", weighted, jacobian)
        diagonal = np.einsum("rkk->rk", matrix)
        # A parameter at its bound that is pulled further out does not move.
        held = ((t <= low) & (gradient > 0)) | ((t >= high) & (gradient < 0))
        gradient = np.where(held, 0.0, gradient)
        free = ~held
        matrix = matrix * (free[:, :, None] & free[:, None, :])
        ridge = (
            damping[live, None] * (diagonal + 1e-9 * diagonal.max(axis=1, keepdims=True)) + 1e-12
        )
        matrix[:, np.arange(count), np.arange(count)] += ridge + held
        step = np.linalg.solve(matrix, gradient[..., None])[..., 0]
        moved = np.clip(t - step, low, high)
        new = _huber((law.curve(moved[..., None], x).real - target) / noise)
        better = new <= cost[live]
        gained = cost[live] - new
        theta[live[better]] = moved[better]
        cost[live[better]] = new[better]
        damping[live] = np.where(better, damping[live] / 4, damping[live] * 6)
        settled = (better & (gained <= 1e-9 * (1e-3 + new))) | (damping[live] > 1e8)
        live = live[~settled]
        if not len(live):
            break
    return theta, cost


def fit(
    law: Law, x: np.ndarray, y: np.ndarray, noise: np.ndarray, *, near: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Fit `law` to every row of `y` (row, point), log losses at `x` (point,).

    `noise` (point,) are standard deviations of log loss. `near` (parameter,) replaces most of the
    starts: resamples of a curve lie near the curve's own optimum. Returns parameters (row,
    parameter) and objectives (row,).
    """
    y = np.atleast_2d(y)
    middle = np.median(y, axis=0)
    frame = Frame(float(x.min()), float(x.max()), float(middle.min()), float(middle.max()))
    low, high = np.array(law.low(frame)), np.array(law.high(frame))
    starts = np.array(law.starts(frame), dtype=float)
    if near is not None:
        starts = np.concatenate([near[None], starts[:: max(1, len(starts) // 3)]])
    rows, many = len(y), len(starts)
    theta, cost = _descend(
        law, np.tile(starts, (rows, 1)), x, np.repeat(y, many, axis=0), noise, low, high
    )
    best = cost.reshape(rows, many).argmin(axis=1)
    each = np.arange(rows)
    return theta.reshape(rows, many, -1)[each, best], cost.reshape(rows, many)[each, best]


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
) -> list[Prediction]:
    """Fit every rival to all but the `held` largest sizes and predict those.

    `log_n` (size,) is log10 N, ascending; `loss` (size,) > 0 the estimates; `samples` (resample,
    size) > 0 their resamples, from which noise and intervals come.
    """
    fitted = len(log_n) - held
    x = np.log(10) * (np.asarray(log_n) - np.mean(log_n[:fitted]))
    y, drawn = np.log(loss), np.log(samples)
    noise = np.maximum(drawn.std(axis=0), 1e-4)[:fitted]
    found = []
    for law in laws_for(fitted):
        best, _ = fit(law, x[:fitted], y[None, :fitted], noise)
        each, _ = fit(law, x[:fitted], drawn[:, :fitted], noise, near=best[0])
        found.append(Prediction(
            law=law,
            predicted=law.curve(best[..., None], x[fitted:] + 0j)[0].real,
            samples=law.curve(each[..., None], x[fitted:] + 0j).real,
        ))  # fmt: skip
    return found
