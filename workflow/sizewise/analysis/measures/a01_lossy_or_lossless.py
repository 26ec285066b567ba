"""Is small lossy and large lossless? The share of the stream's planted bits that is recovered."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured
from sizewise.analysis.data.vocabulary import BIOGRAPHIES
from sizewise.analysis.methods.capacity import stored
from sizewise.analysis.methods.slopes import both_ends, is_whole, measured_sizes
from sizewise.study.messages import Message

CLAIM = "A1"


def measure(inputs: Inputs) -> Measured:
    """Share at the largest size; bits a parameter and the bound from cross-entropy beside it."""
    panel = inputs.panels.get(BIOGRAPHIES)
    found = stored(inputs, panel.step_index() if panel else None)
    share, drawn = (found.whole(x)[..., -1] for x in (found.share, found.samples))
    bound = found.whole(found.bound)[..., -1]
    sizes = measured_sizes(panel, share[None])
    chosen, planted = [panel.sizes[i] for i in sizes], found.planted.sum()
    bits = share * planted
    per = bits / np.array([inputs.counts(size).non_embedding for size in panel.sizes])
    return Measured(
        estimate=float(share[sizes[-1]]),
        samples=drawn[:, sizes[-1]],
        finding=Message(
            "a1-finding",
            {
                "planted": planted,
                **both_ends(chosen, share=share[sizes], per=per[sizes]),
            },
        ),
        beside=[Message("a1-bound", both_ends(chosen, bound=bound[sizes]))]
        if is_whole(bound[sizes])
        else [],
        sizes=chosen,
        curve=share[sizes],
        curve_samples=drawn[:, sizes],
        families=(BIOGRAPHIES,),
    )
