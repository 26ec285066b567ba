"""A claim's rule in words: the one place where its fields become a sentence."""

from sizewise.study.claims import Claim, Nearness, Outcome, Threshold

_NAMES = {"smallest_effect": "the smallest effect", "-smallest_effect": "minus the smallest effect"}
_NUMBERS = {0.0: "zero", 0.5: "one half"}


def _threshold(value: Threshold) -> str:
    if isinstance(value, str):
        return _NAMES[value]
    return _NUMBERS.get(value, f"{value:g}")


def _reading(outcome: Outcome | Nearness) -> str:
    return f" ({outcome.reading})" if outcome.reading else ""


def _place(outcome: Outcome) -> str:
    found = f"{outcome.interval} {_threshold(outcome.threshold)}"
    if outcome.condition is None:
        return found
    asked = outcome.condition
    what = asked.of.replace("_", " ")
    return f"{found}, while that of {what} lies {asked.interval} {_threshold(asked.threshold)}"


def rule_text(claim: Claim) -> str:
    """What asks for each verdict, as one sentence; '' for context."""
    rule = claim.rule
    if rule is None:
        return ""
    parts = [
        f"Supported where the interval of {rule.quantity} lies {_place(rule.supported)}"
        f"{_reading(rule.supported)}"
    ]
    if rule.too_small is not None:
        near = _threshold(rule.too_small.within)
        parts.append(
            f"too small to matter where it lies within {near} on both sides of zero"
            f"{_reading(rule.too_small)}"
        )
    parts.append(f"opposite where it lies {_place(rule.opposite)}{_reading(rule.opposite)}")
    return "; ".join(parts) + "; undecided otherwise."
