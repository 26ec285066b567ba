"""The registered contrast: the first look again, symmetry, and no signal in permuted sizes."""

from dataclasses import replace

import numpy as np
import pytest
from sizewise.observation.bootstrap import generator, interval
from sizewise.observation.contrast import contrast_draws, contrasts, primary_sample


@pytest.fixture(scope="module")
def rows(table, analysis):
    return contrasts(table, analysis).set_index(["sample", "quantity", "given"])


def test_the_first_look_comes_out_again(rows):
    # The first look took the two Qwen3-Max rows at their bound: n = 213.
    label = "with lower bounds at their bound"
    assert rows.loc[label, "feeling", "none"].models == 213
    expected = {
        ("feeling", "none"): (0.80, None, None),
        ("reason", "none"): (0.78, None, None),
        ("difference", "none"): (0.02, -0.02, 0.06),
        ("difference", "date"): (-0.02, -0.13, 0.12),
        ("date_feeling", "size"): (0.84, None, None),
        ("date_reason", "size"): (0.91, None, None),
    }
    for key, (value, low, high) in expected.items():
        row = rows.loc[(label, *key)]
        assert row.value == pytest.approx(value, abs=0.006)
        if low is not None:
            assert row.low == pytest.approx(low, abs=0.025)
            assert row.high == pytest.approx(high, abs=0.025)


def test_the_primary_sample_leaves_the_bounds_out_and_changes_little(rows):
    primary = rows.loc["primary", "difference", "date"]
    bounds = rows.loc["with lower bounds at their bound", "difference", "date"]
    assert primary.models == 211 and primary.vendors == 44
    assert primary.value == pytest.approx(bounds.value, abs=0.01)


def test_exchanging_feeling_and_reason_turns_the_difference_round(table):
    sample = primary_sample(table)
    other = replace(sample, feeling=sample.reason, reason=sample.feeling)
    one, two = (contrast_draws(s, 50, generator(1, "x")) for s in (sample, other))
    for given in ("none", "date"):
        np.testing.assert_allclose(one["difference", given], -two["difference", given], atol=1e-12)


def test_ranks_alone_count(table):
    sample = primary_sample(table)
    bent = replace(sample, feeling=np.exp(sample.feeling / 300), log_total=sample.log_total**3)
    one, two = (contrast_draws(s, 20, generator(1, "x")) for s in (sample, bent))
    np.testing.assert_array_equal(one["difference", "date"], two["difference", "date"])


def test_permuted_sizes_hold_nothing(table):
    sample = primary_sample(table)
    rng = generator(1, "permutation")
    outside, values = 0, []
    for _ in range(200):
        shuffled = replace(sample, log_total=rng.permutation(sample.log_total))
        draws = contrast_draws(shuffled, 200, rng)
        for key in (("difference", "date"), ("feeling", "date")):
            _, low, high = interval(draws[key], 0.95)
            outside += low > 0 or high < 0
        values.append([draws["difference", "date"][0], draws["feeling", "date"][0]])
    # 400 intervals at 5 %: 20 expected, Monte-Carlo standard error 4.4 were they independent;
    # few unequal vendors cost a little coverage (test_power), so 2.5 points are allowed for it.
    assert outside / 400 <= 0.05 + 0.025 + 2 * np.sqrt(0.05 * 0.95 / 200)
    assert np.abs(np.mean(values, axis=0)).max() < 3 * np.std(values) / np.sqrt(200)
