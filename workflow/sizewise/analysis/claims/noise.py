"""Two noises beside every effect: that of one seed, and that of the last checkpoints.

The same effect is measured again from each seed alone, and again at the checkpoints before the
last. Both numbers are standard deviations in the effect's unit. Neither enters the interval.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.resample import Resamples
from sizewise.study.errors import StudyError
from sizewise.study.runs import Run

# Checkpoints whose scatter is taken, and the fewest from which a straight line leaves something.
CHECKPOINTS, LEAST_CHECKPOINTS = 4, 3
# Only point estimates are wanted; measures compute intervals all the same.
_RESAMPLES = 2

Measure = Callable[[Inputs], Measured]


def _restricted(
    inputs: Inputs, *, ranks: set[int] | None = None, step: int | None = None
) -> Inputs:
    """What the study would be with some seeds only, or had it ended at `step`.

    `ranks` are places among the seeds of a size, from 0: sizes may have different seeds.
    """
    kept = {
        run
        for run in inputs.runs
        if ranks is None or inputs.seeds_by_size[run.size].index(run.seed) in ranks
    }

    def frame(table: pd.DataFrame) -> pd.DataFrame:
        if {*Run._fields} <= {*table}:
            runs = table[[*Run._fields]].itertuples(index=False, name=None)
            table = table[np.array([run in kept for run in runs], dtype=bool)]
        if step is not None and "step" in table:
            table = table[table["step"] <= step]
        return table

    def panel(one: Panel) -> Panel:
        rows = [i for i, run in enumerate(one.runs) if run in kept]
        columns = one.steps <= (np.inf if step is None else step)
        return replace(
            one, runs=[one.runs[i] for i in rows], steps=one.steps[columns],
            values={name: value[rows][:, columns] for name, value in one.values.items()},
        )  # fmt: skip

    others = {n: _restricted(o, ranks=ranks, step=step) for n, o in inputs.others.items()}
    return replace(
        inputs,
        # An arm that goes on from the ladder's end did not exist at a checkpoint before it.
        others={name: other for name, other in others.items() if len(other.held_out.steps)},
        runs=[run for run in inputs.runs if run in kept],
        panels={name: panel(one) for name, one in inputs.panels.items()},
        public={name: panel(one) for name, one in inputs.public.items()},
        held_out=panel(inputs.held_out),
        logs={run: frame(log) for run, log in inputs.logs.items() if run in kept},
        probes={name: frame(table) for name, table in inputs.probes.items()},
        resamples=Resamples(seed=inputs.resamples.seed, samples=_RESAMPLES, arm=inputs.name),
    )


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


def _parts(inputs: Inputs, home: Inputs) -> tuple[list[Inputs], np.ndarray, list[Inputs]]:
    """Single seeds of an arm, its last checkpoints, and what it was at all of them but the last."""
    several = home.fewest_seeds if home.fewest_seeds > 1 else 0
    singles = [_restricted(inputs, ranks={rank}) for rank in range(several)]
    last = home.held_out.step_index()
    steps = home.held_out.steps[max(0, last - CHECKPOINTS + 1) : last + 1]
    return singles, steps, [_restricted(inputs, step=step) for step in steps[:-1]]


def noises(
    inputs: Inputs,
    measures: dict[str, Measure],
    effects: dict[str, float],
    arms: Mapping[str, str] | None = None,
) -> dict[str, tuple[float, float]]:
    """(noise of seeds, noise of checkpoints) of every measure in `effects`, by id of the claim.

    `arms` names the arm of a claim: its seeds and its checkpoints count. Others are the ladder's.

    `noise_seeds`: standard deviation between the effects that single seeds give, the first of every
    size, the second and so on, as far as every size has one (seeds of different sizes have nothing
    in common but their place); NaN with fewer than two. `noise_checkpoints`: scatter of the effect
    at the last four checkpoints around a straight line in log steps, which takes out what is still
    being learned; NaN with fewer than three.
    """
    if not effects:
        return {}
    homes = {claim: inputs.home_of((arms or {}).get(claim, inputs.name)) for claim in effects}
    parts = {home.name: _parts(inputs, home) for home in homes.values()}
    found = {}
    for claim, effect in effects.items():
        singles, steps, earlier = parts[homes[claim].name]
        by_seed = np.array([_effect(measures[claim], one) for one in singles])
        by_seed = by_seed[np.isfinite(by_seed)]
        by_step = np.array([*(_effect(measures[claim], one) for one in earlier), effect])
        found[claim] = (
            float(by_seed.std(ddof=1)) if len(by_seed) > 1 else np.nan,
            line_scatter(by_step, steps.astype(float)),
        )
    return found
