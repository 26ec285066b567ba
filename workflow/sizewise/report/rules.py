"""A claim's rule in words: the one place where its fields become a sentence."""

from sizewise.report.claim_words import ClaimWords, claim_words
from sizewise.study.claims import Claim, Nearness, Outcome, Threshold
from sizewise.study.messages import Message, say


def rule_message(claim: Claim) -> Message | None:
    """What asks for each verdict, as one sentence; None for context."""
    rule = claim.rule
    if rule is None:
        return None
    words = claim_words(claim)
    near = rule.too_small
    parts = [
        say(
            "rule-supported", quantity=words.quantity, place=_place(rule.supported, words),
            reading=_reading("supported", rule.supported, words),
        ),
        *(
            [say(
                "rule-too-small", within=_threshold(near.within),
                reading=_reading("too_small", near, words),
            )]
            if near is not None
            else []
        ),
        say(
            "rule-opposite", place=_place(rule.opposite, words),
            reading=_reading("opposite", rule.opposite, words),
        ),
    ]  # fmt: skip
    return say("rule", parts=parts)


def _threshold(value: Threshold) -> Message:
    if isinstance(value, str):
        return say("rule-smallest") if value == "smallest_effect" else say("rule-minus-smallest")
    return say("rule-number", value=float(value))


def _reading(key: str, outcome: Outcome | Nearness, words: ClaimWords) -> Message | str:
    return say("rule-reading", word=words.readings[key]) if outcome.reading else ""


def _place(outcome: Outcome, words: ClaimWords) -> Message:
    found = say("rule-place", side=outcome.interval, threshold=_threshold(outcome.threshold))
    if outcome.condition is None:
        return found
    asked = outcome.condition
    return say(
        "rule-while", place=found, of=words.condition,
        asked=say("rule-place", side=asked.interval, threshold=_threshold(asked.threshold)),
    )  # fmt: skip
