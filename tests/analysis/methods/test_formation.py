"""Formation: who has a circuit and since when, how many of a size, and a slope among those."""

import numpy as np
import pytest
from sizewise.analysis.data.vocabulary import FLIPPED, LOOKUP, NEW_LANGUAGE, USUAL
from sizewise.analysis.gate.worlds.context import _prompts
from sizewise.analysis.methods.formation import (
    Score,
    first_step,
    formed_by_answers,
    formed_by_attention,
    shares,
    slope_over_runs,
)

from tests.analysis.gate.conftest import design  # noqa: F401


def world(design, seed=0, **shares):  # noqa: F811
    made = design.with_seeds({"25k": 8, "233k": 8, "792k": 8})
    return _prompts(made, np.random.default_rng(seed), **shares)


def test_runs_that_answer_have_formed_and_guessers_have_not(design):  # noqa: F811
    for forms, expected in (((1.0, 1.0), 1), ((0.0, 0.0), 0)):
        panel = world(design, forms=forms).panels[NEW_LANGUAGE]
        assert (formed_by_answers(panel, panel.kind(LOOKUP)) == expected).all()


def test_runs_without_answers_are_not_told(design):  # noqa: F811
    panel = world(design).panels[NEW_LANGUAGE]
    panel.values["accuracy"][3] = np.nan
    found = formed_by_answers(panel, panel.kind(LOOKUP))[:, 0]
    assert np.flatnonzero(np.isnan(found)).tolist() == [3]


def test_a_head_is_clear_of_even_attention_and_half_way_up():
    value, error = np.array([0.9, 0.4, 0.6, 0.03]), np.array([0.01, 0.01, 0.3, 0.01])
    found = formed_by_attention(value, error, np.full(4, 0.03))
    assert found.tolist() == [True, False, False, False]


def test_the_first_step_that_shows_it():
    formed = np.array([[0, 0, 1, 1], [0, 1, 0, 1], [0, 0, 0, 0], [np.nan, np.nan, 1, 1]])
    found = first_step(formed, np.array([10, 20, 30, 40]))
    assert found[[0, 1, 3]].tolist() == [30, 20, 30] and np.isnan(found[2])


def test_shares_by_size_have_the_posterior_of_jeffreys(design):  # noqa: F811
    inputs = world(design)
    size = np.repeat(np.arange(3), 8)
    formed = np.array([0.0] * 8 + [1.0] * 4 + [0.0] * 3 + [np.nan] + [1.0] * 8)
    found = shares(inputs, "test", formed, size)
    assert found.formed.tolist() == [0, 4, 8] and found.runs.tolist() == [8, 7, 8]
    expected = (found.formed + 0.5) / (found.runs + 1)
    assert found.samples.mean(axis=0) == pytest.approx(expected, abs=0.01)


def reading(panel):
    cells = np.stack([panel.kind(FLIPPED), panel.kind(USUAL)])
    return Score(cells=cells, weights=np.ones(2), constant=-1.0)


def test_the_slope_among_runs_covers_the_truth(design):  # noqa: F811
    """From .3 to .7 of the labels, whoever else is in the ladder."""
    hits, widths = [], []
    for seed in range(20):
        inputs = world(design, seed, forms=(0.5, 0.9), overrides=(0.3, 0.7))
        panel = inputs.panels[NEW_LANGUAGE]
        has = formed_by_answers(panel, panel.kind(LOOKUP))[:, 0] == 1
        found = slope_over_runs(inputs, panel, reading(panel), has, step=0)
        low, high = np.quantile(found.samples, [0.025, 0.975])
        decades = np.ptp(inputs.log_parameters)
        hits.append(low <= 0.4 / decades <= high)
        widths.append(high - low)
        assert np.isnan(found.values[~has]).all() and np.isfinite(found.values[has]).all()
    assert np.mean(hits) >= 0.8 and np.mean(widths) < 0.4


def test_too_few_sizes_have_no_slope(design):  # noqa: F811
    inputs = world(design)
    panel = inputs.panels[NEW_LANGUAGE]
    two = panel.run_size < 2
    assert slope_over_runs(inputs, panel, reading(panel), two, step=0) is None
