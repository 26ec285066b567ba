"""Does the large model keep a deep stack? The depth at which accuracy falls to one half."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured
from sizewise.analysis.data.vocabulary import CLOSE_BRACKETS, CLOSE_GUESTS, DEPTH, NESTING
from sizewise.analysis.methods.half_levels import half_levels
from sizewise.analysis.methods.slopes import chance, items_of, measured_sizes, panel_of
from sizewise.study.messages import Message

CLAIM = "A6"


def measure(inputs: Inputs) -> Measured:
    """Slope on log size of the half-accuracy depth, the mean of brackets and guests.

    The model writes everything that closes what is open; an answer is right where all of it is.

    A kind whose depth is a bound at all sizes but one has no slope and stays out of the mean; the
    sentence names it.
    """
    panel = panel_of(inputs, NESTING)
    kinds = [kind for kind in (CLOSE_BRACKETS, CLOSE_GUESTS) if panel.kind(kind).any()]
    if not kinds:
        items_of(panel, CLOSE_BRACKETS, CLOSE_GUESTS)
    found = [
        half_levels(inputs, panel, kind, DEPTH, chance(panel, panel.kind(kind))) for kind in kinds
    ]
    sizes = measured_sizes(panel, np.concatenate([one.accuracy for one in found]))
    chosen = [panel.sizes[i] for i in sizes]
    parts = [one.part(inputs, sizes, Message("kind-alone", {"kind": one.kind})) for one in found]
    inside = [one for one, part in zip(found, parts, strict=True) if part]
    parts = [part for part in parts if part]
    counted = inside or found
    bounds = [
        Message("a6-outside", {
            "kind": one.kind, "sizes": ends, "low": one.levels[0], "high": one.levels[-1],
        })
        for one in found
        if (ends := one.outside(chosen, sizes))
    ]  # fmt: skip
    left_out = [one.kind for one in found if one not in inside]
    return Measured(
        estimate=float(np.mean([part.estimate for part in parts])) if parts else np.nan,
        samples=np.mean([part.samples for part in parts], axis=0)
        if parts else np.full(len(found[0].samples), np.nan),
        finding=Message("a6-finding", {
            "depths": [
                Message("a6-depth", {"kind": one.kind, **one.both_ends(chosen, sizes)})
                for one in found
            ],
        }),
        beside=[Message("a6-left-out", {"kinds": left_out})] if left_out else [],
        sizes=chosen,
        curve=np.mean([one.middle[sizes] for one in counted], axis=0),
        curve_samples=np.mean([one.samples[:, sizes] for one in counted], axis=0),
        parts=parts if len(parts) > 1 else [],
        families=(NESTING,),
    )  # fmt: skip
