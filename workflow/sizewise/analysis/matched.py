"""Ability against size at equal held-out loss: one family's regression.

logit P(right) = cell of items + polynomial in held-out loss + gamma * log10 N, over all answers of
all (size, step) points. Items of a cell share their covariates, so the item-level likelihood is
that of the cell's counts: a fit of a few hundred rows is the fit of a million answers.

Standard errors are clustered both ways, by run (size and seed: everything that a training's luck
moves together) and by entity (Cameron, Gelbach and Miller 2011, J. Business & Economic
Statistics 29(2)): V = V_run + V_entity - V_both, each the sum of squared influences.
"""

from dataclasses import dataclass

import numpy as np

from sizewise.analysis.panel import Panel
from sizewise.analysis.slopes import abilities
from sizewise.analysis.verdicts import NotMeasurable

# Degree of the polynomial in loss: a cubic where there are points for it.
_MOST_DEGREE, _POINTS_A_DEGREE = 3, 6


@dataclass(frozen=True, kw_only=True)
class MatchedLoss:
    """gamma of one family, and how every run and entity moves it."""

    family: str
    gamma: float
    """Logits a decade of N at equal loss."""
    by_run: np.ndarray
    """(run,) influence on gamma."""
    by_entity: np.ndarray
    by_both: np.ndarray
    """(run, entity)"""
    by_size: np.ndarray
    """(size,) logits of each size beside the polynomial in loss, gamma's line included."""
    points: int
    """(run, step) points that entered."""


def overlap(loss: np.ndarray, run_size: np.ndarray) -> np.ndarray:
    """Mask of (run, step) points at losses that at least two sizes pass through."""
    sizes = [s for s in np.unique(run_size) if np.isfinite(loss[run_size == s]).any()]
    if len(sizes) < 2:
        return np.zeros(loss.shape, dtype=bool)
    lows = np.sort([np.nanmin(loss[run_size == s]) for s in sizes])
    highs = np.sort([np.nanmax(loss[run_size == s]) for s in sizes])
    return (loss >= lows[1]) & (loss <= highs[-2])


def item_cells(panel: Panel, knobs: dict[str, int]) -> np.ndarray:
    """Code of every item's cell: its kind and the value of its knob of difficulty."""
    names = panel.items["kind"].astype(str).to_numpy(dtype=object)
    for knob in knobs:
        number = panel.number(knob)
        names = names + np.where(np.isnan(number), "", [f" {knob} {v:g}" for v in number])
    return np.unique(names.astype(str), return_inverse=True)[1]


def fit_family(
    panel: Panel, loss: np.ndarray, log_parameters: np.ndarray, knobs: dict[str, int]
) -> MatchedLoss:
    """Fit one family. `loss` is (run, step); `log_parameters` (size,) as log10 N.

    Raises NotMeasurable where fewer than two sizes share a range of loss, or where nothing
    varies.
    """
    import statsmodels.api as sm

    # Answers to control items are no ability; as NaN they have no weight anywhere.
    right = np.where(panel.kind(*abilities(panel)), panel.values["accuracy"], np.nan)
    used = overlap(loss, panel.run_size) & ~np.isnan(right).all(axis=2)
    shared = np.unique(panel.run_size[used.any(axis=1)])
    degree = min(_MOST_DEGREE, int(used.sum()) // _POINTS_A_DEGREE)
    if len(shared) < 2 or not degree:
        raise NotMeasurable(
            f"{panel.family}: the sizes share too few points of equal held-out loss "
            f"({int(used.sum())} of {used.size})"
        )
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
    if not kept.any():
        raise NotMeasurable(f"{panel.family}: every cell of items is always right or always wrong")
    x = loss[run, step]
    x = (x - x.mean()) / x.std()
    n = log_parameters[panel.run_size[run]]
    n = n - log_parameters[shared].mean()
    shape = np.stack([*(x**k for k in range(1, degree + 1)), n], axis=1)
    points, cells = len(run), int(kept.sum())
    design = np.concatenate([
        np.tile(np.eye(cells), (points, 1)), np.repeat(shape, cells, axis=0),
    ], axis=1)  # fmt: skip
    k, m = hits[:, kept].ravel(), trials[:, kept].ravel()
    some = m > 0
    model = sm.GLM(np.stack([k, m - k], axis=1)[some], design[some], family=sm.families.Binomial())
    fit = model.fit(maxiter=100)
    mean = 1 / (1 + np.exp(-np.clip(design @ fit.params, -40, 40)))
    information = (design * (m * mean * (1 - mean))[:, None]).T @ design
    # Influence of one answer on gamma: row of gamma in the inverse information times its score.
    lever = (design @ np.linalg.pinv(information)[-1]).reshape(points, cells)
    place = np.cumsum(kept) - 1
    inside = kept[cell]
    columns = place[cell[inside]]
    residual = np.where(present, answers - mean.reshape(points, cells)[:, place[cell]], 0.0)
    influence = lever[:, columns] * residual[:, inside]  # (point, item)
    entity = np.unique(panel.entity[inside], return_inverse=True)[1]
    per_run = np.zeros((len(panel.runs), influence.shape[1]))
    np.add.at(per_run, run, influence)
    by_both = per_run @ np.eye(entity.max() + 1)[entity]
    size = panel.run_size[run]
    weight = (m * mean * (1 - mean)).reshape(points, cells).sum(axis=1)
    left = residual[:, inside].sum(axis=1)
    by_size = np.full(len(log_parameters), np.nan)
    for s in shared:
        own = size == s
        by_size[s] = left[own].sum() / weight[own].sum() + fit.params[-1] * n[own][0]
    return MatchedLoss(
        family=panel.family, gamma=float(fit.params[-1]), by_run=by_both.sum(axis=1),
        by_entity=by_both.sum(axis=0), by_both=by_both, by_size=by_size, points=points,
    )  # fmt: skip


def standard_error(fits: list[MatchedLoss], *, runs: bool) -> float:
    """Standard error of the mean gamma of `fits`; without `runs`, of entities alone.

    Runs are shared by the families, entities are not. Each part has the correction n / (n - 1).
    """
    share = 1 / len(fits)

    def part(influence: np.ndarray) -> float:
        n = len(influence)
        return float((influence**2).sum() * n / max(n - 1, 1))

    entities = sum(part(share * fit.by_entity) for fit in fits)
    if not runs:
        return entities**0.5
    by_run = share * np.sum([fit.by_run for fit in fits], axis=0)
    moved = by_run[by_run != 0]
    both = sum(float(((share * fit.by_both) ** 2).sum()) for fit in fits)
    # The difference may be negative by chance where clusters are few; either part alone is less.
    return max(part(moved) + entities - both, part(moved), entities) ** 0.5
