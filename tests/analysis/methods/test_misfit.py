"""Misfit: none where the law holds, as much as is known where it does not."""

import numpy as np
import pytest
from scipy.stats import t
from sizewise.analysis.methods.laws import FLOOR, POWER
from sizewise.analysis.methods.misfit import (
    decades_beyond,
    ends_left_out,
    floor_misfit,
    line_misfit,
    misfit,
    rival_misfit,
    rival_misfits,
    student,
    widened,
)

N = np.geomspace(25e3, 4.8e6, 6)
X = np.log10(N)


def test_end_rungs_are_left_out_on_both_sides():
    masks = [mask.astype(int).tolist() for mask in ends_left_out(5)]
    assert masks == [[1, 1, 1, 0, 0], [1, 1, 1, 1, 0], [0, 0, 1, 1, 1], [0, 1, 1, 1, 1]]
    # A law with three parameters goes through any three points.
    assert len(ends_left_out(6, parameters=3)) == 4
    assert len(ends_left_out(4, parameters=3)) == 2


def test_a_law_that_holds_has_no_misfit():
    loss = 1.2 + 30 / N**0.35
    assert floor_misfit(loss, N).error < 1e-3
    assert rival_misfit(FLOOR, X, loss, np.full(6, 1e-3)).error < 1e-3
    assert line_misfit(X, 2 - 0.3 * X).error < 1e-12


def test_curves_together_have_the_misfit_that_each_has_alone():
    loss = np.stack([1.2 + 30 / N**0.35, 2.0 - 0.2 * np.tanh(X - 5)])
    noise = np.stack([np.full(6, 1e-3), np.full(6, 2e-2)])
    together = rival_misfits(POWER, X, loss, noise)
    for found, row, own in zip(together, loss, noise, strict=True):
        alone = rival_misfit(POWER, X, row, own)
        assert found.error == pytest.approx(alone.error, rel=1e-3)
        assert found.freedom == alone.freedom
    assert together[1].error > 0.01


def test_an_error_that_grows_with_distance_is_found_again():
    """Predictions that are off by .1 a decade from the nearest fitted rung."""
    y = -0.2 * X

    def predict(fitted):
        return y + 0.1 * np.abs(X[:, None] - X[fitted]).min(axis=1)

    found = misfit(X, y, predict)
    assert found.error == pytest.approx(0.1)
    assert found.freedom == 6


def test_three_rungs_leave_none_to_be_left_out():
    found = floor_misfit(1.2 + 30 / N[:3] ** 0.35, N[:3])
    assert found.freedom == 0
    assert np.isnan(found.draws(10, np.random.default_rng(0))).all()


def test_draws_have_the_tails_of_student():
    drawn = student(1000, 3, np.random.default_rng(0))
    assert np.quantile(drawn, 0.975) == pytest.approx(t.ppf(0.975, 3), rel=0.05)


def test_decades_beyond_the_ladder():
    assert decades_beyond(X, np.log10(7e9)) == pytest.approx(np.log10(7e9 / 4.8e6))
    assert decades_beyond(X, X[0] - 1) == pytest.approx(1)
    assert decades_beyond(X, X) == pytest.approx(np.zeros(6))
    middle = (X[1] + X[2]) / 2
    assert decades_beyond(X, middle) == pytest.approx((X[2] - X[1]) / 4)


def test_parameters_are_as_unsure_as_single_rungs_make_them():
    rng = np.random.default_rng(0)
    samples = np.full((500, 2), [1.0, 0.3])
    same = widened(samples, np.tile([1.0, 0.3], (6, 1)), rng)
    np.testing.assert_allclose(same, samples)
    without = np.array([[1.0, 0.3]] * 5 + [[0.4, 0.3]])
    low, high = np.quantile(widened(samples, without, rng)[:, 0], [0.025, 0.975])
    error = np.sqrt(5 / 6 * ((without[:, 0] - without[:, 0].mean()) ** 2).sum())
    assert low == pytest.approx(max(1 - t.ppf(0.975, 5) * error, 0), abs=0.05)
    assert high == pytest.approx(1 + t.ppf(0.975, 5) * error, rel=0.05)
