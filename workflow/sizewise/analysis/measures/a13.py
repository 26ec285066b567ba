"""Does the large model hold conflicting contexts apart? Accuracy under the right source's tag."""

import numpy as np

from sizewise.analysis.inputs import Inputs
from sizewise.analysis.slopes import (
    at_last_step,
    items_of,
    measured_sizes,
    panel_of,
    size_slope,
    span,
)
from sizewise.analysis.verdicts import Measured, NotMeasurable
from sizewise.analysis.vocabulary import OWN, REMOVED, SOURCES, SWAPPED, TAG, TAGGED

CLAIM = "A13"


def measure(inputs: Inputs) -> Measured:
    """Slope on log size of accuracy with the source's own tag; drops without it beside it."""
    panel = panel_of(inputs, SOURCES)
    mask = items_of(panel, TAGGED)
    if TAG not in panel.items:
        raise NotMeasurable(f"items of kind {TAGGED} in {SOURCES} carry no knob {TAG}")
    tags = panel.items[TAG].to_numpy(dtype=object)
    present = [tag for tag in (OWN, SWAPPED, REMOVED) if (mask & (tags == tag)).any()]
    if OWN not in present:
        raise NotMeasurable(f"no item of kind {TAGGED} in {SOURCES} has {TAG} = {OWN}")
    means = at_last_step(inputs, panel, np.stack([mask & (tags == tag) for tag in present]))
    sizes = measured_sizes(panel, means.estimate[:1])
    chosen = [panel.sizes[i] for i in sizes]
    accuracy = means.estimate[0, sizes]
    drops = [
        f"{span(inputs, chosen, accuracy - means.estimate[i, sizes])} lost with the tag {tag}"
        for i, tag in enumerate(present)
        if tag != OWN
    ]
    return Measured(
        estimate=float(size_slope(inputs, means.estimate[0], sizes)),
        samples=size_slope(inputs, means.samples[:, 0], sizes),
        finding=(
            f"accuracy on facts on which the sources disagree is {span(inputs, chosen, accuracy)} "
            "with the source's own tag" + "".join(f", {drop}" for drop in drops)
        ),
        sizes=chosen,
        curve=accuracy,
        curve_samples=means.samples[:, 0][:, sizes],
        families=(SOURCES,),
    )
