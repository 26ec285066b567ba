"""Does the small model drop the later constraints? Satisfaction against place and size."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable
from sizewise.analysis.data.vocabulary import INSTRUCTIONS
from sizewise.analysis.methods.constraints import Satisfaction, panel_with_checks, satisfaction
from sizewise.analysis.methods.slopes import both_ends, is_whole, measured_sizes, size_slope
from sizewise.study.messages import Message

CLAIM = "A7"


def position_slope(found: list[Satisfaction], attribute: str) -> np.ndarray:
    """Least-squares slope of satisfaction on position, numbers of constraints as fixed effects.

    Late places exist only in long instructions, which are harder as a whole: places are compared
    inside instructions of equal length, weighted by their answers. (…, size)
    """
    top, under = 0.0, 0.0
    for one in found:
        place = np.arange(one.number) - (one.number - 1) / 2
        values = np.moveaxis(getattr(one, attribute)[..., -1], -2, -1)
        top = top + one.items.sum() * (values * place).sum(axis=-1)
        under += one.items.sum() * (place**2).sum()
    return top / under


def measure(inputs: Inputs) -> Measured:
    """Slope on log size of the change of satisfaction a place; all at once beside it."""
    panel, mask = panel_with_checks(inputs)
    found = satisfaction(inputs, panel, mask, panel.step_index())
    several = [one for one in found if one.number > 1]
    if not several:
        raise NotMeasurable(Message("a7-one-constraint", {}))
    decay, drawn = position_slope(several, "estimate"), position_slope(several, "samples")
    sizes = measured_sizes(panel, decay[None])
    chosen = [panel.sizes[i] for i in sizes]
    most = several[-1]
    whole, apart = most.all_estimate[sizes, -1], most.estimate[:, sizes, -1].prod(axis=0)
    return Measured(
        estimate=float(size_slope(inputs, decay, sizes)),
        samples=size_slope(inputs, drawn, sizes),
        finding=Message("a7-finding", both_ends(chosen, decay=decay[sizes])),
        beside=[
            Message(
                "a7-all",
                {
                    "number": most.number,
                    **both_ends(chosen, whole=whole, apart=apart),
                },
            )
        ]
        if is_whole(whole, apart)
        else [],
        sizes=chosen,
        curve=decay[sizes],
        curve_samples=drawn[:, sizes],
        families=(INSTRUCTIONS,),
    )
