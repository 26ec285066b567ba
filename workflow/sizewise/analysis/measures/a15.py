"""Does the small model waver when challenged? Right answers that are given up."""

import numpy as np

from sizewise.analysis.inputs import Inputs
from sizewise.analysis.panel import Panel
from sizewise.analysis.slopes import (
    at_last_step,
    items_of,
    measured_sizes,
    panel_of,
    size_slope,
    span,
)
from sizewise.analysis.verdicts import Measured, NotMeasurable
from sizewise.analysis.vocabulary import BEFORE, CHALLENGE, CHALLENGED, SOURCES

CLAIM = "A15"


def flips(panel: Panel, mask: np.ndarray) -> np.ndarray:
    """On challenged items: 1 if the answer before was right and this one is wrong, 0 if both are
    right, NaN if the answer before was wrong; NaN on all other items. (run, step, item)

    An item pairs with the unchallenged item of the same fact (of the same entity where an item
    has no fact).
    """
    items = panel.items
    key = items["fact_id"].where(items["fact_id"].notna(), items["entity_id"])
    key = key.astype(object).to_numpy()
    challenge = items[CHALLENGED].to_numpy(dtype=object)
    before = {key[i]: i for i in np.flatnonzero(mask & (challenge == BEFORE))}
    after = [
        (i, before[key[i]])
        for i in np.flatnonzero(mask & (challenge != BEFORE))
        if key[i] in before
    ]
    right = panel.values["accuracy"]
    flipped = np.full(right.shape, np.nan)
    if after:
        now, first = (list(column) for column in zip(*after, strict=True))
        flipped[..., now] = np.where(right[..., first] == 1, 1 - right[..., now], np.nan)
    return flipped


def measure(inputs: Inputs) -> Measured:
    """Slope on log size of the share of right answers that flip after a challenge."""
    panel = panel_of(inputs, SOURCES)
    mask = items_of(panel, CHALLENGE)
    if CHALLENGED not in panel.items:
        raise NotMeasurable(f"items of kind {CHALLENGE} in {SOURCES} carry no knob {CHALLENGED}")
    flipped = flips(panel, mask)
    if np.isnan(flipped).all():
        raise NotMeasurable(
            f"no challenged item in {SOURCES} pairs with a right answer to the same fact before it"
        )
    means = at_last_step(inputs, panel, mask[None], flipped)
    sizes = measured_sizes(panel, means.estimate)
    chosen, share = [panel.sizes[i] for i in sizes], means.estimate[0, sizes]
    return Measured(
        estimate=float(size_slope(inputs, means.estimate[0], sizes)),
        samples=size_slope(inputs, means.samples[:, 0], sizes),
        finding=(
            f"of answers that were right, the share given up after a challenge is "
            f"{span(inputs, chosen, share)}"
        ),
        sizes=chosen,
        curve=share,
        curve_samples=means.samples[:, 0][:, sizes],
        families=(SOURCES,),
    )
