"""Two noises beside every effect: that of one seed, and that of the last checkpoints.

The same effect is measured again from each seed alone, and again at the checkpoints before the
last. Both numbers are standard deviations in the effect's unit. Neither enters the interval.
"""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.resample import Resamples
from sizewise.study.errors import StudyError

# Checkpoints whose scatter is taken, and the fewest from which a straight line leaves something.
CHECKPOINTS, LEAST_CHECKPOINTS = 4, 3
# Only point estimates are wanted; measures compute intervals all the same.
_RESAMPLES = 2

Measure = Callable[[Inputs], Measured]


def _restricted(inputs: Inputs, *, seed: int | None = None, step: int | None = None) -> Inputs:
    """What the study would be with one seed, or had it ended at `step`."""

    def frame(table: pd.DataFrame) -> pd.DataFrame:
        if seed is not None and {"size", "seed"} <= {*table}:
            table = table[table["seed"] == seed]
        if step is not None and "step" in table:
            table = table[table["step"] <= step]
        return table

    def panel(one: Panel) -> Panel:
        rows = [i for i, (_, s) in enumerate(one.runs) if seed in (None, s)]
        columns = one.steps <= (np.inf if step is None else step)
        return replace(
            one, runs=[one.runs[i] for i in rows], steps=one.steps[columns],
            values={name: value[rows][:, columns] for name, value in one.values.items()},
        )  # fmt: skip

    changes: dict[str, Any] = {}
    for field in fields(inputs):
        value = getattr(inputs, field.name)
        if isinstance(value, pd.DataFrame):
            changes[field.name] = frame(value)
        elif isinstance(value, Panel):
            changes[field.name] = panel(value)
        elif isinstance(value, dict) and all(isinstance(v, Panel) for v in value.values()):
            changes[field.name] = {name: panel(one) for name, one in value.items()}
        elif isinstance(value, dict) and all(isinstance(v, pd.DataFrame) for v in value.values()):
            changes[field.name] = {
                run: frame(table)
                for run, table in value.items()
                if not (isinstance(run, tuple) and seed not in (None, run[-1]))
            }
    return replace(
        inputs, **changes, runs=[run for run in inputs.runs if seed in (None, run[1])],
        resamples=Resamples(seed=inputs.resamples.seed, samples=_RESAMPLES),
    )  # fmt: skip


def _effect(measure: Measure, inputs: Inputs) -> float:
    try:
        return measure(inputs).estimate
    except (NotMeasurable, StudyError, np.linalg.LinAlgError):
        # A single seed or an early checkpoint may have too little for this effect.
        return np.nan


def line_scatter(values: np.ndarray, steps: np.ndarray) -> float:
    """Standard deviation around a straight line in log steps; NaN below three finite values."""
    there = np.isfinite(values)
    if there.sum() < LEAST_CHECKPOINTS:
        return np.nan
    y, x = values[there], np.log(steps[there])
    residual = y - np.polyval(np.polyfit(x, y, 1), x)
    return float(np.sqrt((residual**2).sum() / (len(y) - 2)))


def noises(
    inputs: Inputs, measures: dict[str, Measure], effects: dict[str, float]
) -> dict[str, tuple[float, float]]:
    """(noise of seeds, noise of checkpoints) of every measure in `effects`, by id of the claim.

    `noise_seeds`: standard deviation between the effects that single seeds give, over the seeds
    that every size has; NaN with fewer than two. `noise_checkpoints`: scatter of the effect at the
    last four checkpoints around a straight line in log steps, which takes out what is still being
    learned; NaN with fewer than three.
    """
    if not effects:
        return {}
    common = set.intersection(*(set(seeds) for seeds in inputs.seeds_by_size.values()))
    singles = [_restricted(inputs, seed=seed) for seed in sorted(common)] if len(common) > 1 else []
    last = inputs.held_out.step_index()
    steps = inputs.held_out.steps[max(0, last - CHECKPOINTS + 1) : last + 1]
    earlier = [_restricted(inputs, step=step) for step in steps[:-1]]
    found = {}
    for claim, effect in effects.items():
        by_seed = np.array([_effect(measures[claim], one) for one in singles])
        by_seed = by_seed[np.isfinite(by_seed)]
        by_step = np.array([*(_effect(measures[claim], one) for one in earlier), effect])
        found[claim] = (
            float(by_seed.std(ddof=1)) if len(by_seed) > 1 else np.nan,
            line_scatter(by_step, steps.astype(float)),
        )
    return found
