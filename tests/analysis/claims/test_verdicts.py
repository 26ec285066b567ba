from types import SimpleNamespace

import numpy as np
import pytest
from sizewise.analysis.claims.verdicts import judge
from sizewise.analysis.data.measured import Measured, Part
from sizewise.analysis.measures import discover
from sizewise.study.claims import read_register
from sizewise.study.messages import Message

from tests.analysis.conftest import REGISTER
from tests.messages import said

CLAIMS = {claim.id: claim for claim in read_register(REGISTER).claims}


def inputs(seeds=3):
    return SimpleNamespace(
        seeds_by_size={"25k": list(range(seeds)), "83k": list(range(seeds))},
        gaps=[],
        study=SimpleNamespace(name="s", analysis=SimpleNamespace(confidence=0.95)),
        counts=lambda size: SimpleNamespace(non_embedding=25_000),
    )


def measured(centre, spread=0.01, **changes):
    samples = centre + np.linspace(-spread, spread, 101)
    values = {
        "estimate": centre, "samples": samples, "finding": Message("it-is-so", {}),
        "sizes": ["25k", "83k"],
        "curve": np.zeros(2), "curve_samples": np.zeros((101, 2)),
    }  # fmt: skip
    return Measured(**values | changes)


def verdict(claim, result, seeds=3):
    return judge(CLAIMS[claim], result, inputs(seeds))["verdict"]


def test_every_measure_has_a_rule_in_the_register():
    assert all(CLAIMS[claim].rule for claim in discover())


def test_a_larger_smallest_effect_asks_for_more():
    changed = CLAIMS["A2"].model_copy(update={"smallest_effect": 0.3})
    assert verdict("A2", measured(-0.2)) == "supported"
    assert judge(changed, measured(-0.2), inputs())["verdict"] == "contradicted"


@pytest.mark.parametrize(
    ("smallest", "expected"), [(0.5, "supported"), (0.97, "mixed"), (np.nan, "mixed")]
)
def test_lossless_asks_that_the_smallest_size_is_not(smallest, expected):
    curves = np.stack([np.full(101, smallest), np.full(101, 0.98)], axis=1)
    entry = judge(CLAIMS["A1"], measured(0.98, curve_samples=curves), inputs())
    assert entry["verdict"] == expected
    elsewhere = said(
        entry["reason"], "decision-smallest-elsewhere", smallest="25k", smallest_side="below"
    )
    assert elsewhere == (expected == "mixed")


def test_a_rule_may_ask_for_an_estimate():
    """B1's rule, which public models answer, would be read the same way here."""
    assert verdict("B1", measured(0.2)) == "supported"
    assert verdict("B1", measured(0.05, spread=0.03)) == "contradicted"
    wide = measured(0.08, spread=0.07)
    assert judge(CLAIMS["B1"], wide, inputs())["verdict"] == "mixed"
    reason = judge(CLAIMS["B1"], wide, inputs())["reason"]
    assert said(reason, "decision-estimate-too-small", threshold=0.0, least=0.1)


@pytest.mark.parametrize(
    ("claim", "centre", "spread", "expected"),
    [
        ("A0", 0.10, 0.02, "supported"),
        ("A0", 0.00, 0.02, "contradicted"),
        ("A0", 0.05, 0.02, "mixed"),
        ("A0", 0.05, 0.20, "underpowered"),
        ("A2", -0.4, 0.1, "supported"),
        ("A2", 0.0, 0.05, "contradicted"),
        ("A16", 0.0, 0.05, "contradicted"),
        ("A16", 0.4, 0.05, "supported"),
        ("A0", np.nan, 0.02, "underpowered"),
    ],
)
def test_verdicts(claim, centre, spread, expected):
    assert verdict(claim, measured(centre, spread)) == expected


def test_one_seed_is_underpowered_and_still_shows_its_effect():
    entry = judge(CLAIMS["A0"], measured(0.1), inputs(seeds=1))
    assert entry["verdict"] == "underpowered" and said(
        entry["reason"], "decision-one-seed", where="every", lean="for"
    )
    assert entry["effect"] == 0.1 and entry["low"] < 0.1 < entry["high"]
    assert entry["n_seeds"] == 1 and entry["n_sizes"] == 2


def test_a_bound_cannot_contradict():
    bounds = [Message("never-reached", {"sizes": ["25k"]})]
    assert verdict("A2", measured(0.0, bounds=bounds)) == "underpowered"
    assert verdict("A2", measured(-0.5, bounds=bounds)) == "supported"


def test_a_part_that_opposes_makes_it_mixed():
    against = Part(name=Message("other", {}), estimate=-0.1, interval=(-0.2, 0.0))
    assert verdict("A0", measured(0.1, parts=[against])) == "mixed"
    along = Part(name=Message("other", {}), estimate=0.1, interval=(0.0, 0.2))
    assert verdict("A0", measured(0.1, parts=[along])) == "supported"
