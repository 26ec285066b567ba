"""The own loss of a kind of items: what is held equal where ability is compared between sizes.

General held-out loss and the loss of a family fall at different speeds, so at equal held-out loss
sizes differ in how far they are with the family itself. Here the loss is that of the same kind of
items, on one half of its entities, and ability is counted on the other half, then the other way
round: their noise is not shared. The loss of few items is noisy itself, and beside a noisy loss
size would pass for what the loss has lost. So the one half's loss is an instrument: what it, size
and step say of the other half's loss is what is held equal (two-stage least squares, the remedy for
errors in variables; Wooldridge 2010, Econometric Analysis of Cross Section and Panel Data, ch. 5).

The loss is the mean negative log-probability of the right choice after its log odds have been
scaled by the one factor that makes it least (the temperature of Guo et al. 2017, arXiv
1706.04599). Without it a model that is surer of the same answers has a higher loss, and at equal
loss it would look abler.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.methods.curves import mean_there
from sizewise.analysis.methods.matched import item_cells
from sizewise.study.messages import Message

EARLIEST = 1 / 8
"""Share of the training before which checkpoints do not enter: most of what is earlier has no
partner at another size, and warm-up is no way to a loss that a finished training would take."""
FLOOR, CEILING = 0.97, 0.03
"""Shares of the loss of guessing between which a point tells abilities apart."""
LEARNED = 0.95
"""The same for the mean over a size's late checkpoints: below it at some size, a kind is no floor.
Single points of a few guesses fall below FLOOR by chance."""
_FACTORS = np.concatenate([[0.0], np.geomspace(0.1, 6.0, 20)])


def halves(panel: Panel, items: np.ndarray, knobs: Iterable[str]) -> np.ndarray:
    """(2, item) masks: two halves of `items` (item,) that share no entity and no bias in knobs.

    Entities alternate in the order of their items' cells. Raises NotMeasurable for one entity.
    """
    cell, entity = item_cells(panel, knobs)[items], panel.entity[items]
    codes, first = np.unique(entity, return_index=True)
    if len(codes) < 2:
        raise NotMeasurable(Message("one-entity", {}))
    order = np.lexsort([codes, cell[first]])
    side = np.zeros(panel.entity.max() + 1, dtype=int)
    side[codes[order]] = np.arange(len(codes)) % 2
    return np.stack([items & (side[panel.entity] == half) for half in (0, 1)])


def guessing_loss(panel: Panel, items: np.ndarray) -> float:
    """Mean over `items` of the loss of one share for every choice, nats."""
    return float(np.log(panel.items["choices"].to_numpy(dtype=float)[items]).mean())


def own_loss(panel: Panel, items: np.ndarray) -> np.ndarray:
    """(run, step) loss of `items` (item,), nats; NaN where none was answered.

    Scores are scaled by the factor that gives the least loss, one a run and step. Of the choices
    the right one, the best of the others and the share of the rest are known; the rest is taken to
    share alike.
    """
    own = np.log(np.clip(panel.values["probability"][..., items], 1e-12, 1 - 1e-12))
    margin = panel.values["margin"][..., items]
    many = np.maximum(panel.items["choices"].to_numpy(dtype=float)[items] - 2, 0)
    rest = np.maximum(1 - np.exp(own) - np.exp(own - margin), 1e-12)
    best = np.full(own.shape[:2], np.inf)
    # With two choices there is no rest; what nobody answered is NaN and stays so.
    with np.errstate(divide="ignore", invalid="ignore"):
        behind = own - np.log(rest) + np.log(np.maximum(many, 1))
        weight = np.log(many)
        for factor in _FACTORS:
            others = np.logaddexp(-factor * margin, weight - factor * behind)
            best = np.fmin(best, mean_there(np.logaddexp(0, others)))
    return np.where(np.isinf(best), np.nan, best)


@dataclass(frozen=True, kw_only=True)
class Halved:
    """A kind of items in two halves, and the own loss of each."""

    items: np.ndarray
    """(2, item) masks, as `halves` gives them."""
    loss: np.ndarray
    """(2, run, step) nats, NaN for points that are too early."""
    guessing: np.ndarray
    """(2,) loss of guessing, nats."""

    @classmethod
    def of(cls, panel: Panel, items: np.ndarray, knobs: Iterable[str], since: float) -> "Halved":
        """Of `items` (item,) at the checkpoints from the share `since` of the training on.

        Raises NotMeasurable for one entity.
        """
        pair = halves(panel, items, knobs)
        return cls(
            items=pair, loss=np.stack([late_loss(panel, half, since) for half in pair]),
            guessing=np.array([guessing_loss(panel, half) for half in pair]),
        )  # fmt: skip


def instrumented(panel: Panel, halved: Halved, lost: int) -> np.ndarray:
    """(run, step) loss of the other half as that of the half `lost`, size and step tell it.

    NaN, and NotMeasurable, as for `readable` of the half `lost`.
    """
    instrument = readable(panel, halved.loss[lost], halved.guessing[lost])
    run, step = np.nonzero(np.isfinite(instrument))
    size = panel.run_size[run]
    design = np.column_stack([
        instrument[run, step], np.eye(len(panel.sizes))[size], np.eye(len(panel.steps))[step],
    ])  # fmt: skip
    target = halved.loss[1 - lost][run, step]
    fitted = design @ np.linalg.lstsq(design, target, rcond=None)[0]
    found = np.full(instrument.shape, np.nan)
    found[run, step] = fitted
    return found


def is_late(panel: Panel, since: float) -> np.ndarray:
    """(step,) mask of the checkpoints from the share `since` of the training on."""
    return panel.steps >= since * panel.steps[panel.step_index()]


def late_loss(panel: Panel, items: np.ndarray, since: float) -> np.ndarray:
    """Own loss (run, step), NaN before the share `since` of the training."""
    late = is_late(panel, since)
    values = {name: panel.values[name][:, late] for name in ("probability", "margin")}
    loss = np.full((len(panel.runs), len(panel.steps)), np.nan)
    loss[:, late] = own_loss(replace(panel, steps=panel.steps[late], values=values), items)
    return loss


def readable(panel: Panel, loss: np.ndarray, guessing: float) -> np.ndarray:
    """Own loss (run, step) with NaN where a point tells nothing: too early, guessing, or all known.

    `guessing` is the loss of guessing. Points are chosen by the loss of the other half, never by
    the answers that are counted. Raises NotMeasurable with the message `own-loss-floor` or
    `own-loss-ceiling` where none is left.
    """
    share = loss / guessing
    inside = (share > CEILING) & (share < FLOOR)
    by_size = [mean_there(share[panel.run_size == s].ravel()) for s in range(len(panel.sizes))]
    if not np.any(np.array(by_size) < LEARNED):
        raise NotMeasurable(Message("own-loss-floor", {}))
    if not inside.any():
        raise NotMeasurable(Message("own-loss-ceiling", {}))
    return np.where(inside, loss, np.nan)
