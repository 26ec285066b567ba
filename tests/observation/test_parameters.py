"""Total and active parameters entered together: planted coefficients come back."""

from dataclasses import replace

import numpy as np
import pytest
from sizewise.observation.bootstrap import cluster_counts, generator
from sizewise.observation.contrast import primary_sample
from sizewise.observation.parameters import coefficient_draws, total_and_active


@pytest.mark.parametrize(("total", "active"), [(0.5, 0.3), (0.0, 0.6), (0.4, 0.0)])
def test_planted_coefficients(table, total, active):
    sample = primary_sample(table).with_active()
    rng = generator(5, "parameters")

    def standard(values):
        return (values - values.mean()) / values.std()

    rating = total * standard(sample.log_total) + active * standard(sample.log_active)
    rating = rating + 0.02 * rng.normal(size=len(sample))
    spread = rating.std()
    planted = replace(sample, feeling=rating, reason=rating)
    draws = coefficient_draws(planted, cluster_counts(sample.clusters, 200, rng), "ability")
    assert draws["total"][0] * spread == pytest.approx(total, abs=0.02)
    assert draws["active"][0] * spread == pytest.approx(active, abs=0.02)


def test_mixtures_have_fewer_active_parameters(table, analysis):
    sample = primary_sample(table)
    mixtures = sample.where(sample.mixture)
    assert "deepseek-v3" in mixtures.names and "llama-3.1-405b-instruct-fp8" not in mixtures.names
    assert (mixtures.log_active < mixtures.log_total).all()
    frame = total_and_active(table, analysis)
    registered = frame[(frame["sample"] == "mixtures of experts") & (frame.outcome == "ability")]
    assert set(registered.models) == {len(mixtures)}
    assert np.isfinite(registered[["value", "low", "high"]]).all(axis=None)
    wide = registered.set_index("coefficient")[["value", "low", "high"]]
    # Both count where each does.
    assert (wide.loc["smaller"] == wide.loc[["total", "active"]].min()).all()
