"""Does the large model learn a new rule from a few examples? Accuracy against shots."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured
from sizewise.analysis.data.vocabulary import NEW_LANGUAGE, RULE, SHOTS
from sizewise.analysis.methods.curves import slope
from sizewise.analysis.methods.slopes import (
    at_last_step,
    both_ends,
    cells_of,
    items_of,
    measured_sizes,
    panel_of,
    slope_measured,
)
from sizewise.study.messages import Message

CLAIM = "A10"


def measure(inputs: Inputs) -> Measured:
    """Slope on log size of the accuracy that a doubling of shots adds.

    Items without a shot have no place on an axis of doublings and stay out.
    """
    panel = panel_of(inputs, NEW_LANGUAGE)
    mask = items_of(panel, RULE) & (panel.number(SHOTS) > 0)
    levels, cells = cells_of(panel, SHOTS, mask)
    means = at_last_step(inputs, panel, cells)
    sizes = measured_sizes(panel, means.estimate)
    gain = slope(means.estimate, np.log2(levels), axis=-2)
    drawn = slope(means.samples, np.log2(levels), axis=-2)
    chosen = [panel.sizes[i] for i in sizes]
    return slope_measured(
        inputs, panel, gain, drawn, sizes,
        finding=Message("a10-finding", {
            "shots": int(levels[-1]),
            **both_ends(chosen, gain=gain[sizes], accuracy=means.estimate[-1, sizes]),
        }),
    )  # fmt: skip
