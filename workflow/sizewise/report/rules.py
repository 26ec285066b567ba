"""A claim's rule in words: the one place where its fields become a sentence."""

from sizewise.study.claims import Claim, Estimate, Outcome, SmallestSize, Threshold

_NAMES = {"smallest_effect": "the smallest effect", "-smallest_effect": "minus the smallest effect"}
_NUMBERS = {0.0: "zero", 0.5: "one half"}


def _threshold(value: Threshold) -> str:
    if isinstance(value, str):
        return _NAMES[value]
    return _NUMBERS.get(value, f"{value:g}")


def _condition(outcome: Outcome) -> str:
    match outcome.condition:
        case SmallestSize(interval=side, threshold=value):
            return f", while that of the smallest size lies {side} {_threshold(value)}"
        case Estimate(at_least=value):
            return f" and the estimate is at least {_threshold(value)}"
    return ""


def _sentence(quantity: str, outcome: Outcome) -> str:
    reading = f" ({outcome.reading})" if outcome.reading else ""
    place = f"{outcome.interval} {_threshold(outcome.threshold)}"
    return f"the interval of {quantity} lies {place}{_condition(outcome)}{reading}"


def rule_text(claim: Claim) -> str:
    """What counts as supported and what as contradicted, as one sentence; '' for context."""
    if claim.rule is None:
        return ""
    supported, contradicted = (
        _sentence(claim.rule.quantity, outcome)
        for outcome in (claim.rule.supported, claim.rule.contradicted)
    )
    return f"Supported where {supported}; contradicted where {contradicted}."
