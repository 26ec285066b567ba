"""Vectorised statistics of a cluster bootstrap: ranks, correlations, regressions.

A draw takes as many vendors as the sample has, with replacement, each with all of its models
(Field & Welsh 2007, "Bootstrapping clustered data", J. R. Stat. Soc. B 69). A draw is kept as how
often each vendor was taken, so that a statistic of a draw is the statistic of the sample with
integer weights: exact, and all draws at once. Row 0 of every batch is the sample itself.
"""

import hashlib
from dataclasses import dataclass

import numpy as np


def generator(seed: int, *labels: object) -> np.random.Generator:
    """A generator of its own for (`seed`, `labels`), the same on every machine."""
    digest = hashlib.sha256("\0".join(map(str, (seed, *labels))).encode()).digest()
    return np.random.Generator(np.random.Philox(np.random.SeedSequence(list(digest))))


def cluster_counts(clusters: np.ndarray, samples: int, rng: np.random.Generator) -> np.ndarray:
    """How often each cluster stands in each draw: int (samples + 1, clusters), row 0 all ones."""
    n = int(clusters.max()) + 1
    drawn = rng.multinomial(n, np.full(n, 1 / n), size=samples)
    return np.vstack([np.ones((1, n), dtype=drawn.dtype), drawn])


def interval(draws: np.ndarray, confidence: float) -> tuple[float, float, float]:
    """Estimate (row 0) and percentile interval of a batch of draws, (samples + 1,)."""
    tail = (1 - confidence) / 2
    low, high = np.nanquantile(draws[1:], [tail, 1 - tail])
    return float(draws[0]), float(low), float(high)


def weighted_ranks(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Mid-ranks of `values` (n,) in samples that hold value i `weights[b, i]` times: (b, n).

    Equals `scipy.stats.rankdata` of the expanded sample, shifted by a constant.
    """
    below = (values[:, None] < values[None, :]) + 0.5 * (values[:, None] == values[None, :])
    return weights @ below


def correlations(
    columns: list[np.ndarray], weights: np.ndarray, within: np.ndarray | None = None
) -> np.ndarray:
    """Spearman correlations between `columns` (p arrays of (n,)) in each draw: (b, p, p).

    With `within` (cluster index, (n,)) the ranks are taken as deviations from their cluster's
    mean: correlations inside vendors. Clusters are drawn whole, so the mean needs no weights.
    """
    ranks = np.stack([weighted_ranks(column, weights) for column in columns], axis=1)
    if within is None:
        total = weights.sum(axis=1)
        centre = np.einsum("bpn,bn->bp", ranks, weights) / total[:, None]
        ranks = ranks - centre[..., None]
    else:
        same = (within[:, None] == within[None, :]).astype(float)
        ranks = ranks - ranks @ (same / same.sum(axis=0))
    covariance = (ranks * weights[:, None, :]) @ ranks.transpose(0, 2, 1)
    deviation = np.sqrt(np.einsum("bpp->bp", covariance))
    with np.errstate(invalid="ignore", divide="ignore"):
        return covariance / (deviation[:, :, None] * deviation[:, None, :])


def partial(matrix: np.ndarray, x: int, y: int, given: tuple[int, ...] = ()) -> np.ndarray:
    """Partial correlation of columns `x` and `y` given others, in each of (b, p, p): (b,).

    Recursion on the controls (Yule 1907). NaN where a draw leaves no variance.
    """
    if not given:
        return matrix[:, x, y]
    *rest, z = given
    xy, xz, yz = (partial(matrix, *pair, tuple(rest)) for pair in ((x, y), (x, z), (y, z)))
    with np.errstate(invalid="ignore", divide="ignore"):
        return (xy - xz * yz) / np.sqrt((1 - xz**2) * (1 - yz**2))


@dataclass(frozen=True)
class Moments:
    """Sums of products of the columns [1, X..., y...] by cluster: all that least squares needs."""

    products: np.ndarray
    """(clusters, k, k)."""

    @classmethod
    def of(cls, columns: list[np.ndarray], clusters: np.ndarray) -> "Moments":
        """Moments of `columns` (each (n,)); column 0 of the result is the constant."""
        # Centred, so that months (about 24,000) do not cost digits.
        matrix = np.stack([np.ones(len(clusters)), *(c - c.mean() for c in columns)], axis=1)
        products = np.zeros((int(clusters.max()) + 1, matrix.shape[1], matrix.shape[1]))
        np.add.at(products, clusters, matrix[:, :, None] * matrix[:, None, :])
        return cls(products)

    def total(self, counts: np.ndarray) -> np.ndarray:
        """Centred sums of products in each draw, (b, k, k); row and column 0 keep the size."""
        moments = np.tensordot(counts, self.products, axes=1)
        n = moments[:, 0, 0]
        first = moments[:, 0, :]
        centred = moments - first[:, :, None] * first[:, None, :] / n[:, None, None]
        centred[:, 0, 0] = n
        return centred

    def within(self, counts: np.ndarray) -> np.ndarray:
        """The same around each cluster's own mean: least squares with one effect a cluster."""
        first = self.products[:, 0, :]
        n = self.products[:, 0, 0]
        inside = self.products - first[:, :, None] * first[:, None, :] / n[:, None, None]
        moments = np.tensordot(counts, inside, axes=1)
        moments[:, 0, 0] = counts @ n
        return moments


def least_squares(
    moments: np.ndarray, y: int, x: tuple[int, ...], *, standardised: bool = False
) -> np.ndarray:
    """Coefficients of column `y` on columns `x` in each draw of centred moments: (b, len(x)).

    `standardised` gives standard deviations of y a standard deviation of x.
    """
    left = moments[:, list(x)][:, :, list(x)]
    right = moments[:, list(x), y]
    if standardised:
        deviation = np.sqrt(np.einsum("bpp->bp", left))
        left = left / (deviation[:, :, None] * deviation[:, None, :])
        right = right / (deviation * np.sqrt(moments[:, y, y])[:, None])
    determinant = np.linalg.det(left)
    # A draw in which the columns coincide has no answer; NaN drops it from the interval.
    bad = ~(np.abs(determinant) > 1e-12 * np.prod(np.einsum("bpp->bp", left), axis=1))
    left = np.where(bad[:, None, None], np.eye(len(x)), left)
    solved = np.linalg.solve(left, right[..., None])[..., 0]
    return np.where(bad[:, None], np.nan, solved)


def residual_sum(moments: np.ndarray, y: int, x: tuple[int, ...]) -> np.ndarray:
    """Residual sum of squares of column `y` on columns `x` in each draw, (b,)."""
    if not x:
        return moments[:, y, y]
    slopes = least_squares(moments, y, x)
    return moments[:, y, y] - np.einsum("bp,bp->b", slopes, moments[:, list(x), y])
