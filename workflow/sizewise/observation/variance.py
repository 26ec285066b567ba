"""B2: how much of feeling (and of reason) do date and vendor explain once size is known?

Nested least squares with adjusted R² (44 vendors would fit noise otherwise). What a factor *adds
to size* is registered. Shared out by the Shapley value over all orders of entry (Lindeman, Merenda
& Gold 1980; Grömping 2007, "Estimators of relative importance in linear regression", The American
Statistician 61), a factor that only goes with size gets a part of what size explains: date and
vendor had .23 to .38 of the variance where ratings were simulated as size and noise. The shares
stand beside, exploratory. A draw of the bootstrap keeps every drawn vendor as a vendor of its own,
so that the adjustment stays right.
"""

from itertools import chain, combinations
from math import factorial

import numpy as np
import pandas as pd

from sizewise.observation.bootstrap import (
    Moments,
    cluster_counts,
    generator,
    interval,
    residual_sum,
)
from sizewise.observation.contrast import primary_sample
from sizewise.observation.sample import RECENT, Sample
from sizewise.observation.table import PublicTable
from sizewise.study.statistics import Analysis

FACTORS = ("size", "date", "vendor")
_COLUMNS = {"size": 1, "date": 2}
_OUTCOMES = {"feeling": 3, "reason": 4}
INCREMENTS = DATE, VENDOR = "date added to size", "vendor added to size"
LARGER = "the larger of both"
PERIODS = {"all": lambda s: s.months > 0, "from 2024-12": lambda s: s.months >= RECENT}
"""All models are registered; from 2024-12, the essay's time, is exploratory."""


def _subsets() -> list[tuple[str, ...]]:
    return list(chain.from_iterable(combinations(FACTORS, k) for k in range(len(FACTORS) + 1)))


def explained(moments: Moments, counts: np.ndarray, y: int) -> dict[tuple[str, ...], np.ndarray]:
    """Adjusted R² of column `y` on every subset of FACTORS, in each draw: (b,)."""
    total, within = moments.total(counts), moments.within(counts)
    n, vendors = total[:, 0, 0], counts.sum(axis=1)
    variance = total[:, y, y] / (n - 1)
    shares = {}
    for subset in _subsets():
        x = tuple(_COLUMNS[name] for name in subset if name != "vendor")
        with_vendor = "vendor" in subset
        left = residual_sum(within if with_vendor else total, y, x)
        freedom = n - len(x) - (vendors if with_vendor else 1)
        shares[subset] = 1 - left / freedom / variance
    return shares


def shapley(values: dict[tuple[str, ...], np.ndarray]) -> dict[str, np.ndarray]:
    """Mean gain of each factor over all orders of entry; the gains sum to the full model's."""
    n = len(FACTORS)
    gains = {}
    for factor in FACTORS:
        gain = 0.0
        for subset in _subsets():
            if factor in subset:
                continue
            weight = factorial(len(subset)) * factorial(n - len(subset) - 1) / factorial(n)
            joined = tuple(name for name in FACTORS if name in subset or name == factor)
            gain = gain + weight * (values[joined] - values[subset])
        gains[factor] = gain
    return gains


def sample_moments(sample: Sample) -> Moments:
    """Moments of size, date, feeling and reason, by vendor."""
    columns = [sample.log_total, sample.months / 12, sample.feeling, sample.reason]
    return Moments.of(columns, sample.clusters)


def share_draws(sample: Sample, counts: np.ndarray) -> dict[tuple[str, str], np.ndarray]:
    """(trait, quantity) to draws of a share of that trait's variance.

    Quantities: the factors and `date and vendor` (Shapley), `full model`, `size alone`,
    `added to size` (full model minus size alone), `of what size leaves` (the same as a share of
    what size alone leaves unexplained), INCREMENTS, `vendor added to size and date`.
    """
    moments = sample_moments(sample)
    draws = {}
    for trait, y in _OUTCOMES.items():
        values = explained(moments, counts, y)
        gains = shapley(values)
        full, alone = values[FACTORS], values["size",]
        for factor in FACTORS:
            draws[trait, factor] = gains[factor]
        draws[trait, "date and vendor"] = gains["date"] + gains["vendor"]
        draws[trait, "full model"] = full
        draws[trait, "size alone"] = alone
        draws[trait, "added to size"] = full - alone
        draws[trait, "of what size leaves"] = (full - alone) / (1 - alone)
        draws[trait, DATE] = values["size", "date"] - alone
        draws[trait, VENDOR] = values["size", "vendor"] - alone
        draws[trait, "vendor added to size and date"] = full - values["size", "date"]
    for quantity in [key[1] for key in draws if key[0] == "feeling"]:
        draws["difference", quantity] = draws["feeling", quantity] - draws["reason", quantity]
    return draws


def larger_of(rows: list[dict]) -> dict:
    """Of two estimates the larger: largest value, low and high, each of either.

    It lies below a threshold where both do, and above it where one does: an intersection of tests
    needs no correction (Berger 1982, Technometrics 24(4)), and percentiles of the larger draw would
    lean high.
    """
    return {key: max(row[key] for row in rows) for key in ("value", "low", "high")}


def variance_rows(period: str, sample: Sample, analysis: Analysis) -> list[dict]:
    """Rows of public_variance.parquet of one period."""
    rng = generator(analysis.seed, "variance", *([period] if period != "all" else []))
    counts = cluster_counts(sample.clusters, analysis.bootstrap_samples, rng)
    facts = {"period": period, "models": len(sample), "vendors": len(set(sample.vendor))}
    rows = []
    for (trait, quantity), draws in share_draws(sample, counts).items():
        estimate, low, high = interval(draws, analysis.confidence)
        rows.append({
            "trait": trait, "quantity": quantity, "value": estimate, "low": low, "high": high,
            **facts,
        })  # fmt: skip
    for trait in _OUTCOMES:
        pair = [r for r in rows if r["trait"] == trait and r["quantity"] in INCREMENTS]
        rows.append({"trait": trait, "quantity": LARGER, **larger_of(pair), **facts})
    return rows


def variance_shares(table: PublicTable, analysis: Analysis) -> pd.DataFrame:
    """public_variance.parquet: shares of variance by period, of feeling, reason, and between."""
    sample = primary_sample(table)
    return pd.DataFrame([
        row
        for period, chosen in PERIODS.items()
        for row in variance_rows(period, sample.where(chosen(sample)), analysis)
    ])  # fmt: skip


def vendor_spread(table: PublicTable) -> pd.DataFrame:
    """public_vendors.parquet: Elo between vendors given size and date (REML).

    A mixed model with one intercept a vendor (statsmodels): the check on the fixed effects above.
    """
    import statsmodels.formula.api as smf

    sample = primary_sample(table)
    frame = pd.DataFrame(
        {
            "size": sample.log_total - sample.log_total.mean(),
            "date": (sample.months - sample.months.mean()) / 12,
            "vendor": sample.vendor,
            "feeling": sample.feeling, "reason": sample.reason,
        }
    )  # fmt: skip
    rows = []
    for trait in _OUTCOMES:
        spread = frame[trait].std()
        # Standardised and by BFGS: in rating points L-BFGS ran into the boundary.
        frame["outcome"] = (frame[trait] - frame[trait].mean()) / spread
        fit = smf.mixedlm("outcome ~ size + date", frame, groups="vendor").fit(method="bfgs")
        rows.append(
            {
                "trait": trait,
                "between_vendors": float(np.sqrt(fit.cov_re.iloc[0, 0]) * spread),
                "residual": float(np.sqrt(fit.scale) * spread),
                "per_decade": float(fit.params["size"] * spread),
                "per_year": float(fit.params["date"] * spread),
                "spread": float(spread),
            }
        )
    return pd.DataFrame(rows)
