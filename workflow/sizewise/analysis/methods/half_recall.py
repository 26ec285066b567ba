"""Exposures that a fact needs for 50 % recall, f50, by size: claim A2 and its projection."""

from dataclasses import dataclass

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.vocabulary import BIOGRAPHIES, EXPOSURES, RECALL
from sizewise.analysis.methods.curves import chance_corrected, logistic_midpoints, slope
from sizewise.analysis.methods.slopes import (
    at_last_step,
    cells_of,
    chance,
    items_of,
    measured_sizes,
    panel_of,
)


@dataclass(frozen=True, kw_only=True, eq=False)
class HalfRecall:
    """f50 of every size that recall was measured at, and its exponent in size."""

    sizes: list[str]
    exposures: np.ndarray
    """(size,) f50; at an end of the stream's exposures where it is only a bound."""
    samples: np.ndarray
    """(resample, size)."""
    exponent: float
    """Of f50 in N; NaN where fewer than two sizes have a value that is no bound."""
    exponents: np.ndarray
    """(resample,)."""
    levels: np.ndarray
    """Ascending exposures at which recall was measured."""
    above: list[str]
    """Sizes that never reach 50 %: their f50 is more than the most exposures."""
    below: list[str]
    """Sizes that are above 50 % at the fewest exposures."""


def half_recall(inputs: Inputs) -> HalfRecall:
    """One logistic in log2 exposures a size, chance-corrected, at the last common step.

    A size that never reaches 50 % inside the exposures that the stream holds (or is above it at
    the fewest) counts at that end of the range: its f50 is a bound. Raises NotMeasurable that says
    what is missing.
    """
    panel = panel_of(inputs, BIOGRAPHIES)
    recorded = items_of(panel, RECALL) & (panel.number(EXPOSURES) > 0)
    levels, cells = cells_of(panel, EXPOSURES, recorded, least=3)
    floor, x = chance(panel, recorded), np.log2(levels)
    weights = cells.sum(axis=1).astype(float)
    means = at_last_step(inputs, panel, cells)
    sizes = measured_sizes(panel, means.estimate)

    def midpoints(recall: np.ndarray) -> np.ndarray:
        rows = np.moveaxis(recall[..., sizes], -2, -1)
        corrected = chance_corrected(rows, floor).reshape(-1, len(x))
        middle, _ = logistic_midpoints(corrected, x, weights, rising=True)
        return middle.reshape(rows.shape[:-1])

    raw, drawn = midpoints(means.estimate), midpoints(means.samples)
    names = [panel.sizes[i] for i in sizes]
    above = [name for name, m in zip(names, raw, strict=True) if m > x[-1]]
    below = [name for name, m in zip(names, raw, strict=True) if m < x[0]]
    raw, drawn = np.clip(raw, x[0], x[-1]), np.clip(drawn, x[0], x[-1])
    decades = inputs.log_parameters[sizes]
    exponent, exponents = (slope(m, decades) * np.log10(2) for m in (raw, drawn))
    if len(above) + len(below) > len(names) - 2:
        # The clipped ends say nothing of the slope: there is no effect to show.
        exponent, exponents = np.nan, np.full(len(drawn), np.nan)
    return HalfRecall(
        sizes=names, exposures=2.0**raw, samples=2.0**drawn, exponent=float(exponent),
        exponents=exponents, levels=levels, above=above, below=below,
    )  # fmt: skip
