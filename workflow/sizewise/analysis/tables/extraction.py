"""Table of what can be drawn out of a model word by word, by duplicates."""

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.resample import interval
from sizewise.analysis.data.vocabulary import CONTINUE, DUPLICATES, EXPOSURE, VERSES
from sizewise.analysis.methods.extraction import exposure_bits, uniform_exposure

COLUMNS = ["size", "step", "kind", "duplicates", "value", "low", "high", "ceiling", "chance",
           "n_items", "n_entities"]  # fmt: skip


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
