"""Worlds of B6's arm: what they claim is what the weights find in them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sizewise.analysis.gate.worlds.sparse import MIXTURES, WORLDS
from sizewise.analysis.methods.total_and_active import bits_saved, weights
from sizewise.gate import worlds_of
from sizewise.load import load_study
from sizewise.study.runs import LADDER, Run


@pytest.fixture
def wide(design):
    """Eight seeds of four rungs, and the arm that a study without one would have."""
    made = design.with_seeds(dict.fromkeys(("25k", "83k", "233k", "792k"), 8))
    return replace(made, settings=replace(made.settings, runs=made.runs))


def test_a_study_without_the_arm_has_the_worlds_of_public_models_alone():
    root = Path(__file__).parents[3] / "config.yaml"
    arm, none = load_study([root]), load_study([root], {"arms": {"sparse": None}})
    assert {world.name for world in WORLDS} <= {world.name for world in worlds_of(arm)}
    assert not [world for world in worlds_of(none) if "B6" in world.claims]


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_median_weights_are_those_of_the_world(wide, world):
    found = np.median([
        weights(bits_saved(world.make(wide, np.random.default_rng(i), 1.0))).estimate
        for i in range(8)
    ], axis=0)  # fmt: skip
    if world.truth == "supported":
        assert found.min() > 0.3
    elif world.truth == "opposite":
        assert found.min() < -0.2
    elif world.truth is not None:
        assert abs(found.min()) < 0.1 < found.max()


def test_strength_zero_leaves_nothing_but_noise(wide):
    right = next(world for world in WORLDS if world.kind == "right")
    levels = bits_saved(right.make(wide, np.random.default_rng(0), 0.0))
    assert levels.estimate.std() < 0.05
    runs = [Run(LADDER, size, seed) for size in ("25k", "83k", "233k", "792k") for seed in range(8)]
    assert wide.runs == runs
    assert list(MIXTURES) == [s for s, sparse in zip(levels.sizes, levels.sparse, strict=True)
                              if sparse]  # fmt: skip
