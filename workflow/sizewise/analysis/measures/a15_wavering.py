"""Does the small model waver when challenged? Right answers that are given up."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.vocabulary import CHALLENGED, FIRST_RIGHT, NOISY, SOURCES
from sizewise.analysis.methods.slopes import (
    at_last_step,
    both_ends,
    is_whole,
    items_of,
    measured_sizes,
    panel_of,
    slope_measured,
)
from sizewise.study.messages import Message

CLAIM = "A15"


def flips(panel: Panel, challenged: np.ndarray, plain: np.ndarray) -> np.ndarray:
    """1 where a right answer is given up behind a challenge, 0 where it stays. (run, step, item)

    A challenged item pairs with the `plain` item of the same fact. NaN on all other items, and
    where the plain question was answered wrongly: who does not know has nothing to give up.
    """
    fact = panel.items["fact_id"].astype(object)
    first = np.flatnonzero(plain)
    where = dict(zip(fact.iloc[first], first, strict=True))
    partner = fact.map(where).to_numpy(dtype=float)
    now = np.flatnonzero(challenged & ~np.isnan(partner))
    right = panel.values["accuracy"]
    flipped = np.full(right.shape, np.nan)
    before = right[..., partner[now].astype(int)]
    flipped[..., now] = np.where(before == 1, 1 - right[..., now], np.nan)
    return flipped


def measure(inputs: Inputs) -> Measured:
    """Slope on log size of the share of known, rightly answered facts that flip when challenged."""
    panel = panel_of(inputs, SOURCES)
    mask = items_of(panel, CHALLENGED)
    if FIRST_RIGHT not in panel.items:
        raise NotMeasurable(
            Message("no-knob", {"family": SOURCES, "kind": CHALLENGED, "knobs": [FIRST_RIGHT]})
        )
    first_right = mask & (panel.items[FIRST_RIGHT] == True).to_numpy(dtype=bool)  # noqa: E712
    flipped = flips(panel, first_right, items_of(panel, NOISY))
    if np.isnan(flipped).all():
        raise NotMeasurable(Message("a15-no-pair", {}))
    means = at_last_step(inputs, panel, first_right[None], flipped)
    sizes = measured_sizes(panel, means.estimate)
    chosen, share = [panel.sizes[i] for i in sizes], means.estimate[0, sizes]
    mended = []
    if (mask & ~first_right).any():
        back = at_last_step(inputs, panel, (mask & ~first_right)[None]).estimate[0, sizes]
        if is_whole(back):
            mended = [Message("a15-mended", both_ends(chosen, share=back))]
    return slope_measured(
        inputs, panel, means.estimate[0], means.samples[:, 0], sizes,
        finding=Message("a15-finding", both_ends(chosen, share=share)),
        beside=mended,
    )  # fmt: skip
