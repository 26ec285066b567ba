"""Does the large model keep the long tail? Exposures that a fact needs for 50 % recall."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured
from sizewise.analysis.data.vocabulary import BIOGRAPHIES
from sizewise.analysis.methods.half_recall import half_recall

CLAIM = "A2"


def measure(inputs: Inputs) -> Measured:
    """Exponent of f50 in N from one logistic in log2 exposures a size, chance-corrected.

    A size that never reaches 50 % inside the exposures that the stream holds (or is above it at
    the fewest) counts at that end of the range: its f50 is a bound.
    """
    found = half_recall(inputs)
    chosen, levels, exponent = found.sizes, found.levels, found.exponent
    above, below = found.above, found.below
    notes = [
        f"50 % is never reached at {', '.join(above)}, f50 > {levels[-1]:g}" if above else "",
        f"50 % is passed at the fewest exposures at {', '.join(below)}, f50 < {levels[0]:g}"
        if below else "",
    ]  # fmt: skip
    f50 = found.exposures
    ends = [
        f"{'more than ' if name in above else 'fewer than ' if name in below else ''}{value:.3g}"
        for name, value in zip(chosen, f50, strict=True)
    ]
    return Measured(
        estimate=exponent,
        samples=found.exponents,
        finding=(
            f"a fact needs {ends[0]} exposures for 50 % recall at {chosen[0]} and {ends[-1]} at "
            f"{chosen[-1]}"
            + ("" if np.isnan(exponent) else f", an exponent of {exponent:.2f} in size")
        ),
        sizes=chosen,
        curve=f50,
        curve_samples=found.samples,
        curve_bounds=[
            "above" if name in above else "below" if name in below else None for name in chosen
        ],
        bounds="; ".join(filter(None, notes)) or None,
        families=(BIOGRAPHIES,),
    )
