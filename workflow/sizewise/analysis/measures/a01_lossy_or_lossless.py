"""Is small lossy and large lossless? The share of a stream's planted bits that models hold.

The question is one of capacity only where capacity binds: the stream has to plant more bits than
the smallest model can hold, fewer than the largest can, and state them often enough. Anywhere else
the share says how often a fact has to be told, and the claim is out of range. So it is measured in
an arm of its own, whose stream is laid out for it.
"""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, Part, Unreadable
from sizewise.analysis.data.vocabulary import RECORDS
from sizewise.analysis.methods.capacity import LEAST_EXPOSURES, capacity
from sizewise.analysis.methods.records import held
from sizewise.analysis.methods.slopes import both_ends, measured_sizes
from sizewise.study.messages import Message

CLAIM = "A1"

ARM = "capacity"
FLOOR = 0.05
"""Share held at the largest size below which nothing was learned."""


def measure(inputs: Inputs) -> Measured:
    """Share of the planted bits that the largest size provably holds; that by choice beside it."""
    arm = inputs.arm(ARM)
    found = held(arm)
    places = measured_sizes(arm.panels[RECORDS], found.provable.estimate[None])
    sizes = [found.sizes[i] for i in places]
    share, drawn = found.provable.estimate[places], found.provable.samples[:, places]
    per = found.bits / np.array([arm.live_parameters(size) for size in sizes])
    chosen = found.chosen.estimate[places]
    return Measured(
        estimate=float(share[-1]),
        samples=drawn[:, -1],
        finding=Message("a1-finding", {
            "planted": found.bits, "exposures": found.exposures,
            **both_ends(sizes, share=share, planted=per, per=share * per),
        }),
        beside=[Message("a1-chosen", both_ends(sizes, chosen=chosen))],
        sizes=sizes,
        curve=share,
        curve_samples=drawn,
        curve_range=(0.0, 1.0),
        unreadable=_unreadable(sizes, per, share, found.exposures),
        conditions={
            "smallest_size": Part(
                name=Message("a1-share-at", {"size": sizes[0]}),
                estimate=float(share[0]),
                samples=drawn[:, 0],
            )
        },
        families=(RECORDS,),
    )  # fmt: skip


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
