from types import SimpleNamespace

import numpy as np
import pytest
from sizewise.analysis.claims.verdicts import judge
from sizewise.analysis.data.measured import Measured, Part, Unreadable
from sizewise.analysis.measures import discover
from sizewise.study.claims import Condition, Outcome, read_register
from sizewise.study.messages import Message
from sizewise.study.verdicts import OPPOSITE, SUPPORTED, TOO_SMALL

from tests.analysis.conftest import REGISTER
from tests.messages import said

CLAIMS = {claim.id: claim for claim in read_register(REGISTER).claims}


def inputs(seeds=3):
    by_size = {"25k": list(range(seeds)), "83k": list(range(seeds))}
    return SimpleNamespace(
        seeds_by_size=by_size,
        seeds_of=by_size.get,
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
    changed = CLAIMS["A4"].model_copy(update={"smallest_effect": 0.3})
    assert verdict("A4", measured(0.2)) == "supported"
    assert judge(changed, measured(0.2), inputs())["verdict"] == "too small to matter"


@pytest.mark.parametrize(
    ("beside", "expected"), [((0.4, 0.6), "supported"), ((0.9, 0.97), "undecided"), (None,) * 2]
)
def test_a_condition_that_fails_leaves_the_claim_undecided(beside, expected):
    rule = CLAIMS["A4"].rule
    supported = Outcome(
        interval="above", threshold="smallest_effect",
        condition=Condition(of="smallest_size", interval="below", threshold=0.95),
    )  # fmt: skip
    claim = CLAIMS["A4"].model_copy(update={"rule": rule.model_copy(
        update={"supported": supported}
    )})  # fmt: skip
    part = Part(name=Message("kind-alone", {"kind": "x"}), estimate=0.5, interval=beside)
    conditions = {"smallest_size": part} if beside else {}
    entry = judge(claim, measured(0.98, conditions=conditions), inputs())
    assert entry["verdict"] == (expected or "undecided")
    if expected != "supported":
        assert (entry["undecided"], entry["leaning"]) == ("condition", "supported")
        assert said(entry["reason"], "decision-condition", part_side="below")
    # What opposes needs no second quantity.
    assert judge(claim, measured(-0.98), inputs())["verdict"] == "opposite"


@pytest.mark.parametrize(
    ("claim", "centre", "spread", "expected"),
    [
        ("A4", 0.10, 0.02, "supported"),
        ("A4", 0.00, 0.02, "too small to matter"),
        ("A4", -0.02, 0.01, "too small to matter"),
        ("A4", -0.10, 0.02, "opposite"),
        ("A4", -0.06, 0.05, "opposite"),
        ("A4", 0.05, 0.02, "undecided"),
        ("A4", 0.05, 0.20, "undecided"),
        ("A4", np.nan, 0.02, "undecided"),
        ("A3", -0.4, 0.1, "supported"),
        ("A3", 0.0, 0.03, "too small to matter"),
        ("A3", 0.2, 0.03, "opposite"),
    ],
)
def test_verdicts(claim, centre, spread, expected):
    entry = judge(CLAIMS[claim], measured(centre, spread), inputs())
    assert entry["verdict"] == expected
    assert entry["undecided"] == ("too wide" if expected == "undecided" else None)


def test_an_undecided_claim_leans():
    for centre, lean in ((0.06, SUPPORTED), (0.02, TOO_SMALL), (-0.2, OPPOSITE), (np.nan, None)):
        entry = judge(CLAIMS["A4"], measured(centre, 0.5), inputs())
        assert (entry["verdict"], entry["leaning"]) == ("undecided", lean)


def test_one_run_decides_nothing_and_still_shows_its_effect():
    entry = judge(CLAIMS["A4"], measured(0.1), inputs(seeds=1))
    assert (entry["verdict"], entry["undecided"]) == ("undecided", "one run")
    assert said(entry["reason"], "decision-one-seed", where="every")
    assert entry["effect"] == 0.1 and entry["low"] < 0.1 < entry["high"]
    assert entry["n_seeds"] == 1 and entry["n_sizes"] == 2 and entry["p_value"] is None


def test_what_cannot_be_read_decides_nothing_however_narrow_its_interval():
    floor = Unreadable("floor", Message("it-is-so", {}))
    entry = judge(CLAIMS["A4"], measured(0.0, 0.001, unreadable=floor), inputs())
    assert (entry["verdict"], entry["undecided"]) == ("undecided", "floor")
    # It is no test that was made: Holm's correction leaves it out.
    assert entry["p_value"] is None and said(entry["reason"], "it-is-so")


def test_a_part_that_says_the_contrary_is_named_and_decides_nothing():
    against = Part(name=Message("kind-alone", {"kind": "x"}), estimate=-0.2, interval=(-0.3, -0.1))
    entry = judge(CLAIMS["A4"], measured(0.1, parts=[against]), inputs())
    assert entry["verdict"] == "supported" and said(entry["reason"], "decision-part-opposes")
    along = Part(name=Message("kind-alone", {"kind": "x"}), estimate=0.1, interval=(0.0, 0.2))
    entry = judge(CLAIMS["A4"], measured(0.1, parts=[along]), inputs())
    assert not said(entry["reason"], "decision-part-opposes")


def test_intervals_of_shares_stay_where_shares_can_be():
    wide = np.linspace(-0.2, 1.3, 101)[:, None] * np.ones(2)
    entry = judge(CLAIMS["A4"], measured(0.1, curve_samples=wide, curve_range=(0, 1)), inputs())
    assert all((point["low"], point["high"]) == (0, 1) for point in entry["curve"])
