"""Is feeling dearer? Parameters for the same share of what can be learned, diffuse and crisp."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable, Part, Unreadable
from sizewise.analysis.data.resample import interval
from sizewise.analysis.data.vocabulary import DEDUCTIONS, FEELINGS
from sizewise.analysis.methods.curves import slope
from sizewise.analysis.methods.diffuse import Falling, contrast
from sizewise.analysis.methods.horizontal import (
    LEAST_GAIN,
    LEAST_RANGE,
    MOST_GAIN,
    Distance,
    common_range,
    distance,
    gains,
)
from sizewise.analysis.methods.slopes import both_ends
from sizewise.study.messages import Message

CLAIM = "B3"
LEAST_WEIGHTS = 1000
"""Fewer are learned by all sizes alike: what differs is speed, not needed parameters."""


def _curves(one: Falling, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Share of the reachable gain that remains, and its samples."""
    return one.divergence[sizes] / one.reachable, one.samples[:, sizes] / one.reachable


def _unreadable(pair: tuple[Falling, Falling], sizes: np.ndarray) -> Unreadable | None:
    """Why the two curves have no distance; None where they have one."""
    curves = [_curves(one, sizes)[0] for one in pair]
    ends = np.array([gains(curve) for curve in curves])

    def named(poor: np.ndarray) -> list[str]:
        return [one.family for one, is_poor in zip(pair, poor, strict=True) if is_poor]

    if low := named(ends[:, 1] < LEAST_GAIN):
        return Unreadable("floor", Message("b3-floor", {"families": low, "limit": LEAST_GAIN}))
    if high := named(ends[:, 0] > MOST_GAIN):
        return Unreadable("ceiling", Message("b3-ceiling", {"families": high, "limit": MOST_GAIN}))
    least, most = common_range(*curves)
    if most - least < LEAST_RANGE:
        return Unreadable("out of range", Message("b3-no-common-share", {
            **{f"{one.family}_{end}": value for one, row in zip(pair, ends.tolist(), strict=True)
               for end, value in zip(("least", "most"), row, strict=True)},
        }))  # fmt: skip
    return None


def _crossing(found: Distance, confidence: float) -> Unreadable | None:
    """Where one family is dearer for a small share and the other for a large one."""
    third = len(found.by_level) // 3
    few, much = slice(None, third), slice(-third, None)
    low, high = (float(found.by_level[part].mean()) for part in (few, much))
    drawn = found.samples_by_level
    ends = interval(drawn[:, much].mean(axis=1) - drawn[:, few].mean(axis=1), confidence)
    if low * high >= 0 or ends[0] * ends[1] <= 0:
        return None
    return Unreadable("crossing", Message("b3-crossing", {
        "least": found.gain[0], "most": found.gain[1], "low": low, "high": high,
    }))  # fmt: skip


def measure(inputs: Inputs) -> Measured:
    """Decades of parameters that feelings need more than deductions for the same share learned.

    The mean over the shares that both families reach inside the ladder, at the settings with more
    than LEAST_WEIGHTS weights. The curve is the share that feelings reach, less that of deductions.
    """
    both = contrast(inputs)
    pairs, sizes, x = both.hard(LEAST_WEIGHTS), both.sizes, inputs.log_parameters[both.sizes]
    if not pairs:
        raise NotMeasurable(Message("b3-few-weights", {"least": LEAST_WEIGHTS}))
    chosen = [inputs.sizes[i] for i in sizes]
    (remaining, drawn), (crisp, crisps) = (_curves(one, sizes) for one in pairs[0])
    learned = Message("b3-finding", {
        **both_ends(chosen, feelings=1 - remaining, deductions=1 - crisp),
        "feelings_slope": float(-slope(remaining, x)), "deductions_slope": float(-slope(crisp, x)),
        "settings": len(pairs) - 1,
    })  # fmt: skip
    told = {
        "sizes": chosen, "curve": crisp - remaining, "curve_samples": crisps - drawn,
        "families": (FEELINGS, DEDUCTIONS),
    }  # fmt: skip
    why = _unreadable(pairs[0], sizes)
    if why is not None:
        lost = np.full(len(drawn), np.nan)
        return Measured(estimate=np.nan, samples=lost, finding=learned, unreadable=why, **told)
    found = distance((remaining, drawn), (crisp, crisps), x)
    parts = []
    for pair in pairs[1:] if len(pairs) > 2 else []:
        if _unreadable(pair, sizes) is None:
            one = distance(*(_curves(half, sizes) for half in pair), x)
            name = Message("b3-setting", {"weights": pair[0].weights})
            parts.append(Part(name=name, estimate=one.estimate, samples=one.samples))
    return Measured(
        estimate=found.estimate, samples=found.samples,
        finding=Message("b3-price", {
            "least": found.gain[0], "most": found.gain[1], "times": 10**found.estimate,
        }),
        beside=[learned], parts=parts,
        unreadable=_crossing(found, inputs.study.analysis.confidence), **told,
    )  # fmt: skip
