"""Is the small model led astray by noise? Accuracy on the majority by noise rate and size."""

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, Part
from sizewise.analysis.data.vocabulary import NOISE_RATE, NOISY, SOURCES
from sizewise.analysis.methods.curves import slope
from sizewise.analysis.methods.slopes import (
    at_last_step,
    both_ends,
    cells_of,
    items_of,
    measured_sizes,
    panel_of,
    size_slope,
    slope_measured,
)
from sizewise.study.messages import Message

CLAIM = "A12"


def measure(inputs: Inputs) -> Measured:
    """Slope on log size of the loss of accuracy a unit of noise rate; probability beside it."""
    panel = panel_of(inputs, SOURCES)
    mask = items_of(panel, NOISY)
    levels, cells = cells_of(panel, NOISE_RATE, mask)
    means = at_last_step(inputs, panel, cells)
    sizes = measured_sizes(panel, means.estimate)
    by_noise = slope(means.estimate, levels, axis=-2)
    drawn = slope(means.samples, levels, axis=-2)
    soft = at_last_step(inputs, panel, cells, panel.values["probability"])
    soft_by_noise = slope(soft.estimate, levels, axis=-2)
    chosen = [panel.sizes[i] for i in sizes]
    top = means.estimate[-1, sizes]
    return slope_measured(
        inputs, panel, by_noise, drawn, sizes,
        finding=Message("a12-finding", {
            "rate": levels[-1], **both_ends(chosen, change=by_noise[sizes], accuracy=top),
        }),
        parts=[Part(
            name=Message("a12-probability", {}),
            estimate=float(size_slope(inputs, soft_by_noise, sizes)),
            samples=size_slope(inputs, slope(soft.samples, levels, axis=-2), sizes),
        )],
    )  # fmt: skip
