"""Is small lossy and large lossless? The share of the stream's planted bits that is recovered.

The question is one of capacity only where capacity binds: the stream has to plant more bits than
the smallest model can hold, fewer than the largest can, and state them often enough. Anywhere else
the share says how often a fact has to be told, and the claim is out of range.
"""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, Part, Unreadable
from sizewise.analysis.data.vocabulary import BIOGRAPHIES
from sizewise.analysis.methods.capacity import LEAST_EXPOSURES, capacity, stored
from sizewise.analysis.methods.slopes import both_ends, is_whole, measured_sizes
from sizewise.study.messages import Message

CLAIM = "A1"

ARM = "capacity"
"""The arm whose stream is laid out for this question; without it the ladder is read."""
FLOOR = 0.05
"""Recovered share at the largest size below which nothing was learned."""


def measure(inputs: Inputs) -> Measured:
    """Share at the largest size; bits a parameter and the bound from cross-entropy beside it."""
    arm = inputs.others.get(ARM, inputs)
    panel = arm.panels.get(BIOGRAPHIES)
    found = stored(arm, panel.step_index() if panel else None)
    share, drawn = (found.whole(x)[..., -1] for x in (found.share, found.samples))
    bound = found.whole(found.bound)[..., -1]
    sizes = measured_sizes(panel, share[None])
    chosen, total = [panel.sizes[i] for i in sizes], found.planted.sum()
    planted = total / np.array([arm.counts(size).non_embedding for size in panel.sizes])
    share, drawn, planted, bound = share[sizes], drawn[:, sizes], planted[sizes], bound[sizes]
    return Measured(
        estimate=float(share[-1]),
        samples=drawn[:, -1],
        finding=Message(
            "a1-finding",
            {"planted": total, **both_ends(chosen, share=share, per=share * planted)},
        ),
        beside=[Message("a1-bound", both_ends(chosen, bound=bound))] if is_whole(bound) else [],
        sizes=chosen,
        curve=share,
        curve_samples=drawn,
        curve_range=(0.0, 1.0),
        unreadable=_unreadable(chosen, planted, share, found.typical_exposures),
        conditions={
            "smallest_size": Part(
                name=Message("a1-share-at", {"size": chosen[0]}),
                estimate=float(share[0]),
                samples=drawn[:, 0],
            )
        },
        families=(BIOGRAPHIES,),
    )


def _unreadable(
    sizes: list[str], planted: np.ndarray, share: np.ndarray, exposures: float
) -> Unreadable | None:
    """Why a share (size,) of `planted` bits a parameter (size,) says nothing about capacity."""
    limit = capacity(exposures)
    if exposures < LEAST_EXPOSURES or not planted[0] > limit > planted[-1]:
        return Unreadable("out of range", Message("a1-out-of-range", {
            "limit": limit, "exposures": exposures, **both_ends(sizes, planted=planted),
        }))  # fmt: skip
    if share[-1] <= FLOOR:
        return Unreadable("floor", Message("a1-floor", {
            "largest": sizes[-1], "share": float(share[-1]),
        }))  # fmt: skip
    return None
