"""Tables of what a model has stored: bits of planted knowledge by size, step and exposures."""

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.resample import interval
from sizewise.analysis.data.vocabulary import (
    BIOGRAPHIES,
)
from sizewise.analysis.methods.capacity import stored

COLUMNS = ["size", "step", "exposures", "planted_bits", "share", "low", "high", "stored_bits",
           "stored_low", "stored_high", "cross_entropy_share", "cross_entropy_low",
           "cross_entropy_high", "per_non_embedding", "per_non_embedding_and_head", "per_total",
           "n_items", "n_entities"]  # fmt: skip


def capacity_table(inputs: Inputs) -> pd.DataFrame:
    """Columns: COLUMNS. Planted bits and what is recovered of them, by size, step and exposures.

    `exposures` is null for the whole stream. `stored_bits` are share × planted; `per_…` divides
    them by a parameter count. `cross_entropy_…` is the lower bound.
    """
    try:
        found = stored(inputs, None)
    except NotMeasurable:
        return pd.DataFrame(columns=COLUMNS)
    panel, confidence = inputs.panels[BIOGRAPHIES], inputs.study.analysis.confidence
    counts = [inputs.counts(size) for size in panel.sizes]
    size, step = (index.ravel() for index in np.indices(found.share.shape[1:]))
    every = found.cells.any(axis=0)
    axis = [(np.nan, found.planted.sum(), every, *(
        found.whole(x) for x in (found.share, found.samples, found.bound, found.bound_samples)
    ))]  # fmt: skip
    axis += [
        (level, found.planted[i], found.cells[i], found.share[i], found.samples[:, i],
         found.bound[i], found.bound_samples[:, i])
        for i, level in enumerate(found.levels)
    ]  # fmt: skip
    frames = []
    for level, planted, cell, share, samples, bound, bound_samples in axis:
        low, high = (end.ravel() for end in interval(samples, confidence))
        bound_low, bound_high = (end.ravel() for end in interval(bound_samples, confidence))
        stored_bits = share.ravel() * planted
        frames.append(pd.DataFrame({
            "size": np.array(panel.sizes, dtype=object)[size], "step": panel.steps[step],
            "exposures": level, "planted_bits": planted, "share": share.ravel(), "low": low,
            "high": high, "stored_bits": stored_bits, "stored_low": low * planted,
            "stored_high": high * planted, "cross_entropy_share": bound.ravel(),
            "cross_entropy_low": bound_low, "cross_entropy_high": bound_high,
            **{
                f"per_{name}": stored_bits / np.array([getattr(c, name) for c in counts])[size]
                for name in ("non_embedding", "non_embedding_and_head", "total")
            },
            "n_items": int(cell.sum()), "n_entities": len(np.unique(panel.entity[cell])),
        }))  # fmt: skip
    table = pd.concat(frames, ignore_index=True)[COLUMNS]
    return table.dropna(subset="share").reset_index(drop=True)
