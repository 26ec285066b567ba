"""Two comparisons that hold much fixed: sizes inside a series, and one size over time.

A series is the models that one vendor released together and that differ in size (column `series`
of the table). One size over time is the models of one vendor within a few percent of one size.
"""

import numpy as np
import pandas as pd

from sizewise.observation.bootstrap import (
    Moments,
    cluster_counts,
    generator,
    interval,
    least_squares,
)
from sizewise.observation.contrast import primary_sample
from sizewise.observation.sample import Sample
from sizewise.observation.table import PublicTable
from sizewise.study.statistics import Analysis

SAME_SIZE = 1.06
"""Sizes within this ratio of the smallest of a chain count as one size (69B to 72.7B)."""
MIN_SPAN_MONTHS = 6
_X, _FEELING, _REASON, _ADVANTAGE = range(1, 5)
_TRAITS = {"feeling": _FEELING, "reason": _REASON, "advantage": _ADVANTAGE}


def _labels_with_spread(labels: np.ndarray, values: np.ndarray, least: float) -> np.ndarray:
    """Mask of the rows whose label is not empty and spans at least `least` in `values`."""
    frame = pd.DataFrame({"label": labels, "value": values})
    spread = frame.groupby("label").value.transform(lambda v: v.max() - v.min())
    return (frame.label != "").to_numpy() & (spread >= least).to_numpy()


def _pooled_slopes(
    sample: Sample, labels: np.ndarray, x: np.ndarray, analysis: Analysis, name: str
) -> list[dict]:
    """Slopes on `x` inside `labels`, one effect a label, bootstrap over labels."""
    clusters = np.unique(labels, return_inverse=True)[1]
    rng = generator(analysis.seed, name)
    counts = cluster_counts(clusters, analysis.bootstrap_samples, rng)
    columns = [x, sample.feeling, sample.reason, sample.advantage]
    moments = Moments.of(columns, clusters).within(counts)
    rows = []
    for trait, y in _TRAITS.items():
        slopes = least_squares(moments, y, (_X,))
        estimate, low, high = interval(slopes[:, 0], analysis.confidence)
        rows.append(
            {
                "label": "all", "vendor": "", "trait": trait, "value": estimate, "low": low,
                "high": high, "models": len(labels), "groups": int(clusters.max()) + 1,
            }
        )  # fmt: skip
    return rows


def series_slopes(table: PublicTable, analysis: Analysis) -> pd.DataFrame:
    """public_series.parquet: Elo a decade of size inside series; `label` all is pooled."""
    sample = primary_sample(table)
    series = table.models.series.reindex(sample.names).to_numpy(str)
    labels = np.where(series == "", "", np.char.add(np.char.add(sample.vendor, " "), series))
    sample, labels = _reduced(sample, labels, sample.log_total, 0.1)
    rows = _pooled_slopes(sample, labels, sample.log_total, analysis, "series")
    for label in np.unique(labels):
        rows += _one(sample.where(labels == label), label, "log_total")
    return pd.DataFrame(rows)


def _reduced(
    sample: Sample, labels: np.ndarray, values: np.ndarray, least: float
) -> tuple[Sample, np.ndarray]:
    keep = _labels_with_spread(labels, values, least)
    return sample.where(keep), labels[keep]


def _one(part: Sample, label: str, axis: str) -> list[dict]:
    x = part.log_total if axis == "log_total" else part.months / 12
    rows = []
    for trait in _TRAITS:
        y = getattr(part, trait)
        centred = x - x.mean()
        slope = float(centred @ y / (centred @ centred))
        rows.append(
            {
                "label": label, "vendor": str(part.vendor[0]), "trait": trait, "value": slope,
                "low": np.nan, "high": np.nan, "models": len(part), "groups": 1,
            }
        )  # fmt: skip
    return rows


def size_chains(sample: Sample) -> np.ndarray:
    """Label of each model's chain (vendor and smallest size of the chain), (n,)."""
    labels = np.full(len(sample), "", dtype="U64")
    size = 10**sample.log_total
    for vendor in np.unique(sample.vendor):
        left = np.flatnonzero(sample.vendor == vendor)
        left = left[np.argsort(size[left], kind="stable")]
        while left.size:
            chain = left[size[left] <= size[left[0]] * SAME_SIZE]
            labels[chain] = f"{vendor} {size[chain[0]] / 1e9:.4g}B"
            left = left[len(chain) :]
    return labels


def same_size_over_time(table: PublicTable, analysis: Analysis) -> pd.DataFrame:
    """public_same_size.parquet: Elo a year at one vendor's one size; `label` all is pooled.

    Holds size and vendor fixed: if vendors' data and methods left feeling alone, its slope
    would be near zero.
    """
    sample = primary_sample(table)
    labels = size_chains(sample)
    sample, labels = _reduced(sample, labels, sample.months, MIN_SPAN_MONTHS)
    rows = _pooled_slopes(sample, labels, sample.months / 12, analysis, "same size")
    for label in np.unique(labels):
        part = sample.where(labels == label)
        first, last = int(part.months.min()), int(part.months.max())
        months = {"first": f"{first // 12}-{first % 12 + 1:02d}",
                  "last": f"{last // 12}-{last % 12 + 1:02d}"}  # fmt: skip
        rows += [row | months for row in _one(part, label, "months")]
    return pd.DataFrame(rows)
