"""Held-out loss against size as a power law with a floor, one fit a domain, with intervals.

`fits.fit_floor_law` answers for one set of points from many starts. Here thousands of resamples
are fitted at once: for a given exponent the law is linear in floor and scale, so only the exponent
is searched for, with the other two in closed form (variable projection, Golub and Pereyra 1973,
doi 10.1137/0710036). Errors are relative, as in the log-space fits.
"""

import numpy as np

EXPONENTS = np.geomspace(0.02, 2.0, 80)
# Three parameters: fewer sizes than four leave nothing that could disagree with the law.
LEAST_SIZES = 4


def _given(
    exponent: np.ndarray, loss: np.ndarray, n: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Best floor, scale and misfit for one exponent a row; `n` is relative to its middle."""
    x, weight = n ** -exponent[:, None], loss**-2
    total = weight.sum(axis=1)
    mean_x, mean_y = (weight * x).sum(axis=1) / total, (weight * loss).sum(axis=1) / total
    spread = (weight * (x - mean_x[:, None]) ** 2).sum(axis=1)
    along = (weight * (x - mean_x[:, None]) * (loss - mean_y[:, None])).sum(axis=1)
    scale = np.maximum(along / spread, 0)
    floor = mean_y - scale * mean_x
    # A floor below zero means none: then the law goes through the origin of x.
    through = (weight * x * loss).sum(axis=1) / (weight * x**2).sum(axis=1)
    scale, floor = np.where(floor < 0, through, scale), np.maximum(floor, 0)
    misfit = (weight * (loss - floor[:, None] - scale[:, None] * x) ** 2).sum(axis=1)
    return floor, scale, misfit


def floor_laws(loss: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Fit loss = floor + scale / n^exponent to rows: floor, scale, exponent, each (row,).

    `loss` (row, size) > 0, `n` (size,). Floor and scale are not negative. An exponent at an end
    of EXPONENTS is a bound.
    """
    loss = np.atleast_2d(loss)
    middle = np.exp(np.log(n).mean())
    relative = np.asarray(n, dtype=float) / middle
    misfits = [_given(np.full(len(loss), e), loss, relative)[2] for e in EXPONENTS]
    best = np.argmin(misfits, axis=0)
    # Golden section between the grid's neighbours of the best point.
    low = EXPONENTS[np.maximum(best - 1, 0)]
    high = EXPONENTS[np.minimum(best + 1, len(EXPONENTS) - 1)]
    golden = (np.sqrt(5) - 1) / 2
    for _ in range(40):
        left, right = high - golden * (high - low), low + golden * (high - low)
        lower = _given(left, loss, relative)[2] < _given(right, loss, relative)[2]
        low, high = np.where(lower, low, left), np.where(lower, right, high)
    exponent = (low + high) / 2
    floor, scale, _ = _given(exponent, loss, relative)
    return floor, scale * middle**exponent, exponent
