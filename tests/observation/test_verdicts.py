"""The rules of verdicts at their borders."""

from pathlib import Path

import pandas as pd
import pytest
from sizewise.observation.verdicts import Interval, decide, verdicts
from sizewise.study.claims import Register, SmallestSize, read_register
from sizewise.study.errors import StudyError

CLAIMS = {c.id: c for c in read_register(Path(__file__).parents[2] / "claims.yaml").claims}


@pytest.mark.parametrize("claim", ["B1", "B6"])
@pytest.mark.parametrize(
    ("value", "low", "high", "verdict"),
    [
        (0.20, 0.05, 0.35, "supported"),
        (0.08, 0.02, 0.14, "mixed"),
        (0.04, 0.01, 0.07, "contradicted"),
        (0.02, -0.02, 0.06, "contradicted"),
        (-0.02, -0.13, 0.12, "underpowered"),
        (0.20, -0.05, 0.45, "underpowered"),
    ],
)
def test_a_claim_of_an_effect(claim, value, low, high, verdict):
    assert decide(Interval(value, low, high), CLAIMS[claim]) == verdict


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(0.05, 0.15, "supported"), (0.3, 0.5, "contradicted"), (0.1, 0.3, "underpowered")],
)
def test_a_claim_of_little_effect(low, high, verdict):
    assert decide(Interval((low + high) / 2, low, high), CLAIMS["B2"]) == verdict


def test_a_rule_that_public_models_cannot_answer():
    claim = CLAIMS["B1"]
    condition = SmallestSize(of="smallest_size", interval="below", threshold=0.5)
    outcome = claim.rule.supported.model_copy(update={"condition": condition})
    rule = claim.rule.model_copy(update={"supported": outcome})
    with pytest.raises(StudyError, match=r"B1\.rule.*no smallest size"):
        decide(Interval(0.3, 0.2, 0.4), claim.model_copy(update={"rule": rule}))


def test_a_register_without_the_claim():
    with pytest.raises(StudyError, match="B1"):
        verdicts(Register(claims=[], sha256="0"), {"contrast": pd.DataFrame()})
