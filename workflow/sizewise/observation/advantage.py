"""Relative advantage: what size adds to feeling over reason on the same board, in its unit.

Least squares on log10 of total parameters (one decade of size) and release date, bootstrap over
vendors. Exploratory: the size ranges were looked at before this was written down.
"""

import numpy as np
import pandas as pd

from sizewise.observation.boards import PRIMARY, STYLE
from sizewise.observation.bootstrap import (
    Moments,
    cluster_counts,
    generator,
    interval,
    least_squares,
)
from sizewise.observation.sample import Sample, build_sample
from sizewise.observation.table import PublicTable
from sizewise.study.statistics import Analysis

_SIZE, _DATE, _FEELING, _REASON, _ADVANTAGE = range(1, 6)
_QUANTITIES = {
    "feeling": (_FEELING, (_SIZE, _DATE)),
    "reason": (_REASON, (_SIZE, _DATE)),
    "advantage": (_ADVANTAGE, (_SIZE, _DATE)),
    "feeling given reason": (_FEELING, (_SIZE, _DATE, _REASON)),
    "reason given feeling": (_REASON, (_SIZE, _DATE, _FEELING)),
}
RANGES = {
    "all": (0.0, np.inf),
    "below 30B": (0.0, 30e9),
    "30B to 100B": (30e9, 100e9),
    "below 100B": (0.0, 100e9),
    "100B and more": (100e9, np.inf),
}


def sample_moments(sample: Sample) -> Moments:
    """Moments of size (decades), date (years), feeling, reason and advantage, by vendor."""
    columns = [
        sample.log_total, sample.months / 12, sample.feeling, sample.reason, sample.advantage,
    ]  # fmt: skip
    return Moments.of(columns, sample.clusters)


def advantages(table: PublicTable, analysis: Analysis) -> pd.DataFrame:
    """public_advantage.parquet: rating points a decade of size, by range, setting and quantity."""
    rows = []
    for pair in (PRIMARY, STYLE):
        whole = build_sample(table, pair)
        for label, (low_size, high_size) in RANGES.items():
            size = 10**whole.log_total
            sample = whole.where((size >= low_size) & (size < high_size))
            rng = generator(analysis.seed, "advantage", pair.name, label)
            counts = cluster_counts(sample.clusters, analysis.bootstrap_samples, rng)
            moments = sample_moments(sample).total(counts)
            for quantity, (y, x) in _QUANTITIES.items():
                slopes = least_squares(moments, y, x)
                for effect, column in (("size", 0), ("date", 1)):
                    estimate, low, high = interval(slopes[:, column], analysis.confidence)
                    rows.append(
                        {
                            "setting": pair.feeling_setting, "size_range": label,
                            "quantity": quantity, "effect": effect, "value": estimate,
                            "low": low, "high": high, "models": len(sample),
                            "vendors": len(set(sample.vendor)),
                        }
                    )  # fmt: skip
    return pd.DataFrame(rows)
