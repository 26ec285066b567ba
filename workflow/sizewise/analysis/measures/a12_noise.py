"""Is the small model led astray by noise? What it keeps, under noise, of what it knows."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.vocabulary import EXPOSURES, NOISE_RATE, NOISY, SOURCES
from sizewise.analysis.methods.given_knowledge import (
    Scored,
    by_exposures,
    knowledge,
    own_and_rival,
    shares_measured,
    shares_of,
)
from sizewise.analysis.methods.slopes import both_ends, items_of, levels_of, panel_of
from sizewise.study.messages import Message

CLAIM = "A12"
MAJORITY = "majority"
"""The condition: of facts that are known under noise, more follow the majority with size."""


def _cells(panel: Panel, mask: np.ndarray, rates: np.ndarray) -> list[np.ndarray]:
    """(exposures, item) at the lowest and at the highest rate, for exposures that both have."""
    rate, exposures = panel.number(NOISE_RATE), np.nan_to_num(panel.number(EXPOSURES), nan=-1.0)
    ends = [mask & (rate == rates[0]), mask & (rate == rates[-1])]
    shared = np.isin(exposures, np.intersect1d(*(exposures[end] for end in ends)))
    if not (ends[0] & shared).any():
        raise NotMeasurable(Message("a12-no-shared-exposures", {}))
    return [by_exposures(panel, end & shared) for end in ends]


def measure(inputs: Inputs) -> Measured:
    """Slope on log size of the share of the noiseless score that is kept at the highest rate.

    A contradicted fact also has fewer statements of its true value. A model that knows it less for
    that reason is not led astray; it is where the rival value takes what the true one loses. So
    beside the kept share stands that of the majority among facts known one way or the other.
    """
    panel = panel_of(inputs, SOURCES)
    mask = items_of(panel, NOISY)
    rates = levels_of(panel, NOISE_RATE, mask)
    plain, noisy = _cells(panel, mask, rates)
    scores = knowledge(panel)
    shares = shares_of(inputs, panel, Scored(scores, noisy), Scored(scores, plain))
    own, rival = own_and_rival(panel)
    majority = shares_of(inputs, panel, Scored(own, noisy), Scored(own + rival, noisy))
    beside = [Message("a12-rate", {"rate": rates[-1]})]
    if majority.readable:
        chosen = [panel.sizes[i] for i in majority.sizes]
        beside.append(
            Message("a12-majority", both_ends(chosen, share=majority.curve[majority.sizes]))
        )
    return shares_measured(
        inputs, panel, shares, finding=lambda ends: Message("a12-finding", ends), beside=beside,
        conditions={MAJORITY: majority.part(Message("a12-condition", {}))},
    )  # fmt: skip
