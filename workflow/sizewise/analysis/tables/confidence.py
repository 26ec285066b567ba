"""Calibration: is an answer that is given 80 % of the probability right in 80 % of the cases?

Confidence is the share that the preferred choice has among the choices. Bins have equally many
answers (equal mass), cut for every size, family and kind on their own. The calibration error is the
root of the mean over bins, by their answers, of (accuracy - confidence)². Noise alone makes that
positive, so the variance of each bin's difference, taken from the bootstrap, is subtracted first
(the debiased estimator of Kumar, Liang and Ma 2019, arXiv 1909.10155, with that variance).
"""

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.resample import interval

BINS = 10
# Fewer answers than this in a bin say nothing of its accuracy.
LEAST_IN_BIN = 10
COLUMNS = ["size", "family", "kind", "bin", "confidence", "accuracy", "n", "low", "high"]
ERROR_COLUMNS = ["size", "family", "kind", "error", "low", "high", "overconfidence", "n"]


def equal_mass(confidence: np.ndarray, bins: int) -> np.ndarray:
    """Bin of every value, 0 … bins - 1 with equally many in each; NaN where the value is NaN.

    Equal values may fall into neighbouring bins; ties are broken by position.
    """
    place = np.full(confidence.shape, np.nan)
    there = np.flatnonzero(~np.isnan(confidence))
    order = there[np.argsort(confidence[there], kind="stable")]
    place[order] = np.arange(len(order)) * bins // max(len(order), 1)
    return place


def debiased_error(gap: np.ndarray, drawn: np.ndarray, weight: np.ndarray) -> tuple[float, ...]:
    """(squared error, its samples) of gaps (bin,) and drawn gaps (resample, bin).

    The variance is subtracted once from the estimate and twice from a resample, which holds the
    noise of the data and that of its own draw.
    """
    variance = drawn.var(axis=0, ddof=1)
    share = weight / weight.sum()
    return float((share * (gap**2 - variance)).sum()), (drawn**2 - 2 * variance) @ share


def _of_kind(
    inputs: Inputs, panel: Panel, kind: str
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Rows of both tables for one kind at the last common step."""
    mask, at, level = panel.kind(kind), panel.step_index(), inputs.study.analysis.confidence
    confidence = panel.values["top_probability"][:, at : at + 1]
    right = panel.values["accuracy"][:, at : at + 1]
    seen = mask & ~np.isnan(confidence) & ~np.isnan(right)
    place = np.full(confidence.shape, np.nan)
    answers = np.array([seen[panel.run_size == s].sum() for s in range(len(panel.sizes))])
    bins = np.clip(answers // LEAST_IN_BIN, 1, BINS)
    for s in range(len(panel.sizes)):
        own = panel.run_size == s
        flat = np.where(seen[own], confidence[own], np.nan)
        place[own] = equal_mass(flat.ravel(), bins[s]).reshape(flat.shape)
    rows, errors = [], []
    means = []
    for b in range(bins.max()):
        inside = place == b
        pair = [
            inputs.resamples.means(panel, np.where(inside, x, np.nan), mask[None], step=0)
            for x in (confidence, right)
        ]
        counts = [int(inside[panel.run_size == s].sum()) for s in range(len(panel.sizes))]
        means.append((*pair, counts))
    for s, size in enumerate(panel.sizes):
        if not answers[s]:
            continue
        gaps, drawn, weights = [], [], []
        identity = {"size": size, "family": panel.family, "kind": kind}
        for b, (sure, hit, counts) in enumerate(means[: bins[s]]):
            low, high = np.clip(interval(hit.samples[:, 0, s], level), 0, 1)
            rows.append(identity | {
                "bin": b + 1, "confidence": sure.estimate[0, s], "accuracy": hit.estimate[0, s],
                "n": counts[s], "low": low, "high": high,
            })  # fmt: skip
            difference = sure.samples[:, 0, s] - hit.samples[:, 0, s]
            gaps.append(sure.estimate[0, s] - hit.estimate[0, s])
            # A resample without an answer of the bin lies at the estimate.
            drawn.append(np.where(np.isnan(difference), gaps[-1], difference))
            weights.append(counts[s])
        gap, weight = np.array(gaps), np.array(weights, dtype=float)
        squared, samples = debiased_error(gap, np.stack(drawn, axis=1), weight)
        low, high = np.sqrt(np.maximum(interval(samples, level), 0))
        errors.append(identity | {
            "error": float(np.sqrt(max(squared, 0))), "low": low, "high": high,
            "overconfidence": float(np.average(gap, weights=weight)), "n": int(weight.sum()),
        })  # fmt: skip
    return rows, errors


def calibration_tables(inputs: Inputs) -> tuple[pd.DataFrame, pd.DataFrame]:
    """`calibration` (COLUMNS, a row a bin) and `calibration_error` (ERROR_COLUMNS, a row a size).

    At the last common step, of every kind with choices. `accuracy` has the interval `low`, `high`;
    `n` counts answers (items × seeds). `overconfidence` is mean confidence minus accuracy.
    """
    rows, errors = [], []
    for panel in inputs.panels.values():
        for kind in panel.items["kind"].unique():
            own = panel.values["top_probability"][:, panel.step_index()][:, panel.kind(kind)]
            if np.isnan(own).all():
                continue
            more = _of_kind(inputs, panel, kind)
            rows += more[0]
            errors += more[1]
    return pd.DataFrame(rows, columns=COLUMNS), pd.DataFrame(errors, columns=ERROR_COLUMNS)
