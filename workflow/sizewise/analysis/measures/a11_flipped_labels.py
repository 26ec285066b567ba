"""Does the large model override its prior? Accuracy where the prompt flips the labels."""

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured
from sizewise.analysis.data.vocabulary import FLIPPED, NEW_LANGUAGE, USUAL
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

CLAIM = "A11"


def measure(inputs: Inputs) -> Measured:
    """Slope on log size of accuracy by the flipped labels; by the usual ones beside it.

    A model that follows the labels of its training is wrong on every flipped item: chance is the
    middle of the scale here, not its end.
    """
    panel = panel_of(inputs, NEW_LANGUAGE)
    flipped, usual = items_of(panel, FLIPPED), panel.kind(USUAL)
    means = at_last_step(inputs, panel, [flipped, *([usual] if usual.any() else [])])
    sizes = measured_sizes(panel, means.estimate[:1])
    chosen, accuracy = [panel.sizes[i] for i in sizes], means.estimate[0, sizes]
    beside = [Message("a11-no-usual", {})]
    if usual.any() and is_whole(means.estimate[1, sizes]):
        beside = [Message("a11-usual", both_ends(chosen, accuracy=means.estimate[1, sizes]))]
    return slope_measured(
        inputs, panel, means.estimate[0], means.samples[:, 0], sizes,
        finding=Message("a11-finding", both_ends(chosen, accuracy=accuracy)),
        beside=beside,
    )  # fmt: skip
