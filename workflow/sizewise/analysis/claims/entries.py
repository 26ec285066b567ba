"""From measures to entries of claims.json: one a claim, judged, corrected, with its noises."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from sizewise.analysis.claims.noise import noises
from sizewise.analysis.claims.significance import detectable_effect, holm, interval_p
from sizewise.analysis.claims.verdicts import judge, missing, not_measured, number
from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable
from sizewise.analysis.measures import discover
from sizewise.study.artifacts import read_json
from sizewise.study.claims import Claim, Register
from sizewise.study.errors import StudyError
from sizewise.study.messages import Message, selector
from sizewise.study.verdicts import VERDICTS

Measure = Callable[[Inputs], Measured]


def read_verdicts(paths: Iterable[Path], register: Register) -> dict[str, dict[str, Any]]:
    """Entries of other arms' claims.json, by id. Raises StudyError for one that does not fit."""
    known = {claim.id for claim in register.claims}
    merged: dict[str, dict[str, Any]] = {}
    for path in paths:
        content = read_json(path)
        entries = content.get("claims") if isinstance(content, dict) else content
        if not isinstance(entries, list):
            raise StudyError(f"{path}: holds no list of claims; run the job that makes it again")
        for entry in entries:
            name, verdict = entry.get("id"), entry.get("verdict")
            if name not in known or verdict not in VERDICTS:
                raise StudyError(
                    f"{path}: claim {name!r} with verdict {verdict!r} is not in the register or "
                    f"not one of {', '.join(VERDICTS)}; run the job that makes it again"
                )
            try:
                [Message.from_json(message) for message in entry.get("reason") or []]
            except ValueError:
                raise StudyError(
                    f"{path}: the reason of claim {name} is no list of messages; run the job that "
                    "makes it again"
                ) from None
            if name in merged and merged[name] != entry:
                raise StudyError(f"{path}: claim {name} has two verdicts; hand over one file")
            merged[name] = entry
    return merged


def claim_with_rule(register: Register, name: str) -> Claim:
    """A claim that tables read. Raises StudyError where the register lacks it or its rule."""
    found = next((claim for claim in register.claims if claim.id == name), None)
    if found is None or found.rule is None:
        raise StudyError(f"claims.yaml: {name} or its rule is missing; tables need it")
    return found


def claim_entries(
    register: Register, inputs: Inputs, other: dict[str, dict[str, Any]], *, noise: bool = True
) -> list[dict[str, Any]]:
    """One entry a claim, in the order of the register, corrected by Holm over those tested.

    Each with its two noises, which enter no verdict, unless `noise` is False.
    """
    measures = discover()
    entries = []
    for claim in register.claims:
        if claim.id in other:
            entry = _tested(claim, other[claim.id], inputs)
            entries.append(_by_experiment(claim, measures, inputs, entry) or entry)
        elif claim.test is None:
            entries.append(not_measured(claim, inputs, [Message("context", {})]))
        elif claim.id not in measures:
            entries.append(not_measured(claim, inputs, [Message("no-measure", {})]))
        else:
            try:
                measured = measures[claim.id](inputs)
                entries.append(judge(claim, measured, inputs.home_of(claim.arm)))
            except NotMeasurable as why:
                gaps = missing([gap.message for gap in inputs.gaps])
                entries.append(not_measured(claim, inputs, [why.message, *gaps]))
    effects = {
        entry["id"]: entry["effect"]
        for entry in entries
        if noise
        and entry["id"] in measures
        and entry["effect"] is not None
        and entry["study"] == inputs.study.name
    }
    arms = {claim.id: claim.arm for claim in register.claims}
    for claim, (seeds, checkpoints) in noises(inputs, measures, effects, arms).items():
        entry = next(entry for entry in entries if entry["id"] == claim)
        entry |= {"noise_seeds": number(seeds), "noise_checkpoints": number(checkpoints)}
    support = {claim.id: claim.support for claim in register.claims if claim.test is not None}
    return holm(entries, inputs.study.analysis.confidence, support)


def _by_experiment(
    claim: Claim, measures: Mapping[str, Measure], inputs: Inputs, outside: dict[str, Any]
) -> dict[str, Any] | None:
    """A claim that public models judge by observation, where an arm of this study tests it.

    What observation found, `outside`, is told behind it; None where there is no such arm.
    """
    if claim.id not in measures:
        return None
    try:
        entry = judge(claim, measures[claim.id](inputs), inputs)
    except NotMeasurable:
        return None
    observed = Message("by-observation", {"verdict": selector(outside["verdict"])})
    reason = [*entry["reason"], observed.to_json(), *(outside.get("reason") or [])]
    return entry | {"reason": reason}


def _tested(claim: Claim, entry: dict[str, Any], inputs: Inputs) -> dict[str, Any]:
    """Another arm's entry with the p-value and the detectable effect that its interval implies."""
    ends = [entry.get(key) for key in ("effect", "low", "high")]
    if None in ends or claim.test is None or entry.get("p_value") is not None:
        return entry
    confidence = inputs.study.analysis.confidence
    return entry | {
        "p_value": number(interval_p(*ends, confidence, claim.regions)),
        "detectable_effect": number(detectable_effect(*ends[1:], confidence, claim.support)),
    }
