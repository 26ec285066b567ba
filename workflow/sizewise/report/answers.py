"""The report in three sentences, made by rule from the verdicts: changed, did not, cannot tell."""

from collections.abc import Sequence
from typing import Any

from sizewise.study.messages import Message, say, selector
from sizewise.study.verdicts import NOT_MEASURED, OPPOSITE, SUPPORTED, TOO_SMALL, UNDECIDED


def three_answers(views: Sequence[Any]) -> list[tuple[str, Message]]:
    """(changed | same | open, its sentence), of views (`verdicts.View`).

    Clearly changed: the interval asks for *supported* or *opposite*. Did not change: *too small
    to matter*. Cannot tell: undecided, by reason, what was not measured, and what has no test.
    """
    by_verdict: dict[str, list[Any]] = {}
    context = sum(not view.claim.test for view in views)
    for view in views:
        if view.claim.test:
            by_verdict.setdefault(view.verdict, []).append(view)
    return [
        ("changed", _changed(by_verdict.get(SUPPORTED, []), by_verdict.get(OPPOSITE, []))),
        ("same", _same(by_verdict.get(TOO_SMALL, []))),
        ("open", _open(by_verdict.get(UNDECIDED, []), by_verdict.get(NOT_MEASURED, []), context)),
    ]


def _topics(views: Sequence[Any]) -> list[Message]:
    return [say("claim-topic", id=view.id) for view in views]


def _changed(supported: Sequence[Any], opposite: Sequence[Any]) -> Message:
    if not supported and not opposite:
        return say("answer-changed-none")
    parts = [
        *([say("answer-supported", topics=_topics(supported))] if supported else []),
        *([say("answer-opposite", topics=_topics(opposite))] if opposite else []),
    ]
    if misled := [view for view in (*supported, *opposite) if _can_be_misled(view)]:
        parts.append(say("answer-misled", topics=_topics(misled)))
    return say("sentences", parts=parts)


def _can_be_misled(view: Any) -> bool:
    """Whether the claim's test decided too often against the truth of a simulated world."""
    tried = view.tried
    current = tried is not None and tried.entry == view.claim.sha256
    return current and any(one.failure == "misled" for one in tried.tallies)


def _same(views: Sequence[Any]) -> Message:
    return say("answer-same", topics=_topics(views)) if views else say("answer-same-none")


def _open(undecided: Sequence[Any], unmeasured: Sequence[Any], context: int) -> Message:
    parts = []
    if not undecided and not unmeasured:
        parts.append(say("answer-open-none"))
    if undecided:
        reasons: dict[str, int] = {}
        for view in undecided:
            reason = view.finding.undecided or "too wide"
            reasons[reason] = reasons.get(reason, 0) + 1
        said = [
            say("answer-reason", count=count, reason=selector(reason))
            for reason, count in sorted(reasons.items(), key=lambda item: -item[1])
        ]
        parts.append(say("answer-undecided", count=len(undecided), reasons=said))
    if unmeasured:
        parts.append(say("answer-unmeasured", count=len(unmeasured)))
    if context:
        parts.append(say("answer-context", count=context))
    return say("sentences", parts=parts)
