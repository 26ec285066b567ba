"""The rules of verdicts at their borders."""

from pathlib import Path

import pandas as pd
import pytest
from sizewise.observation.verdicts import Interval, decide, verdicts
from sizewise.study.claims import Condition, Register, read_register
from sizewise.study.errors import StudyError

CLAIMS = {c.id: c for c in read_register(Path(__file__).parents[2] / "claims.yaml").claims}


@pytest.mark.parametrize("claim", ["B1", "B6"])
@pytest.mark.parametrize(
    ("value", "low", "high", "verdict"),
    [
        (0.25, 0.15, 0.35, ("supported", None, None)),
        (0.20, 0.05, 0.35, ("undecided", "too wide", "supported")),
        (0.04, 0.01, 0.07, ("too small to matter", None, None)),
        (-0.03, -0.05, -0.01, ("too small to matter", None, None)),
        (-0.20, -0.35, -0.05, ("opposite", None, None)),
        (-0.02, -0.13, 0.12, ("undecided", "too wide", "too small to matter")),
    ],
)
def test_a_claim_of_an_effect(claim, value, low, high, verdict):
    assert decide(Interval(value, low, high), CLAIMS[claim]) == verdict


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(0.05, 0.15, "supported"), (0.3, 0.5, "opposite"), (0.1, 0.3, "undecided")],
)
def test_a_claim_of_little_effect(low, high, verdict):
    assert decide(Interval((low + high) / 2, low, high), CLAIMS["B2"])[0] == verdict


def test_a_rule_that_public_models_cannot_answer():
    claim = CLAIMS["B1"]
    condition = Condition(of="smallest_size", interval="below", threshold=0.5)
    outcome = claim.rule.supported.model_copy(update={"condition": condition})
    rule = claim.rule.model_copy(update={"supported": outcome})
    with pytest.raises(StudyError, match=r"B1\.rule.*no second quantity"):
        decide(Interval(0.3, 0.2, 0.4), claim.model_copy(update={"rule": rule}))


def test_a_register_without_the_claim():
    with pytest.raises(StudyError, match="B1"):
        verdicts(Register(claims=[]), {"contrast": pd.DataFrame()})
