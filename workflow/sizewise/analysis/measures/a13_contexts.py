"""Does the large model hold conflicting contexts apart? Accuracy under the right source's tag."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable
from sizewise.analysis.data.vocabulary import AGREE, SOURCES, SWAPPED, TAGGED, UNTAGGED
from sizewise.analysis.methods.slopes import (
    at_last_step,
    both_ends,
    is_whole,
    items_of,
    measured_sizes,
    panel_of,
    slope_measured,
)
from sizewise.study.messages import Message

CLAIM = "A13"


def measure(inputs: Inputs) -> Measured:
    """Slope on log size of accuracy under the source's own tag; drops without it beside it.

    Only facts on which the sources disagree count. Under the other source's tag the right answer
    is the other value, so there a large drop is what heeding the tag looks like.
    """
    panel = panel_of(inputs, SOURCES)
    tagged = items_of(panel, TAGGED)
    if AGREE not in panel.items:
        raise NotMeasurable(
            Message("no-knob", {"family": SOURCES, "kind": TAGGED, "knobs": [AGREE]})
        )
    disagree = (panel.items[AGREE] == False).to_numpy(dtype=bool)  # noqa: E712 (null is neither)
    if not (tagged & disagree).any():
        raise NotMeasurable(Message("a13-no-disagreement", {}))
    others = [k for k in (UNTAGGED, SWAPPED) if (panel.kind(k) & disagree).any()]
    cells = np.stack([panel.kind(kind) & disagree for kind in (TAGGED, *others)])
    means = at_last_step(inputs, panel, cells)
    sizes = measured_sizes(panel, means.estimate[:1])
    chosen = [panel.sizes[i] for i in sizes]
    accuracy = means.estimate[0, sizes]
    drops = [
        Message("a13-loss", {"kind": kind, **both_ends(chosen, change=change)})
        for i, kind in enumerate(others, start=1)
        if is_whole(change := means.estimate[i, sizes] - accuracy)
    ]
    return slope_measured(
        inputs, panel, means.estimate[0], means.samples[:, 0], sizes,
        finding=Message("a13-finding", both_ends(chosen, accuracy=accuracy)),
        beside=drops,
    )  # fmt: skip
