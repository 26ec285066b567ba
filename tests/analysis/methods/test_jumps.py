"""Steps: found where there are two plateaus, and not made of slopes, curves or noise."""

import numpy as np
import pytest
from sizewise.analysis.methods.curves import sigmoid
from sizewise.analysis.methods.jumps import find_jumps, has_plateaus, held_out_errors, step_weights

X = np.array([4.4, 4.92, 5.37, 5.9, 6.28, 6.68])
LINE = 1.0 - 0.2 * (X - X[0])


def test_weights_see_the_step_alone():
    weights = step_weights(X)
    assert weights @ LINE == pytest.approx(np.zeros(5), abs=1e-12)
    for gap in range(5):
        stepped = LINE - 0.7 * (np.arange(6) > gap)
        assert weights[gap] @ stepped == pytest.approx(0.7)


def test_plateaus_need_two_sizes_on_either_side():
    assert has_plateaus(6).tolist() == [False, True, True, True, False]
    assert not has_plateaus(3).any()


def ladder(curve, rng, noise=0.025, abilities=5, jumping=1, resamples=400):
    """`jumping` abilities with `curve`, the others on a line; and their resamples."""
    truth = np.stack([curve] * jumping + [LINE] * (abilities - jumping))
    loss = truth + rng.normal(0, noise, truth.shape)
    return loss, loss + rng.normal(0, noise, (resamples, *truth.shape))


@pytest.mark.parametrize("gap", [1, 2, 3])
def test_one_fall_of_85_percent_is_found(gap):
    rng = np.random.default_rng(gap)
    curve = np.where(np.arange(6) > gap, 0.15, 1.0)
    for _ in range(10):
        found = find_jumps(X, *ladder(curve, rng), 0.95)
        assert found.largest.low > 0.5 and found.largest.gap == gap
        assert all(one.high < 0.5 for one in found.of[1:])


@pytest.mark.parametrize(
    "curve", [LINE, sigmoid(-8 * (np.linspace(0, 1, 6) - 0.5)), 10 ** (-0.3 * (X - X[0]))],
    ids=["line", "logistic", "power law"],
)  # fmt: skip
def test_smooth_laws_have_no_step_that_matters(curve):
    rng = np.random.default_rng(0)
    for _ in range(10):
        found = find_jumps(X, *ladder(curve, rng), 0.95)
        assert found.largest.high < 0.5


def test_a_halving_is_found_neither_way():
    curve = np.where(np.arange(6) > 2, 0.5, 1.0)
    found = find_jumps(X, *ladder(curve, np.random.default_rng(1)), 0.95)
    assert found.largest.low < 0.5 < found.largest.high


def test_a_fall_at_the_last_size_is_not_excluded():
    curve = np.where(np.arange(6) > 4, 0.1, 1.0)
    found = find_jumps(X, *ladder(curve, np.random.default_rng(2)), 0.95)
    assert found.largest.high > 0.5


def test_sizes_left_out_tell_plateaus_from_lines():
    noise = np.full(6, 0.03)
    stepped = held_out_errors(X, np.where(np.arange(6) > 1, 0.1, 1.0), noise)
    straight = held_out_errors(X, LINE, noise)
    assert stepped[True] < stepped[False]
    assert straight[False] == pytest.approx(0, abs=1e-6) and straight[True] > 0
