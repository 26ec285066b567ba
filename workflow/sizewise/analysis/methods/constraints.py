"""Shares of met constraints, by number of constraints and place in the instruction."""

from dataclasses import dataclass

import numpy as np

from sizewise.analysis.data.answers import check_name
from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.vocabulary import CONSTRAINTS, INSTRUCTIONS, WRITTEN
from sizewise.analysis.methods.slopes import items_of, levels_of, panel_of
from sizewise.study.messages import Message


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
