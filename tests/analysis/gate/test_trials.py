"""The gate itself: worlds have the truth that they say, and Holm stands where it should."""

import numpy as np
import pytest
from sizewise.analysis.claims.significance import holm
from sizewise.analysis.gate.trials import corrected, outside
from sizewise.analysis.gate.worlds import all_worlds
from sizewise.study.claims import read_register
from sizewise.study.null_worlds import DECIDED

from tests.analysis.gate.conftest import ROOT


def test_every_measured_claim_has_a_right_a_wrong_and_a_nuisance_world():
    kinds = {}
    for world in all_worlds():
        for claim in world.claims:
            kinds.setdefault(claim, set()).add(world.kind)
    assert {claim: k for claim, k in kinds.items() if k != {"right", "wrong", "nuisance"}} == {}
    known = {claim.id for claim in read_register(ROOT / "claims.yaml").claims}
    assert set(kinds) <= known


def test_names_of_a_claims_worlds_differ():
    named = [(claim, world.name) for world in all_worlds() for claim in world.claims]
    assert len(set(named)) == len(named)


def test_the_same_seed_gives_the_same_ladder(design):
    world = next(w for w in all_worlds() if "A4" in w.claims)
    first, second, third = (
        world.make(design, np.random.default_rng(seed), 1.0).panels["verses"].values["accuracy"]
        for seed in (0, 0, 1)
    )
    assert np.array_equal(first, second)
    assert not np.array_equal(first, third)


def test_strength_moves_what_size_does(design):
    world = next(w for w in all_worlds() if "A4" in w.claims and w.kind == "right")
    rises = []
    for strength in (0.0, 1.0):
        panel = world.make(design, np.random.default_rng(0), strength).panels["verses"]
        by_run = panel.values["accuracy"][:, 0, panel.kind("continue")].mean(axis=1)
        rises.append(np.polyfit(design.decades, by_run, 1)[0])
    assert abs(rises[0]) < 0.05 < rises[1]


@pytest.mark.parametrize("hardest", [True, False])
def test_holm_is_at_its_ends(hardest):
    entry = {"id": "A4", "p_value": 0.01, "verdict": "supported", "reason": []}
    kept = corrected(entry, 10, 0.95, hardest=hardest)
    assert (kept == "supported") is not hardest
    # As in the judge's own correction: ten tests, all others at one end.
    others = [{"p_value": float(hardest), "verdict": "", "reason": []}] * 9
    assert holm([entry, *others], 0.95)[0]["p_holm"] == pytest.approx(0.1 if hardest else 0.01)
    assert kept in DECIDED or hardest


def test_public_entries_get_the_p_value_of_their_interval():
    claim = read_register(ROOT / "claims.yaml").named(["B6"]).claims[0]
    entry = {"effect": 0.5, "low": 0.3, "high": 0.7, "p_value": None}
    assert outside(claim, entry, 0.95)["p_value"] < 0.01
    assert outside(claim, {**entry, "p_value": 0.4}, 0.95)["p_value"] == 0.4
