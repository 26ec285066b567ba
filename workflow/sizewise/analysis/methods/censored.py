"""A line through levels of which some are only known to lie beyond the tested range (Tobit).

A level (exposures for half recall, steps, depth) of one run is a value inside of the range that
was tested, else -inf or inf: below its lower end or above its upper one. Such a run enters the
likelihood with the probability of lying there (Tobin 1958, Econometrica 26(1)), so that no end of
the range passes for a value. In the parameters of Olsen (1978, Econometrica 46(5)) the likelihood
is concave.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import log_ndtr

# The likelihood has no maximum where the values inside lie on a line, or where a step between two
# sizes tells all apart. One more residual of this share of the range, and a normal prior on the
# slope in standard deviations a unit of x, are too weak to move a line that the runs determine.
_LEAST_NOISE, _WIDEST_SLOPE = 0.02, 30.0
_ITERATIONS = 30


def censor(levels: np.ndarray, ends: tuple[float, float]) -> np.ndarray:
    """`levels` with -inf below and inf above the `ends` of what was tested; NaN stays NaN."""
    low, high = ends
    return np.where(levels < low, -np.inf, np.where(levels > high, np.inf, levels))


def tobit(levels: np.ndarray, x: np.ndarray, ends: tuple[float, float]) -> np.ndarray:
    """Maximum likelihood of level = a + b x + normal noise, by rows of `levels` (row, run).

    `levels` as `censor` gives them, without NaN; `x` (run,). Returns (row, 3): a, b and the noise's
    standard deviation. NaN in a row with fewer than two values inside.
    """
    low, high = ends
    levels = np.atleast_2d(np.asarray(levels, dtype=float))
    unit = high - low
    y = (np.clip(levels, low, high) - low) / unit
    inside, sign = np.isfinite(levels), -np.sign(levels)
    centre, spread = x.mean(), max(x.std(), 1e-9)
    t = (x - centre) / spread
    few = inside.sum(axis=1) < 2
    count = np.where(inside, 1.0, 0.0).sum(axis=1)
    # g0, g1: intercept and slope over the noise; h: one over the noise.
    start = np.stack([2 * y.mean(axis=1), np.zeros(len(y)), np.full(len(y), 2.0)], axis=1)

    def likelihood(p: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        u = p[:, 2:] * y - p[:, :1] - p[:, 1:2] * t
        each = np.where(inside, np.log(p[:, 2:]) - u**2 / 2, log_ndtr(sign * u))
        prior = (_LEAST_NOISE * p[:, 2]) ** 2 + (p[:, 1] / _WIDEST_SLOPE) ** 2
        return each.sum(axis=1) - prior / 2, u

    found = start
    value, u = likelihood(found)
    features = np.stack([np.broadcast_to(-1.0, y.shape), np.broadcast_to(-t, y.shape), y], axis=2)
    for _ in range(_ITERATIONS):
        h = found[:, 2]
        v = sign * u
        mills = np.exp(-(v**2) / 2 - log_ndtr(v)) / np.sqrt(2 * np.pi)
        pull = np.where(inside, -u, sign * mills)
        weight = np.where(inside, 1.0, mills * (v + mills))
        gradient = (pull[:, None] @ features)[:, 0]
        gradient[:, 1] -= found[:, 1] / _WIDEST_SLOPE**2
        gradient[:, 2] += count / h - _LEAST_NOISE**2 * h
        curvature = (features * weight[..., None]).transpose(0, 2, 1) @ features
        curvature[:, 0, 0] += 1e-9
        curvature[:, 1, 1] += 1 / _WIDEST_SLOPE**2
        curvature[:, 2, 2] += count / h**2 + _LEAST_NOISE**2
        step = np.linalg.solve(curvature, gradient[..., None])[..., 0]
        # The noise stays positive, and a step that overshoots is halved.
        share = np.where(step[:, 2] < 0, np.minimum(1.0, 0.7 * h / np.abs(step[:, 2] - 1e-12)), 1.0)
        for _ in range(12):
            tried = found + share[:, None] * step
            value_tried, u_tried = likelihood(tried)
            worse = value_tried < value - 1e-12
            if not worse.any():
                break
            share = np.where(worse, share / 2, share)
        better = value_tried >= value - 1e-12
        gained = np.where(better, value_tried - value, 0.0).max(initial=0.0)
        found = np.where(better[:, None], tried, found)
        value, u = np.where(better, value_tried, value), np.where(better[:, None], u_tried, u)
        if gained < 1e-9:
            break
    noise = 1 / found[:, 2]
    b = found[:, 1] * noise / spread
    a = found[:, 0] * noise - b * centre
    line = np.stack([low + a * unit, b * unit, noise * unit], axis=1)
    return np.where(few[:, None], np.nan, line)


@dataclass(frozen=True, kw_only=True, eq=False)
class CensoredLine:
    """A censored line through the runs of a ladder, and its resamples."""

    line: np.ndarray
    """(2,) intercept and slope."""
    samples: np.ndarray
    """(resample, 2)."""
    residuals: np.ndarray
    """(run,) from the line, in the level's unit; NaN for runs beyond the range."""
    normal: np.ndarray
    """(resample, run) the standard normal numbers that stood for seeds."""

    @property
    def slope(self) -> float:
        """Of the level on x."""
        return float(self.line[1])

    @property
    def slopes(self) -> np.ndarray:
        """(resample,)."""
        return self.samples[:, 1]

    def at(self, x: float) -> tuple[float, np.ndarray]:
        """The level at `x`, far from the data too, and its resamples."""
        return float(self.line @ [1.0, x]), self.samples @ np.array([1.0, x])


def censored_line(
    levels: np.ndarray,
    drawn: np.ndarray,
    x: np.ndarray,
    group: np.ndarray,
    ends: tuple[float, float],
    rng: np.random.Generator,
    partner: CensoredLine | None = None,
) -> CensoredLine:
    """The line through `levels` (run,) and its resamples over items and seeds.

    `drawn` (resample, run) holds the levels under resamples of entities and items, which all runs
    share; `x` (run,) is log size, `group` (run,) the number of a run's size. Runs differ by their
    seeds, too: what the line leaves of the levels is drawn anew (parametric bootstrap), less the
    part of it that is the noise of a run's own answers, which `drawn` shows already. Beside a
    `partner`, the line of other levels of the same runs, seeds move both as much together as the
    residuals do.
    """
    a, b, noise = tobit(levels, x, ends)[0]
    samples, free = len(drawn), max(int(np.isfinite(levels).sum()) - 2, 1)
    # Maximum likelihood divides by all runs; Student's tails, as the noise is estimated itself.
    noise *= np.sqrt(len(x) / max(len(x) - 2, 1))
    residuals = np.where(np.isfinite(levels), levels - a - b * x, np.nan)
    normal = rng.standard_normal((samples, len(x)))
    if partner is not None:
        alike = _correlation(residuals, partner.residuals)
        normal = alike * partner.normal + np.sqrt(1 - alike**2) * normal
    scale = noise * np.sqrt(free / rng.chisquare(free, (samples, 1)))
    again = tobit(censor(a + b * x + scale * normal, ends), x, ends)[:, :2]
    share = _share_of_seeds(levels, drawn, group, ends, noise)
    line = np.array([a, b])
    return CensoredLine(
        line=line,
        samples=tobit(drawn, x, ends)[:, :2] + share * (again - line),
        residuals=residuals,
        normal=normal,
    )


def _correlation(one: np.ndarray, other: np.ndarray) -> float:
    """In [0, 1], over the runs that both have; 1, the cautious value, with fewer than three."""
    both = np.isfinite(one) & np.isfinite(other)
    if both.sum() < 3 or one[both].std() == 0 or other[both].std() == 0:
        return 1.0
    return float(np.clip(np.corrcoef(one[both], other[both])[0, 1], 0.0, 1.0))


def _share_of_seeds(
    levels: np.ndarray,
    drawn: np.ndarray,
    group: np.ndarray,
    ends: tuple[float, float],
    noise: float,
) -> float:
    """Factor in [0, 1] of the runs' standard deviation that their answers' noise leaves to seeds.

    Runs of one size answer the same items: what resamples of items move them apart is the noise of
    their own answers. 1 where no size has two runs inside of the range.
    """
    own = []
    for one in np.unique(group):
        runs = np.flatnonzero((group == one) & np.isfinite(levels))
        if len(runs) < 2:
            continue
        at = np.clip(drawn[:, runs], *ends)
        apart = at - at.mean(axis=1, keepdims=True)
        own += list(apart.var(axis=0) * len(runs) / (len(runs) - 1))
    if not own or not noise > 0:
        return 1.0
    return float(np.sqrt(np.clip(1 - np.mean(own) / noise**2, 0.0, 1.0)))
