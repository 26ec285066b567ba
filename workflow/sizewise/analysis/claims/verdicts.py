"""From a measured effect and the register's rule to a verdict. Thresholds live in claims.yaml."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from sizewise.analysis.claims.significance import bootstrap_p, detectable_effect, interval_p
from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, Part
from sizewise.analysis.data.resample import interval
from sizewise.study.claims import Claim
from sizewise.study.messages import Message
from sizewise.study.verdicts import (
    CONDITION,
    NOT_MEASURED,
    ONE_RUN,
    OPPOSITE,
    SUPPORTED,
    TOO_WIDE,
    UNDECIDED,
    Place,
    Within,
    leaning_of,
    verdict_of,
)


def number(value: float) -> float | None:
    """For JSON: nine significant digits, and null for what is no number.

    LAPACK may differ in the last bits between numbers of threads; nine digits do not.
    """
    return float(f"{value:.9g}") if np.isfinite(value) else None


def _entry(claim: Claim, inputs: Inputs, **values: Any) -> dict[str, Any]:
    blank = {"verdict": NOT_MEASURED, "undecided": None, "leaning": None, "version": claim.version,
             "effect": None, "low": None, "high": None,
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
) -> tuple[str, str | None, list[Message]]:
    """Verdict, the reason where it is undecided, and the sentences that explain them."""
    if measured.unreadable is not None:
        return UNDECIDED, measured.unreadable.reason, [measured.unreadable.message]
    every = [*measured.sizes, *measured.also]
    single = [z for z in every if len(inputs.seeds_of(z)) < 2]
    if single:
        everywhere = len(single) == len(every)
        return UNDECIDED, ONE_RUN, [
            Message("decision-one-seed", {
                "where": "every" if everywhere else "some", "sizes": single,
            })
        ]  # fmt: skip
    if not np.isfinite([low, high]).all():
        return UNDECIDED, TOO_WIDE, [Message("decision-no-interval", {})]
    regions = claim.regions
    verdict = verdict_of(regions, low, high)
    if verdict is None:
        return UNDECIDED, TOO_WIDE, [
            Message("decision-too-wide", {
                "threshold": claim.support.threshold, "half": (high - low) / 2,
                "smallest_effect": claim.smallest_effect,
            })
        ]  # fmt: skip
    confidence = inputs.study.analysis.confidence
    condition = claim.rule.supported.condition
    if verdict == SUPPORTED and condition is not None:
        asked = Place(condition.interval, claim.value(condition.threshold))
        beside = measured.conditions.get(condition.of)
        if beside is None or not asked.holds(*ends_of(beside, confidence)):
            name = beside.name if beside else Message("condition-not-measured", {})
            return UNDECIDED, CONDITION, [
                Message("decision-condition", {**claim.support.values, "part": name,
                                               "part_side": asked.side,
                                               "part_threshold": asked.threshold})
            ]  # fmt: skip
    region = regions[verdict]
    said = (
        Message("decision-within", {"limit": region.limit})
        if isinstance(region, Within)
        else Message("decision-by-interval", {"verdict": verdict, **region.values})
    )
    return verdict, None, [said, *_dissent(measured, verdict, regions, confidence)]


def ends_of(part: Part, confidence: float) -> tuple[float, float]:
    """The interval of a second estimate."""
    low, high = part.interval or interval(part.samples, confidence)
    return float(low), float(high)


def _dissent(
    measured: Measured, verdict: str, regions: dict[str, Place | Within], confidence: float
) -> list[Message]:
    """Parts whose own interval says the contrary of a verdict on a direction."""
    contrary = {SUPPORTED: OPPOSITE, OPPOSITE: SUPPORTED}.get(verdict)
    return [
        Message("decision-part-opposes", {
            "part": part.name, "part_side": regions[contrary].side,
            "part_threshold": regions[contrary].threshold,
        })
        for part in measured.parts
        if contrary and regions[contrary].holds(*ends_of(part, confidence))
    ]  # fmt: skip


def _p_value(
    claim: Claim, measured: Measured, low: float, high: float, inputs: Inputs
) -> float | None:
    """Of the primary test; None where no test was made (one seed, or no finite effect)."""
    every = [*measured.sizes, *measured.also]
    if any(len(inputs.seeds_of(size)) < 2 for size in every):
        return None
    if measured.unreadable is not None:
        return None
    if measured.samples is not None:
        p = bootstrap_p(measured.samples, claim.regions)
    else:
        confidence = inputs.study.analysis.confidence
        p = interval_p(measured.estimate, low, high, confidence, claim.regions)
    return number(p)


def judge(claim: Claim, measured: Measured, inputs: Inputs) -> dict[str, Any]:
    """The claim's entry of claims.json."""
    confidence = inputs.study.analysis.confidence
    low, high = measured.interval or interval(measured.samples, confidence)
    low, high = float(low), float(high)
    verdict, why, decision = _decide(measured, low, high, claim, inputs)
    lows = highs = np.full(len(measured.sizes), np.nan)
    if measured.curve_samples is not None:
        drawn = measured.curve_samples
        if measured.curve_range is not None:
            drawn = np.clip(drawn, *measured.curve_range)
        lows, highs = interval(drawn, confidence)
    reason = [measured.finding, *measured.beside, *decision, *_gap_note(measured, inputs)]
    curve = [
        {"size": size, "non_embedding": inputs.counts(size).non_embedding,
         "value": number(measured.curve[i]), "low": number(lows[i]), "high": number(highs[i]),
         "bound": measured.curve_bounds[i] if measured.curve_bounds else None}
        for i, size in enumerate(measured.sizes)
    ]  # fmt: skip
    return _entry(
        claim, inputs, verdict=verdict, undecided=why,
        leaning=leaning_of(claim.regions, measured.estimate) if verdict == UNDECIDED else None,
        effect=number(measured.estimate), low=number(low), high=number(high), reason=_json(reason),
        p_value=_p_value(claim, measured, low, high, inputs),
        detectable_effect=number(detectable_effect(low, high, confidence, claim.support)),
        n_seeds=min(len(inputs.seeds_of(size)) for size in (*measured.sizes, *measured.also)),
        n_sizes=len(measured.sizes) + len(measured.also), curve=curve,
    )  # fmt: skip
