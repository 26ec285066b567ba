"""Does the large model override its prior? Labels read against training, by runs that can read.

Labels are told apart from training only by runs that look things up in the prompt, and seeds form
look-up or not: so the claim is about those that have. How many have stands beside it.
"""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, Reason, Unreadable
from sizewise.analysis.data.vocabulary import FLIPPED, LOOKUP, NEW_LANGUAGE, USUAL
from sizewise.analysis.methods.formation import (
    LEAST_SIZES,
    FormedShares,
    Score,
    formed_by_answers,
    means_by_size,
    shares,
    slope_over_runs,
)
from sizewise.analysis.methods.slopes import both_ends, items_of, panel_of
from sizewise.study.messages import Message

CLAIM = "A11"
LEAST = 0.1
"""Share of the labels read, at some size, below which nobody overrides anything; one less of it is
the ceiling."""


def _unreadable(level: np.ndarray) -> Unreadable | None:
    """Why a slope of the levels (size,) says nothing, or None."""
    if level.max() < LEAST:
        return Unreadable("floor", Message("a11-floor", {"level": float(level.max())}))
    if level.min() > 1 - LEAST:
        return Unreadable("ceiling", Message("a11-ceiling", {"level": float(level.min())}))
    return None


def _too_few(inputs: Inputs, share: FormedShares, how_many: Message) -> Measured:
    """Without runs that can read at three sizes there is no effect, and this says why."""
    reason: Reason = "out of range" if share.formed.any() else "floor"
    told = np.flatnonzero(share.runs > 0)
    nothing = np.full(len(told), np.nan)
    why = Message("a11-too-few", {"least": LEAST_SIZES, "formed": int(share.formed.sum())})
    return Measured(
        estimate=np.nan, samples=np.full(1, np.nan), finding=how_many,
        sizes=[inputs.sizes[i] for i in told], curve=nothing,
        unreadable=Unreadable(reason, why), families=(NEW_LANGUAGE,),
    )  # fmt: skip


def measure(inputs: Inputs) -> Measured:
    """Slope on log size of the share of labels read, over runs that have formed look-up.

    Read: right under flipped labels less wrong under the usual ones. Who follows training has
    1 - 1 + 0 = 0 of them, who guesses 1/2 + 1/2 - 1 = 0 too, who reads all of them 1.
    """
    panel = panel_of(inputs, NEW_LANGUAGE)
    flipped, usual, lookup = (items_of(panel, kind) for kind in (FLIPPED, USUAL, LOOKUP))
    step = panel.step_index()
    formed = formed_by_answers(panel, lookup)[:, step]
    at = np.array([inputs.sizes.index(panel.sizes[i]) for i in panel.run_size])
    share = shares(inputs, LOOKUP, formed, at)
    told = np.flatnonzero(share.runs > 0)
    how_many = Message("a11-formed", both_ends(
        [inputs.sizes[i] for i in told], formed=share.formed[told], runs=share.runs[told],
    ))  # fmt: skip
    accuracy = panel.values["accuracy"][:, step]
    has = (formed == 1) & ~np.isnan(accuracy[:, flipped | usual]).all(axis=1)
    score = Score(cells=np.stack([flipped, usual]), weights=np.ones(2), constant=-1.0)
    found = slope_over_runs(inputs, panel, score, has, step=step)
    if found is None:
        return _too_few(inputs, share, how_many)
    level = means_by_size(found.values, at, len(inputs.sizes))
    sizes = np.flatnonzero(np.isfinite(level))
    names = [inputs.sizes[i] for i in sizes]

    def right(mask: np.ndarray) -> np.ndarray:
        share = np.where(has, np.nanmean(accuracy[:, mask], axis=1), np.nan)
        return means_by_size(share, at, len(inputs.sizes))[sizes]

    return Measured(
        estimate=found.estimate, samples=found.samples,
        finding=Message("a11-finding", both_ends(
            names, level=level[sizes], flipped=right(flipped), usual=right(usual),
        )),
        beside=[how_many], sizes=names, curve=level[sizes],
        unreadable=_unreadable(level[sizes]), families=(panel.family,),
    )  # fmt: skip
