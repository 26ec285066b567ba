"""Jumps past a critical size: a fall of the loss between two neighbouring sizes, and a plateau.

The loss of an ability, as a share of its largest, is a straight line in log N with one step:

    y = a + b log N - J [N beyond the critical size]

J is what falls between two sizes beyond what the line carries from size to size. It is linear in
the losses, so the study's resamples give its interval; noise of seeds that form an ability or not
is in it. Two plateaus are b = 0. A step counts where at least two sizes lie on either side, so that
there is a plateau to be seen; the outer gaps count where jumps are to be excluded. Smooth laws have
small J: a logistic in log N that rises from .02 to .98 along six sizes has .29.

Beside it each size is left out in turn and predicted by laws with a critical size and by smooth
ones (`held_out_errors`).
"""

from dataclasses import dataclass

import numpy as np

from sizewise.analysis.methods.curves import sigmoid

LEAST_BEHIND = 2
"""Sizes on either side of a step that count as a plateau."""


def step_weights(x: np.ndarray) -> np.ndarray:
    """(gap, size) weights of the losses that give J at the gap behind each size but the last."""
    rows = []
    for gap in range(len(x) - 1):
        beyond = (np.arange(len(x)) > gap).astype(float)
        design = np.column_stack([np.ones_like(x), x, beyond])
        rows.append(-np.linalg.pinv(design)[2])
    return np.stack(rows)


def has_plateaus(sizes: int) -> np.ndarray:
    """(gap,) whether a gap has LEAST_BEHIND sizes on either side."""
    gap = np.arange(sizes - 1)
    return (gap + 1 >= LEAST_BEHIND) & (sizes - 1 - gap >= LEAST_BEHIND)


@dataclass(frozen=True, kw_only=True)
class Jump:
    """The largest step of one ability."""

    size: float
    """J, of the loss at its largest."""
    low: float
    """Lower end, corrected for all abilities and gaps."""
    high: float
    """Upper end of the largest step at any gap, the outer ones too."""
    gap: int
    """It lies behind the size at this position."""


@dataclass(frozen=True, kw_only=True)
class Jumps:
    """The steps of several abilities."""

    largest: Jump
    of: list[Jump]
    """One an ability."""


def find_jumps(x: np.ndarray, loss: np.ndarray, drawn: np.ndarray, confidence: float) -> Jumps:
    """Of every ability the largest step, and the largest of all.

    `x` (size,) is log10 N; `loss` (ability, size) > 0, `drawn` (resample, ability, size). The lower
    ends hold for all abilities and inner gaps at once: they lie as many standard errors below as
    the largest studentised deviation of all resamples reaches (Romano and Wolf 2005, JASA 100).
    That no step is above the upper end has to hold for each of them, which needs no correction
    (intersection-union test, Berger 1982, Technometrics 24).
    """
    top, weights = loss.max(axis=1, keepdims=True), step_weights(x)
    steps = loss / top @ weights.T
    resampled = drawn / top @ weights.T
    inner = has_plateaus(len(x))
    tail = (1 - confidence) / 2
    error = np.maximum(resampled.std(axis=0), 1e-9)
    away = ((resampled - steps) / error)[..., inner].max(axis=(1, 2))
    lows = np.where(inner, steps - np.quantile(away, 1 - tail) * error, -np.inf)
    highs = np.quantile(resampled, 1 - tail, axis=0)
    best = np.where(inner, steps, -np.inf)
    of = [
        Jump(size=float(best[i].max()), low=float(lows[i].max()), high=float(highs[i].max()),
             gap=int(best[i].argmax()))
        for i in range(len(loss))
    ]  # fmt: skip
    first = max(of, key=lambda one: one.size)
    largest = Jump(
        size=first.size, low=max(one.low for one in of), high=max(one.high for one in of),
        gap=first.gap,
    )  # fmt: skip
    return Jumps(largest=largest, of=of)


def _shapes(x: np.ndarray) -> dict[tuple[str, bool], np.ndarray]:
    """(law, whether it has a critical size) -> (form, size): what a scale and a level make it."""
    centred = x - x.mean()
    middles = np.linspace(x[0], x[-1], 23)
    steep = np.geomspace(4.0, 60.0, 8)
    logistic = sigmoid(steep[:, None, None] * (middles[:, None] - x)).reshape(-1, len(x))
    power = np.exp(-np.log(10) * np.geomspace(0.05, 3.0, 12)[:, None] * centred)
    plateaus = np.arange(len(x)) <= np.arange(len(x) - 1)[:, None]
    return {
        ("line in log N", False): -centred[None],
        ("power with floor", False): power,
        ("two plateaus", True): plateaus.astype(float),
        ("logistic with floor", True): logistic,
    }


def held_out_errors(x: np.ndarray, loss: np.ndarray, noise: np.ndarray) -> dict[bool, float]:
    """Root mean square error of every size, left out in turn, in units of its noise.

    By whether the laws have a critical size; on each side the law that errs least. `loss`,
    `noise` (size,). A form is a level and a scale on each of many shapes; the shape that fits the
    other sizes best predicts. A step next to a size that is left out could lie on either side
    of it: the mean of both is predicted.
    """
    found: dict[bool, list[float]] = {True: [], False: []}
    for (_, breaks), shapes in _shapes(x).items():
        errors = []
        for out in range(len(x)):
            kept = np.arange(len(x)) != out
            errors.append((_predicted(shapes, loss, noise, kept)[out] - loss[out]) / noise[out])
        found[breaks].append(float(np.sqrt(np.mean(np.square(errors)))))
    return {side: min(errors) for side, errors in found.items()}


def _predicted(
    shapes: np.ndarray, loss: np.ndarray, noise: np.ndarray, kept: np.ndarray
) -> np.ndarray:
    """(size,) by the best of the shapes, or the mean of those that fit the kept sizes as well."""
    weight = kept / noise**2
    total = weight.sum()
    mean, level = shapes @ weight / total, loss @ weight / total
    away = shapes - mean[:, None]
    spread = (away**2) @ weight
    scale = np.divide(
        away @ (weight * (loss - level)), spread, out=np.zeros(len(shapes)), where=spread > 1e-12
    )
    # The loss falls with size: so does every shape.
    fitted = level + np.maximum(scale, 0.0)[:, None] * away
    cost = ((fitted - loss) ** 2) @ weight
    return fitted[cost <= cost.min() * (1 + 1e-9) + 1e-12].mean(axis=0)
