import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import norm
from sizewise.analysis.methods.censored import censor, tobit

ENDS = (1.0, 12.0)
# Sizes and seeds of the desk study. docs/coverage.md has the coverage.
SEEDS = (8, 8, 8, 8, 5, 3)
SIZE = np.repeat(np.arange(6), SEEDS)
X = np.linspace(-1.15, 1.15, 6)[SIZE]


def test_without_censoring_it_is_least_squares():
    rng = np.random.default_rng(0)
    levels = 5 + X + rng.normal(0, 0.5, (3, len(X)))
    found = tobit(levels, X, ENDS)
    for row, (a, b, noise) in zip(levels, found, strict=True):
        assert [b, a] == pytest.approx(np.polyfit(X, row, 1), abs=1e-3)
        # The weak prior on the noise is one more small residual.
        assert noise == pytest.approx((row - a - b * X).std(), rel=0.02)


def test_it_is_the_maximum_of_the_likelihood():
    rng = np.random.default_rng(1)
    levels = censor(2 + 2 * X + rng.normal(0, 1.0, len(X)), ENDS)
    assert 5 < np.isinf(levels).sum() < len(X) - 5

    def cost(p):
        middle, noise = p[0] + p[1] * X, np.exp(p[2])
        below = norm.logcdf((ENDS[0] - middle) / noise)
        each = np.where(np.isinf(levels), below, norm.logpdf(levels, middle, noise))
        return -each.sum()

    best = minimize(cost, [1, 1, 0], method="Nelder-Mead", options={"maxiter": 4000, "xatol": 1e-6})
    a, b, noise = tobit(levels, X, ENDS)[0]
    assert [a, b, noise] == pytest.approx([*best.x[:2], np.exp(best.x[2])], rel=0.02)


def test_ends_of_the_range_do_not_pass_for_values():
    rng = np.random.default_rng(2)
    true = 11 + 4 * X + rng.normal(0, 0.7, (200, len(X)))
    found = tobit(censor(true, ENDS), X, ENDS)[:, 1]
    clipped = np.polyfit(X, np.clip(true, *ENDS).T, 1)[0]
    assert found.mean() == pytest.approx(4, abs=0.1)
    assert clipped.mean() < 3


def test_too_few_values_have_no_line():
    levels = np.full(len(X), -np.inf)
    levels[-1] = 3.0
    assert np.isnan(tobit(levels, X, ENDS)).all()


def test_a_step_between_two_sizes_has_a_finite_slope():
    levels = np.where(SIZE < 3, -np.inf, np.inf)
    levels[[0, -1]] = 2.0, 8.0
    assert np.isfinite(tobit(levels, X, ENDS)).all()
