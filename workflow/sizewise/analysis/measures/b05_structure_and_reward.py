"""Both, and the first weighs more? What of the gap between size slopes is structure, what reward.

The gap is that between feelings as they can be rewarded and deductions as they can be, after
training. Four arms tell its parts: the same reward for both families leaves the structure, the same
family with both rewards leaves the reward, and each is the mean over both levels of the other
(Shapley 1953, "A value for n-person games"), so that the two make up the gap.
"""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, Unreadable
from sizewise.analysis.data.resample import interval
from sizewise.analysis.data.vocabulary import DEDUCTIONS, FEELINGS
from sizewise.analysis.methods.rewarded import EXACT, LEARNED, rewarded
from sizewise.analysis.methods.rewarded_checks import unreadable
from sizewise.study.messages import Message

CLAIM = "B5"
LEAST_GAP = 0.05
"""Gap between the slopes, score a decade, below which there is nothing to share out."""


def measure(inputs: Inputs) -> Measured:
    """Share of the gap that is structure, less the share that is reward."""
    both = (EXACT, LEARNED)
    found = rewarded(inputs, {DEDUCTIONS: both, FEELINGS: both})
    crisp, fuzzy = found[DEDUCTIONS], found[FEELINGS]
    x, confidence = crisp.log_parameters(), inputs.study.analysis.confidence
    structure = (
        fuzzy.curve(EXACT) - crisp.curve(EXACT) + fuzzy.curve(LEARNED) - crisp.curve(LEARNED)
    ) * 0.5
    # Differences within a family, answer by answer: what a run is lucky with cancels.
    reward = (fuzzy.curve(LEARNED, EXACT) + crisp.curve(LEARNED, EXACT)) * 0.5
    (s, ss), (r, rs) = structure.slope(x), reward.slope(x)
    gap, gaps = s + r, ss + rs
    low, high = map(float, interval(gaps, confidence))
    why = unreadable(crisp, EXACT, confidence)
    if why is None and not (gap >= LEAST_GAP and low > 0):
        why = Unreadable("out of range", Message("b5-no-gap", {
            "gap": gap, "low": low, "high": high, "limit": LEAST_GAP,
        }))  # fmt: skip
    lost = np.full(len(gaps), np.nan)
    told = {"sizes": crisp.sizes, "families": (FEELINGS, DEDUCTIONS)}
    finding = Message("b5-finding", {"gap": gap, "structure": s, "reward": r})
    curve = structure + reward
    if why is not None:
        return Measured(
            estimate=np.nan, samples=lost, finding=finding, curve=curve.value,
            curve_samples=curve.samples, unreadable=why, **told,
        )  # fmt: skip
    return Measured(
        estimate=(s - r) / gap,
        samples=(ss - rs) / gaps,
        finding=finding,
        curve=curve.value,
        curve_samples=curve.samples,
        beside=[_shares(s / gap, interval(ss / gaps, confidence), confidence)],
        **told,
    )


def _shares(structure: float, ends: tuple[np.ndarray, np.ndarray], confidence: float) -> Message:
    """Both shares, which make one together, each with its interval."""
    low, high = map(float, ends)
    return Message("b5-shares", {
        "structure": structure, "structure_low": low, "structure_high": high,
        "reward": 1 - structure, "reward_low": 1 - high, "reward_high": 1 - low,
        "confidence": confidence,
    })  # fmt: skip
