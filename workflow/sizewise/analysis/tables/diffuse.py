"""Tables of diffuse against crisp: divergence from the true labels by size, and its exponents."""

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.resample import interval
from sizewise.analysis.methods.diffuse import NEVER, SHARE, contrast

COLUMNS = ["setting", "family", "size", "non_embedding", "divergence", "low", "high", "reachable",
           "share", "share_low", "share_high", "n_items", "n_entities"]  # fmt: skip
EXPONENT_COLUMNS = ["setting", "family", "exponent", "low", "high", "log10_parameters",
                    "log10_low", "log10_high", "share_of_gain"]  # fmt: skip


def _decades_more(feeling: np.ndarray, deduction: np.ndarray) -> np.ndarray:
    """Difference of log10 parameters; NaN where neither family gets there at any size."""
    neither = (np.asarray(feeling) >= NEVER) & (np.asarray(deduction) >= NEVER)
    return np.where(neither, np.nan, np.asarray(feeling) - deduction)


def diffuse_tables(inputs: Inputs) -> tuple[pd.DataFrame, pd.DataFrame]:
    """`diffuse` (COLUMNS, a row a setting, family and size) and `diffuse_exponents`.

    `setting` is null for the mean over settings. Exponents have a row a setting and family and one
    for their difference, deductions' minus feelings' (family "difference"): positive where feelings
    fall more slowly with size. Its log10_parameters is feelings' minus deductions': the decades of
    size that feelings need more for the same share of the reachable gain; NEVER stands for no size.
    """
    try:
        both = contrast(inputs)
    except NotMeasurable:
        return pd.DataFrame(columns=COLUMNS), pd.DataFrame(columns=EXPONENT_COLUMNS)
    confidence, n = inputs.study.analysis.confidence, inputs.log_parameters
    rows, exponents = [], []

    def exponent_row(setting: float, family: str, a: tuple, parameters: tuple) -> dict:
        ends = [[*map(float, interval(drawn, confidence))] for _, drawn in (a, parameters)]
        return {
            "setting": setting, "family": family, "exponent": a[0], "low": ends[0][0],
            "high": ends[0][1], "log10_parameters": float(parameters[0]), "log10_low": ends[1][0],
            "log10_high": ends[1][1], "share_of_gain": SHARE,
        }  # fmt: skip

    for feeling, deduction in both.pairs:
        for one in (feeling, deduction):
            low, high = interval(one.samples, confidence)
            for s in both.sizes:
                share, worst, best = (1 - x[s] / one.reachable for x in (one.divergence, high, low))
                rows.append({
                    "setting": one.setting, "family": one.family, "size": inputs.sizes[s],
                    "non_embedding": inputs.counts(inputs.sizes[s]).non_embedding,
                    "divergence": one.divergence[s], "low": low[s], "high": high[s],
                    "reachable": one.reachable, "share": share, "share_low": worst,
                    "share_high": best, "n_items": one.n_items, "n_entities": one.n_entities,
                })  # fmt: skip
        a = [one.exponent(n, both.sizes) for one in (feeling, deduction)]
        parameters = [one.log_parameters(n, both.sizes) for one in (feeling, deduction)]
        for one, exponent, needed in zip((feeling, deduction), a, parameters, strict=True):
            exponents.append(exponent_row(one.setting, one.family, exponent, needed))
        exponents.append(exponent_row(
            feeling.setting, "difference", (a[1][0] - a[0][0], a[1][1] - a[0][1]),
            tuple(_decades_more(*pair) for pair in zip(*parameters, strict=True)),
        ))  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS), pd.DataFrame(exponents, columns=EXPONENT_COLUMNS)
