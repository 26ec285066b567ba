"""Feelings: every detail counts a little, none decides."""

from collections import defaultdict
from math import comb, sqrt

import numpy as np
import pytest
from sizewise.world.build import plan_of
from sizewise.world.families.feelings import FeelingsSetting, scores, soften, terms
from sizewise.world.randomness import generator

from .audit import accuracy
from .details import Reader, inputs, majority, most_telling_detail
from .worlds import KNOBS, study

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
