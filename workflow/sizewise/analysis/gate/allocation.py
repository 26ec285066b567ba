"""Seeds by size for a given time: the variance of each claim's effect against what a run costs.

A claim's squared standard error is `fixed` (items and entities, which no seed changes) plus, for
each size, what its seeds add over their number. Seeds are bought one at a time where they lower
the mean over claims of reach over the effect that matters most a minute, from the fewest that a
verdict may rest on; then single swaps are tried until none helps.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import nnls

from sizewise.study.errors import StudyError

FEWEST, MOST = 3, 40
"""Seeds of a size: below three an interval is too short (docs/statistics.md)."""


@dataclass(frozen=True, kw_only=True)
class Variance:
    """Squared standard error of one claim's effect, in units of the effect that matters."""

    claim: str
    fixed: float
    by_size: np.ndarray
    """(size,) over the number of seeds of the size."""

    def error(self, seeds: np.ndarray) -> float:
        """Standard error with `seeds` (size,)."""
        return float(np.sqrt(self.fixed + (self.by_size / seeds).sum()))


def fit_variance(claim: str, designs: np.ndarray, squared: np.ndarray) -> Variance:
    """From squared standard errors (design,) at seeds (design, size); no part is negative."""
    columns = np.column_stack([np.ones(len(designs)), 1 / designs])
    # Relative errors count: a simulated variance scatters by a share of itself.
    found = nnls(columns / squared[:, None], np.ones(len(squared)))[0]
    return Variance(claim=claim, fixed=float(found[0]), by_size=found[1:])


def cost(minutes: np.ndarray, seeds: np.ndarray) -> float:
    """Core-hours of all runs."""
    return float(minutes @ seeds) / 60


def allocate(
    claims: Sequence[Variance], minutes: Mapping[str, float], core_hours: float
) -> dict[str, int]:
    """Seeds by size. Raises StudyError where the time is too short for the fewest."""
    names, price = list(minutes), np.array(list(minutes.values()), dtype=float)
    seeds = np.full(len(names), FEWEST)
    if cost(price, seeds) > core_hours:
        raise StudyError(
            f"--core-hours {core_hours:g}: {FEWEST} seeds of each size take "
            f"{cost(price, seeds):.1f}; give at least that, or leave out a size"
        )

    def total(given: np.ndarray) -> float:
        return float(np.mean([one.error(given) for one in claims]))

    unit = np.eye(len(names), dtype=int)
    while True:
        gains = [
            (total(seeds) - total(seeds + step)) / price[i]
            if seeds[i] < MOST and cost(price, seeds + step) <= core_hours else -np.inf
            for i, step in enumerate(unit)
        ]  # fmt: skip
        best = int(np.argmax(gains))
        if gains[best] > 0:
            seeds = seeds + unit[best]
            continue
        better = _swap(seeds, price, core_hours, total)
        if better is None:
            return dict(zip(names, map(int, seeds), strict=True))
        seeds = better


def _swap(seeds: np.ndarray, price: np.ndarray, core_hours: float, total) -> np.ndarray | None:
    """Some seeds of one size for as many of another as their price buys, if that is better."""
    best, found = total(seeds) - 1e-12, None
    for give in range(len(seeds)):
        for take in range(len(seeds)):
            if give == take:
                continue
            for less in range(1, seeds[give] - FEWEST + 1):
                trial = seeds.copy()
                trial[give] -= less
                spare = core_hours * 60 - price @ trial
                trial[take] = min(MOST, trial[take] + int((spare + 1e-9) // price[take]))
                if total(trial) < best:
                    best, found = total(trial), trial
    return found
