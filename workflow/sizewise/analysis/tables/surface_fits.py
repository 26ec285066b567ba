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
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.resample import Means, interval
from sizewise.analysis.methods.laws import Frame, Law
from sizewise.analysis.methods.rivals import descend
from sizewise.analysis.methods.slopes import abilities
from sizewise.analysis.tables.emergence import MOST_RESAMPLES, item_losses
from sizewise.analysis.tables.floor_fits import floor_laws
from sizewise.analysis.tables.levels import held_out_means
from sizewise.study.errors import StudyError
from sizewise.study.messages import Message

EARLIEST = 1 / 16
"""Share of the run before which checkpoints are left out: warm-up is no power law."""
LEAST_SIZES, LEAST_STEPS = 4, 3
COUNTED = ("non_embedding", "non_embedding_and_head", "total")
"""Kinds of parameter counts; the first is the study's own."""
# Misfit of the form itself, log units: resamples know noise only.
_MISFIT = 1e-3
_PARAMETERS = ("floor", "alpha", "beta")


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


def _subjects(inputs: Inputs):
    """(kind of subject, name, (size, step) means, steps): domains' bits a byte, families' nats."""
    names, means = held_out_means(inputs)
    for d, name in enumerate(names):
        yield (
            "domain", name, Means(estimate=means.estimate[d], samples=means.samples[:, d]),
            inputs.held_out.steps,
        )  # fmt: skip
    for name, panel in inputs.panels.items():
        mask = panel.kind(*abilities(panel))
        loss = item_losses(panel, mask).get("log-likelihood") if mask.any() else None
        if loss is None:
            continue
        means = inputs.resamples.means(panel, loss, mask[None])
        yield (
            "family", name, Means(estimate=means.estimate[0], samples=means.samples[:, 0]),
            panel.steps,
        )  # fmt: skip


def scaling_table(inputs: Inputs) -> pd.DataFrame:
    """Laws with a floor of every domain (bits a byte) and family (nats of the right choice).

    One row a subject, law and kind of parameter count: subject (domain or family), name, law (`N`:
    sizes at the last step; `N and D`: late checkpoints too), counted, for each of floor, alpha,
    beta its value, `_low` and `_high`, scale_n and scale_d (A and B, at N = 1 and D = 1, far
    outside of the data), points, sizes, steps, missing (why there is no fit). Intervals are those
    of the first kind of count; the others show what the choice of a count moves.
    """
    confidence, rows = inputs.study.analysis.confidence, []
    for subject, name, means, steps in _subjects(inputs):
        late = np.flatnonzero(steps >= EARLIEST * steps.max())
        value, samples = means.estimate[:, late], means.samples[:MOST_RESAMPLES][..., late]
        there = np.isfinite(value) & (value > 0)
        samples = np.where(np.isfinite(samples) & (samples > 0), samples, value)
        for counted in COUNTED:
            n = np.array([getattr(inputs.counts(s), counted) for s in inputs.sizes], dtype=float)
            tokens = inputs.tokens(steps[late]).astype(float)
            row = {"subject": subject, "name": name, "counted": counted}
            draws = samples if counted == COUNTED[0] else samples[:0]
            rows.append(row | _law_of_size(n, value, draws, there, confidence))
            rows.append(row | _law_of_both(n, tokens, value, draws, there, confidence))
    columns = ["subject", "name", "law", "counted", "floor", "floor_low", "floor_high", "alpha",
               "alpha_low", "alpha_high", "beta", "beta_low", "beta_high", "scale_n", "scale_d",
               "points", "sizes", "steps", "missing"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _law_of_size(
    n: np.ndarray, value: np.ndarray, samples: np.ndarray, there: np.ndarray, confidence: float
) -> dict:
    """L(N) of (size, step) losses at the last step."""
    chosen = there[:, -1]
    row = {"law": "N", "points": int(chosen.sum()), "sizes": int(chosen.sum()), "steps": 1}
    if row["sizes"] < LEAST_SIZES:
        lacking = Message("fit-sizes", {"count": row["sizes"], "least": LEAST_SIZES})
        return row | {"missing": lacking.text}
    floor, scale, alpha = (part[0] for part in floor_laws(value[chosen, -1], n[chosen]))
    row |= {"floor": floor, "scale_n": scale, "alpha": alpha}
    if len(samples):
        floors, _, alphas = floor_laws(samples[:, chosen, -1], n[chosen])
        row |= _ends(("floor", "alpha"), np.stack([floors, alphas], axis=1), confidence)
    return row


def _law_of_both(
    n: np.ndarray,
    tokens: np.ndarray,
    value: np.ndarray,
    samples: np.ndarray,
    there: np.ndarray,
    confidence: float,
) -> dict:
    """L(N, D) of (size, step) losses."""
    size, step = np.nonzero(there)
    row = {"law": "N and D", "points": len(size), "sizes": len(np.unique(size)),
           "steps": len(np.unique(step))}  # fmt: skip
    if row["sizes"] < LEAST_SIZES or row["steps"] < LEAST_STEPS:
        lacking = Message("fit-sizes-and-steps", {
            "count": row["sizes"], "steps": row["steps"], "least": LEAST_SIZES,
            "least_steps": LEAST_STEPS,
        })  # fmt: skip
        return row | {"missing": lacking.text}
    fit = fit_surface(n[size], tokens[step], value[there], samples[:, there])
    row |= dict(zip(_PARAMETERS, fit.estimate[:3], strict=True))
    row |= {"scale_n": np.exp(fit.estimate[3]), "scale_d": np.exp(fit.estimate[4])}
    return row | (_ends(_PARAMETERS, fit.samples[:, :3], confidence) if len(samples) else {})


def _ends(names: tuple[str, ...], samples: np.ndarray, confidence: float) -> dict[str, float]:
    low, high = interval(samples, confidence)
    ends = zip(names, low, high, strict=True)
    return {key: v for name, *pair in ends for key, v in zip(
        (f"{name}_low", f"{name}_high"), pair, strict=True
    )}  # fmt: skip
