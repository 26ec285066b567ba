"""A rule's sentence says all of its fields."""

from pathlib import Path

from sizewise.report.messages import said
from sizewise.report.rules import rule_message
from sizewise.study.claims import Rule, read_register


def said_rule(claim):
    return said(rule_message(claim))


CLAIMS = {c.id: c for c in read_register(Path(__file__).parents[2] / "claims.yaml").claims}


RULE = {
    "quantity": "the slope",
    "supported": {"interval": "below", "threshold": "-smallest_effect",
                  "condition": {"of": "decay_at_smallest", "interval": "below", "threshold": 0},
                  "reading": "quality"},
    "too_small": {"within": "smallest_effect", "reading": "quantity"},
    "opposite": {"interval": "above", "threshold": 0.5},
}  # fmt: skip


def test_every_field_is_said():
    claim = CLAIMS["A4"].model_copy(update={"rule": Rule.model_validate(RULE)})
    assert said_rule(claim) == (
        "Supported where the interval of the slope lies below minus the smallest effect, while "
        "that of decay at smallest lies below zero (quality); too small to matter where it lies "
        "within the smallest effect on both sides of zero (quantity); opposite where it lies above "
        "one half; undecided otherwise."
    )


def test_a_border_that_is_the_question_has_no_too_small():
    two = Rule.model_validate({k: v for k, v in RULE.items() if k != "too_small"})
    assert "too small" not in said_rule(CLAIMS["A4"].model_copy(update={"rule": two}))


def test_context_has_no_rule():
    assert rule_message(CLAIMS["B7"]) is None
