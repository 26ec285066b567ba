import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import norm
from sizewise.analysis.data.resample import generator, interval, item_counts
from sizewise.analysis.methods.censored import beyond, censored_line, tobit
from sizewise.analysis.methods.curves import half_level, sigmoid

ENDS, HOPS = (1.0, 12.0), np.array([1.0, 2, 3, 4, 6, 8, 12])
# Sizes and seeds of the desk study. docs/statistics.md has the coverage of 200 ladders.
SEEDS = (8, 8, 8, 8, 5, 3)
SIZE = np.repeat(np.arange(6), SEEDS)
X = np.linspace(-1.15, 1.15, 6)[SIZE]
# What a ladder is: level in the middle, levels a decade, share that forms at both ends.
LADDERS = {
    "inside": (5.0, 1.0, (1.0, 1.0)),
    "small sizes below the first level": (1.2, 0.3, (1.0, 1.0)),
    "large sizes above the last": (10.5, 2.5, (1.0, 1.0)),
    "seven seeds in ten form it": (4.0, 0.0, (0.7, 0.7)),
    "larger ones form it more often": (4.0, 1.0, (0.6, 1.0)),
}


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
    levels = beyond(2 + 2 * X + rng.normal(0, 1.0, len(X)), ENDS)
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
    found = tobit(beyond(true, ENDS), X, ENDS)[:, 1]
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


def levels_of(rng, ladder, items, samples):
    """Levels (run,) and (resample, run) of a ladder that answers `items` a level."""
    middle, slope, forms = LADDERS[ladder]
    share = np.interp(X, [X[0], X[-1]], forms)
    half = middle + slope * X + rng.normal(0, 0.3, len(X))
    half = np.where(rng.random(len(X)) < share, half, -30.0)
    knob = np.repeat(HOPS, items)
    hard = rng.normal(0, 0.8, len(knob))
    right = rng.random((len(X), len(knob))) < sigmoid(1.5 * (half[:, None] - knob) + hard)
    counts = item_counts(rng, np.arange(len(knob)), samples).astype(float)

    def crossing(weights, otherwise=0.0):
        count = np.stack([weights[:, knob == h].sum(axis=1) for h in HOPS], axis=-1)[:, None]
        hits = [weights[:, knob == h] @ right[:, knob == h].T for h in HOPS]
        share = np.stack(hits, axis=-1) / np.maximum(count, 1)
        # A level without items in a resample says nothing there.
        share = np.where(count > 0, share, otherwise)
        return share, beyond(half_level(share, HOPS, items), ENDS)

    share, levels = crossing(np.ones((1, len(knob))))
    return levels[0], crossing(counts, share)[1]


def truth_of(ladder):
    """The slope that the censored line has with many seeds of the same shares a size."""
    middle, slope, forms = LADDERS[ladder]
    if forms == (1.0, 1.0):
        return slope
    rng, many = np.random.default_rng(7), 500
    x = np.tile(X, many)
    half = middle + slope * x + rng.normal(0, 0.3, len(x))
    half = np.where(rng.random(len(x)) < np.interp(x, [X[0], X[-1]], forms), half, -np.inf)
    return tobit(beyond(half, ENDS), x, ENDS)[0, 1]


def coverage(ladder, *, trials, samples, items):
    truth, hits = truth_of(ladder), 0
    for trial in range(trials):
        rng = generator(5, "censored", ladder, trial)
        levels, drawn = levels_of(rng, ladder, items, samples)
        found = censored_line(levels, drawn, X, SIZE, ENDS, rng)
        low, high = interval(found.slopes, 0.95)
        hits += low <= truth <= high
    return hits / trials


def test_coverage_of_a_slope_with_sizes_out_of_range():
    assert coverage("small sizes below the first level", trials=40, samples=100, items=8) >= 0.85


@pytest.mark.slow
@pytest.mark.parametrize("ladder", LADDERS)
def test_coverage(ladder):
    assert 0.90 <= coverage(ladder, trials=200, samples=200, items=20) <= 0.99
