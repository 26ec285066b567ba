"""Shares of what is known: known truth in, known truth out."""

import numpy as np
import pandas as pd
import pytest
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.methods.given_knowledge import (
    common_slope,
    error_over_runs,
    knowledge,
    own_and_rival,
)
from sizewise.study.runs import Run

X = np.linspace(-1, 1, 5)


def test_a_slope_on_what_is_known_needs_no_division():
    known = np.array([[0.0, 0.2, 0.4, 0.8, 0.9], [0.1, 0.3, 0.5, 0.7, 0.9]])
    share = np.array([[0.6], [0.3]]) + 0.15 * X
    assert common_slope(known * share, known, X) == pytest.approx(0.15)


def test_cells_have_levels_of_their_own():
    """Rare facts are kept less, and only the large know them: no slope."""
    known = np.array([[0.5, 0.6, 0.7, 0.8, 0.9], [0.0, 0.0, 0.1, 0.4, 0.8]])
    share = np.array([[0.8], [0.3]])
    assert common_slope(known * share, known, X) == pytest.approx(0)
    pooled = (known * share).sum(axis=0, keepdims=True)
    assert common_slope(pooled, known.sum(axis=0, keepdims=True), X) < -0.05


def test_who_knows_nothing_has_no_slope():
    nothing = np.zeros((2, 5))
    assert np.isnan(common_slope(nothing, nothing, X))


def test_the_error_over_runs_is_the_scatter_of_slopes():
    """Seeds that heed a tag or ignore it: few at the ends, where they may agree by chance."""
    rng = np.random.default_rng(5)
    run_size = np.repeat(np.arange(5), [6, 6, 6, 4, 3])
    slopes, errors = [], []
    for _ in range(400):
        known = np.broadcast_to(np.linspace(0.5, 0.9, 5), (1, 5))
        runs = known[:, run_size] * rng.integers(0, 2, len(run_size))
        part = np.array([[runs[0, run_size == i].mean() for i in range(5)]])
        slopes.append(common_slope(part, known, X))
        exact = np.zeros_like(runs)
        single = np.stack([runs, exact]), np.stack([known[:, run_size], exact])
        errors.append(error_over_runs(part, known, X, single, run_size))
    assert np.sqrt(np.mean(np.square(errors))) == pytest.approx(np.std(slopes), rel=0.15)
    assert min(errors) > np.std(slopes) * 0.6


def answers(own, rival, n=60_000):
    """A panel of one run: shares of the own value and of the rival among four choices."""
    rng = np.random.default_rng(2)
    said = rng.choice(4, n, p=[own, rival, *[(1 - own - rival) / 2] * 2]).astype(float)
    items = pd.DataFrame({
        "item_id": np.arange(n).astype(str), "entity_id": None, "choices": 4.0, "answer": 0.0,
        "rival": 1.0,
    })  # fmt: skip
    values = {"accuracy": (said == 0).astype(float), "predicted": said}
    return Panel(
        family="sources", items=items, runs=[Run("ladder", "25k", 0)], steps=np.array([1]),
        values={name: value[None, None] for name, value in values.items()}, knobs=["rival"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("known", "heeds"), [(0.0, 0.5), (0.2, 0.0), (0.6, 0.5), (1.0, 1.0), (1.0, 0.0)]
)
def test_guesses_are_taken_out(known, heeds):
    """`heeds` of the known facts follow the tag, half of the other known ones say each value."""
    own = known * (1 + heeds) / 2 + (1 - known) / 4
    rival = known * (1 - heeds) / 2 + (1 - known) / 4
    panel = answers(own, rival)
    a, b = (score.mean() for score in own_and_rival(panel))
    assert a + b == pytest.approx(known, abs=0.02)
    assert a - b == pytest.approx(known * heeds, abs=0.02)
    assert knowledge(panel).mean() == pytest.approx((own - 0.25) / 0.75, abs=0.02)
