"""Shares of met constraints, by number of constraints and place in the instruction.

The slope on the place is least squares with a fixed effect for every kind of constraint at every
number of constraints: some kinds are heeded by chance or learned early, and in a few dozen items
they do not stand equally often at every place. With one mean for each such group, the slope of a
run is the sum of residual place times check over that of squared residual places. Written as a
weighted mean over items (the slope plus the item's share of the errors over its squares, weighted
by its squares) it takes the study's own resamples; a resample of it is the first step of a refit.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sizewise.analysis.data.answers import check_name
from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.resample import Means
from sizewise.analysis.data.vocabulary import ASKED, CONSTRAINTS, INSTRUCTIONS, TRAINED, WRITTEN
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


def kinds_by_place(items: pd.DataFrame) -> np.ndarray:
    """(item, place) kinds of constraints, "" behind the last one.

    Raises NotMeasurable where items do not say what they ask or whether training went so far.
    """
    lacking = [knob for knob in (ASKED, TRAINED) if knob not in items]
    if lacking:
        raise NotMeasurable(
            Message("no-knob", {"family": INSTRUCTIONS, "kind": WRITTEN, "knobs": lacking})
        )
    named = [str(asked or "").split() for asked in items[ASKED]]
    kinds = np.full((len(named), max(map(len, named))), "", dtype=object)
    for row, of_item in enumerate(named):
        kinds[row, : len(of_item)] = of_item
    return kinds


def trained(panel: Panel) -> np.ndarray:
    """Mask of items with as many constraints as training has, where there are several."""
    shown = panel.items[TRAINED].map(lambda flag: flag is not None and bool(flag)).to_numpy(bool)
    return shown & (panel.number(CONSTRAINTS) > 1)


def place_slopes(inputs: Inputs, panel: Panel, mask: np.ndarray) -> Means:
    """Change of the share of met constraints a place, (1, size), at the last common step.

    `mask` holds the items; those that lack a check in some run that has others are left out. Runs
    without any check have no slope. Raises NotMeasurable where items or answers say too little.
    """
    numbers = panel.number(CONSTRAINTS)
    places = int(numbers[mask].max())
    kinds = kinds_by_place(panel.items)[:, :places]
    names = [check_name(place) for place in range(places)]
    absent = [name for name in names if name not in panel.values]
    if absent:
        raise NotMeasurable(Message("answers-lack", {"family": INSTRUCTIONS, "column": absent[0]}))
    step = panel.step_index()
    checks = np.stack([panel.values[name][:, step] for name in names], axis=-1)  # run, item, place
    asked = (kinds != "") & mask[:, None]
    runs = np.isfinite(checks[:, asked]).any(axis=1)
    whole = (np.isfinite(checks[runs]) | ~asked).all(axis=(0, 2)) & mask
    asked &= whole[:, None]
    item, place = np.nonzero(asked)
    group = np.unique(
        [f"{numbers[i]:g} {kinds[i, k]}" for i, k in zip(item, place, strict=True)],
        return_inverse=True,
    )[1]
    members = np.bincount(group)

    def centred(values: np.ndarray) -> np.ndarray:
        means = np.stack([np.bincount(group, row) for row in np.atleast_2d(values)]) / members
        return values - means[:, group].reshape(np.shape(values))

    away = centred(place.astype(float))
    squares = np.bincount(item, away**2, len(panel.items))
    if not squares.any():
        raise NotMeasurable(Message("a7-one-place", {}))
    slopes = np.full((len(panel.runs), 1, len(panel.items)), np.nan)
    for run in np.flatnonzero(runs):
        met = centred(checks[run][asked])
        slope = (away * met).sum() / (away**2).sum()
        errors = np.bincount(item, away * (met - slope * away), len(panel.items))
        slopes[run, 0] = slope + errors / np.where(squares > 0, squares, 1.0)
    return inputs.resamples.means(panel, slopes, (squares > 0)[None], step=0, item_weights=squares)
