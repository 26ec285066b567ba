"""Table of held-out loss against size as a power law with a floor, one fit a domain."""

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.resample import generator, interval
from sizewise.analysis.methods.floor_laws import LEAST_SIZES, floor_laws
from sizewise.analysis.methods.held_out import held_out_means
from sizewise.analysis.methods.misfit import widened, without_each


def floor_and_exponent(loss: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Floor and exponent of one curve `loss` (size,)."""
    floor, _, exponent = (part[0] for part in floor_laws(loss, n))
    return np.array([floor, exponent])


def fits_table(inputs: Inputs) -> pd.DataFrame:
    """domain, floor, floor_low, floor_high, scale, exponent, low, high, n_sizes: the last step.

    `low` and `high` are those of the exponent; `scale` is in bits per byte at N = 1, far outside of
    the data. Intervals hold the noise of the points and what the law owes to single sizes. Empty
    where the ladder has fewer than four sizes.
    """
    columns = ["domain", "floor", "floor_low", "floor_high", "scale", "exponent", "low", "high",
               "n_sizes"]  # fmt: skip
    names, means = held_out_means(inputs)
    last = inputs.held_out.step_index()
    n = 10**inputs.log_parameters
    rows = []
    for d, domain in enumerate(names):
        points = means.estimate[d, :, last]
        if len(n) < LEAST_SIZES or np.isnan(points).any():
            continue
        floor, scale, exponent = (part[0] for part in floor_laws(points, n))
        floors, _, exponents = floor_laws(means.samples[:, d, :, last], n)
        analysis = inputs.study.analysis
        rungs = without_each(len(n), lambda kept, y=points: floor_and_exponent(y[kept], n[kept]))
        drawn = widened(
            np.stack([floors, exponents], axis=1), rungs,
            generator(analysis.seed, "misfit", "L(N)", domain),
        )  # fmt: skip
        (floor_low, low), (floor_high, high) = interval(drawn, analysis.confidence)
        rows.append({
            "domain": domain, "floor": floor, "floor_low": floor_low, "floor_high": floor_high,
            "scale": scale, "exponent": exponent, "low": low, "high": high, "n_sizes": len(n),
        })  # fmt: skip
    return pd.DataFrame(rows, columns=columns)
