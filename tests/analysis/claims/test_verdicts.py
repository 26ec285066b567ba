from types import SimpleNamespace

import numpy as np
import pytest
from sizewise.analysis.claims.verdicts import judge, read_rule
from sizewise.analysis.data.measured import Measured, Part
from sizewise.analysis.measures import discover
from sizewise.study.claims import read_register
from sizewise.study.errors import StudyError
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
    for claim in discover():
        for key in ("supported", "contradicted"):
            read_rule(CLAIMS[claim], key)


def test_thresholds_are_the_registers():
    assert str(read_rule(CLAIMS["A2"], "supported")) == "below -0.1"
    assert str(read_rule(CLAIMS["A8"], "contradicted")) == "below 0.5"
    assert str(read_rule(CLAIMS["A16"], "contradicted")) == "below 0.1"
    changed = CLAIMS["A2"].model_copy(update={"smallest_effect": 0.3})
    assert str(read_rule(changed, "supported")) == "below -0.3"
    vague = CLAIMS["A2"].model_copy(update={"supported": "It looks good."})
    with pytest.raises(StudyError, match=r"A2\.supported"):
        read_rule(vague, "supported")


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
