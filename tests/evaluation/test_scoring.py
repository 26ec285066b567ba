import math

import nltk
import numpy as np
import pytest
import scipy
from hypothesis import given
from hypothesis import strategies as st
from sizewise.evaluation.scoring import (
    bits_per_byte,
    divergence,
    edit_distance,
    edit_similarity,
    exact,
    score_choices,
)


def test_scores_by_hand():
    # Probabilities 0.5, 0.3, 0.2 times anything: only their ratios count.
    score = score_choices([math.log(p) - 7 for p in (0.5, 0.3, 0.2)], answer=1)
    assert score.predicted == 0
    assert not score.correct
    assert score.probability == pytest.approx(0.3)
    assert score.brier == pytest.approx(0.5**2 + 0.7**2 + 0.2**2)
    assert score.margin == pytest.approx(math.log(0.3 / 0.5))


def test_the_first_of_equals_is_predicted():
    assert score_choices([-1.0, -1.0], answer=0).correct
    assert not score_choices([-1.0, -1.0], answer=1).correct


def test_one_choice_has_no_margin():
    score = score_choices([-3.0], answer=0)
    assert score.margin is None
    assert score.probability == 1
    assert score.brier == 0


LISTS = st.lists(st.floats(-500, 0), min_size=2, max_size=12)


@given(LISTS, st.data(), st.floats(-1000, 1000))
def test_scores_do_not_depend_on_a_common_shift(values, data, shift):
    answer = data.draw(st.integers(0, len(values) - 1))
    score = score_choices(values, answer)
    moved = score_choices([value + shift for value in values], answer)
    assert moved.probability == pytest.approx(score.probability, abs=1e-9)
    assert moved.brier == pytest.approx(score.brier, abs=1e-9)
    assert moved.margin == pytest.approx(score.margin, abs=1e-9)
    assert 0 <= score.probability <= 1
    assert 0 <= score.brier <= 2
    # A right answer leads, and a leading answer is right (equals go to the first).
    assert score.margin >= 0 if score.correct else score.margin <= 0


def test_divergence_by_hand():
    model = [math.log(p) - 3 for p in (0.5, 0.25, 0.25)]
    assert divergence(model, [0.5, 0.25, 0.25]) == pytest.approx(0, abs=1e-12)
    assert divergence(model, [0.5, 0.5, 0]) == pytest.approx(0.5 * math.log(2))
    # A uniform model lacks what the label's entropy lacks of the largest possible.
    p = [0.7, 0.2, 0.1]
    entropy = -sum(x * math.log(x) for x in p)
    assert divergence([-1.0] * 3, p) == pytest.approx(math.log(3) - entropy)


@given(LISTS, st.data(), st.floats(-1000, 1000))
def test_divergence_is_scipys_and_never_negative(values, data, shift):
    weights = data.draw(st.lists(st.integers(0, 9), min_size=len(values), max_size=len(values)))
    p = np.array(weights) + 1e-3
    p /= p.sum()
    found = divergence(values, p)
    assert found >= 0
    assert divergence([v + shift for v in values], p) == pytest.approx(found, abs=1e-8)
    if max(values) - min(values) < 50:
        expected = scipy.stats.entropy(p, scipy.special.softmax(values))
        assert found == pytest.approx(expected, abs=1e-9)


@given(st.text("abc ", max_size=12), st.text("abc ", max_size=12))
def test_edit_distance_is_nltks(left, right):
    assert edit_distance(left, right) == nltk.edit_distance(left, right)


def test_edit_similarity():
    assert edit_similarity(" a b c", "a b c\n") == 1
    assert edit_similarity("kitten", "sitting") == pytest.approx(1 - 3 / 7)
    assert edit_similarity("", "abc") == 0
    assert edit_similarity(" ", "") == 1
    assert exact(" x\n", "x")
    assert not exact("x y", "xy")


def test_bits_per_byte():
    # A uniform guess among 256 bytes costs eight bits each.
    assert bits_per_byte(5 * math.log(256), 5) == pytest.approx(8)
