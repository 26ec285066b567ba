"""Several constraints at once: which are met, by their place in the instruction."""

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.resample import interval
from sizewise.analysis.methods.constraints import panel_with_checks, satisfaction

COLUMNS = ["size", "step", "constraints", "position", "satisfied", "low", "high", "all_satisfied",
           "all_low", "all_high", "product", "product_low", "product_high", "n_items",
           "n_entities"]  # fmt: skip


def constraints_table(inputs: Inputs) -> pd.DataFrame:
    """Columns: COLUMNS. Shares of met constraints by number of constraints and position.

    Rows with `position` (from 1) hold the share at that place. The row without one holds the mean
    over places, the share of answers that meet all constraints, and the product of the shares at
    single places, which is what independent constraints would give.
    """
    try:
        panel, mask = panel_with_checks(inputs)
        found = satisfaction(inputs, panel, mask, None)
    except NotMeasurable:
        return pd.DataFrame(columns=COLUMNS)
    confidence, frames = inputs.study.analysis.confidence, []
    for one in found:
        size, step = (index.ravel() for index in np.indices(one.all_estimate.shape))
        identity = {
            "size": np.array(panel.sizes, dtype=object)[size], "step": panel.steps[step],
            "constraints": one.number, "n_items": int(one.items.sum()),
            "n_entities": len(np.unique(panel.entity[one.items])),
        }  # fmt: skip

        def columns(name: str, ends: tuple[str, str], point: np.ndarray, drawn: np.ndarray) -> dict:
            low, high = np.clip(interval(drawn, confidence), 0, 1)
            return {name: point.ravel(), ends[0]: low.ravel(), ends[1]: high.ravel()}

        for position in range(one.number):
            frames.append(pd.DataFrame(identity | {"position": position + 1.0} | columns(
                "satisfied", ("low", "high"), one.estimate[position], one.samples[:, position],
            )))  # fmt: skip
        frames.append(pd.DataFrame(
            identity | {"position": np.nan}
            | columns("satisfied", ("low", "high"), one.estimate.mean(axis=0),
                      one.samples.mean(axis=1))
            | columns("all_satisfied", ("all_low", "all_high"), one.all_estimate, one.all_samples)
            | columns("product", ("product_low", "product_high"), one.estimate.prod(axis=0),
                      one.samples.prod(axis=1))
        ))  # fmt: skip
    table = pd.concat(frames, ignore_index=True).reindex(columns=COLUMNS)
    return table.dropna(subset="satisfied").reset_index(drop=True)
