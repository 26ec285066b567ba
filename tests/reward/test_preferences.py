"""Rewards learned from preferences, where the truth is known."""

import numpy as np
import pytest
from scipy.special import logit
from sizewise.reward.preferences import draw_preferences, fit, learned_rewards, prepared

LABELS = 4


def known(questions: int, noise: float = 0.0, seed: int = 0):
    """States that tell the likeliest label, and that label."""
    rng = np.random.default_rng(seed)
    right = rng.integers(0, LABELS, questions)
    states = np.eye(LABELS)[right] + noise * rng.normal(size=(questions, LABELS))
    return states, right


def test_a_preference_is_about_the_likeliest_label_and_agrees_as_often_as_asked():
    rng = np.random.default_rng(0)
    right = rng.integers(0, LABELS, 20_000)
    told = draw_preferences(rng, right, LABELS, count=10_000, agreement=0.75)
    best = right[told.question]
    assert len(np.unique(told.question)) == 10_000
    assert (told.preferred != told.other).all()
    assert ((told.preferred == best) ^ (told.other == best)).all()
    assert (told.preferred == best).mean() == pytest.approx(0.75, abs=0.015)


def test_many_preferences_give_the_reward_that_they_were_drawn_from():
    states, right = known(40_000)
    told = draw_preferences(
        np.random.default_rng(1), right, LABELS, count=40_000, agreement=0.75
    )  # fmt: skip
    rewards = states @ fit(states, LABELS, told, 1e-9).T
    rows = np.arange(len(right))
    others = np.arange(LABELS) != right[:, None]
    lead = (rewards[rows, right][:, None] - rewards)[others]
    assert lead == pytest.approx(logit(0.75), abs=0.1), "ln(agreement / (1 - agreement))"


def test_few_noisy_preferences_are_worse_and_never_flat():
    states, right = known(2_000, noise=0.5)
    quality = []
    for count in (16, 1_000):
        told = draw_preferences(
            np.random.default_rng(2), right, LABELS, count=count, agreement=0.75
        )  # fmt: skip
        rewards, penalty = learned_rewards(states, LABELS, told)
        assert penalty > 0
        quality.append((rewards.argmax(axis=1) == right).mean())
    assert quality[0] < quality[1]
    assert quality[1] > 0.7


def test_labels_have_no_order():
    states, right = known(500, noise=0.3)
    told = draw_preferences(np.random.default_rng(3), right, LABELS, count=200, agreement=0.9)
    one, _ = learned_rewards(states, LABELS, told)
    turned = np.array([2, 0, 3, 1])
    other, _ = learned_rewards(
        states, LABELS,
        type(told)(question=told.question, preferred=turned[told.preferred],
                   other=turned[told.other]),
    )  # fmt: skip
    assert other[:, turned] == pytest.approx(one, abs=1e-4)


def test_states_are_scaled_and_one_that_never_varies_is_no_division_by_zero():
    states = np.hstack([np.random.default_rng(4).normal(5, 3, (100, 2)), np.ones((100, 1))])
    scaled = prepared(states)
    assert np.isfinite(scaled).all()
    assert scaled[:, :2].std(axis=0) == pytest.approx(1 / np.sqrt(3))
    assert (scaled[:, -1] == 1).all()
