"""What can be drawn out of a model word by word: extraction and exposure of planted verses.

Extraction (Carlini et al. 2022, arXiv 2202.07646): the greedy continuation of a prefix equals the
rest of the verse. Exposure (Carlini et al. 2019, arXiv 1802.08232): log2 of the number of
candidates minus log2 of the rank of the planted one among them by log-probability. It is 0 for the
last place and at most log2 of the number of candidates; a line that was never planted has a
uniform rank, and about log2 e = 1.44 bits in the mean over many candidates.
"""

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.resample import interval
from sizewise.analysis.data.vocabulary import CONTINUE, DUPLICATES, EXPOSURE, VERSES

COLUMNS = ["size", "step", "kind", "duplicates", "value", "low", "high", "ceiling", "chance",
           "n_items", "n_entities"]  # fmt: skip


def exposure_bits(panel: Panel) -> np.ndarray:
    """log2 candidates - log2 rank of every item with choices, (run, step, item)."""
    choices = panel.items["choices"].to_numpy(dtype=float)
    return np.log2(np.where(choices > 0, choices, np.nan)) - np.log2(panel.values["rank"])


def uniform_exposure(candidates: float) -> float:
    """Mean exposure of a line that the model does not tell from the others, in bits."""
    ranks = np.arange(1, int(candidates) + 1)
    return float(np.log2(candidates) - np.log2(ranks).mean())


def extraction_table(inputs: Inputs) -> pd.DataFrame:
    """Columns: COLUMNS. `value` is a share for kind `continue` and bits for kind `exposure`.

    `duplicates` is null for all planted verses together (never-planted controls, 0 duplicates, have
    rows of their own); `ceiling` is the largest possible value, `chance` that of a model to which
    all candidates are alike (0 for written continuations).
    """
    panel = inputs.panels.get(VERSES)
    if panel is None:
        return pd.DataFrame(columns=COLUMNS)
    duplicates, frames = panel.number(DUPLICATES), []
    for kind in (CONTINUE, EXPOSURE):
        mask = panel.kind(kind)
        levels = np.unique(duplicates[mask & ~np.isnan(duplicates)])
        axis = [(np.nan, mask & (duplicates > 0))]
        axis += [(level, mask & (duplicates == level)) for level in levels]
        axis = [(level, cell) for level, cell in axis if cell.any()]
        if not axis:
            continue
        values = panel.values["accuracy"] if kind == CONTINUE else exposure_bits(panel)
        means = inputs.resamples.means(panel, values, np.stack([cell for _, cell in axis]))
        low, high = interval(means.samples, inputs.study.analysis.confidence)
        for c, (level, cell) in enumerate(axis):
            candidates = panel.items["choices"].to_numpy(dtype=float)[cell]
            ceiling, chance = 1.0, 0.0
            if kind == EXPOSURE:
                ceiling = float(np.log2(candidates).mean())
                chance = float(np.mean([uniform_exposure(n) for n in candidates]))
            size, step = (index.ravel() for index in np.indices(means.estimate[c].shape))
            frames.append(pd.DataFrame({
                "size": np.array(panel.sizes, dtype=object)[size], "step": panel.steps[step],
                "kind": kind, "duplicates": level, "value": means.estimate[c].ravel(),
                "low": np.clip(low[c].ravel(), 0, ceiling),
                "high": np.clip(high[c].ravel(), 0, ceiling), "ceiling": ceiling,
                "chance": chance, "n_items": int(cell.sum()),
                "n_entities": len(np.unique(panel.entity[cell])),
            }))  # fmt: skip
    if not frames:
        return pd.DataFrame(columns=COLUMNS)
    table = pd.concat(frames, ignore_index=True)[COLUMNS]
    return table.dropna(subset="value").reset_index(drop=True)
