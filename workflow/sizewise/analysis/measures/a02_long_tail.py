"""Does the large model keep the long tail? Exposures that a fact needs for 50 % recall."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured
from sizewise.analysis.data.vocabulary import BIOGRAPHIES
from sizewise.analysis.methods.half_recall import half_recall
from sizewise.study.messages import Message

CLAIM = "A2"


def measure(inputs: Inputs) -> Measured:
    """Exponent of f50 in N from one logistic in log2 exposures a size, chance-corrected.

    A size that never reaches 50 % inside the exposures that the stream holds (or is above it at
    the fewest) counts at that end of the range: its f50 is a bound.
    """
    found = half_recall(inputs)
    chosen, levels, exponent = found.sizes, found.levels, found.exponent
    above, below = found.above, found.below
    bounds = []
    if above:
        bounds.append(Message("a2-never-reached", {"sizes": above, "level": levels[-1]}))
    if below:
        bounds.append(Message("a2-always-passed", {"sizes": below, "level": levels[0]}))
    f50 = found.exposures
    needed = [
        Message("more-than", {"value": value}) if name in above
        else Message("fewer-than", {"value": value}) if name in below
        else Message("about", {"value": value})
        for name, value in zip(chosen, f50, strict=True)
    ]  # fmt: skip
    return Measured(
        estimate=exponent,
        samples=found.exponents,
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
        curve_samples=found.samples,
        curve_bounds=[
            "above" if name in above else "below" if name in below else None for name in chosen
        ],
        families=(BIOGRAPHIES,),
    )
