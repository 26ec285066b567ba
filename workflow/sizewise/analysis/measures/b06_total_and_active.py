"""Do total and active parameters both count? The smaller of their weights, by mixtures of experts.

The experiment behind what public models can only show together: ladder and mixtures read the same
tokens in the same order. A mixture's total includes what its routers and its imbalance cost, so the
weight of total parameters is that of parameters which experts bring.
"""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable
from sizewise.analysis.data.resample import interval
from sizewise.analysis.methods.total_and_active import Levels, accuracy, bits_saved, weights
from sizewise.study.messages import Message

CLAIM = "B6"


def measure(inputs: Inputs) -> Measured:
    """The smaller standardised weight in held-out bits saved; accuracy and pairs beside it."""
    levels = bits_saved(inputs)
    found, confidence = weights(levels), inputs.study.analysis.confidence
    low, high = interval(found.samples, confidence)
    rungs = np.flatnonzero(~levels.sparse)
    return Measured(
        estimate=float(found.estimate.min()),
        samples=None,
        # Both count where each does: the smaller lies above where both do, below where one does.
        interval=(float(low.min()), float(high.min())),
        finding=Message("b6-arm", {
            "mixtures": int(levels.sparse.sum()), "rungs": int((~levels.sparse).sum()),
            **_told(levels, confidence),
        }),
        beside=[*_pairs(levels), *_accuracy(inputs, confidence)],
        sizes=[levels.sizes[i] for i in rungs],
        curve=levels.estimate[rungs],
        curve_samples=levels.samples[:, rungs],
        also=[levels.sizes[i] for i in np.flatnonzero(levels.sparse)],
    )  # fmt: skip


def _told(levels: Levels, confidence: float) -> dict[str, Message]:
    """Both weights with their intervals, for a sentence."""
    found = weights(levels)
    low, high = interval(found.samples, confidence)
    return {
        name: Message("estimate", {
            "value": float(found.estimate[i]), "low": float(low[i]), "high": float(high[i]),
        })
        for i, name in enumerate(("total", "active"))
    }  # fmt: skip


def _pairs(levels: Levels) -> list[Message]:
    """Mean gain of mixtures over rungs with as many active parameters, and of rungs with as many in
    total over mixtures."""
    gains: dict[str, list[float]] = {"total": [], "active": []}
    for at in np.flatnonzero(levels.sparse):
        same_active, same_total = (levels.partner(at, x) for x in (levels.active, levels.total))
        if same_active is not None:
            gains["total"].append(levels.estimate[at] - levels.estimate[same_active])
        if same_total is not None:
            gains["active"].append(levels.estimate[same_total] - levels.estimate[at])
    if not all(gains.values()):
        return []
    return [
        Message("b6-pairs", {
            "pairs": min(map(len, gains.values())),
            "total": float(np.mean(gains["total"])), "active": float(np.mean(gains["active"])),
        })
    ]  # fmt: skip


def _accuracy(inputs: Inputs, confidence: float) -> list[Message]:
    try:
        levels = accuracy(inputs)
    except NotMeasurable:
        return []
    told = _told(levels, confidence)
    whole = all(np.isfinite(float(one.values["value"])) for one in told.values())
    return [Message("b6-accuracy", told)] if whole else []
