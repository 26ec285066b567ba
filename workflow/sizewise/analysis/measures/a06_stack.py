"""Does the large model keep a deep stack? The depth at which accuracy falls to one half."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, Unreadable
from sizewise.analysis.data.vocabulary import CLOSE_BRACKETS, CLOSE_GUESTS, DEPTH, NESTING
from sizewise.analysis.methods.half_levels import HalfLevels, half_levels
from sizewise.analysis.methods.slopes import chance, items_of, panel_of
from sizewise.study.messages import Message, selector

CLAIM = "A6"


def _both(inputs: Inputs) -> list[HalfLevels]:
    panel = panel_of(inputs, NESTING)
    kinds = [kind for kind in (CLOSE_BRACKETS, CLOSE_GUESTS) if panel.kind(kind).any()]
    if not kinds:
        items_of(panel, CLOSE_BRACKETS, CLOSE_GUESTS)
    found: list[HalfLevels] = []
    for kind in kinds:
        floor = chance(panel, panel.kind(kind))
        partner = found[0] if found else None
        found.append(half_levels(inputs, panel, kind, DEPTH, floor, partner))
    return found


def _unreadable(found: list[HalfLevels]) -> Unreadable:
    reasons = {one.reach.reason for one in found}
    reason = reasons.pop() if len(reasons) == 1 else "out of range"
    return Unreadable(reason, Message("a6-unreadable", {
        "why": selector(reason), "low": found[0].levels[0], "high": found[0].levels[-1],
    }))  # fmt: skip


def measure(inputs: Inputs) -> Measured:
    """Slope on log size of the half-accuracy depth, the mean of brackets and guests.

    The model writes everything that closes what is open; an answer is right where all of it is. A
    censored line through all runs for each kind. A kind without two sizes inside of the tested
    depths has no slope and stays out of the mean; the sentence names it.
    """
    found = _both(inputs)
    inside = [one for one in found if one.reach.line is not None]
    sizes = (inside or found)[0].reach.sizes
    counted = [one for one in inside or found if one.reach.sizes == sizes]
    left_out = [one.kind for one in found if one not in inside]
    bounds = [
        Message("a6-outside", {
            "kind": one.kind, "sizes": names, "low": one.levels[0], "high": one.levels[-1],
        })
        for one in found
        if (names := [name for name in one.reach.sizes if name not in one.reach.read()])
    ]  # fmt: skip
    parts = [one.part(Message("kind-alone", {"kind": one.kind})) for one in inside]
    sides = [{one.reach.sides[k] for one in counted} for k in range(len(sizes))]
    return Measured(
        estimate=float(np.mean([one.reach.slope for one in inside or found])),
        samples=np.mean([one.reach.slopes for one in inside or found], axis=0),
        finding=Message("a6-finding", {
            "depths": [
                Message("a6-depth", {"kind": one.kind, **one.both_ends()}) for one in found
            ],
        }),
        beside=([Message("a6-left-out", {"kinds": left_out})] if inside and left_out else [])
        + bounds,
        sizes=sizes,
        curve=np.mean([one.reach.middle for one in counted], axis=0),
        curve_samples=np.mean([one.reach.samples for one in counted], axis=0),
        # Of two kinds on one side of the range the mean is a bound too; else it is between.
        curve_bounds=[side.pop() if len(side) == 1 else None for side in sides],
        unreadable=None if inside else _unreadable(found),
        parts=parts if len(parts) > 1 else [],
        families=(NESTING,),
    )  # fmt: skip
