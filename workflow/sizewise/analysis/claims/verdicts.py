"""From a measured effect and the register's rule to a verdict. Thresholds live in claims.yaml."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from sizewise.analysis.claims.significance import bootstrap_p, detectable_effect, interval_p
from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured
from sizewise.analysis.data.resample import interval
from sizewise.study.claims import Claim, Estimate, Place, SmallestSize
from sizewise.study.messages import Message

VERDICTS = ("supported", "contradicted", "mixed", "underpowered", "not measured")


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


def _failed_condition(claim: Claim, measured: Measured, confidence: float) -> Message | None:
    """What the rule asks beside the interval of a supported claim and does not find, or None."""
    condition, place = claim.rule.supported.condition, claim.place("supported")
    if isinstance(condition, SmallestSize):
        smallest = Place(condition.interval, claim.value(condition.threshold))
        if not smallest.holds(*interval(measured.curve_samples[:, 0], confidence)):
            return Message("decision-smallest-elsewhere", {
                **place.values, "smallest": measured.sizes[0],
                "smallest_side": smallest.side, "smallest_threshold": smallest.threshold,
            })  # fmt: skip
    if isinstance(condition, Estimate) and measured.estimate < claim.value(condition.at_least):
        return Message("decision-estimate-too-small", {
            **place.values, "least": claim.value(condition.at_least),
        })  # fmt: skip
    return None


def _decide(
    measured: Measured, low: float, high: float, claim: Claim, inputs: Inputs
) -> tuple[str, Message]:
    """Verdict and the sentence that explains it."""
    supported, contradicted = claim.place("supported"), claim.place("contradicted")
    confidence = inputs.study.analysis.confidence
    single = [z for z in measured.sizes if len(inputs.seeds_by_size[z]) < 2]
    if single:
        lean = "neither" if np.isfinite(measured.estimate) else "nowhere"
        for name, place in (("for", supported), ("against", contradicted)):
            if place.holds(measured.estimate, measured.estimate):
                lean = name
        everywhere = len(single) == len(measured.sizes)
        return "underpowered", Message("decision-one-seed", {
            "where": "every" if everywhere else "some", "sizes": single, "lean": lean,
        })  # fmt: skip
    if not np.isfinite([low, high]).all():
        if measured.bounds:
            return "underpowered", Message("decision-bound-without-interval", {})
        return "underpowered", Message("decision-no-interval", {})
    half = (high - low) / 2
    verdict = None
    outcome = claim.outcome(low, high)
    if outcome == "supported":
        verdict, place = "supported", supported.values
        failed = _failed_condition(claim, measured, confidence)
        if failed:
            return "mixed", failed
    elif outcome == "contradicted":
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
    supported = claim.place("supported")
    # A bound can support a claim and cannot contradict it.
    contradicted = supported if measured.bounds else claim.place("contradicted")
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
            detectable_effect(low, high, confidence, claim.place("supported"))
        ),
        n_seeds=min(len(inputs.seeds_by_size[size]) for size in measured.sizes),
        n_sizes=len(measured.sizes), curve=curve,
    )  # fmt: skip
