"""Several constraints at once: which are met, by their place in the instruction."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sizewise.analysis.claims.verdicts import NotMeasurable
from sizewise.analysis.data.answers import check_name
from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.resample import interval
from sizewise.analysis.data.vocabulary import CONSTRAINTS, INSTRUCTIONS, WRITTEN
from sizewise.analysis.methods.slopes import items_of, levels_of, panel_of
from sizewise.study.messages import Message

COLUMNS = ["size", "step", "constraints", "position", "satisfied", "low", "high", "all_satisfied",
           "all_low", "all_high", "product", "product_low", "product_high", "n_items",
           "n_entities"]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Satisfaction:
    """Shares of met constraints of instructions with k constraints, by position."""

    number: int
    """k."""
    estimate: np.ndarray
    """(position, size, step)."""
    samples: np.ndarray
    """(resample, position, size, step)."""
    all_estimate: np.ndarray
    """(size, step): share of the answers that meet all k."""
    all_samples: np.ndarray
    items: np.ndarray
    """Mask of the items."""


def panel_with_checks(inputs: Inputs) -> tuple[Panel, np.ndarray]:
    """The family and the mask of its items. Raises NotMeasurable that says what is missing."""
    panel = panel_of(inputs, INSTRUCTIONS)
    mask = items_of(panel, WRITTEN)
    if np.isnan(panel.values["satisfied"][..., mask]).all():
        raise NotMeasurable(Message("answers-lack", {"family": INSTRUCTIONS, "column": "checks"}))
    return panel, mask


def satisfaction(
    inputs: Inputs, panel: Panel, mask: np.ndarray, step: int | None
) -> list[Satisfaction]:
    """One entry a number of constraints; `step` is a position in the panel's steps, None for all.

    With a `step` the arrays keep a last axis of length one. Raises NotMeasurable where items carry
    no number of constraints.
    """
    found = []
    for level in levels_of(panel, CONSTRAINTS, mask, least=1):
        items = mask & (panel.number(CONSTRAINTS) == level)
        names = [check_name(i) for i in range(int(level))]
        absent = [name for name in names if name not in panel.values]
        if absent:
            raise NotMeasurable(
                Message("answers-lack", {"family": INSTRUCTIONS, "column": absent[0]})
            )
        means = [
            inputs.resamples.means(panel, panel.values[name], items[None], step=step)
            for name in [*names, "accuracy"]
        ]
        estimate = np.stack([m.estimate[0] for m in means])
        samples = np.stack([m.samples[:, 0] for m in means], axis=1)
        if step is not None:
            estimate, samples = estimate[..., None], samples[..., None]
        found.append(Satisfaction(
            number=int(level), items=items, estimate=estimate[:-1], samples=samples[:, :-1],
            all_estimate=estimate[-1], all_samples=samples[:, -1],
        ))  # fmt: skip
    return found


def constraints_table(inputs: Inputs) -> pd.DataFrame:
    """Columns: COLUMNS. Shares of met constraints by number of constraints and position.

    Rows with `position` (from 1) hold the share at that place. The row without one holds the mean
    over places, the share of answers that meet all constraints, and the product of the shares at
    single places, which is what independent constraints would give.
    """
    try:
        panel, mask = panel_with_checks(inputs)
        found = satisfaction(inputs, panel, mask, None)
    except NotMeasurable:
        return pd.DataFrame(columns=COLUMNS)
    confidence, frames = inputs.study.analysis.confidence, []
    for one in found:
        size, step = (index.ravel() for index in np.indices(one.all_estimate.shape))
        identity = {
            "size": np.array(panel.sizes, dtype=object)[size], "step": panel.steps[step],
            "constraints": one.number, "n_items": int(one.items.sum()),
            "n_entities": len(np.unique(panel.entity[one.items])),
        }  # fmt: skip

        def columns(name: str, ends: tuple[str, str], point: np.ndarray, drawn: np.ndarray) -> dict:
            low, high = np.clip(interval(drawn, confidence), 0, 1)
            return {name: point.ravel(), ends[0]: low.ravel(), ends[1]: high.ravel()}

        for position in range(one.number):
            frames.append(pd.DataFrame(identity | {"position": position + 1.0} | columns(
                "satisfied", ("low", "high"), one.estimate[position], one.samples[:, position],
            )))  # fmt: skip
        frames.append(pd.DataFrame(
            identity | {"position": np.nan}
            | columns("satisfied", ("low", "high"), one.estimate.mean(axis=0),
                      one.samples.mean(axis=1))
            | columns("all_satisfied", ("all_low", "all_high"), one.all_estimate, one.all_samples)
            | columns("product", ("product_low", "product_high"), one.estimate.prod(axis=0),
                      one.samples.prod(axis=1))
        ))  # fmt: skip
    table = pd.concat(frames, ignore_index=True).reindex(columns=COLUMNS)
    return table.dropna(subset="satisfied").reset_index(drop=True)
