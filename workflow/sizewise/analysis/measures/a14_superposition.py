"""Are contexts superposed and orthogonal? Overlap of sources and entities against width."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable
from sizewise.analysis.methods.curves import slope
from sizewise.analysis.methods.probes import missing_text, overlap_panel, squared_overlap, widths

CLAIM = "A14"
# More resamples without an overlap above zero than this, and there is no interval to speak of.
_MOST_LOST = 0.05


def measure(inputs: Inputs) -> Measured:
    """Exponent in d_model of the mean squared cosine between source and entity directions.

    A size whose overlap is not above zero, which noise around a small one can do, has no place on
    a power law and is left out. Random directions have the exponent -1.
    """
    missing = missing_text(inputs)
    if inputs.probes["heads"].empty:
        raise NotMeasurable(f"{missing}; run `sizewise probe` for each")
    panel = overlap_panel(inputs, "source-entity")
    if panel is None:
        raise NotMeasurable(
            "overlap.parquet of the probes holds no pairs of source and entity: the study has too "
            "few tagged items of the family sources"
        )
    means = squared_overlap(inputs, panel, step=panel.step_index())
    sizes = np.flatnonzero(np.nan_to_num(means.estimate) > 0)
    chosen = [panel.sizes[i] for i in sizes]
    width = np.array([widths(inputs)[size] for size in chosen], dtype=float)
    if len(set(width)) < 2:
        raise NotMeasurable(
            "an exponent in width needs two widths whose overlap of sources and entities is above "
            f"zero; there is {', '.join(chosen) or 'none'}"
        )
    curve, drawn = means.estimate[sizes], means.samples[:, sizes]
    log_drawn = np.log(np.where(drawn > 0, drawn, np.nan))
    exponents = slope(log_drawn, np.log(width))
    if np.isnan(exponents).mean() > _MOST_LOST:
        exponents = np.full(len(exponents), np.nan)
    left_out = [size for size in panel.sizes if size not in chosen]
    notes = [
        f"{', '.join(left_out)} left out: no overlap above zero" if left_out else "",
        missing,
    ]
    note = "; ".join(filter(None, notes))
    return Measured(
        estimate=float(slope(np.log(curve), np.log(width))),
        samples=exponents,
        finding=(
            "the mean squared cosine between source and entity directions is "
            f"{curve[0]:.3f} at {chosen[0]} and {curve[-1]:.3f} at {chosen[-1]}, where random "
            f"directions have {1 / width[0]:.3f} and {1 / width[-1]:.3f}"
            + (f" ({note})" if note else "")
        ),
        sizes=chosen,
        curve=curve,
        curve_samples=drawn,
        families=("overlap",),
    )
