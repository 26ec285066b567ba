"""Is size what is left where reward is vague? What training by reward does to the size slopes.

Each family is rewarded as it can be: deductions exactly, feelings by what a few noisy preferences
teach. The essay expects the slope of deductions to flatten and that of feelings to stay.
"""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, Part
from sizewise.analysis.data.vocabulary import DEDUCTIONS, FEELINGS
from sizewise.analysis.methods.rewarded import (
    EXACT,
    FAMILIES,
    LEARNED,
    PARENT,
    Rewarded,
    rewarded,
    sources_there,
)
from sizewise.analysis.methods.rewarded_checks import unreadable
from sizewise.analysis.methods.slopes import both_ends
from sizewise.study.messages import Message

CLAIM = "B4"


def measure(inputs: Inputs) -> Measured:
    """Change of the size slope by reward, of feelings less of deductions, score a decade.

    Second estimates, where the study has the arms: both families with the exact reward, and both
    with the learned one. What is left of the difference there is no matter of the reward.
    """
    found = rewarded(inputs, {DEDUCTIONS: [EXACT], FEELINGS: [LEARNED]})
    crisp, fuzzy = found[DEDUCTIONS], found[FEELINGS]
    x = crisp.log_parameters()
    gap = fuzzy.curve(LEARNED, PARENT) - crisp.curve(EXACT, PARENT)
    estimate, samples = gap.slope(x)
    return Measured(
        estimate=estimate,
        samples=samples,
        finding=Message("b4-finding", {
            "deductions_before": crisp.curve(PARENT).slope(x)[0],
            "deductions_after": crisp.curve(EXACT).slope(x)[0],
            "feelings_before": fuzzy.curve(PARENT).slope(x)[0],
            "feelings_after": fuzzy.curve(LEARNED).slope(x)[0],
        }),
        beside=[
            Message("b4-deductions-gain", _gains(crisp, EXACT)),
            Message("b4-feelings-gain", _gains(fuzzy, LEARNED)),
        ],
        sizes=crisp.sizes,
        curve=gap.value,
        curve_samples=gap.samples,
        unreadable=unreadable(crisp, EXACT, inputs.study.analysis.confidence),
        parts=_parts(inputs),
        families=(FEELINGS, DEDUCTIONS),
    )  # fmt: skip


def _gains(family: Rewarded, source: str) -> dict[str, str | float]:
    """What a source of reward gains at both ends of the ladder, as values of a message."""
    return both_ends(family.sizes, gain=family.curve(source, PARENT).value)


def _parts(inputs: Inputs) -> list[Part]:
    """The same difference with one source for both families, of each that both have."""
    parts = []
    for source, name in (
        (EXACT, Message("b4-both-exact", {})), (LEARNED, Message("b4-both-learned", {})),
    ):  # fmt: skip
        if all(source in sources_there(inputs, family) for family in FAMILIES):
            found = rewarded(inputs, {family: [source] for family in FAMILIES})
            gap = found[FEELINGS].curve(source, PARENT) - found[DEDUCTIONS].curve(source, PARENT)
            estimate, samples = gap.slope(found[FEELINGS].log_parameters())
            if np.isfinite(estimate):
                parts.append(Part(name=name, estimate=estimate, samples=samples))
    return parts
