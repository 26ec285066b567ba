"""Decades between two learning curves: known distance in, known distance out."""

import numpy as np
import pytest
from sizewise.analysis.methods.horizontal import common_range, distance, gains

X = np.linspace(4.4, 6.7, 6)


def curve(behind=0.0, exponent=0.5):
    """What remains of a gain that is half reached at 10^5.5 parameters."""
    return 1 / (1 + 10 ** (exponent * (X - 5.5 - behind)))


def between(first, second):
    return distance((first, first[None]), (second, second[None]), X)


@pytest.mark.parametrize("behind", [-0.8, 0.0, 0.3, 1.0])
def test_a_curve_that_lies_behind_by_so_many_decades(behind):
    found = between(curve(behind), curve())
    assert found.estimate == pytest.approx(behind, abs=0.03)
    assert found.samples == pytest.approx([found.estimate])


def test_nothing_is_read_beyond_what_both_reach():
    found = between(curve(1.0), curve())
    assert found.gain == pytest.approx((1 - curve()[0], 1 - curve(1.0)[-1]))
    least, most = common_range(curve(9.0), curve())
    assert least > most


def test_curves_that_cross_have_two_signs():
    found = between(curve(exponent=0.3), curve(exponent=0.9))
    assert found.by_level[0] < -0.2 and found.by_level[-1] > 0.2
    assert found.estimate == pytest.approx(0, abs=0.1)


def test_gains_of_a_bumpy_curve_lie_inside_of_it():
    start, end = gains(np.array([0.8, 0.9, 0.5, 0.6]))
    assert start == pytest.approx(0.15) and end == pytest.approx(0.45)
