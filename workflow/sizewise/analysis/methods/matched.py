"""Ability against size at equal loss: one regression of counts, and the interval of its size term.

logit P(right) = cell of items + polynomial in loss + gamma * log10 N, over all answers of all
(run, step) points. Items of a cell share their covariates, so the item-level likelihood is that of
the cell's counts: a fit of a few hundred rows is the fit of a million answers. A published ladder,
of which only shares of right answers are known, is the same fit with one cell. Which loss it is,
and over which points, is the caller's: `own_loss` for the study's ladder.

Size does not vary inside a run, so gamma rests on as many independent numbers as there are runs,
and sums of squared influences are too short. Runs are therefore left out one at a time (the
jackknife of Pregibon 1981, Annals of Statistics 9(4), one step from the optimum; in linear
regression the CR3 of Bell and McCaffrey 2002). Entities are a second way of clustering (Cameron,
Gelbach and Miller 2011, J. Business & Economic Statistics 29(2)): V = V_run + V_entity - V_both.
"""

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import t

from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.panel import Panel
from sizewise.study.messages import Message
from sizewise.study.verdicts import (
    OPPOSITE,
    SUPPORTED,
    TOO_SMALL,
    UNDECIDED,
    Place,
    Within,
    verdict_of,
)

# Degree of the polynomial in loss: a cubic where there are points for it.
_MOST_DEGREE, _POINTS_A_DEGREE = 3, 6
READINGS = {SUPPORTED: "quality", TOO_SMALL: "quantity", OPPOSITE: "inverse"}
"""What the essay would call a verdict on gamma."""
Regions = dict[str, Place | Within]
"""Where an interval lies for each verdict (`Claim.regions`)."""
CALLS = (*READINGS.values(), UNDECIDED)


@dataclass(frozen=True, kw_only=True)
class Regression:
    """A fitted regression of counts."""

    gamma: float
    """Logits a decade of N at equal loss."""
    by_run: np.ndarray
    """(run,) change of gamma without each run, sign reversed; 0 for runs without a point."""
    by_size: np.ndarray
    """(size,) logits of each size beside the polynomial in loss, gamma's line included."""
    lever: np.ndarray
    """(point, cell) influence of one right answer on gamma."""
    mean: np.ndarray
    """(point, cell) fitted probability."""


@dataclass(frozen=True, kw_only=True)
class MatchedLoss:
    """gamma of one family, and how every run and entity moves it."""

    family: str
    gamma: float
    """Logits a decade of N at equal loss."""
    by_run: np.ndarray
    """(run,) influence on gamma, by the jackknife."""
    by_entity: np.ndarray
    by_both: np.ndarray
    """(run, entity)"""
    by_size: np.ndarray
    """(size,) logits of each size beside the polynomial in loss, gamma's line included."""
    points: int
    """(run, step) points that entered."""
    steepness: float
    """Shares of right answers a logit: the mean of p (1 - p) over the points."""
    sizes: int
    """Sizes that entered."""


def overlap(loss: np.ndarray, run_size: np.ndarray) -> np.ndarray:
    """Mask of (run, step) points at losses that another size passes through."""
    inside = np.zeros(loss.shape, dtype=bool)
    for size in np.unique(run_size):
        own = run_size == size
        if not np.isfinite(loss[own]).any():
            continue
        low, high = np.nanmin(loss[own]), np.nanmax(loss[own])
        inside[~own] |= (loss[~own] >= low) & (loss[~own] <= high)
    return inside


def regress(
    hits: np.ndarray,
    trials: np.ndarray,
    loss: np.ndarray,
    run: np.ndarray,
    run_size: np.ndarray,
    log_parameters: np.ndarray,
    beside: np.ndarray | None = None,
) -> Regression:
    """Binomial regression of counts (point, cell) on loss (point,) and size.

    `run` (point,) is each point's run, `run_size` (run,) the size of each run, `log_parameters`
    (size,) log10 N; `beside` (point,) is a further regressor. Every cell needs a right and a wrong
    answer somewhere. Raises NotMeasurable where fewer than two sizes or too few points are left.
    """
    import statsmodels.api as sm
    from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

    size = run_size[run]
    shared = np.unique(size)
    degree = min(_MOST_DEGREE, len(run) // _POINTS_A_DEGREE)
    if len(shared) < 2 or not degree:
        raise NotMeasurable(Message("too-few-points", {"points": len(run)}))
    x = (loss - loss.mean()) / loss.std()
    n = log_parameters[size] - log_parameters[shared].mean()
    further = [beside] if beside is not None and np.ptp(beside) > 0 else []
    shape = np.stack([*(x**k for k in range(1, degree + 1)), *further, n], axis=1)
    points, cells = hits.shape
    design = np.concatenate([
        np.tile(np.eye(cells), (points, 1)), np.repeat(shape, cells, axis=0),
    ], axis=1)  # fmt: skip
    k, m = hits.ravel(), trials.ravel()
    some = m > 0
    model = sm.GLM(np.stack([k, m - k], axis=1)[some], design[some], family=sm.families.Binomial())
    with warnings.catch_warnings():
        # Perfect predictions of single cells are ordinary here and change nothing.
        warnings.simplefilter("ignore", PerfectSeparationWarning)
        fit = model.fit(maxiter=100)
    mean = 1 / (1 + np.exp(-np.clip(design @ fit.params, -40, 40)))
    spread = m * mean * (1 - mean)
    weighted = design * spread[:, None]
    information = weighted.T @ design
    residual = k - m * mean
    row_run = np.repeat(run, cells)
    by_run = np.zeros(len(run_size))
    for r in np.unique(run):
        own = row_run == r
        without = information - weighted[own].T @ design[own]
        by_run[r] = (np.linalg.pinv(without, hermitian=True) @ (residual[own] @ design[own]))[-1]
    by_size = np.full(len(log_parameters), np.nan)
    left, weight = (v.reshape(points, cells).sum(axis=1) for v in (residual, spread))
    for s in shared:
        own = size == s
        by_size[s] = left[own].sum() / weight[own].sum() + fit.params[-1] * n[own][0]
    lever = design @ np.linalg.pinv(information, hermitian=True)[-1]
    return Regression(
        gamma=float(fit.params[-1]), by_run=by_run, by_size=by_size,
        lever=lever.reshape(points, cells), mean=mean.reshape(points, cells),
    )  # fmt: skip


def item_cells(panel: Panel, knobs: Iterable[str]) -> np.ndarray:
    """Code of every item's cell: its kind and the value of its knob of difficulty."""
    names = panel.items["kind"].astype(str).to_numpy(dtype=object)
    for knob in knobs:
        number = panel.number(knob)
        names = names + np.where(np.isnan(number), "", [f" {knob} {v:g}" for v in number])
    return np.unique(names.astype(str), return_inverse=True)[1]


def fit_items(
    panel: Panel,
    items: np.ndarray,
    loss: np.ndarray,
    log_parameters: np.ndarray,
    knobs: Iterable[str],
    beside: np.ndarray | None = None,
) -> MatchedLoss:
    """Fit the answers to `items` (item,), boolean, of one family.

    `loss` is (run, step), NaN where a point is not to enter; `log_parameters` (size,) log10 N;
    `beside` (step,) a further regressor. Raises NotMeasurable where fewer than two sizes share a
    range of loss, or where nothing varies.
    """
    # Answers to other items are as good as missing: as NaN they have no weight anywhere.
    right = np.where(items, panel.values["accuracy"], np.nan)
    used = overlap(loss, panel.run_size) & ~np.isnan(right).all(axis=2)
    run, step = np.nonzero(used)
    answers = right[run, step]
    present = ~np.isnan(answers)
    cell = item_cells(panel, knobs)
    one_hot = np.eye(cell.max() + 1)[cell]
    hits = np.where(present, answers, 0.0) @ one_hot
    trials = present.astype(float) @ one_hot
    # A cell that is always right or always wrong says nothing of gamma: its own level runs off
    # to infinity and takes its likelihood along.
    kept = (hits.sum(axis=0) > 0) & (hits.sum(axis=0) < trials.sum(axis=0))
    if len(run) and not kept.any():
        raise NotMeasurable(Message("always-right-or-wrong", {}))
    fit = regress(
        hits[:, kept], trials[:, kept], loss[run, step], run, panel.run_size, log_parameters,
        None if beside is None else beside[step],
    )  # fmt: skip
    inside = kept[cell]
    columns = (np.cumsum(kept) - 1)[cell[inside]]
    residual = np.where(present[:, inside], answers[:, inside] - fit.mean[:, columns], 0.0)
    entity = np.unique(panel.entity[inside], return_inverse=True)[1]
    per_run = np.zeros((len(panel.runs), residual.shape[1]))
    np.add.at(per_run, run, fit.lever[:, columns] * residual)
    by_both = per_run @ np.eye(entity.max() + 1)[entity]
    return MatchedLoss(
        family=panel.family, gamma=fit.gamma, by_run=fit.by_run, by_entity=by_both.sum(axis=0),
        by_both=by_both, by_size=fit.by_size, points=len(run),
        steepness=_steepness(fit.mean, trials[:, kept]),
        sizes=len(np.unique(panel.run_size[run])),
    )  # fmt: skip


def fit_shares(
    name: str,
    share: np.ndarray,
    items: np.ndarray,
    loss: np.ndarray,
    run_size: np.ndarray,
    log_parameters: np.ndarray,
    group: np.ndarray | None = None,
) -> MatchedLoss:
    """Fit a ladder of which only shares of right answers are known.

    `share` and `loss` are (run, step), NaN where there is none; `items` is the number of items
    (run, step) or one number. `group` (run,) is the code of each run's ladder, where several
    enter, each with a level of its own. Everything else as in `fit_family`, without entities.
    """
    used = overlap(loss, run_size) & np.isfinite(share)
    run, step = np.nonzero(used)
    own = np.eye(1 if group is None else group.max() + 1)[0 if group is None else group[run]]
    trials = own * np.broadcast_to(items, share.shape)[run, step][:, None]
    try:
        fit = regress(
            share[run, step][:, None] * trials, trials, loss[run, step], run, run_size,
            log_parameters,
        )  # fmt: skip
    except NotMeasurable as why:
        raise NotMeasurable(
            Message("no-fit-of-family", {"family": name, "why": why.message})
        ) from None
    return MatchedLoss(
        family=name, gamma=fit.gamma, by_run=fit.by_run, by_entity=np.zeros(1),
        by_both=np.zeros((len(run_size), 1)), by_size=fit.by_size, points=len(run),
        steepness=_steepness(fit.mean, trials),
        sizes=len(np.unique(run_size[run])),
    )  # fmt: skip


def _steepness(mean: np.ndarray, trials: np.ndarray) -> float:
    """Mean of p (1 - p): shares a logit."""
    return float(np.average(mean * (1 - mean), weights=trials))


def standard_error(
    fits: Sequence[MatchedLoss], *, runs: bool, weights: np.ndarray | None = None
) -> float:
    """Standard error of the weighted mean gamma of `fits`; without `runs`, of entities alone.

    Runs are shared by the fits, entities are not. `weights` (fit,) sum to one; equal by default.
    """
    shares = np.full(len(fits), 1 / len(fits)) if weights is None else weights
    paired = list(zip(shares, fits, strict=True))

    def part(influence: np.ndarray) -> float:
        n = len(influence)
        return float((influence**2).sum() * n / max(n - 1, 1))

    entities = sum(part(share * fit.by_entity) for share, fit in paired)
    if not runs:
        return entities**0.5
    by_run = np.sum([share * fit.by_run for share, fit in paired], axis=0)
    moved = by_run[by_run != 0]
    jackknife = float((moved**2).sum() * (len(moved) - 1) / max(len(moved), 1))
    both = sum(float(((share * fit.by_both) ** 2).sum()) for share, fit in paired)
    # The difference may be negative by chance where clusters are few; either part alone is less.
    return max(jackknife + entities - both, jackknife, entities) ** 0.5


def runs_that_moved(fits: Sequence[MatchedLoss]) -> int:
    """Runs on which the fits rest."""
    return int(np.any([fit.by_run != 0 for fit in fits], axis=0).sum())


def around(
    fits: Sequence[MatchedLoss],
    *,
    several_seeds: bool,
    confidence: float,
    weights: np.ndarray | None = None,
) -> tuple[float, tuple[float, float]]:
    """Weighted mean gamma of `fits` and its interval, Student's with the runs less two."""
    # Loss and size vary between runs: two of their degrees of freedom are spent.
    factor = t.ppf((1 + confidence) / 2, max(runs_that_moved(fits) - 2, 1))
    gamma = float(np.average([fit.gamma for fit in fits], weights=weights))
    half = factor * standard_error(fits, runs=several_seeds, weights=weights)
    return gamma, (gamma - half, gamma + half)


def call(low: float, high: float, regions: Regions, seeds: int) -> tuple[str, Message]:
    """One of CALLS, and why: the reading of the verdict that the register's rule gives.

    `low` and `high` are the interval of gamma, `regions` those of claim A16, `seeds` the fewest
    seeds of a size. Quality: size adds at equal loss. Quantity: it adds or takes nothing that
    matters. Inverse: larger is worse at equal loss.
    """
    if seeds < 2:
        return UNDECIDED, Message("call-one-seed", {})
    if not np.isfinite([low, high]).all():
        return UNDECIDED, Message("call-no-interval", {})
    verdict = verdict_of(regions, low, high)
    if verdict is None:
        return UNDECIDED, Message("call-too-wide", {"low": low, "high": high})
    region = regions[verdict]
    if isinstance(region, Within):
        return READINGS[verdict], Message("call-within", {"limit": region.limit})
    if region.side == "above":
        return READINGS[verdict], Message("call-above", {"threshold": region.threshold})
    return READINGS[verdict], Message("call-below", {"threshold": region.threshold})
