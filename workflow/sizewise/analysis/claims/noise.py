"""Two noises beside every effect: that of one seed, and that of the last checkpoints.

The same effect is measured again from each seed alone, and again at the checkpoints before the
last. Both numbers are standard deviations in the effect's unit. Neither enters the interval.
"""

from collections.abc import Callable, Mapping

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable
from sizewise.analysis.data.restricted import restricted
from sizewise.study.errors import StudyError

# Checkpoints whose scatter is taken, and the fewest from which a straight line leaves something.
CHECKPOINTS, LEAST_CHECKPOINTS = 4, 3
# Only point estimates are wanted; measures compute intervals all the same.
_RESAMPLES = 2

Measure = Callable[[Inputs], Measured]


def _only(inputs: Inputs, places: set[int]) -> Inputs:
    def kept(seeds: list[int]) -> list[int]:
        return [seed for place, seed in enumerate(seeds) if place in places]

    return restricted(inputs, kept=kept, samples=_RESAMPLES)


def _until(inputs: Inputs, step: int) -> Inputs:
    return restricted(inputs, step=step, samples=_RESAMPLES)


def _effect(measure: Measure, inputs: Inputs) -> float:
    try:
        return measure(inputs).estimate
    except (NotMeasurable, StudyError, np.linalg.LinAlgError):
        # A single seed or an early checkpoint may have too little for this effect.
        return np.nan


def line_scatter(values: np.ndarray, steps: np.ndarray) -> float:
    """Standard deviation around a straight line in log steps; NaN below three finite values.

    Step 0 has no place on that line.
    """
    there = np.isfinite(values) & (steps > 0)
    if there.sum() < LEAST_CHECKPOINTS:
        return np.nan
    y, x = values[there], np.log(steps[there])
    residual = y - np.polyval(np.polyfit(x, y, 1), x)
    return float(np.sqrt((residual**2).sum() / (len(y) - 2)))


def _parts(inputs: Inputs, home: Inputs) -> tuple[list[Inputs], np.ndarray, list[Inputs]]:
    """Single seeds of an arm, its last checkpoints, and what it was at all of them but the last."""
    several = home.fewest_seeds if home.fewest_seeds > 1 else 0
    singles = [_only(inputs, {rank}) for rank in range(several)]
    last = home.held_out.step_index()
    steps = home.held_out.steps[max(0, last - CHECKPOINTS + 1) : last + 1]
    return singles, steps, [_until(inputs, step) for step in steps[:-1]]


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
