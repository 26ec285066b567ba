"""Feelings: every detail counts a little, none decides."""

from collections import defaultdict
from itertools import combinations, product
from math import comb, sqrt

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import entr, log_softmax, softmax
from sizewise.load import load_study
from sizewise.world.build import plan_of
from sizewise.world.families import knobs_of
from sizewise.world.families.feelings import FeelingsSetting, free_weights, scores, soften, terms
from sizewise.world.randomness import generator

from .audit import accuracy
from .details import Reader, inputs, majority, most_telling_detail
from .worlds import KNOBS, ROOT, study

SETTINGS = [FeelingsSetting(**setting) for setting in KNOBS["feelings"]["settings"]]


@pytest.fixture(scope="module")
def world(worlds):
    return worlds["feelings"]


@pytest.fixture(scope="module")
def reader():
    return Reader(plan_of(study(100_000, feelings={}), "feelings"))


@pytest.mark.parametrize("number", range(len(SETTINGS)))
def test_terms_are_pure_interactions_of_equal_weight(number):
    setting = SETTINGS[number]
    found = terms(generator(1, "test"), setting, 4, 4)
    counts = defaultdict(int)
    for groups, weights in found.items():
        assert weights.shape == (4,) * len(groups) + (4,)
        for axis in range(weights.ndim):
            assert weights.mean(axis=axis) == pytest.approx(0, abs=1e-12)
        order = len(groups)
        assert weights.std() == pytest.approx(1 / sqrt(setting.order * comb(setting.cues, order)))
        counts[order] += 1
    assert counts == {n: comb(setting.cues, n) for n in range(1, setting.order + 1)}
    # Pure interactions are orthogonal, so that variances add up to 1.
    assert scores(found, setting.cues).var() == pytest.approx(1)


def test_probabilities_follow_from_the_weights_of_the_details(world, reader):
    """Log-odds less strength × (sum of weights) are one bias a label, the same for every item."""
    facts = world.facts["feelings"]["settings"]
    biases = defaultdict(list)
    weights = [
        terms(generator(1, "feelings", "weights", number), setting, 4, 4)
        for number, setting in enumerate(SETTINGS)
    ]
    for item in world.items:
        number, codes = reader.codes(inputs(item["prompt"])[0])
        score = sum(w[tuple(codes[g] for g in groups)] for groups, w in weights[number].items())
        order = [item["choices"].index(f" {label}") for label in reader.plan.labels]
        log_p = np.log(np.array(item["probabilities"])[order])
        bias = log_p - facts[number]["strength"] * score
        biases[number].append(bias - bias.mean())
    assert len(biases) == len(SETTINGS)
    for found in biases.values():
        assert np.ptp(found, axis=0).max() < 1e-9


def design(setting, codes: np.ndarray, order: int) -> np.ndarray:
    """Indicators of single details and, at order 2, of pairs: (inputs, columns)."""
    one_hot = np.eye(VALUES)[codes[:, : setting.cues]]
    columns = [np.ones((len(codes), 1)), one_hot.reshape(len(codes), -1)]
    if order == 2:
        columns += [
            np.einsum("ni,nj->nij", one_hot[:, a], one_hot[:, b]).reshape(len(codes), -1)
            for a, b in combinations(range(setting.cues), 2)
        ]
    return np.concatenate(columns, axis=1)


VALUES = KNOBS["feelings"]["values"]


def test_free_weights_are_the_rank_of_what_makes_the_scores():
    """Degrees of freedom, counted by linear algebra: columns that are independent, by label."""
    for setting in SETTINGS[:2]:
        codes = np.array(list(product(range(VALUES), repeat=setting.cues)))[::3]
        rank = np.linalg.matrix_rank(design(setting, codes, setting.order)) - 1
        assert free_weights(setting, VALUES, 4) == rank * 3


def gain(truth: np.ndarray, fitted: np.ndarray) -> float:
    """Share of the reachable gain: 0 for naming all labels alike, 1 for the true probabilities."""
    reachable = np.log(truth.shape[1]) - entr(truth).sum(axis=1).mean()
    divergence = (truth * np.log(truth / fitted)).sum(axis=1).mean()
    return 1 - divergence / reachable


@pytest.mark.parametrize("number", [0, 1, 2])
def test_an_additive_fit_falls_short_where_details_interact(number):
    """The best sum over single details, fitted to the true probabilities of config.yaml's
    settings themselves: all of the first, and well short of those with pairs.

    The divergence is convex in the weights, so that what descent finds is the best.
    """
    loaded = load_study([ROOT / "config.yaml"])
    knobs, table = knobs_of(loaded, "feelings"), plan_of(loaded, "feelings").tables[number]
    codes = np.array(list(product(range(knobs.values), repeat=table.groups)))
    one_hot = np.eye(knobs.values)[codes].reshape(len(codes), -1)
    truth = table.probabilities

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        fitted = log_softmax(one_hot @ flat.reshape(-1, knobs.labels), axis=1)
        slope = one_hot.T @ (np.exp(fitted) - truth) / len(codes)
        return -(truth * fitted).sum(axis=1).mean(), slope.ravel()

    start = np.zeros(one_hot.shape[1] * knobs.labels)
    weights = minimize(loss, start, jac=True, method="L-BFGS-B").x.reshape(-1, knobs.labels)
    found = gain(truth, softmax(one_hot @ weights, axis=1))
    print(knobs.settings[number], table.weights, found)
    assert found > 0.99 if knobs.settings[number].order == 1 else found < 0.6


def test_softness_reaches_the_entropy_whatever_the_scores():
    rng = np.random.default_rng(3)
    for labels, entropy in [(2, 0.3), (4, 0.9), (8, 2.5)]:
        found = rng.standard_normal((3000, labels)) * rng.uniform(0.1, 10)
        shares, strength = soften(found, entropy)
        assert -(shares * np.log2(shares)).sum(axis=1).mean() == pytest.approx(entropy, abs=1e-6)
        assert shares.mean(axis=0) == pytest.approx(1 / labels, abs=1e-6)
        # Scores keep their order but for the biases: log-odds are linear in the scores.
        slope = np.polyfit(found[:, 0] - found[:, 1], np.log(shares[:, 0] / shares[:, 1]), 1)[0]
        assert slope == pytest.approx(strength, rel=1e-6)


def test_no_single_detail_decides(world, reader):
    """The best single detail is far from the oracle, which is right on every item."""
    telling = most_telling_detail(world)
    for number, facts in enumerate(world.facts["feelings"]["settings"]):
        items = [item for item in world.items if item["knobs"]["setting"] == number]
        assert facts["single_detail"] < 0.55
        assert accuracy(items, telling) < 0.7
        for group in range(KNOBS["feelings"]["shown"]):

            def one(found, group=group):
                return found.tag, sorted((reader.place[w], w) for w in found.details)[group][1]

            error = sqrt(0.25 / len(items))
            assert accuracy(items, majority(world, one)) < facts["single_detail"] + 4 * error


def test_idle_details_are_idle(world, reader):
    """Details beyond the cues change nothing."""
    rng = np.random.default_rng(1)
    for number, setting in enumerate(SETTINGS):
        codes = rng.integers(0, 4, (50, KNOBS["feelings"]["shown"]))
        other = codes.copy()
        other[:, setting.cues :] = rng.integers(0, 4, other[:, setting.cues :].shape)
        same = reader.plan.probabilities(number, codes) == reader.plan.probabilities(number, other)
        assert same.all()
        # And every cue counts.
        for cue in range(setting.cues):
            changed = codes.copy()
            changed[:, cue] = (changed[:, cue] + 1) % 4
            moved = reader.plan.probabilities(number, changed)
            assert np.abs(moved - reader.plan.probabilities(number, codes)).max() > 0.02
