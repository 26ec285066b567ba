"""Does the small model drop the later constraints? Satisfaction against place and size."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable, Part, Unreadable
from sizewise.analysis.data.vocabulary import CONSTRAINTS, INSTRUCTIONS
from sizewise.analysis.methods.constraints import (
    kinds_by_place,
    panel_with_checks,
    place_slopes,
    satisfaction,
    trained,
)
from sizewise.analysis.methods.readable import wide_enough
from sizewise.analysis.methods.slopes import (
    at_last_step,
    both_ends,
    is_whole,
    measured_sizes,
    size_slope,
)
from sizewise.study.messages import Message

CLAIM = "A7"

FLOOR, CEILING = 0.25, 0.95
"""Share of met constraints. Who does not read them meets .17 by chance and a fixed answer to the
first alone some .2 (docs/families.md): where so little is met, nothing is dropped."""


def measure(inputs: Inputs) -> Measured:
    """Slope on log size of the change of satisfaction a place, at lengths that training has.

    Sizes at the floor have nothing to drop and are left out. The change at the smallest of the
    others is a condition: whoever speaks of a head and a tail says that there is a fall.
    """
    panel, mask = panel_with_checks(inputs)
    kinds_by_place(panel.items)
    own = mask & trained(panel)
    if not own.any():
        raise NotMeasurable(Message("a7-one-constraint", {}))
    decay = place_slopes(inputs, panel, own)
    met = at_last_step(inputs, panel, own[None], panel.values["satisfied"]).estimate[0]
    sizes, unreadable = _read(inputs, met, measured_sizes(panel, decay.estimate))
    chosen = [panel.sizes[i] for i in sizes]
    fall, drawn = decay.estimate[0, sizes], decay.samples[:, 0][:, sizes]
    left_out = [z for i, z in enumerate(panel.sizes) if met[i] <= FLOOR and z not in chosen]
    most = int(panel.number(CONSTRAINTS)[own].max())
    return Measured(
        estimate=float(size_slope(inputs, decay.estimate[0], sizes)),
        samples=size_slope(inputs, decay.samples[:, 0], sizes),
        finding=Message("a7-finding", {"number": most, **both_ends(chosen, decay=fall)}),
        beside=[
            *([Message("a7-left-out", {"sizes": left_out, "floor": FLOOR})] if left_out else []),
            *_together(inputs, chosen, sizes, most),
        ],
        sizes=chosen,
        curve=fall,
        curve_samples=drawn,
        unreadable=unreadable,
        conditions={
            "decay_at_smallest": Part(
                name=Message("a7-decay-at", {"size": chosen[0]}),
                estimate=float(fall[0]),
                samples=drawn[:, 0],
            )
        },
        families=(INSTRUCTIONS,),
    )


def _read(
    inputs: Inputs, met: np.ndarray, sizes: np.ndarray
) -> tuple[np.ndarray, Unreadable | None]:
    """Sizes that meet enough to drop some, or all of `sizes` and why nothing can be read."""
    off = sizes[met[sizes] > FLOOR]
    if not wide_enough(inputs.log_parameters, off):
        return sizes, Unreadable("floor", Message("a7-floor", {
            "met": float(np.nanmax(met[sizes])), "floor": FLOOR,
        }))  # fmt: skip
    if (met[off] >= CEILING).all():
        return off, Unreadable("ceiling", Message("a7-ceiling", {
            "met": float(met[off].min()),
        }))  # fmt: skip
    return off, None


def _together(inputs: Inputs, chosen: list[str], sizes: np.ndarray, number: int) -> list[Message]:
    """All constraints at once against the product of the single places, the longest trained."""
    panel, mask = panel_with_checks(inputs)
    mask = mask & (panel.number(CONSTRAINTS) == number)
    one = satisfaction(inputs, panel, mask, panel.step_index())[0]
    whole, apart = one.all_estimate[sizes, -1], one.estimate[:, sizes, -1].prod(axis=0)
    if not is_whole(whole, apart):
        return []
    return [Message("a7-all", {
        "number": number, **both_ends(chosen, whole=whole, apart=apart),
    })]  # fmt: skip
