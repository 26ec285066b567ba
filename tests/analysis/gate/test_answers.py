"""Simulated answers: right as often as their level says, scored as an evaluation scores them."""

import numpy as np
import pytest
from sizewise.analysis.data.vocabulary import CHAINS, DIRECT, WRITTEN
from sizewise.analysis.gate.answers import Noise, answered, known, scores, values
from sizewise.analysis.gate.worlds import NEVER

SILENT = Noise(seed=0.0, entity=0.0)


def level(design, logits):
    return np.full((len(design.runs), len(design.items[CHAINS])), logits)


def test_a_level_is_the_logit_of_knowing(design):
    rng = np.random.default_rng(0)
    share = np.mean([known(design, CHAINS, level(design, 1.0), rng, SILENT) for _ in range(20)])
    assert share == pytest.approx(1 / (1 + np.exp(-1)), abs=0.01)


def test_seeds_and_entities_differ(design):
    rng = np.random.default_rng(0)
    knows = known(design, CHAINS, level(design, 0.0), rng, Noise(seed=2.0, entity=0.0))
    by_run = knows.mean(axis=1)
    assert by_run.std() > 5 * np.sqrt(0.25 / knows.shape[1])


def test_who_knows_nothing_guesses(design):
    rng = np.random.default_rng(1)
    found = [answered(design, CHAINS, level(design, NEVER), rng) for _ in range(20)]
    direct, written = (design.of_kind(CHAINS, kind) for kind in (DIRECT, WRITTEN))
    right = np.mean([one["accuracy"][:, direct] for one in found])
    chance = (1 / design.items[CHAINS]["choices"][direct]).mean()
    assert right == pytest.approx(chance, abs=0.01)
    assert all((one["accuracy"][:, written] == 0).all() for one in found)


def test_scores_are_those_of_one_distribution(design):
    rng = np.random.default_rng(2)
    knows = known(design, CHAINS, level(design, 0.0), rng)
    given = scores(design, CHAINS, knows, rng)
    found = values(design, CHAINS, knows, given, rng)
    direct = design.of_kind(CHAINS, DIRECT)
    right, first = found["accuracy"][:, direct], found["rank"][:, direct] == 1
    assert (right == first).all()
    assert ((found["margin"][:, direct] > 0) == first).all()
    p = found["probability"][:, direct]
    assert ((p > 0) & (p <= found["top_probability"][:, direct])).all()
    assert (found["brier"][:, direct] >= (1 - p) ** 2 - 1e-9).all()
    assert (found["edit_similarity"][:, ~direct][knows[:, ~direct]] == 1).all()
