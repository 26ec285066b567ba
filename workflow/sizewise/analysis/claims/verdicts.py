"""From a measured effect and the register's words to a verdict.

Thresholds live in claims.yaml alone. Its sentences for "supported" and "contradicted" follow one
pattern, which is read here: "The interval of … lies above|below [minus] the smallest effect".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sizewise.analysis.claims.significance import bootstrap_p, detectable_effect, interval_p
from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured
from sizewise.analysis.data.resample import interval
from sizewise.study.claims import Claim
from sizewise.study.errors import StudyError
from sizewise.study.messages import Message

VERDICTS = ("supported", "contradicted", "mixed", "underpowered", "not measured")
_NUMBERS = {"zero": 0.0, "one half": 0.5}
_RULE = re.compile(
    r"lies (?:(?P<side>above|below) (?P<minus>minus )?"
    r"(?P<threshold>the smallest effect|zero|one half|-?\d+(?:\.\d+)?)"
    r"|(?P<within>within the smallest effect of zero or below))"
)

# The register's second condition on a claim about the largest size alone.
_SMALLEST = "while that of the smallest lies below"


@dataclass(frozen=True)
class Rule:
    """An interval's place: above or below a threshold."""

    side: str
    threshold: float

    def holds(self, low: float, high: float) -> bool:
        """Whether the whole interval lies there."""
        return low > self.threshold if self.side == "above" else high < self.threshold

    @property
    def place(self) -> tuple[str, float]:
        """(side, threshold)."""
        return self.side, self.threshold

    @property
    def values(self) -> dict[str, str | float]:
        """`side` and `threshold`, for a message."""
        return {"side": self.side, "threshold": self.threshold}

    def __str__(self) -> str:
        return f"{self.side} {self.threshold:g}"


def read_rule(claim: Claim, key: str) -> Rule:
    """The rule in `claim.supported` or `claim.contradicted` (`key`).

    Raises StudyError where the sentence does not follow the pattern.
    """
    sentence = getattr(claim, key) or ""
    match = _RULE.search(sentence)
    if match is None or claim.smallest_effect is None:
        raise StudyError(
            f"claims.yaml: {claim.id}.{key}: no rule in {sentence!r}; write "
            "“The interval of … lies above|below [minus] the smallest effect.”"
        )
    if match["within"]:
        return Rule("below", claim.smallest_effect)
    word = match["threshold"]
    if word == "the smallest effect":
        threshold = claim.smallest_effect
    else:
        threshold = _NUMBERS[word] if word in _NUMBERS else float(word)
    return Rule(match["side"], -threshold if match["minus"] else threshold)


def number(value: float) -> float | None:
    """For JSON: nine significant digits, and null for what is no number.

    LAPACK may differ in the last bits between numbers of threads; nine digits do not.
    """
    return float(f"{value:.9g}") if np.isfinite(value) else None


def _entry(claim: Claim, inputs: Inputs, **values: Any) -> dict[str, Any]:
    blank = {"verdict": "not measured", "effect": None, "low": None, "high": None,
             "p_value": None, "p_holm": None, "n_tests": None, "detectable_effect": None,
             "noise_seeds": None, "noise_checkpoints": None, "reason": [],
             "n_seeds": 0, "n_sizes": 0, "curve": []}  # fmt: skip
    entry = {"id": claim.id} | blank | values
    study = inputs.study.name
    return entry | {"unit": claim.unit, "study": study, "tier": study, "test": claim.test}


def _json(messages: Iterable[Message]) -> list[dict[str, Any]]:
    return [message.to_json() for message in messages]


def not_measured(claim: Claim, inputs: Inputs, reason: list[Message]) -> dict[str, Any]:
    """The entry of a claim without an estimate."""
    return _entry(claim, inputs, reason=_json(reason))


def missing(gaps: list[Message]) -> list[Message]:
    """One message of what the results lack; none where they lack nothing."""
    return [Message("missing", {"gaps": gaps})] if gaps else []


def _gap_note(measured: Measured, inputs: Inputs) -> list[Message]:
    mine = [
        gap.message
        for gap in inputs.gaps
        if gap.family is None or not measured.families or gap.family in measured.families
    ]
    return missing(mine)


def _decide(
    measured: Measured, low: float, high: float, claim: Claim, inputs: Inputs
) -> tuple[str, Message]:
    """Verdict and the sentence that explains it."""
    supported, contradicted = read_rule(claim, "supported"), read_rule(claim, "contradicted")
    confidence = inputs.study.analysis.confidence
    single = [z for z in measured.sizes if len(inputs.seeds_by_size[z]) < 2]
    if single:
        lean = "neither" if np.isfinite(measured.estimate) else "nowhere"
        for name, rule in (("for", supported), ("against", contradicted)):
            if rule.holds(measured.estimate, measured.estimate):
                lean = name
        everywhere = len(single) == len(measured.sizes)
        return "underpowered", Message("decision-one-seed", {
            "where": "every" if everywhere else "some", "sizes": single,
            "lean": lean,
        })  # fmt: skip
    if not np.isfinite([low, high]).all():
        if measured.bounds:
            return "underpowered", Message("decision-bound-without-interval", {})
        return "underpowered", Message("decision-no-interval", {})
    half = (high - low) / 2
    verdict = None
    if supported.holds(low, high):
        verdict, place = "supported", supported.values
        if _SMALLEST in claim.supported:
            ends = interval(measured.curve_samples[:, 0], confidence)
            if not Rule("below", supported.threshold).holds(*ends):
                return "mixed", Message("decision-smallest-not-below", {
                    **place, "smallest": measured.sizes[0],
                })  # fmt: skip
    elif contradicted.holds(low, high):
        verdict, place = "contradicted", contradicted.values
        if measured.bounds:
            return "underpowered", Message("decision-only-a-bound", place)
    elif half > claim.smallest_effect:
        return "underpowered", Message("decision-too-wide", {
            "threshold": supported.threshold, "half": half,
            "smallest_effect": claim.smallest_effect,
        })  # fmt: skip
    else:
        return "mixed", Message("decision-holds-threshold", {"threshold": supported.threshold})
    for part in measured.parts:
        part_low, part_high = part.interval or interval(part.samples, confidence)
        opposite = contradicted if verdict == "supported" else supported
        if opposite.holds(part_low, part_high):
            return "mixed", Message("decision-part-opposes", {
                **place, "part": part.name, "part_side": opposite.side,
                "part_threshold": opposite.threshold,
            })  # fmt: skip
    return verdict, Message("decision-by-interval", {"verdict": verdict, **place})


def _p_value(
    claim: Claim, measured: Measured, low: float, high: float, inputs: Inputs
) -> float | None:
    """Of the primary test; None where no test was made (one seed, or no finite effect)."""
    if any(len(inputs.seeds_by_size[size]) < 2 for size in measured.sizes):
        return None
    supported = read_rule(claim, "supported").place
    # A bound can support a claim and cannot contradict it.
    contradicted = supported if measured.bounds else read_rule(claim, "contradicted").place
    if measured.samples is not None:
        p = bootstrap_p(measured.samples, supported, contradicted)
    else:
        confidence = inputs.study.analysis.confidence
        p = interval_p(measured.estimate, low, high, confidence, supported, contradicted)
    return number(p)


def judge(claim: Claim, measured: Measured, inputs: Inputs) -> dict[str, Any]:
    """The claim's entry of claims.json."""
    confidence = inputs.study.analysis.confidence
    low, high = measured.interval or interval(measured.samples, confidence)
    low, high = float(low), float(high)
    verdict, decision = _decide(measured, low, high, claim, inputs)
    lows = highs = np.full(len(measured.sizes), np.nan)
    if measured.curve_samples is not None:
        lows, highs = interval(measured.curve_samples, confidence)
    reason = [
        measured.finding, *measured.beside, *measured.bounds, decision,
        *_gap_note(measured, inputs),
    ]  # fmt: skip
    curve = [
        {"size": size, "non_embedding": inputs.counts(size).non_embedding,
         "value": number(measured.curve[i]), "low": number(lows[i]), "high": number(highs[i]),
         "bound": measured.curve_bounds[i] if measured.curve_bounds else None}
        for i, size in enumerate(measured.sizes)
    ]  # fmt: skip
    return _entry(
        claim, inputs, verdict=verdict, effect=number(measured.estimate), low=number(low),
        high=number(high), reason=_json(reason),
        p_value=_p_value(claim, measured, low, high, inputs),
        detectable_effect=number(
            detectable_effect(low, high, confidence, read_rule(claim, "supported").place)
        ),
        n_seeds=min(len(inputs.seeds_by_size[size]) for size in measured.sizes),
        n_sizes=len(measured.sizes), curve=curve,
    )  # fmt: skip
