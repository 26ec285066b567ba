"""The hierarchical bootstrap: seeds, then entities, then items; never items alone.

Seeds and entities are *crossed*: every seed answers the same items about the same entities. So
entities, and inside them items, are drawn once for all sizes and seeds, and differences between
sizes keep their pairing (the pigeonhole bootstrap, Owen 2007, Annals of Applied Statistics 1(2)),
while the seeds of every size vary on their own: initialisations of different shapes have nothing
in common.

Two or three seeds are too few to be drawn like items: three have ten different resamples, whose
spread is a third too small and has no tails. Their part is a multiplier bootstrap (Mammen 1993,
Annals of Statistics 21(1)): normal multipliers, scaled to the unbiased variance of a mean, with the
tails of Student's t at the ladder's degrees of freedom. As a seed's mean also holds the noise of
its single answers, which the draws of entities already show, the multipliers are shrunk to the
share of the variance between seeds that answers do not explain (two-way analysis of variance).

Where an ability forms by chance, the few seeds of a size can all happen to agree, and their spread
then says that nothing varies. Whoever measures such abilities asks for `by_chance`: no size counts
as steadier than all together, and what its variance lacks of the pooled one moves its mean
along the deviations of the other sizes' seeds. Elsewhere that would be wrong, as sizes do differ in
their noise: a share of facts that are kept varies little where nearly all are.
tests/analysis/data/test_resample.py measures the coverage; docs/statistics.md reports it.
"""

import hashlib
from dataclasses import dataclass

import numpy as np

from sizewise.analysis.data.panel import Panel, exactly_summable
from sizewise.study.runs import LADDER


def generator(seed: int, *names: object) -> np.random.Generator:
    """A Philox generator keyed by `seed` and names, the same in every process and order."""
    label = "/".join(map(str, (seed, *names))).encode()
    key = int.from_bytes(hashlib.sha256(label).digest()[:16], "little")
    return np.random.Generator(np.random.Philox(key))


def item_counts(rng: np.random.Generator, entity: np.ndarray, samples: int) -> np.ndarray:
    """How often each item is drawn in each resample: (samples, items).

    E - 1 of the E entities are drawn first, with replacement, which makes the variance of a mean
    over entities unbiased (Rao and Wu 1988, JASA 83); then, for every time that an entity was
    drawn, as many of its items as it has. `entity` holds codes 0 … E - 1.
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
        # A scalar stays one, as without NaN.
        return np.where(gone, np.nan, low)[()], np.where(gone, np.nan, high)[()]
    low, high = np.quantile(samples, [tail, 1 - tail], axis=0)
    return low, high


@dataclass(frozen=True, kw_only=True)
class Multipliers:
    """Normal draws with Student's tails, which the deviations of seeds are multiplied by."""

    own: np.ndarray
    """(resample, run): those of a size's own seeds; they sum to 0 in a size, 0 for a single one."""
    borrowed: np.ndarray | None
    """(resample, size, run): those of the other sizes' seeds, 0 for the size's own; None where no
    size takes anything from the others."""


class Resamples:
    """The draws of one arm of a study, and weighted means under them."""

    def __init__(self, *, seed: int, samples: int, arm: str = LADDER) -> None:
        self.seed, self.samples = seed, samples
        # Arms answer the same items, whose draws they share; their seeds are their own.
        self._arm = () if arm == LADDER else (arm,)
        self._items: dict[str, np.ndarray] = {}

    def items(self, panel: Panel) -> np.ndarray:
        """(resample, item) weights of a family, whole numbers as float64."""
        if panel.family not in self._items:
            rng = generator(self.seed, "entities and items", panel.family)
            counts = item_counts(rng, panel.entity, self.samples)
            self._items[panel.family] = counts.astype(np.float64)
        return self._items[panel.family]

    def multipliers(self, panel: Panel, *, by_chance: bool = False) -> Multipliers:
        """Draws of what the seeds of `panel` could have done to the mean of every size.

        A size with a single seed gets zeros: its noise is unknown, and verdicts ask for two. With
        `by_chance` it takes that of the others.
        """
        n_sizes, n_runs = len(panel.sizes), len(panel.runs)
        own = np.zeros((self.samples, n_runs))
        borrowed = np.zeros((self.samples, n_sizes, n_runs)) if by_chance else None
        freedom = 0
        for index, size in enumerate(panel.sizes):
            of_size = np.flatnonzero(panel.run_size == index)
            n = len(of_size)
            freedom += n - 1
            if borrowed is not None:
                others = np.flatnonzero(panel.run_size != index)
                rng = generator(self.seed, "borrowed", *self._arm, size)
                borrowed[:, index, others] = rng.standard_normal((self.samples, len(others)))
            if n < 2:
                continue
            rng = generator(self.seed, "seeds", *self._arm, size)
            drawn = rng.standard_normal((self.samples, n))
            own[:, of_size] = (drawn - drawn.mean(axis=1, keepdims=True)) * (n / (n - 1)) ** 0.5
        if freedom:
            spread = generator(self.seed, "seeds", *self._arm).chisquare(freedom, (self.samples, 1))
            tails = np.sqrt(freedom / spread)
            own *= tails
            if borrowed is not None:
                borrowed *= tails[..., None]
        return Multipliers(own=own, borrowed=borrowed)

    def means(
        self,
        panel: Panel,
        values: np.ndarray,
        cells: np.ndarray,
        *,
        step: int | None = None,
        item_weights: np.ndarray | None = None,
        one_share: bool = False,
        by_chance: bool = False,
    ) -> Means:
        """Means of `values` over every cell of items, a size (and step) each, seeds equal.

        `values` is (run, step, item), NaN = not measured; `cells` is (cell, item), boolean;
        `step` is a position in `panel.steps`, None for all steps. `item_weights` (item,) weighs
        items inside a mean (bytes of a passage); default 1. An empty cell gives NaN. `by_chance` is
        for abilities that a seed may form or not (the module's docstring).
        """
        n_items = len(panel.items)
        if step is not None:
            values = values[:, step : step + 1]
        weight = np.ones(n_items) if item_weights is None else item_weights
        present = ~np.isnan(values)
        filled = exactly_summable(np.where(present, values, 0.0) * weight)
        complete = bool(present.all())
        draws, multipliers = self.items(panel), self.multipliers(panel, by_chance=by_chance)
        runs_steps = values.shape[:2]
        estimate, samples = [], []
        cells = np.asarray(cells, dtype=bool)
        common = (
            share_of_all(filled, present & (weight > 0), cells, panel.run_size)
            if one_share else None
        )  # fmt: skip
        for cell in cells:
            # Only the cell's columns enter the product: cells of one knob do not overlap.
            inside = np.flatnonzero(cell)
            top = filled[..., inside]
            mass = present[..., inside] * weight[inside]
            drawn = draws[:, inside]
            top_drawn = drawn @ top.reshape(-1, len(inside)).T
            if complete:
                mass_drawn = (drawn @ weight[inside])[:, None]
            else:
                mass_drawn = drawn @ mass.reshape(-1, len(inside)).T
            point = _ratio(top.sum(axis=2), mass.sum(axis=2))
            resampled = _ratio(top_drawn, mass_drawn).reshape(-1, *runs_steps)
            share = seed_share(top, mass > 0, panel.run_size) if common is None else common
            estimate.append(_over_seeds(panel, point[None], None, share)[0])
            samples.append(_over_seeds(panel, resampled, multipliers, share))
        point, drawn = np.stack(estimate), np.stack(samples, axis=1)
        if step is not None:
            return Means(estimate=point[..., 0], samples=drawn[..., 0])
        return Means(estimate=point, samples=drawn)


def _ratio(over: np.ndarray, under: np.ndarray) -> np.ndarray:
    under = np.broadcast_to(under, over.shape)
    return np.divide(over, under, out=np.full(over.shape, np.nan), where=under > 0)


def seed_share(values: np.ndarray, present: np.ndarray, run_size: np.ndarray) -> np.ndarray:
    """Share of the variance between the seeds' means that their answers' noise does not explain.

    `values` is (run, step, item) with 0 where not `present`. One number a step, as a factor of
    standard deviations in [0, 1]: sqrt(1 - MS_residual / MS_seeds) of the two-way analysis of
    variance of seeds and items, pooled over the sizes.
    """
    n_steps, n_items = values.shape[1:]
    between, within = np.zeros(n_steps), np.zeros(n_steps)
    free_between = free_within = 0
    for index in np.unique(run_size):
        own = run_size == index
        n = int(own.sum())
        if n < 2 or n_items < 2:
            continue
        counts = np.maximum(present[own].sum(axis=2, keepdims=True), 1)
        means = values[own].sum(axis=2, keepdims=True) / counts
        # An answer that is missing lies at its run's mean: it adds nothing to the residual.
        centred = np.where(present[own], values[own] - means, 0.0)
        residual = centred - centred.mean(axis=0, keepdims=True)
        between += n_items * ((means - means.mean(axis=0)) ** 2).sum(axis=(0, 2))
        within += (residual**2).sum(axis=(0, 2))
        free_between += n - 1
        free_within += (n - 1) * (n_items - 1)
    if not free_between:
        return np.ones(n_steps)
    noise = np.divide(
        within / free_within, between / free_between, out=np.ones(n_steps), where=between > 0
    )
    return np.sqrt(np.clip(1 - noise, 0.0, 1.0))


def share_of_all(
    values: np.ndarray, present: np.ndarray, cells: np.ndarray, run_size: np.ndarray
) -> np.ndarray:
    """`seed_share` of the items of all `cells` (cell, item) together, which may not overlap.

    Answers are taken from the mean of their cell and size, so that a run that lacks answers to the
    hard cells does not pass for a better one.
    """
    away = np.zeros_like(values)
    for cell in cells:
        for index in np.unique(run_size):
            block = np.ix_(run_size == index, np.arange(values.shape[1]), cell)
            there = present[block]
            count = np.maximum(there.sum(axis=(0, 2), keepdims=True), 1)
            mean = np.where(there, values[block], 0.0).sum(axis=(0, 2), keepdims=True) / count
            away[block] = np.where(there, values[block] - mean, 0.0)
    inside = cells.any(axis=0)
    return seed_share(away[..., inside], present[..., inside], run_size)


def _over_seeds(
    panel: Panel, by_run: np.ndarray, multipliers: Multipliers | None, share: np.ndarray
) -> np.ndarray:
    """Mean over the seeds of every size, (row, run, step) to (row, size, step).

    `multipliers`, shrunk by `share` (step,), move it by what its seeds could have been.
    """
    pooled = np.full((len(by_run), len(panel.sizes), by_run.shape[2]), np.nan)
    away, counts = np.zeros_like(by_run), np.zeros_like(pooled)
    every = [np.flatnonzero(panel.run_size == index) for index in range(len(panel.sizes))]
    for index, of_size in enumerate(every):
        runs = by_run[:, of_size]
        there = ~np.isnan(runs)
        n = there.sum(axis=1)
        mean = _ratio(np.where(there, runs, 0.0).sum(axis=1), n)
        away[:, of_size] = np.where(there, runs - mean[:, None], 0.0)
        pooled[:, index], counts[:, index] = mean, n
    if multipliers is None:
        return pooled
    pull = np.zeros_like(pooled)
    for index, of_size in enumerate(every):
        own = np.einsum("br,brs->bs", multipliers.own[:, of_size], away[:, of_size])
        pull[:, index] = _zero(own, counts[:, index])
    if multipliers.borrowed is not None:
        pull += _taken_from_others(multipliers.borrowed, away, counts, every)
    return pooled + share * pull


def _taken_from_others(
    borrowed: np.ndarray, away: np.ndarray, counts: np.ndarray, every: list[np.ndarray]
) -> np.ndarray:
    """(row, size, step): what moves a size's mean by the variance that it lacks of the pooled one.

    `away` is (row, run, step), each run's distance from its size's mean; `every` are the runs of
    each size. A draw of variance one moves cells and steps together, as the other seeds do.
    """
    squares = np.stack([(away[:, of_size] ** 2).sum(axis=1) for of_size in every], axis=1)
    freedom = np.maximum(counts - 1, 0)
    lacks = _zero(squares.sum(axis=1), freedom.sum(axis=1))[:, None] - _zero(squares, freedom)
    moved = np.zeros_like(counts)
    for index in range(len(every)):
        along = np.einsum("br,brs->bs", borrowed[:, index], away)
        length = np.sqrt(np.maximum(squares.sum(axis=1) - squares[:, index], 0.0))
        moved[:, index] = _zero(along, length)
    return np.sqrt(_zero(np.maximum(lacks, 0.0), counts)) * moved


def _zero(over: np.ndarray, under: np.ndarray) -> np.ndarray:
    """The ratio, 0 where there is nothing to divide by."""
    return np.divide(over, under, out=np.zeros(over.shape), where=under > 0)
