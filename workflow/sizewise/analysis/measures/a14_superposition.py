"""Are contexts made orthogonal? Overlap of sources and entities, trained against untrained."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable
from sizewise.analysis.methods.curves import slope
from sizewise.analysis.methods.probes import missing_probes, overlap_growth, overlap_panel, widths
from sizewise.analysis.methods.slopes import both_ends
from sizewise.study.messages import Message

CLAIM = "A14"
# More resamples without an overlap above zero than this, and there is no interval to speak of.
_MOST_LOST = 0.05


def measure(inputs: Inputs) -> Measured:
    """Exponent in d_model of the mean squared cosine at the last step over that at step 0.

    The overlap of random directions goes as 1 / d_model, so that of untrained models falls with
    width too; their own exponent here is 0. A size whose overlap is not above zero, which noise
    around a small one can do, has no place on a power law and is left out.
    """
    missing = missing_probes(inputs)
    if inputs.probes["heads"].empty:
        raise NotMeasurable(missing)
    panel = overlap_panel(inputs, "source-entity")
    if panel is None:
        raise NotMeasurable(Message("a14-no-pairs", {}))
    if panel.steps[0] != 0 or panel.step_index() == 0:
        raise NotMeasurable(Message("a14-no-step-0", {"first": int(panel.steps[0])}))
    found = overlap_growth(inputs, panel)
    sizes = np.flatnonzero(np.isfinite(found.growth.estimate))
    chosen = [panel.sizes[i] for i in sizes]
    width = np.array([widths(inputs)[size] for size in chosen], dtype=float)
    if len(set(width)) < 2:
        raise NotMeasurable(Message("a14-one-width", {"count": len(chosen), "sizes": chosen}))
    curve, drawn = found.growth.estimate[sizes], found.growth.samples[:, sizes]
    exponents = slope(np.log(drawn), np.log(width))
    if np.isnan(exponents).mean() > _MOST_LOST:
        exponents = np.full(len(exponents), np.nan)
    left_out = [size for size in panel.sizes if size not in chosen]
    ends = both_ends(
        chosen, growth=curve, trained=found.trained[sizes], untrained=found.untrained[sizes]
    )
    untrained = float(slope(np.log(found.untrained[sizes]), np.log(width)))
    beside = [Message("a14-untrained", {"exponent": untrained})]
    if left_out:
        beside.append(Message("a14-left-out", {"sizes": left_out}))
    return Measured(
        estimate=float(slope(np.log(curve), np.log(width))),
        samples=exponents,
        finding=Message("a14-finding", ends),
        beside=beside + ([missing] if missing else []),
        sizes=chosen,
        curve=curve,
        curve_samples=drawn,
        families=("overlap",),
    )
