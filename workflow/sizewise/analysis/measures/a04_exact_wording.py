"""Does the large model recall exact wording? Verses that a prefix draws out, by size."""

from dataclasses import replace

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, Unreadable
from sizewise.analysis.data.vocabulary import CONTINUE, DUPLICATES, EXPOSURE, VERSES
from sizewise.analysis.methods.extraction import exposure_bits
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

CLAIM = "A4"

FLOOR, CEILING = 0.05, 0.95
"""Extracted share: where no size has more, or none less, no slope that matters can show. A rest of
a line holds some twenty bits, so that nothing is extracted by chance."""


def measure(inputs: Inputs) -> Measured:
    """Slope on log size of the share of planted verses that a prefix draws out word by word.

    All planted verses count alike, whatever their duplicates, which are equally frequent by design.
    """
    panel = panel_of(inputs, VERSES)
    mask = items_of(panel, CONTINUE)
    means = at_last_step(inputs, panel, mask[None])
    sizes = measured_sizes(panel, means.estimate)
    chosen, share = [panel.sizes[i] for i in sizes], means.estimate[0, sizes]
    duplicates = panel.number(DUPLICATES)
    beside = []
    if np.isfinite(duplicates[mask]).any():
        most = np.nanmax(duplicates[mask])
        often = at_last_step(inputs, panel, (mask & (duplicates == most))[None])
        share_often = often.estimate[0, sizes]
        if is_whole(share_often):
            ends = both_ends(chosen, share=share_often)
            beside.append(Message("a4-most-planted", {"times": int(most), **ends}))
    ranked = panel.kind(EXPOSURE) & (duplicates > 0)
    if ranked.any():
        bits = at_last_step(inputs, panel, ranked[None], exposure_bits(panel)).estimate[0, sizes]
        most = np.log2(panel.items["choices"].to_numpy(dtype=float)[ranked]).mean()
        if is_whole(bits):
            beside.append(Message("a4-exposure", {"most": most, **both_ends(chosen, bits=bits)}))
    found = slope_measured(
        inputs, panel, means.estimate[0], means.samples[:, 0], sizes,
        finding=Message("a4-finding", both_ends(chosen, share=share)),
        beside=beside,
    )  # fmt: skip
    return replace(found, curve_range=(0.0, 1.0), unreadable=_unreadable(share))


def _unreadable(share: np.ndarray) -> Unreadable | None:
    """Why a share by size (size,) shows no slope, or None."""
    if share.max() <= FLOOR:
        return Unreadable("floor", Message("a4-floor", {
            "share": float(share.max()), "floor": FLOOR,
        }))  # fmt: skip
    if share.min() >= CEILING:
        return Unreadable("ceiling", Message("a4-ceiling", {
            "share": float(share.min()), "ceiling": CEILING,
        }))  # fmt: skip
    return None
