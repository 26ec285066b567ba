"""Seeds by size, where the best ones are known."""

import itertools

import numpy as np
import pytest
from sizewise.analysis.gate.allocation import FEWEST, Variance, allocate, cost, fit_variance
from sizewise.study.errors import StudyError

MINUTES = {"25k": 4.0, "83k": 9.0, "233k": 12.0}


def claim(*by_size, fixed=0.0):
    return Variance(claim="A0", fixed=fixed, by_size=np.array(by_size, dtype=float))


def test_seeds_go_as_the_root_of_variance_over_price():
    # Minimum of sum a / n at sum c n = budget: n proportional to sqrt(a / c), by Lagrange.
    a, price = np.array([9.0, 1.0, 4.0]), np.array([1.0, 1.0, 1.0])
    found = allocate([claim(*a)], dict(zip(MINUTES, price, strict=True)), 36 / 60)
    assert list(found.values()) == [18, 6, 12]


@pytest.mark.parametrize("fixed", [0.0, 5.0])
def test_nothing_that_can_be_paid_is_better(fixed):
    claims = [claim(3.0, 0.2, 1.0, fixed=fixed), claim(0.1, 2.0, 2.5, fixed=fixed)]
    price = np.array(list(MINUTES.values()))
    hours = 3.0
    found = np.array(list(allocate(claims, MINUTES, hours).values()))
    total = {
        seeds: np.mean([one.error(np.array(seeds)) for one in claims])
        for seeds in itertools.product(range(FEWEST, 30), repeat=3)
        if cost(price, np.array(seeds)) <= hours
    }
    # A single swap may miss the last half percent; it must not miss more.
    assert total[tuple(found)] <= min(total.values()) * 1.005


def test_sizes_whose_seeds_do_not_matter_keep_the_fewest():
    found = allocate([claim(0.0, 1.0, 0.0)], MINUTES, 3.0)
    assert found["25k"] == found["233k"] == FEWEST
    assert found["83k"] > FEWEST


def test_too_little_time_is_said_with_what_it_would_take():
    with pytest.raises(StudyError, match=r"--core-hours 1: 3 seeds of each size take 1\.2"):
        allocate([claim(1, 1, 1)], MINUTES, 1.0)


def test_a_variance_is_found_again():
    designs = np.array([[3, 3], [6, 6], [12, 12], [12, 3], [3, 12]])
    squared = 0.2 + (np.array([1.5, 0.4]) / designs).sum(axis=1)
    found = fit_variance("A0", designs, squared)
    assert found.fixed == pytest.approx(0.2)
    assert found.by_size == pytest.approx([1.5, 0.4])
