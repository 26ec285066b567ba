import numpy as np
import pytest
from sizewise.analysis.methods.curves import (
    half_level,
    half_point,
    logistic_midpoints,
    sigmoid,
    slope,
)


def test_slope_is_least_squares():
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=7), rng.normal(size=(3, 7))
    assert slope(y, x) == pytest.approx([np.polyfit(x, row, 1)[0] for row in y])


@pytest.mark.parametrize("rising", [True, False])
def test_midpoints_of_exact_logistics(rising):
    x = np.arange(10.0)
    middles, steeps = np.array([0.5, 4.2, 8.0]), np.array([0.7, 1.5, 3.0])
    sign = 1 if rising else -1
    y = sigmoid(sign * steeps[:, None] * (x - middles[:, None]))
    found, steep = logistic_midpoints(y, x, np.ones(10), rising=rising)
    assert found == pytest.approx(middles, abs=1e-3)
    assert steep == pytest.approx(steeps, rel=1e-2)


def test_a_curve_that_never_rises_has_its_midpoint_outside():
    x = np.arange(10.0)
    middle, _ = logistic_midpoints(np.full((1, 10), 0.02), x, np.ones(10), rising=True)
    assert middle[0] > x[-1]


def test_missing_points_do_not_count():
    x = np.arange(10.0)
    y = sigmoid(1.2 * (x - 4))[None].copy()
    y[0, [1, 6]] = np.nan
    middle, _ = logistic_midpoints(y, x, np.ones(10), rising=True)
    assert middle[0] == pytest.approx(4, abs=1e-3)


def test_half_point():
    x = np.array([1.0, 2.0, 4.0, 8.0])
    curves = np.array([
        [1.0, 0.9, 0.4, 0.1], [0.4, 0.3, 0.2, 0.1], [1.0, 0.9, 0.8, 0.7],
    ])  # fmt: skip
    found = half_point(curves, x)
    assert found[0] == pytest.approx(3.6)
    assert found[1] == -np.inf and found[2] == np.inf


def test_half_level_between_levels_far_apart():
    """The crossing of a logistic, wherever it lies between 8 and 12."""
    x, middles = np.array([1.0, 2, 3, 4, 6, 8, 12]), np.array([8.5, 9.0, 10.0, 11.0])
    found = half_level(sigmoid(1.0 * (middles[:, None] - x)), x, items=500)
    assert found == pytest.approx(middles, abs=0.1)
    ends = half_level(np.array([np.zeros(7), np.ones(7)]), x, items=10)
    assert ends.tolist() == [-np.inf, np.inf]
