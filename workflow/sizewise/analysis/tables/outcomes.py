"""Table of what becomes of questions about people: right, abstained, confidently wrong."""

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.resample import interval
from sizewise.analysis.data.vocabulary import BIOGRAPHIES, EXPOSURES
from sizewise.analysis.methods.outcomes import abstained, confidently_wrong


def outcomes_table(inputs: Inputs) -> pd.DataFrame:
    """size, step, kind, exposures (null = all), outcome, value, low, high, n_items, n_entities.

    Outcomes are correct, abstained and confidently wrong; the rest to one is wrong without
    confidence. For kinds of unknown people correct and abstained are the same answers.
    """
    columns = ["size", "step", "kind", "exposures", "outcome", "value", "low", "high", "n_items",
               "n_entities"]  # fmt: skip
    panel = inputs.panels.get(BIOGRAPHIES)
    if panel is None:
        return pd.DataFrame(columns=columns)
    exposures = panel.number(EXPOSURES)
    axis = []
    for kind in panel.items["kind"].unique():
        mask = panel.kind(kind)
        axis.append((kind, np.nan, mask))
        levels = np.unique(exposures[mask & ~np.isnan(exposures)])
        axis += [(kind, level, mask & (exposures == level)) for level in levels]
    masks = np.stack([mask for *_, mask in axis])
    outcomes = {
        "correct": panel.values["accuracy"],
        "abstained": abstained(panel),
        "confidently wrong": confidently_wrong(panel),
    }
    frames = []
    for outcome, values in outcomes.items():
        means = inputs.resamples.means(panel, values, masks)
        ends = interval(means.samples, inputs.study.analysis.confidence)
        low, high = np.clip(ends, 0, 1)
        for c, (kind, level, mask) in enumerate(axis):
            size, step = np.indices(means.estimate[c].shape)
            frames.append(pd.DataFrame({
                "size": np.array(panel.sizes, dtype=object)[size.ravel()],
                "step": panel.steps[step.ravel()], "kind": kind, "exposures": level,
                "outcome": outcome, "value": means.estimate[c].ravel(), "low": low[c].ravel(),
                "high": high[c].ravel(), "n_items": int(mask.sum()),
                "n_entities": len(np.unique(panel.entity[mask])),
            }))  # fmt: skip
    table = pd.concat(frames, ignore_index=True)
    return table.dropna(subset="value").reset_index(drop=True)[columns]
