"""The registered contrast of B1: does feeling follow size more than reason does?

Spearman correlations with log10 of total parameters, without and with release date held fixed;
the difference feeling minus reason, with a bootstrap over vendors. One row a quantity.
"""

import numpy as np
import pandas as pd

from sizewise.observation.boards import PAIRS, PRIMARY, STYLE
from sizewise.observation.bootstrap import (
    cluster_counts,
    correlations,
    generator,
    interval,
    partial,
)
from sizewise.observation.sample import RECENT, Sample, build_sample
from sizewise.observation.table import PublicTable
from sizewise.study.errors import StudyError
from sizewise.study.statistics import Analysis

FEELING, REASON, SIZE, DATE = range(4)
EXPLORATORY = {
    "released from 2024-12": lambda s: s.months >= RECENT,
    "100B and more": lambda s: s.log_total >= 11,
    "released from 2024-12, 100B and more": lambda s: (s.months >= RECENT) & (s.log_total >= 11),
}
"""The models that the essay speaks of: beside the registered sample, they decide nothing."""
MAGI_ODDITY = "llama-3-8b-instruct"
"""Its MAGI-Hard score is that of a model eight times its size; shown with and without it."""


def contrast_draws(
    sample: Sample, samples: int, rng: np.random.Generator
) -> dict[tuple[str, str], np.ndarray]:
    """(quantity, given) to draws (samples + 1,); row 0 is the estimate.

    Quantities: feeling, reason (correlation with size), difference (feeling minus reason);
    date_feeling, date_reason (correlation with date given size), between (of feeling and reason).
    """
    clusters = sample.clusters
    weights = cluster_counts(clusters, samples, rng)[:, clusters].astype(float)
    columns = [sample.feeling, sample.reason, sample.log_total, sample.months]
    matrix = correlations(columns, weights)
    draws = {}
    for given, controls in (("none", ()), ("date", (DATE,))):
        feeling = partial(matrix, FEELING, SIZE, controls)
        reason = partial(matrix, REASON, SIZE, controls)
        draws["feeling", given] = feeling
        draws["reason", given] = reason
        draws["difference", given] = feeling - reason
    draws["date_feeling", "size"] = partial(matrix, FEELING, DATE, (SIZE,))
    draws["date_reason", "size"] = partial(matrix, REASON, DATE, (SIZE,))
    draws["between", "none"] = partial(matrix, FEELING, REASON)
    return draws


def contrast_rows(label: str, role: str, sample: Sample, analysis: Analysis) -> list[dict]:
    """Rows of public_contrast.parquet for one sample.

    Raises StudyError if a sample with bounds or rumours for sizes would play the `primary` role.
    """
    if role != "sensitivity" and sample.basis != "disclosed":
        raise StudyError(
            f"sample {label!r} holds sizes {sample.basis.replace('_', ' ')}, which belong in the "
            "sensitivity analysis only; build it from disclosed sizes"
        )
    rng = generator(analysis.seed, "contrast", label)
    draws = contrast_draws(sample, analysis.bootstrap_samples, rng)
    rows = []
    for (quantity, given), values in draws.items():
        estimate, low, high = interval(values, analysis.confidence)
        rows.append(
            {
                "sample": label, "role": role, "quantity": quantity, "given": given,
                "value": estimate, "low": low, "high": high,
                "models": len(sample), "vendors": len(np.unique(sample.vendor)),
            }
        )  # fmt: skip
    return rows


def primary_sample(table: PublicTable) -> Sample:
    """The models of the registered contrast: disclosed, exact sizes only."""
    return build_sample(table, PRIMARY)


def registered_rows(table: PublicTable, analysis: Analysis) -> list[dict]:
    """Rows of the registered sample, then of its parts that the essay speaks of (exploratory)."""
    primary = primary_sample(table)
    rows = contrast_rows("primary", "primary", primary, analysis)
    for label, chosen in EXPLORATORY.items():
        rows += contrast_rows(label, "exploratory", primary.where(chosen(primary)), analysis)
    return rows


def contrasts(table: PublicTable, analysis: Analysis) -> pd.DataFrame:
    """public_contrast.parquet: primary sample, its exploratory parts, sensitivity analyses."""
    primary = primary_sample(table)
    active = np.isfinite(primary.log_active)
    vendors, models = np.unique(primary.vendor, return_counts=True)
    largest = str(vendors[models.argmax()])
    secondary = {
        "style-controlled ratings": build_sample(table, STYLE),
        "open weights only": primary.where(
            np.isin(primary.names, table.models.index[table.models.disclosure == "open"])
        ),
        "dense only": primary.where(active & ~primary.mixture),
        "mixture of experts only": primary.where(active & primary.mixture),
        f"without {largest}": primary.where(primary.vendor != largest),
        "with lower bounds at their bound": build_sample(table, PRIMARY, "with_bounds"),
        "with rumoured sizes": build_sample(table, PRIMARY, "with_rumours"),
    }
    magi = build_sample(table, PAIRS["eqbench_v2"])
    secondary["EQ-Bench 2 and MAGI-Hard"] = magi
    odd = magi.names == MAGI_ODDITY
    secondary[f"EQ-Bench 2 and MAGI-Hard without {MAGI_ODDITY}"] = magi.where(~odd)
    rows = registered_rows(table, analysis)
    for label, sample in secondary.items():
        rows += contrast_rows(label, "sensitivity", sample, analysis)
    return pd.DataFrame(rows)
