"""Do some abilities jump? The largest step of a loss between two neighbouring sizes.

On a continuous score of each ability, beyond a straight line in log size and with a plateau on both
sides (`jumps`). The essay says that *some* abilities jump, so the largest step of all decides, with
an interval that is corrected for having looked at every ability and every gap.
"""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable, Unreadable
from sizewise.analysis.methods.emergence import (
    MIN_SIZES,
    Scored,
    missing_of,
    scored,
    too_few_sizes,
)
from sizewise.analysis.methods.jumps import Jump, find_jumps, held_out_errors
from sizewise.study.messages import Message

CLAIM = "A8"
LEARNED = 0.25
"""Share of its loss that an ability must lose along the ladder to count as learned there: what is
never learned has not jumped, and does not say that nothing jumps."""


def _name(one: Scored) -> Message:
    return Message("kind-of-family", {"family": one.panel.family, "kind": one.kind})


def _step(one: Scored, jump: Jump, sizes: list[str]) -> Message:
    return Message("a8-step", {
        "kind": _name(one), "share": jump.size, "before": sizes[jump.gap],
        "behind": sizes[jump.gap + 1],
    })  # fmt: skip


def _readable(inputs: Inputs) -> tuple[list[Scored], list[Message]]:
    """Abilities with a loss at every size, and sentences about those without."""
    found, left_out = [], {}
    for one in scored(inputs, decisive=True):
        why = missing_of(one, inputs.sizes)
        if why is None:
            found.append(one)
        else:
            left_out.setdefault(why.text, (why, []))[1].append(_name(one))
    groups = [
        Message("a8-left-out", {"kinds": kinds, "why": why}) for why, kinds in left_out.values()
    ]
    if not found:
        raise NotMeasurable(
            Message("a8-all-left-out", {"groups": groups})
            if groups
            else Message("a8-no-continuous-score", {})
        )
    return found, groups


def measure(inputs: Inputs) -> Measured:
    """Largest share of an ability's loss that is gone between two sizes, beyond its own line."""
    if len(inputs.log_parameters) < MIN_SIZES:
        raise NotMeasurable(too_few_sizes(len(inputs.log_parameters)))
    every, beside = _readable(inputs)
    curves = [one.positive.estimate for one in every]
    is_learned = [curve.min() <= (1 - LEARNED) * curve.max() for curve in curves]
    learned = [one for one, yes in zip(every, is_learned, strict=True) if yes]
    used = learned or every
    loss = np.stack([one.positive.estimate for one in used])
    drawn = np.stack([one.positive.samples for one in used], axis=1)
    found = find_jumps(inputs.log_parameters, loss, drawn, inputs.study.analysis.confidence)
    first = found.of.index(max(found.of, key=lambda jump: jump.size))
    # The curve is that of the ability with the largest step, as the share of its loss at its worst.
    top, noise = loss[first].max(), np.maximum(drawn[:, first].std(axis=0), 1e-9)
    errors = held_out_errors(inputs.log_parameters, loss[first], noise)
    clear = [
        _step(one, jump, inputs.sizes)
        for one, jump in zip(used, found.of, strict=True) if jump.low > 0
    ]  # fmt: skip
    told = [
        Message("a8-steps", {"steps": clear}) if clear else Message("a8-no-step", {}),
        Message("a8-held-out", {"kind": _name(used[first]), "critical": errors[True],
                                "smooth": errors[False]}),
    ]  # fmt: skip
    if learned and len(learned) < len(every):
        told.append(Message("a8-not-learned", {
            "kinds": [_name(one) for one, yes in zip(every, is_learned, strict=True) if not yes],
            "share": LEARNED,
        }))  # fmt: skip
    floor = Unreadable("floor", Message("a8-floor", {"share": LEARNED, "kinds": len(every)}))
    return Measured(
        estimate=found.largest.size,
        samples=None,
        interval=(found.largest.low, found.largest.high),
        finding=Message("a8-finding", {
            "step": _step(used[first], found.of[first], inputs.sizes), "kinds": len(used),
        }),
        beside=told + beside,
        sizes=list(inputs.sizes),
        curve=loss[first] / top,
        curve_samples=drawn[:, first] / top,
        unreadable=None if learned else floor,
    )  # fmt: skip
