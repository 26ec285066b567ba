"""Simulated ratings on the real table: what is drawn, and that nothing else changes."""

from pathlib import Path

import numpy as np
import pytest
from sizewise.observation.contrast import primary_sample
from sizewise.observation.null_worlds import WORLDS, PublicWorld, entries, simulated
from sizewise.observation.table import read_public
from sizewise.study.claims import read_register
from sizewise.study.statistics import Analysis

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def table():
    return read_public(ROOT / "data")


def test_only_ratings_are_drawn(table):
    sample = primary_sample(table)
    drawn = primary_sample(simulated(table, sample, WORLDS[0], np.random.default_rng(0)))
    assert list(drawn.names) == list(sample.names)
    assert np.array_equal(drawn.log_total, sample.log_total)
    assert not np.allclose(drawn.feeling, sample.feeling)


def test_size_and_noise_is_size_and_noise(table):
    sample = primary_sample(table)
    world = PublicWorld(claims=("B2",), name="n", kind="right", truth="supported", feeling=1.0,
                        date=0.0, vendor=0.0, noise=0.0)  # fmt: skip
    drawn = primary_sample(simulated(table, sample, world, np.random.default_rng(0)))
    assert np.corrcoef(drawn.feeling, sample.log_total)[0, 1] == pytest.approx(1.0)


def test_a_world_is_judged_for_its_claims_alone(table):
    register = read_register(ROOT / "claims.yaml")
    analysis = Analysis(seed=0, bootstrap_samples=200, confidence=0.95)
    world = next(w for w in WORLDS if w.claims == ("B6",) and w.kind == "right")
    found = list(entries(register, table, analysis, world, repeats=3, seed=0))
    assert [entry["id"] for entry in found] == ["B6"] * 3
    assert len({entry["effect"] for entry in found}) == 3


def test_every_claim_has_a_right_a_wrong_and_a_nuisance_world():
    for claim in ("B1", "B2", "B6"):
        assert {w.kind for w in WORLDS if claim in w.claims} == {"right", "wrong", "nuisance"}
