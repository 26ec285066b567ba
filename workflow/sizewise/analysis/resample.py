"""The hierarchical bootstrap: seeds, then entities, then items; never items alone.

Seeds and entities are *crossed*: every seed answers the same items about the same entities. A
resample therefore draws, for every size on its own, seeds (initialisations of different shapes
have nothing in common), and draws entities and inside them items once for all sizes and seeds, so
that differences between sizes keep the pairing (the pigeonhole bootstrap, Owen 2007, Annals of
Applied Statistics 1(2)). It is conservative: noise that belongs to a single answer is counted at
more than one level (docs/method.md has the measured coverage).

Out of n seeds or entities n - 1 are drawn with replacement, which makes the variance of a mean
unbiased (Rao and Wu 1988, JASA 83); with three seeds the plain bootstrap would be a third too
small.
"""

import hashlib
from dataclasses import dataclass

import numpy as np

from sizewise.analysis.panel import Panel, exactly_summable


def generator(seed: int, *names: object) -> np.random.Generator:
    """A Philox generator keyed by `seed` and names, the same in every process and order."""
    label = "/".join(map(str, (seed, *names))).encode()
    key = int.from_bytes(hashlib.sha256(label).digest()[:16], "little")
    return np.random.Generator(np.random.Philox(key))


def draw_counts(rng: np.random.Generator, n: int, samples: int) -> np.ndarray:
    """How often each of `n` units is drawn in each resample: (samples, n), rows sum to n - 1.

    A single unit is always drawn once: its noise is unknown, not zero; verdicts ask for two seeds.
    """
    draws = rng.integers(0, n, (samples, max(n - 1, 1)))
    flat = draws + n * np.arange(samples)[:, None]
    return np.bincount(flat.ravel(), minlength=samples * n).reshape(samples, n)


def item_counts(rng: np.random.Generator, entity: np.ndarray, samples: int) -> np.ndarray:
    """How often each item is drawn in each resample: (samples, items).

    Entities are drawn first; then, for every time that an entity was drawn, as many of its items
    as it has, with replacement. `entity` holds codes 0 … E - 1.
    """
    order = np.argsort(entity, kind="stable")
    sizes = np.bincount(entity)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    n, n_items = len(sizes), len(entity)
    draws = rng.integers(0, n, (samples, max(n - 1, 1)))
    row = np.repeat(np.arange(samples), draws.shape[1])
    drawn = draws.ravel()
    slots = np.repeat(drawn, sizes[drawn])
    picks = order[starts[slots] + np.floor(rng.random(len(slots)) * sizes[slots]).astype(np.int64)]
    flat = np.repeat(row, sizes[drawn]) * n_items + picks
    return np.bincount(flat, minlength=samples * n_items).reshape(samples, n_items)


@dataclass(frozen=True, kw_only=True)
class Means:
    """A mean for every cell of items, size and step, and its resamples."""

    estimate: np.ndarray
    """(cell, size) or (cell, size, step)."""
    samples: np.ndarray
    """The same behind a first axis of resamples."""


def interval(samples: np.ndarray, confidence: float) -> tuple[np.ndarray, np.ndarray]:
    """Percentile interval over the first axis; NaN where a statistic could not be computed."""
    tail = (1 - confidence) / 2
    samples = np.asarray(samples, dtype=float)
    if np.isnan(samples).any():
        gone = np.isnan(samples).all(axis=0)
        filled = np.where(gone, 0.0, samples)
        low, high = np.nanquantile(filled, [tail, 1 - tail], axis=0)
        return np.where(gone, np.nan, low), np.where(gone, np.nan, high)
    low, high = np.quantile(samples, [tail, 1 - tail], axis=0)
    return low, high


class Resamples:
    """The draws of one study, and weighted means under them."""

    def __init__(self, *, seed: int, samples: int) -> None:
        self.seed, self.samples = seed, samples
        self._items: dict[str, np.ndarray] = {}

    def items(self, panel: Panel) -> np.ndarray:
        """(resample, item) weights of a family, whole numbers as float64."""
        if panel.family not in self._items:
            rng = generator(self.seed, "entities and items", panel.family)
            counts = item_counts(rng, panel.entity, self.samples)
            self._items[panel.family] = counts.astype(np.float64)
        return self._items[panel.family]

    def runs(self, panel: Panel) -> np.ndarray:
        """(resample, run) weights: inside every size, its seeds."""
        weights = np.empty((self.samples, len(panel.runs)))
        for index, size in enumerate(panel.sizes):
            of_size = np.flatnonzero(panel.run_size == index)
            rng = generator(self.seed, "seeds", size)
            weights[:, of_size] = draw_counts(rng, len(of_size), self.samples)
        return weights

    def means(
        self,
        panel: Panel,
        values: np.ndarray,
        cells: np.ndarray,
        *,
        step: int | None = None,
        item_weights: np.ndarray | None = None,
    ) -> Means:
        """Means of `values` over every cell of items, a size (and step) each.

        `values` is (run, step, item), NaN = not measured; `cells` is (cell, item), boolean;
        `step` is a position in `panel.steps`, None for all steps. `item_weights` (item,) weighs
        items inside a mean (bytes of a passage); default 1. An empty cell gives NaN.
        """
        n_items = len(panel.items)
        if step is not None:
            values = values[:, step : step + 1]
        flat = values.reshape(-1, n_items)
        present = ~np.isnan(flat)
        weight = np.ones(n_items) if item_weights is None else item_weights
        flat = exactly_summable(np.where(present, flat, 0.0) * weight)
        mass = None if present.all() else present * weight
        draws, by_run = self.items(panel), self.runs(panel)
        estimate, samples = [], []
        for cell in np.asarray(cells, dtype=bool):
            # Only the cell's columns enter the product: cells of one knob do not overlap.
            inside = np.flatnonzero(cell)
            down = flat[:, inside]
            top = down.sum(axis=1)[None]
            top_drawn = draws[:, inside] @ down.T
            if mass is None:
                base = np.broadcast_to(weight[inside].sum(), top.shape)
                base_drawn = np.broadcast_to(
                    (draws[:, inside] @ weight[inside])[:, None], top_drawn.shape
                )
            else:
                base = mass[:, inside].sum(axis=1)[None]
                base_drawn = draws[:, inside] @ mass[:, inside].T
            estimate.append(self._pool(panel, top, base, None)[0])
            samples.append(self._pool(panel, top_drawn, base_drawn, by_run))
        shape = (len(panel.sizes), values.shape[1])
        point = np.stack(estimate).reshape(-1, *shape)
        drawn = np.stack(samples, axis=1).reshape(self.samples, -1, *shape)
        if step is not None:
            return Means(estimate=point[..., 0], samples=drawn[..., 0])
        return Means(estimate=point, samples=drawn)

    def _pool(
        self, panel: Panel, top: np.ndarray, base: np.ndarray, weights: np.ndarray | None
    ) -> np.ndarray:
        """Ratio of sums over the seeds of a size: (row, run * step) -> (row, size * step)."""
        rows, n_runs = len(top), len(panel.runs)
        top = top.reshape(rows, n_runs, -1)
        base = base.reshape(rows, n_runs, -1)
        pooled = np.full((rows, len(panel.sizes), top.shape[2]), np.nan)
        for index in range(len(panel.sizes)):
            of_size = np.flatnonzero(panel.run_size == index)
            w = 1.0 if weights is None else weights[:, of_size, None]
            over, under = (w * top[:, of_size]).sum(axis=1), (w * base[:, of_size]).sum(axis=1)
            np.divide(over, under, out=pooled[:, index], where=under > 0)
        return pooled.reshape(rows, -1)
