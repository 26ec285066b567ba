"""A rule's sentence says all of its fields."""

from pathlib import Path

import pytest
from sizewise.report.rules import rule_text
from sizewise.study.claims import read_register

CLAIMS = {c.id: c for c in read_register(Path(__file__).parents[2] / "claims.yaml").claims}


@pytest.mark.parametrize(
    ("claim", "supported", "contradicted"),
    [
        ("A2", "the exponent lies below minus the smallest effect",
         "the exponent lies above minus the smallest effect"),
        ("A1", "the share at the largest size lies above 0.95, while that of the smallest size "
         "lies below 0.95", "lies below 0.95"),
        ("A8", "lies above one half", "lies below one half"),
        ("A16", "above the smallest effect (quality)", "below the smallest effect (quantity)"),
        ("B1", "lies above zero and the estimate is at least the smallest effect",
         "lies below the smallest effect"),
    ],
)  # fmt: skip
def test_sentences(claim, supported, contradicted):
    text = rule_text(CLAIMS[claim])
    first, second = text.split("; contradicted where ")
    assert first.startswith("Supported where the interval of the ")
    assert first.endswith(supported) and second.endswith(f"{contradicted}.")


def test_context_has_no_rule():
    assert rule_text(CLAIMS["B7"]) == ""
