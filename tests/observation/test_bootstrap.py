"""The vectorised statistics against SciPy and statsmodels on samples written out in full."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import rankdata, spearmanr
from sizewise.observation.bootstrap import (
    Moments,
    cluster_counts,
    correlations,
    generator,
    interval,
    least_squares,
    partial,
    weighted_ranks,
)


@pytest.fixture
def drawn():
    """Four columns with ties, 9 clusters, and 20 draws of clusters."""
    rng = generator(3, "test")
    clusters = np.concatenate([np.arange(9), rng.integers(9, size=31)])
    base = rng.normal(size=40)
    columns = [np.round(base + rng.normal(size=40), 1) for _ in range(4)]
    return columns, clusters, cluster_counts(clusters, 20, rng)


def expanded(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return np.repeat(values, weights.astype(int))


def test_a_draw_takes_as_many_clusters_as_there_are(drawn):
    _, _, counts = drawn
    assert (counts.sum(axis=1) == 9).all() and (counts[0] == 1).all()
    assert counts[1:].std() > 0


def test_weighted_ranks_are_those_of_the_expanded_sample(drawn):
    columns, clusters, counts = drawn
    weights = counts[:, clusters] * 1.0
    ranks = weighted_ranks(columns[0], weights)
    for b in range(len(weights)):
        ours = expanded(ranks[b], weights[b])
        theirs = rankdata(expanded(columns[0], weights[b]))
        np.testing.assert_allclose(ours - ours.mean(), theirs - theirs.mean(), atol=1e-9)


def test_correlations_are_spearmans(drawn):
    columns, clusters, counts = drawn
    weights = counts[:, clusters] * 1.0
    matrix = correlations(columns, weights)
    for b in range(len(weights)):
        whole = np.stack([expanded(column, weights[b]) for column in columns], axis=1)
        np.testing.assert_allclose(matrix[b], spearmanr(whole).statistic, atol=1e-9)


def test_partial_correlations_are_those_of_residuals(drawn):
    columns, clusters, counts = drawn
    matrix = correlations(columns, counts[:1, clusters] * 1.0)
    x, y, *given = (rankdata(column) for column in columns)
    controls = sm.add_constant(np.stack(given, axis=1))
    left, right = (sm.OLS(values, controls).fit().resid for values in (x, y))
    expected = np.corrcoef(left, right)[0, 1]
    np.testing.assert_allclose(partial(matrix, 0, 1, (2, 3))[0], expected, atol=1e-9)
    np.testing.assert_allclose(partial(matrix, 0, 1, (3, 2))[0], expected, atol=1e-9)


def test_correlations_inside_clusters_are_those_with_cluster_effects(drawn):
    columns, clusters, counts = drawn
    weights = counts[:, clusters] * 1.0
    matrix = correlations(columns, weights, clusters)
    for b in (0, 7):
        ranks = [rankdata(expanded(column, weights[b])) for column in columns[:2]]
        dummies = (expanded(clusters, weights[b])[:, None] == np.arange(9)).astype(float)
        left, right = (sm.OLS(values, dummies).fit().resid for values in ranks)
        expected = np.corrcoef(left, right)[0, 1]
        np.testing.assert_allclose(matrix[b, 0, 1], expected, atol=1e-9)


@pytest.mark.parametrize("effects", [False, True])
def test_least_squares_is_that_of_statsmodels(drawn, effects):
    columns, clusters, counts = drawn
    moments = Moments.of(columns, clusters)
    chosen = moments.within(counts) if effects else moments.total(counts)
    slopes = least_squares(chosen, 1, (2, 3, 4))
    for b in (0, 5):
        weights = counts[b, clusters]
        y, *x = (expanded(column, weights) for column in columns)
        dummies = (expanded(clusters, weights)[:, None] == np.arange(9)).astype(float)
        constant = dummies if effects else np.ones((len(y), 1))
        fit = sm.OLS(y, np.column_stack([*x, constant])).fit()
        np.testing.assert_allclose(slopes[b], fit.params[:3], atol=1e-9)


def test_standardised_coefficients_ignore_units(drawn):
    columns, clusters, counts = drawn
    scaled = [columns[0] * 7 + 3, *(column * 1000 - 5 for column in columns[1:])]
    one, other = (
        least_squares(Moments.of(c, clusters).total(counts), 1, (2, 3, 4), standardised=True)
        for c in (columns, scaled)
    )
    np.testing.assert_allclose(one, other, atol=1e-8)


def test_a_draw_without_spread_has_no_answer():
    clusters = np.array([0, 0, 1, 1])
    x, y = np.array([1.0, 1, 2, 3]), np.array([1.0, 2, 3, 4])
    slopes = least_squares(Moments.of([x, y], clusters).total(np.array([[1, 1], [2, 0]])), 2, (1,))
    assert np.isfinite(slopes[0]) and np.isnan(slopes[1])


def test_generators_are_named_and_repeatable():
    assert generator(1, "a").random() == generator(1, "a").random()
    assert generator(1, "a").random() != generator(1, "b").random()
    assert generator(1, "a", "bc").random() != generator(1, "ab", "c").random()


def test_interval_is_a_percentile_of_the_draws():
    draws = np.concatenate([[5.0], np.arange(1001.0)])
    assert interval(draws, 0.95) == pytest.approx((5.0, 25.0, 975.0))
