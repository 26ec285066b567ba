"""A known difference is found with the stated power; without one, alarms stay at their level."""

import numpy as np
import pytest
from scipy.stats import spearmanr
from sizewise.observation.bootstrap import generator
from sizewise.observation.contrast import primary_sample
from sizewise.observation.power import intervals, simulate, true_difference


def excludes_zero(rows: np.ndarray) -> float:
    return float(((rows[:, 1] > 0) | (rows[:, 2] < 0)).mean())


def standard_error(rate: float, repeats: int) -> float:
    return float(np.sqrt(rate * (1 - rate) / repeats))


def test_the_simulation_has_the_truth_that_it_says():
    assert true_difference(0.0) == pytest.approx(0, abs=0.015)
    assert true_difference(0.15) == pytest.approx(0.11, abs=0.015)
    assert true_difference(0.3) == pytest.approx(0.18, abs=0.015)


def test_a_sample_simulated_like_the_table_correlates_like_it(table):
    real = primary_sample(table)
    drawn = [simulate(real.clusters, 0.0, generator(4, repeat)) for repeat in range(40)]
    for pair in (("feeling", "log_total"), ("feeling", "months"), ("log_total", "months"),
                 ("feeling", "reason")):  # fmt: skip
        ours = np.mean([spearmanr(*(getattr(s, name) for name in pair)).statistic for s in drawn])
        theirs = spearmanr(*(getattr(real, name) for name in pair)).statistic
        assert ours == pytest.approx(theirs, abs=0.06), pair


@pytest.mark.slow
def test_false_alarms_at_130_vendors():
    repeats = 1000
    rows = intervals(0.0, repeats, None, "test")
    # Measured 4.6 % in another stream; the bound is the level and two Monte-Carlo errors.
    assert excludes_zero(rows) <= 0.05 + 2 * standard_error(0.05, repeats)
    supported = (rows[:, 1] > 0) & (rows[:, 0] >= 0.1)
    assert supported.mean() <= 0.01


@pytest.mark.slow
def test_power_at_130_vendors():
    repeats = 200
    moderate = intervals(0.15, repeats, None, "test")
    large = intervals(0.3, repeats, None, "test")
    assert (moderate[:, 1] > 0).mean() >= 0.85
    assert (large[:, 1] > 0).mean() >= 0.98
    assert moderate[:, 0].mean() == pytest.approx(0.11, abs=0.015)
    covered = (large[:, 1] <= 0.18) & (large[:, 2] >= 0.18)
    assert covered.mean() >= 0.95 - 3 * standard_error(0.95, repeats)


@pytest.mark.slow
def test_the_tables_own_44_vendors(table):
    clusters = primary_sample(table).clusters
    repeats = 600
    null = intervals(0.0, repeats, clusters, "test")
    # Few and unequal clusters make the percentile interval a little short: 7.0 % were measured.
    assert excludes_zero(null) <= 0.07 + 2 * standard_error(0.07, repeats)
    found = intervals(0.3, 200, clusters, "test")
    assert (found[:, 1] > 0).mean() >= 0.95
