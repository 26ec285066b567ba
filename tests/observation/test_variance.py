"""Variance shares against statsmodels, and on data whose shares are known."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from sizewise.observation.bootstrap import cluster_counts, generator
from sizewise.observation.contrast import primary_sample
from sizewise.observation.power import many_vendors, simulate
from sizewise.observation.variance import (
    FACTORS,
    INCREMENTS,
    LARGER,
    explained,
    larger_of,
    sample_moments,
    share_draws,
    variance_shares,
    vendor_spread,
)


def test_explained_variance_is_the_adjusted_one_of_statsmodels(table):
    sample = primary_sample(table)
    ours = explained(sample_moments(sample), np.ones((1, 44), int), 3)
    frame = pd.DataFrame(
        {"y": sample.feeling, "size": sample.log_total, "date": sample.months,
         "vendor": sample.vendor}
    )  # fmt: skip
    terms = {"size": "size", "date": "date", "vendor": "C(vendor)"}
    assert ours[()][0] == pytest.approx(0, abs=1e-12)
    for subset, value in ours.items():
        if subset:
            formula = "y ~ " + " + ".join(terms[name] for name in subset)
            assert value[0] == pytest.approx(smf.ols(formula, frame).fit().rsquared_adj, abs=1e-9)


def test_shares_sum_to_the_full_model(table, analysis):
    shares = variance_shares(table, analysis).query("period == 'all'")
    shares = shares.set_index(["trait", "quantity"]).value
    for trait in ("feeling", "reason"):
        parts = sum(shares[trait, factor] for factor in FACTORS)
        assert parts == pytest.approx(shares[trait, "full model"], abs=1e-9)


def test_the_larger_is_below_where_both_are_and_above_where_one_is():
    one = {"value": 0.1, "low": 0.0, "high": 0.3}
    two = {"value": 0.2, "low": 0.15, "high": 0.25}
    assert larger_of([one, two]) == {"value": 0.2, "low": 0.15, "high": 0.3}


def test_every_period_has_both_increments(table, analysis):
    rows = variance_shares(table, analysis).query("trait == 'feeling'")
    models = rows.groupby("period", sort=False).models.first()
    assert models["from 2024-12"] < models["all"]
    for _, period in rows.groupby("period"):
        value = period.set_index("quantity").value
        assert value[LARGER] == value[list(INCREMENTS)].max()


def test_vendors_that_do_nothing_get_no_share():
    shares = []
    for repeat in range(20):
        rng = generator(2, "vendors", repeat)
        sample = simulate(np.arange(200), 0.0, rng)
        clusters = many_vendors(200, 60, rng)
        sample = replace(sample, vendor=clusters.astype(str))
        draws = share_draws(sample, cluster_counts(sample.clusters, 0, rng))
        shares.append([draws["feeling", f][0] for f in FACTORS])
    size, date, vendor = np.mean(shares, axis=0)
    assert abs(vendor) < 0.02
    assert date > size > 0.2


def test_between_vendors_in_points(table):
    frame = vendor_spread(table).set_index("trait")
    assert (frame.between_vendors > 5).all()
    assert (frame.between_vendors**2 + frame.residual**2 < frame.spread**2).all()
