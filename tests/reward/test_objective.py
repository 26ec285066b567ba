"""What a policy comes to where it can be known: bandits, groups that say nothing."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from sizewise.reward.objective import advantages, divergence, draw, objective

PARENT = np.log([0.5, 0.2, 0.2, 0.1])
REWARD = np.array([0.0, 1.0, 0.3, 0.6])
WEIGHT, ANSWERS = 0.5, 4


def trained(*, standardise: bool, reward=REWARD, weight=WEIGHT, questions=2000, updates=400):
    """The policy of a bandit that all questions share, after training on drawn groups."""
    rng = np.random.default_rng(0)
    logits = torch.tensor(PARENT, requires_grad=True)
    adam = torch.optim.Adam([logits], lr=0.05)
    rates = torch.optim.lr_scheduler.LinearLR(adam, 1.0, 0.01, total_iters=updates)
    parent = torch.tensor(PARENT).expand(questions, -1)
    for _ in range(updates):
        policy = logits.log_softmax(0).expand(questions, -1)
        answers = draw(policy.detach().numpy(), rng.random((questions, ANSWERS)))
        gains = advantages(reward[answers], standardise=standardise)
        adam.zero_grad()
        objective(
            policy, parent, torch.from_numpy(answers), torch.from_numpy(gains), weight
        ).backward()
        adam.step()
        rates.step()
    return logits.detach().softmax(0).numpy()


@pytest.mark.parametrize("weight", [0.3, 1.0])
def test_a_bandit_comes_to_its_known_optimum(weight):
    # The mean of a group holds the answer itself, which takes 1/G of every advantage.
    lead = (1 - 1 / ANSWERS) * REWARD / weight
    wanted = np.exp(PARENT + lead) / np.exp(PARENT + lead).sum()
    assert np.abs(trained(standardise=False, weight=weight) - wanted).max() < 0.01


def test_a_standardised_bandit_comes_to_the_fixed_point_of_its_groups():
    """With a reward of 0 or 1 a group's gain follows from how many of its answers are right.

    A group with k of G right gives a right answer sqrt((G - k) / k) and a wrong one
    -sqrt(k / (G - k)), nothing where k is 0 or G. So at share p of right answers the gain pushes
    their logit by s(p) = E[sqrt(k (G - k))] / (G p (1 - p)), and the optimum has
    logit p = logit p0 + s(p) / weight.
    """
    reward, weight = np.array([0.0, 1.0, 0.0, 0.0]), 1.0
    k = np.arange(ANSWERS + 1)
    from scipy.optimize import brentq
    from scipy.special import logit
    from scipy.stats import binom

    def push(p):
        chance = binom.pmf(k, ANSWERS, p)
        return (chance * np.sqrt(k * (ANSWERS - k))).sum() / (ANSWERS * p * (1 - p))

    before = np.exp(PARENT[1])
    wanted = brentq(lambda p: logit(p) - logit(before) - push(p) / weight, 1e-6, 1 - 1e-6)
    found = trained(standardise=True, reward=reward, weight=weight)
    assert found[1] == pytest.approx(wanted, abs=0.01)
    # Wrong answers keep their proportions: nothing tells them apart.
    wrong = np.exp(PARENT[[0, 2, 3]])
    assert found[[0, 2, 3]] / (1 - found[1]) == pytest.approx(wrong / wrong.sum(), abs=0.01)


@given(st.floats(-5, 5), st.booleans())
def test_a_group_of_one_reward_gives_no_gradient(reward, standardise):
    gains = advantages(np.full((3, 5), reward), standardise=standardise)
    assert (gains == 0).all()
    policy = torch.zeros(3, 2, requires_grad=True)
    log = policy.log_softmax(1)
    answers = torch.zeros(3, 5, dtype=torch.int64)
    objective(log, log.detach(), answers, torch.from_numpy(gains), 0.3).backward()
    assert (policy.grad == 0).all(), "the parent itself is where the divergence is least"


def test_standardised_advantages_have_mean_zero_and_deviation_one():
    rewards = np.random.default_rng(1).normal(size=(50, 8)) * 1e3 + 1e6
    gains = advantages(rewards, standardise=True)
    assert gains.mean(axis=1) == pytest.approx(0, abs=1e-9)
    assert gains.std(axis=1) == pytest.approx(1)
    assert advantages(rewards * 7, standardise=True) == pytest.approx(gains)


def test_draws_have_the_policys_shares_and_follow_the_numbers():
    rng = np.random.default_rng(2)
    log = np.log(np.array([[0.7, 0.2, 0.1], [0.05, 0.05, 0.9]]))
    answers = draw(log, rng.random((2, 40_000)))
    for row in range(2):
        shares = np.bincount(answers[row], minlength=3) / 40_000
        assert shares == pytest.approx(np.exp(log[row]), abs=0.01)
    same = np.full((2, 1), 0.04)
    assert draw(log, same).tolist() == [[0], [0]], "equal numbers draw equal labels where they can"


def test_divergence_is_that_of_kullback_and_leibler():
    p, q = np.array([0.5, 0.3, 0.2]), np.array([0.1, 0.1, 0.8])
    found = divergence(torch.tensor(np.log([p, q])), torch.tensor(np.log([q, q])))
    assert found.numpy() == pytest.approx([(p * np.log(p / q)).sum(), 0.0])
