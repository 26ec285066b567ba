"""Are contexts superposed and orthogonal? Overlap of sources and entities against width."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable
from sizewise.analysis.methods.curves import slope
from sizewise.analysis.methods.probes import missing_probes, overlap_panel, squared_overlap, widths
from sizewise.analysis.methods.slopes import both_ends
from sizewise.study.messages import Message

CLAIM = "A14"
# More resamples without an overlap above zero than this, and there is no interval to speak of.
_MOST_LOST = 0.05


def measure(inputs: Inputs) -> Measured:
    """Exponent in d_model of the mean squared cosine between source and entity directions.

    A size whose overlap is not above zero, which noise around a small one can do, has no place on
    a power law and is left out. Random directions have the exponent -1.
    """
    missing = missing_probes(inputs)
    if inputs.probes["heads"].empty:
        raise NotMeasurable(missing)
    panel = overlap_panel(inputs, "source-entity")
    if panel is None:
        raise NotMeasurable(Message("a14-no-pairs", {}))
    means = squared_overlap(inputs, panel, step=panel.step_index())
    sizes = np.flatnonzero(np.nan_to_num(means.estimate) > 0)
    chosen = [panel.sizes[i] for i in sizes]
    width = np.array([widths(inputs)[size] for size in chosen], dtype=float)
    if len(set(width)) < 2:
        raise NotMeasurable(Message("a14-one-width", {"count": len(chosen), "sizes": chosen}))
    curve, drawn = means.estimate[sizes], means.samples[:, sizes]
    log_drawn = np.log(np.where(drawn > 0, drawn, np.nan))
    exponents = slope(log_drawn, np.log(width))
    if np.isnan(exponents).mean() > _MOST_LOST:
        exponents = np.full(len(exponents), np.nan)
    left_out = [size for size in panel.sizes if size not in chosen]
    beside = [Message("a14-left-out", {"sizes": left_out})] if left_out else []
    return Measured(
        estimate=float(slope(np.log(curve), np.log(width))),
        samples=exponents,
        finding=Message("a14-finding", both_ends(chosen, cosine=curve, random=1 / width)),
        beside=beside + ([missing] if missing else []),
        sizes=chosen,
        curve=curve,
        curve_samples=drawn,
        families=("overlap",),
    )
