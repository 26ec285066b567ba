"""B6: do total and active parameters both count?

Standardised least squares of a rating on log total parameters, log active parameters and release
date, entered together. The registered sample is mixtures of experts, where the two differ.
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

REGISTERED = ("mixtures of experts", "ability")
_TOTAL, _ACTIVE, _DATE, _ABILITY, _FEELING, _REASON, _ADVANTAGE = range(1, 8)
_OUTCOMES = {
    "ability": _ABILITY, "feeling": _FEELING, "reason": _REASON, "advantage": _ADVANTAGE,
}  # fmt: skip


def coefficient_draws(sample: Sample, counts: np.ndarray, outcome: str) -> dict[str, np.ndarray]:
    """Draws (b,) of the standardised coefficients `total`, `active`, `date`.

    `ability` is the mean of the standardised ratings of feeling and reason.
    """
    ability = (_standard(sample.feeling) + _standard(sample.reason)) / 2
    columns = [sample.log_total, sample.log_active, sample.months / 12, ability, sample.feeling,
               sample.reason, sample.advantage]  # fmt: skip
    moments = Moments.of(columns, sample.clusters).total(counts)
    fitted = least_squares(moments, _OUTCOMES[outcome], (_TOTAL, _ACTIVE, _DATE), standardised=True)
    total, active, date = fitted.T
    return {"total": total, "active": active, "date": date}


def _standard(values: np.ndarray) -> np.ndarray:
    return (values - values.mean()) / values.std()


def total_and_active(table: PublicTable, analysis: Analysis) -> pd.DataFrame:
    """public_parameters.parquet: standardised coefficients by models, outcome and coefficient.

    `correlation` is that of log total and log active parameters in the sample.
    """
    whole = primary_sample(table).with_active()
    samples = {
        REGISTERED[0]: whole.where(whole.mixture),
        "all": whole,
        "mixtures of experts, 100B and more": whole.where(whole.mixture & (whole.log_total >= 11)),
    }
    rows = []
    for label, sample in samples.items():
        rng = generator(analysis.seed, "parameters", label)
        counts = cluster_counts(sample.clusters, analysis.bootstrap_samples, rng)
        together = float(np.corrcoef(sample.log_total, sample.log_active)[0, 1])
        for outcome in _OUTCOMES:
            found = {
                name: interval(draws, analysis.confidence)
                for name, draws in coefficient_draws(sample, counts, outcome).items()
            }
            # Both count where each does: the smaller lies above where both do, below where one
            # does. Percentiles of the smaller draw would lean low.
            found["smaller"] = tuple(map(min, found["total"], found["active"]))
            for coefficient in found:
                estimate, low, high = found[coefficient]
                rows.append(
                    {
                        "sample": label, "outcome": outcome, "coefficient": coefficient,
                        "value": estimate, "low": low, "high": high, "models": len(sample),
                        "vendors": len(set(sample.vendor)), "correlation": together,
                    }
                )  # fmt: skip
    return pd.DataFrame(rows)
