"""Loss against size and tokens, L = E + A / N^alpha + B / D^beta, for curves and their resamples.

The form of `fits.fit_floor_law`, for a curve and its resamples at once: errors of the log in units
of each point's noise, a grid of starts for the curve, its optimum and a far one for the resamples,
by the descent of `rivals`.

All sizes of a ladder read the same text under one schedule, so D is tokens read so far, and not
the length of a training of its own: a checkpoint before the rate has decayed lies above what a
training that ended there would have reached. B and beta hold for this schedule.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np

from sizewise.analysis.methods.laws import Frame, Law
from sizewise.analysis.methods.rivals import descend
from sizewise.study.errors import StudyError

EARLIEST = 1 / 16
"""Share of the run before which checkpoints are left out: warm-up is no power law."""
LEAST_STEPS = 3
COUNTED = ("non_embedding", "non_embedding_and_head", "total")
"""Kinds of parameter counts; the first is the study's own."""
# Misfit of the form itself, log units: resamples know noise only.
_MISFIT = 1e-3
PARAMETERS = ("floor", "alpha", "beta")


def _curve(p: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Log loss; p (…, parameter, 1): e, a, alpha, b, beta; x (2, point): centred ln N and ln D."""
    parts = np.stack([
        p[..., 0, :] + 0 * x[0], p[..., 1, :] - p[..., 2, :] * x[0],
        p[..., 3, :] - p[..., 4, :] * x[1],
    ])  # fmt: skip
    top = parts.real.max(axis=0)
    return top + np.log(np.exp(parts - top).sum(axis=0))


def _no_starts(frame: Frame) -> list:
    return []


SURFACE = Law(
    name="size and tokens", breaks=False, curve=_curve, low=_no_starts, high=_no_starts,
    starts=_no_starts,
)  # fmt: skip
_LOW = np.array([-14.0, -14.0, 0.01, -14.0, 0.01])
_HIGH = np.array([9.0, 9.0, 3.0, 9.0, 3.0])


@dataclass(frozen=True, kw_only=True)
class Surface:
    """Fitted parameters of a curve and of its resamples: floor, alpha, beta, log_a, log_b."""

    estimate: np.ndarray
    """(parameter,)"""
    samples: np.ndarray
    """(resample, parameter)"""
    points: int

    def level(self, n: float, d: float) -> np.ndarray:
        """Loss at `n` parameters and `d` tokens: of the estimate, then of every resample."""
        p = np.concatenate([self.estimate[None], self.samples])
        return p[:, 0] + np.exp(p[:, 3]) * n ** -p[:, 1] + np.exp(p[:, 4]) * d ** -p[:, 2]

    def gap(self, small: float, large: float) -> tuple[float, np.ndarray]:
        """Loss at `small` less loss at `large` parameters, at equal tokens: value, resamples."""
        values = [
            np.exp(p[..., 3]) * (small ** -p[..., 1] - large ** -p[..., 1])
            for p in (self.estimate, self.samples)
        ]
        return float(values[0]), values[1]


def _starts(log_loss: np.ndarray) -> np.ndarray:
    """(start, parameter): after Hoffmann et al.'s grid, in centred coordinates."""
    low, middle = np.exp(log_loss.min()), np.exp(np.median(log_loss))
    starts = []
    for floor, alpha, beta, share in product((0.1, 0.5, 0.9), *[(0.1, 0.35, 0.8)] * 2, (0.2, 0.8)):
        above = np.log(max(middle - floor * low, 1e-3 * middle))
        starts.append([
            np.log(floor * low), above + np.log(share), alpha, above + np.log(1 - share), beta,
        ])  # fmt: skip
    return np.array(starts)


def fit_surface(n: np.ndarray, d: np.ndarray, loss: np.ndarray, samples: np.ndarray) -> Surface:
    """Fit points `loss` (point,) > 0 at sizes `n` and tokens `d` (point,), and `samples`.

    `samples` is (resample, point), at least two or none. Raises StudyError where the points are
    fewer than the parameters.
    """
    if len(loss) < len(_LOW):
        raise StudyError(
            f"scaling fit: {len(loss)} points for {len(_LOW)} parameters; add sizes or checkpoints"
        )
    centre = np.log(n).mean(), np.log(d).mean()
    x = np.stack([np.log(n) - centre[0], np.log(d) - centre[1]])
    y, drawn = np.log(loss)[None], np.log(samples)
    # One noise for all points: three seeds a size give single ones so badly that points which
    # happen to agree would draw the fit to themselves, and make it look surer than it is.
    noise = np.hypot(drawn.std(axis=0).mean(), _MISFIT) if len(samples) > 1 else _MISFIT
    every = _starts(y[0])
    theta = descend(SURFACE, x, y, noise, every, _LOW, _HIGH)
    if len(samples):
        # Resamples lie near the curve's own optimum; a far start guards against a second one.
        few = np.stack([theta[0], every[len(every) // 2]])
        theta = np.concatenate([theta, descend(SURFACE, x, drawn, noise, few, _LOW, _HIGH)])
    found = np.stack([
        np.exp(theta[:, 0]), theta[:, 2], theta[:, 4], theta[:, 1] + theta[:, 2] * centre[0],
        theta[:, 3] + theta[:, 4] * centre[1],
    ], axis=1)  # fmt: skip
    return Surface(estimate=found[0], samples=found[1:], points=len(loss))
