"""Does the small model confabulate? Confidently wrong answers about unknown people."""

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, Part
from sizewise.analysis.data.vocabulary import BIOGRAPHIES, UNKNOWN_KINDS
from sizewise.analysis.methods.outcomes import confidently_wrong
from sizewise.analysis.methods.slopes import (
    at_last_step,
    both_ends,
    is_whole,
    items_of,
    measured_sizes,
    panel_of,
    size_slope,
)
from sizewise.study.messages import Message

CLAIM = "A3"


def measure(inputs: Inputs) -> Measured:
    """Slope on log size of the confidently wrong share; each kind of unknown people beside it."""
    panel = panel_of(inputs, BIOGRAPHIES)
    unknown = items_of(panel, *UNKNOWN_KINDS)
    present = [kind for kind in UNKNOWN_KINDS if panel.kind(kind).any()]
    cells = [unknown, *(panel.kind(kind) for kind in present)]
    means = at_last_step(inputs, panel, cells, confidently_wrong(panel))
    abstained = at_last_step(inputs, panel, cells)
    sizes = measured_sizes(panel, means.estimate)
    slopes = size_slope(inputs, means.estimate, sizes)
    drawn = size_slope(inputs, means.samples, sizes)
    chosen = [panel.sizes[i] for i in sizes]
    wrong, silent = means.estimate[0, sizes], abstained.estimate[0, sizes]
    return Measured(
        estimate=float(slopes[0]),
        samples=drawn[:, 0],
        finding=Message("a3-finding", both_ends(chosen, wrong=wrong)),
        beside=[Message("a3-abstained", both_ends(chosen, silent=silent))]
        if is_whole(silent)
        else [],
        sizes=chosen,
        curve=wrong,
        curve_samples=means.samples[:, 0][:, sizes],
        parts=[
            Part(name=Message("a3-people", {"kind": kind}), estimate=float(slopes[i]),
                 samples=drawn[:, i])
            for i, kind in enumerate(present, start=1)
        ],
        families=(BIOGRAPHIES,),
    )  # fmt: skip
