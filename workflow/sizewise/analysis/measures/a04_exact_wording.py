"""Does the large model recall exact wording? Verses that a prefix draws out, by size."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured
from sizewise.analysis.data.vocabulary import CONTINUE, DUPLICATES, EXPOSURE, VERSES
from sizewise.analysis.methods.extraction import exposure_bits
from sizewise.analysis.methods.slopes import (
    at_last_step,
    items_of,
    measured_sizes,
    panel_of,
    size_slope,
    span,
)

CLAIM = "A4"


def measure(inputs: Inputs) -> Measured:
    """Slope on log size of the share of planted verses that a prefix draws out word by word.

    All planted verses count alike, whatever their duplicates, which are equally frequent by design.
    """
    panel = panel_of(inputs, VERSES)
    mask = items_of(panel, CONTINUE)
    means = at_last_step(inputs, panel, mask[None])
    sizes = measured_sizes(panel, means.estimate)
    chosen, share = [panel.sizes[i] for i in sizes], means.estimate[0, sizes]
    duplicates = panel.number(DUPLICATES)
    notes = ""
    if np.isfinite(duplicates[mask]).any():
        most = np.nanmax(duplicates[mask])
        often = at_last_step(inputs, panel, (mask & (duplicates == most))[None])
        notes += (
            f"; of those planted {most:g} times {span(inputs, chosen, often.estimate[0, sizes])}"
        )
    ranked = panel.kind(EXPOSURE) & (duplicates > 0)
    if ranked.any():
        bits = at_last_step(inputs, panel, ranked[None], exposure_bits(panel)).estimate[0, sizes]
        most = np.log2(panel.items["choices"].to_numpy(dtype=float)[ranked]).mean()
        notes += (
            f"; the planted line has an exposure of {span(inputs, chosen, bits)} bits of at most "
            f"{most:.2f}"
        )
    return Measured(
        estimate=float(size_slope(inputs, means.estimate[0], sizes)),
        samples=size_slope(inputs, means.samples[:, 0], sizes),
        finding=f"of the planted verses a prefix draws out {span(inputs, chosen, share)}{notes}",
        sizes=chosen,
        curve=share,
        curve_samples=means.samples[:, 0][:, sizes],
        families=(VERSES,),
    )
