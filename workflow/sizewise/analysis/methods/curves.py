"""Vectorised curve fits: one small problem a row, thousands of rows at once."""

import numpy as np

# Rows of a grid search at a time: the whole would be gigabytes.
_BLOCK = 512
# Steps of a fit at most; a move, in shares of the range of x, that is none; a damping at which no
# shorter step would be better either.
_STEPS, _STILL, _STUCK = 30, 1e-9, 1e9


def slope(values: np.ndarray, x: np.ndarray, axis: int = -1) -> np.ndarray:
    """Least-squares slope of `values` over `x` along `axis`; NaN if a value is NaN."""
    values = np.moveaxis(np.asarray(values, dtype=float), axis, -1)
    centred = x - x.mean()
    return (values * centred).sum(axis=-1) / (centred**2).sum()


def mean_there(values: np.ndarray, axis: int = -1) -> np.ndarray:
    """Mean along `axis` of what is not NaN; NaN where nothing is there."""
    there = ~np.isnan(values)
    count = there.sum(axis=axis)
    total = np.where(there, values, 0.0).sum(axis=axis)
    return np.divide(total, count, out=np.full(np.shape(total), np.nan), where=count > 0)


def sigmoid(x: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-x)), without overflow."""
    return 0.5 * (1 + np.tanh(0.5 * np.asarray(x)))


def chance_corrected(score: np.ndarray, chance: np.ndarray | float) -> np.ndarray:
    """0 at chance, 1 for all right; below chance is negative."""
    return (score - chance) / (1 - chance)


def logistic_midpoints(
    y: np.ndarray, x: np.ndarray, weights: np.ndarray, *, rising: bool, margin: float = 4.0
) -> tuple[np.ndarray, np.ndarray]:
    """Fit y = sigmoid(± b (x - m)) by weighted least squares, each row on its own.

    `y` is (row, point) in units in which 0 is chance and 1 is perfect; `x`, `weights` (point,);
    points that are NaN in a row have no weight there. Returns (midpoint, steepness), each (row,).
    The search starts at the best point of a grid over all midpoints from `margin` left of the
    data to `margin` right of them, so that no start can miss the optimum, and then takes damped
    Gauss-Newton steps. A midpoint outside of the data's range is an extrapolation; the caller
    treats it as a bound.
    """
    sign = 1.0 if rising else -1.0
    y = np.asarray(y, dtype=float)
    w = np.where(np.isnan(y), 0.0, weights)
    y = np.where(np.isnan(y), 0.0, y)
    span = x.max() - x.min()
    middles = np.linspace(x.min() - margin, x.max() + margin, 64)
    steeps = np.geomspace(0.5, 40.0, 10) / max(span, 1e-9)
    m, b = (grid.ravel() for grid in np.meshgrid(middles, steeps, indexing="ij"))
    curve = sigmoid(sign * b[:, None] * (x - m[:, None]))
    # Sum of squares up to a constant: w f^2 - 2 w y f. A start need not be exact: half the digits.
    both = np.concatenate([curve**2, -2 * curve], axis=1).T.astype(np.float32)
    terms = np.concatenate([w, w * y], axis=1).astype(np.float32)
    best = np.empty(len(y), dtype=int)
    for start in range(0, len(y), _BLOCK):
        rows = slice(start, start + _BLOCK)
        best[rows] = (terms[rows] @ both).argmin(axis=1)
    m, log_b = m[best], np.log(b[best])
    low, high = np.log(steeps[0] / 4), np.log(steeps[-1] * 4)

    def objective(row: np.ndarray, m: np.ndarray, log_b: np.ndarray) -> tuple[np.ndarray, ...]:
        z = x - m[:, None]
        f = sigmoid(sign * np.exp(log_b)[:, None] * z)
        return (w[row] * (f - y[row]) ** 2).sum(axis=1), f, z

    # Rows that still move, and all that belongs to them.
    row = np.arange(len(y))
    found_m, found_b = m.copy(), log_b.copy()
    damping = np.full(len(y), 1e-3)
    current, f, z = objective(row, m, log_b)
    for _ in range(_STEPS):
        weight, left = w[row], y[row] - f
        rate = sign * np.exp(log_b)[:, None]
        bell = f * (1 - f)
        by_m, by_b = -bell * rate, bell * rate * z
        a = (weight * by_m**2).sum(axis=1) * (1 + damping) + 1e-12
        d = (weight * by_b**2).sum(axis=1) * (1 + damping) + 1e-12
        c = (weight * by_m * by_b).sum(axis=1)
        g, h = (weight * by_m * left).sum(axis=1), (weight * by_b * left).sum(axis=1)
        det = a * d - c**2
        new_m = np.clip(m + (d * g - c * h) / det, middles[0], middles[-1])
        new_b = np.clip(log_b + np.clip((a * h - c * g) / det, -1, 1), low, high)
        cost_new, f_new, z_new = objective(row, new_m, new_b)
        better = cost_new <= current
        moved = np.maximum(np.abs(new_m - m) / max(span, 1e-9), np.abs(new_b - log_b))
        m, log_b = np.where(better, new_m, m), np.where(better, new_b, log_b)
        found_m[row], found_b[row] = m, log_b
        going = (moved > _STILL) & (damping < _STUCK)
        if not going.any():
            break
        current = np.where(better, cost_new, current)[going]
        f, z = (
            np.where(better[:, None], f_new, f)[going],
            np.where(better[:, None], z_new, z)[going],
        )
        damping = np.where(better, damping / 3, damping * 5)[going]
        row, m, log_b = row[going], m[going], log_b[going]
    return found_m, np.exp(found_b)


def half_level(share: np.ndarray, x: np.ndarray, items: float) -> np.ndarray:
    """Where a falling share (…, point) crosses one half along `x`, as `half_point` gives it.

    Interpolated in logits: between levels that lie far apart a share falls steeply in the middle
    and hardly at its ends. All or none of the `items` of a level count as half an item less or
    more.
    """
    least = 0.5 / (items + 1)
    inside = np.clip(share, least, 1 - least)
    return half_point(np.log(inside / (1 - inside)), x, level=0.0)


def half_point(curve: np.ndarray, x: np.ndarray, level: float = 0.5) -> np.ndarray:
    """Where a falling curve crosses `level`, by rows of `curve` (…, point), along `x` ascending.

    The curve is first made non-increasing (pool adjacent violators would need a loop a row; the
    mean of its running minimum from the left and running maximum from the right is monotone and
    as close), then interpolated. Below `x[0]` for a curve that starts under `level` gives
    -inf, one that ends above it gives +inf: bounds, not values.
    """
    from_left = np.minimum.accumulate(curve, axis=-1)
    from_right = np.flip(np.maximum.accumulate(np.flip(curve, -1), axis=-1), -1)
    falling = (from_left + from_right) / 2
    under = falling < level
    first = under.argmax(axis=-1)
    before = np.maximum(first - 1, 0)
    take = np.take_along_axis
    y1 = take(falling, first[..., None], -1)[..., 0]
    y0 = take(falling, before[..., None], -1)[..., 0]
    share = np.divide(y0 - level, y0 - y1, out=np.zeros_like(y0), where=y0 > y1)
    crossing = x[before] + share * (x[first] - x[before])
    crossing = np.where(under[..., 0], -np.inf, crossing)
    return np.where(under.any(axis=-1), crossing, np.inf)
