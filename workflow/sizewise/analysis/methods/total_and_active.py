"""Total and active parameters apart: the ladder and mixtures of experts in one regression.

On a dense ladder both counts are one. A mixture of experts has the active parameters of one rung
and the total of another, so that the two come apart. Standardised least squares of a level on log
total and log active parameters, entered together, over the sizes of both arms, as the public models
are looked at (`observation/parameters.py`). A level flattens with size, which would lean on one of
the two: where there are sizes enough the square of what both together say of a size is entered too,
found by going back and forth between the two.
"""

from dataclasses import dataclass

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.resample import Means
from sizewise.analysis.methods.held_out import held_out_means
from sizewise.analysis.methods.slopes import abilities, item_chance
from sizewise.study.messages import Message
from sizewise.study.sparse import near

ARM = "sparse"
"""The arm of mixtures of experts, on the ladder's stream."""
ROUNDS = 5
"""Times that the square's place is found anew; two suffice on a law without noise."""
BENT_FROM = 6
"""Sizes from which on a square is fitted: two more than coefficients."""


@dataclass(frozen=True, kw_only=True)
class Levels:
    """A level of every size of both arms at the end of its training; more is better."""

    sizes: list[str]
    """Rungs of the ladder first, then mixtures."""
    sparse: np.ndarray
    """(size,) whether a size is a mixture."""
    total: np.ndarray
    """(size,) log10 of the non-embedding parameters in all."""
    active: np.ndarray
    """(size,) log10 of those that one token passes through."""
    estimate: np.ndarray
    """(size,)"""
    samples: np.ndarray
    """(resample, size)"""

    def partner(self, size: int, count: np.ndarray) -> int | None:
        """Position of the rung whose count is that of the mixture at `size`; None without one."""
        for at in np.flatnonzero(~self.sparse):
            if near(10 ** count[size], 10 ** self.total[at]):
                return int(at)
        return None


@dataclass(frozen=True, kw_only=True)
class Weights:
    """Standardised coefficients of log total and log active parameters, and their interval."""

    estimate: np.ndarray
    """(2,) total, active."""
    samples: np.ndarray
    """(resample, 2)"""


def bits_saved(inputs: Inputs) -> Levels:
    """Held-out bits a byte, mean over domains, with the sign turned.

    Raises NotMeasurable without the arm.
    """

    def means(arm: Inputs) -> Means:
        _, found = held_out_means(arm)
        last = arm.held_out.step_index()
        return Means(estimate=-found.estimate[0, :, last], samples=-found.samples[:, 0, :, last])

    return _levels(inputs, means)


def accuracy(inputs: Inputs) -> Levels:
    """Accuracy above guessing of planted families, as items state guessing, equal weights."""

    def means(arm: Inputs) -> Means:
        found = []
        for _, panel in sorted(arm.panels.items()):
            mask = panel.kind(*abilities(panel))
            if not mask.any():
                continue
            chance = item_chance(panel)
            above = (panel.values["accuracy"] - chance) / (1 - chance)
            found.append(arm.resamples.means(panel, above, mask[None], step=panel.step_index()))
        if not found:
            raise NotMeasurable(Message("b6-no-families", {}))
        return Means(
            estimate=np.mean([one.estimate[0] for one in found], axis=0),
            samples=np.mean([one.samples[:, 0] for one in found], axis=0),
        )

    return _levels(inputs, means)


def _levels(inputs: Inputs, means) -> Levels:
    arm = inputs.arm(ARM)
    if not arm.runs:
        raise NotMeasurable(Message("no-arm", {"arm": ARM}))
    both = [(one, means(one)) for one in (inputs, arm)]
    sizes = [size for one, _ in both for size in one.sizes]
    sparse = np.repeat([False, True], [len(one.sizes) for one, _ in both])
    total = np.log10([inputs.counts(size).non_embedding for size in sizes])
    active = np.log10([inputs.active_counts(size).non_embedding for size in sizes])
    estimate = np.concatenate([found.estimate for _, found in both])
    samples = np.concatenate([found.samples for _, found in both], axis=1)
    # Rungs beyond the pairs' would bend the line and say nothing of the two counts apart.
    ends = active[sparse].min(), total[sparse].max()
    slack = np.log10(1.1)
    kept = (total >= ends[0] - slack) & (total <= ends[1] + slack) & np.isfinite(estimate)
    if kept[~sparse].sum() < 2 or not kept[sparse].any():
        raise NotMeasurable(Message("b6-no-pairs", {}))
    return Levels(
        sizes=[size for size, keep in zip(sizes, kept, strict=True) if keep], sparse=sparse[kept],
        total=total[kept], active=active[kept], estimate=estimate[kept], samples=samples[:, kept],
    )  # fmt: skip


def weights(levels: Levels) -> Weights:
    """Coefficients of both counts."""
    counts = np.stack([_standard(levels.total), _standard(levels.active)], axis=1)
    both = np.vstack([levels.estimate[None], levels.samples])
    spread = both.std(axis=1, keepdims=True)
    level = np.divide(both, spread, out=np.zeros_like(both), where=spread > 0)
    flat = np.column_stack([np.ones(len(counts)), counts])
    found = _solved(np.broadcast_to(flat, (len(both), *flat.shape)), level)[:, 1:3]
    if len(counts) >= BENT_FROM:
        for _ in range(ROUNDS):
            length = np.linalg.norm(found, axis=1, keepdims=True)
            along = np.divide(found, length, out=np.full_like(found, 0.5**0.5), where=length > 0)
            place = (along[:, None] * counts).sum(axis=2)
            bent = np.concatenate(
                [np.broadcast_to(flat, (len(both), *flat.shape)), place[..., None] ** 2], axis=2
            )
            found = _solved(bent, level)[:, 1:3]
    found = np.where(spread > 0, found, np.nan)
    return Weights(estimate=found[0], samples=found[1:])


def _solved(columns: np.ndarray, level: np.ndarray) -> np.ndarray:
    """Least squares of every row: columns (row, size, k), level (row, size); (row, k)."""
    return (np.linalg.pinv(columns) * level[:, None, :]).sum(axis=2)


def _standard(values: np.ndarray) -> np.ndarray:
    return (values - values.mean()) / values.std()
