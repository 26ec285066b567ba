"""Why training by reward says nothing of a slope: it did not work, or there was no room."""

import numpy as np

from sizewise.analysis.data.measured import Unreadable
from sizewise.analysis.data.resample import interval
from sizewise.analysis.methods.rewarded import CEILING, LEAST_GAIN, PARENT, Rewarded
from sizewise.study.messages import Message


def unreadable(crisp: Rewarded, source: str, confidence: float) -> Unreadable | None:
    """Why `crisp`, trained by `source`, is no measure of what a clear reward does; else None.

    Its mean gain over the sizes must be LEAST_GAIN and above zero with its whole interval: a reward
    without variance, or one that nobody finds, leaves every slope as it was, and that would pass
    for a reward that changes no slope.
    """
    before, gain = crisp.curve(PARENT), crisp.curve(source, PARENT)
    if before.value.min() > CEILING:
        return Unreadable(
            "ceiling", Message("b4-ceiling", {"family": crisp.family, "limit": CEILING})
        )
    mean = float(gain.value.mean())
    low, _ = interval(gain.samples.mean(axis=1), confidence)
    if mean < LEAST_GAIN or not np.isfinite(low) or low <= 0:
        return Unreadable(
            "floor", Message("b4-no-gain", {
                "family": crisp.family, "gain": mean, "limit": LEAST_GAIN,
            })
        )  # fmt: skip
    return None
