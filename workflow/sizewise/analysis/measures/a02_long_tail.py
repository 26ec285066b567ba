"""Does the large model keep the long tail? Exposures that a fact needs for 50 % recall."""

import numpy as np

from sizewise.analysis.claims.verdicts import Measured
from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.vocabulary import BIOGRAPHIES, EXPOSURES, RECALL
from sizewise.analysis.methods.curves import chance_corrected, logistic_midpoints, slope
from sizewise.analysis.methods.slopes import (
    at_last_step,
    chance,
    items_of,
    levels_of,
    measured_sizes,
    panel_of,
)
from sizewise.study.messages import Message

CLAIM = "A2"


def measure(inputs: Inputs) -> Measured:
    """Exponent of f50 in N from one logistic in log2 exposures a size, chance-corrected.

    A size that never reaches 50 % inside the exposures that the stream holds (or is above it at
    the fewest) counts at that end of the range: its f50 is a bound.
    """
    panel = panel_of(inputs, BIOGRAPHIES)
    recorded = items_of(panel, RECALL) & (panel.number(EXPOSURES) > 0)
    levels = levels_of(panel, EXPOSURES, recorded, least=3)
    cells = np.stack([recorded & (panel.number(EXPOSURES) == level) for level in levels])
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
    chosen = [panel.sizes[i] for i in sizes]
    above = [name for name, m in zip(chosen, raw, strict=True) if m > x[-1]]
    below = [name for name, m in zip(chosen, raw, strict=True) if m < x[0]]
    raw, drawn = np.clip(raw, x[0], x[-1]), np.clip(drawn, x[0], x[-1])
    decades = inputs.log_parameters[sizes]
    exponent, exponents = (slope(m, decades) * np.log10(2) for m in (raw, drawn))
    if len(above) + len(below) > len(chosen) - 2:
        # The clipped ends say nothing of the slope: there is no effect to show.
        exponent, exponents = np.nan, np.full(len(drawn), np.nan)
    bounds = []
    if above:
        bounds.append(Message("a2-never-reached", {"sizes": above, "level": levels[-1]}))
    if below:
        bounds.append(Message("a2-always-passed", {"sizes": below, "level": levels[0]}))
    f50 = 2.0**raw
    needed = [
        Message("more-than", {"value": value}) if name in above
        else Message("fewer-than", {"value": value}) if name in below
        else Message("about", {"value": value})
        for name, value in zip(chosen, f50, strict=True)
    ]  # fmt: skip
    return Measured(
        estimate=float(exponent),
        samples=exponents,
        finding=Message(
            "a2-finding",
            {
                "smallest": chosen[0],
                "largest": chosen[-1],
                "needed_smallest": needed[0],
                "needed_largest": needed[-1],
            },
        ),
        beside=[] if np.isnan(exponent) else [Message("a2-exponent", {"exponent": exponent})],
        sizes=chosen,
        curve=f50,
        curve_samples=2.0**drawn,
        curve_bounds=[
            "above" if name in above else "below" if name in below else None for name in chosen
        ],
        bounds=bounds,
        families=(BIOGRAPHIES,),
    )
