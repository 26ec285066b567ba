"""From a measured effect and the register's rule to a verdict. Thresholds live in claims.yaml."""

from typing import Any

import numpy as np

from sizewise.analysis.claims.significance import bootstrap_p, detectable_effect, interval_p
from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured
from sizewise.analysis.data.resample import interval
from sizewise.study.claims import Claim, Estimate, Place, SmallestSize

VERDICTS = ("supported", "contradicted", "mixed", "underpowered", "not measured")


def number(value: float) -> float | None:
    """For JSON: nine significant digits, and null for what is no number.

    LAPACK may differ in the last bits between numbers of threads; nine digits do not.
    """
    return float(f"{value:.9g}") if np.isfinite(value) else None


def _entry(claim: Claim, inputs: Inputs, **values: Any) -> dict[str, Any]:
    blank = {"verdict": "not measured", "effect": None, "low": None, "high": None,
             "p_value": None, "p_holm": None, "n_tests": None, "detectable_effect": None,
             "noise_seeds": None, "noise_checkpoints": None, "reason": "no measure yet",
             "n_seeds": 0, "n_sizes": 0, "curve": []}  # fmt: skip
    entry = {"id": claim.id} | blank | values
    study = inputs.study.name
    return entry | {"unit": claim.unit, "study": study, "tier": study, "test": claim.test}


def not_measured(claim: Claim, inputs: Inputs, reason: str) -> dict[str, Any]:
    """The entry of a claim without an estimate."""
    return _entry(claim, inputs, reason=reason)


def _gap_note(measured: Measured, inputs: Inputs) -> str:
    mine = [
        gap.text
        for gap in inputs.gaps
        if gap.family is None or not measured.families or gap.family in measured.families
    ]
    if not mine:
        return ""
    more = f" and {len(mine) - 4} more" if len(mine) > 4 else ""
    return f" Missing: {'; '.join(mine[:4])}{more}."


def _failed_condition(claim: Claim, measured: Measured, confidence: float) -> str | None:
    """What the rule asks beside the interval of a supported claim and does not find, or None."""
    condition = claim.rule.supported.condition
    if isinstance(condition, SmallestSize):
        place = Place(condition.interval, claim.value(condition.threshold))
        if not place.holds(*interval(measured.curve_samples[:, 0], confidence)):
            return f"that of {measured.sizes[0]} does not lie {place.side}"
    if isinstance(condition, Estimate) and measured.estimate < claim.value(condition.at_least):
        return f"the effect itself is less than {claim.value(condition.at_least):g}"
    return None


def _decide(
    measured: Measured, low: float, high: float, claim: Claim, inputs: Inputs
) -> tuple[str, str]:
    """Verdict and the clause that explains it."""
    supported, contradicted = claim.place("supported"), claim.place("contradicted")
    confidence = inputs.study.analysis.confidence
    single = [z for z in measured.sizes if len(inputs.seeds_by_size[z]) < 2]
    if single:
        many = "every size" if len(single) == len(measured.sizes) else ", ".join(single)
        return "underpowered", (
            f"one seed at {many}: the noise between seeds is unknown, and the interval holds only "
            "that of entities and items"
        )
    if not np.isfinite([low, high]).all():
        return "underpowered", measured.bounds or "the effect has no finite interval"
    half = (high - low) / 2
    verdict = None
    outcome = claim.outcome(low, high)
    if outcome == "supported":
        verdict, clause = "supported", f"the interval lies {supported}"
        failed = _failed_condition(claim, measured, confidence)
        if failed:
            return "mixed", f"{clause}, and {failed}"
    elif outcome == "contradicted":
        verdict, clause = "contradicted", f"the interval lies {contradicted}"
        if measured.bounds:
            return "underpowered", f"the effect is only a bound: {measured.bounds}"
    elif half > claim.smallest_effect:
        return "underpowered", (
            f"the interval holds {supported.threshold:g}, and half of its width, {half:.2g}, "
            f"exceeds the smallest effect that matters, {claim.smallest_effect:g}"
        )
    else:
        return "mixed", f"the interval holds {supported.threshold:g}"
    for part in measured.parts:
        part_low, part_high = part.interval or interval(part.samples, confidence)
        opposite = contradicted if verdict == "supported" else supported
        if opposite.holds(part_low, part_high):
            return "mixed", f"{clause}, and that of {part.name} lies {opposite}"
    return verdict, clause


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
    verdict, clause = _decide(measured, low, high, claim, inputs)
    lows = highs = np.full(len(measured.sizes), np.nan)
    if measured.curve_samples is not None:
        lows, highs = interval(measured.curve_samples, confidence)
    said = not measured.bounds or measured.bounds in clause
    bound = "" if said else f" ({measured.bounds})"
    reason = f"{measured.finding}{bound}: {clause}.{_gap_note(measured, inputs)}"
    curve = [
        {"size": size, "non_embedding": inputs.counts(size).non_embedding,
         "value": number(measured.curve[i]), "low": number(lows[i]), "high": number(highs[i]),
         "bound": measured.curve_bounds[i] if measured.curve_bounds else None}
        for i, size in enumerate(measured.sizes)
    ]  # fmt: skip
    return _entry(
        claim, inputs, verdict=verdict, effect=number(measured.estimate), low=number(low),
        high=number(high), reason=reason[:1].upper() + reason[1:],
        p_value=_p_value(claim, measured, low, high, inputs),
        detectable_effect=number(
            detectable_effect(low, high, confidence, claim.place("supported"))
        ),
        n_seeds=min(len(inputs.seeds_by_size[size]) for size in measured.sizes),
        n_sizes=len(measured.sizes), curve=curve,
    )  # fmt: skip
