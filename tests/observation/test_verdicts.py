"""The rules of verdicts at their borders."""

import pandas as pd
import pytest
from sizewise.observation.verdicts import Interval, decide_above, decide_below, verdicts
from sizewise.study.claims import Register
from sizewise.study.errors import StudyError


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
def test_a_claim_of_an_effect(value, low, high, verdict):
    assert decide_above(Interval(value, low, high), 0.1) == verdict


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(0.05, 0.15, "supported"), (0.3, 0.5, "contradicted"), (0.1, 0.3, "underpowered")],
)
def test_a_claim_of_little_effect(low, high, verdict):
    assert decide_below(Interval((low + high) / 2, low, high), 0.2) == verdict


def test_a_register_without_the_claim():
    with pytest.raises(StudyError, match="B1"):
        verdicts(Register(claims=[], sha256="0"), {"contrast": pd.DataFrame()})
