"""Mixtures of experts beside the rungs that share their total or their active parameters."""

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.resample import interval
from sizewise.analysis.methods.total_and_active import (
    ARM,
    Levels,
    accuracy,
    bits_saved,
    weights,
)

COLUMNS = ["outcome", "size", "sparse", "total", "active", "value", "low", "high", "seeds",
           "same_total", "same_active", "balance_loss"]  # fmt: skip
WEIGHTS = ["outcome", "count", "value", "low", "high", "sizes", "mixtures"]
LAST_SHARE = 0.1
"""Share of the updates, the last ones, over which the balance is averaged."""
_OUTCOMES = {"bits saved": bits_saved, "accuracy": accuracy}


def sparse_tables(inputs: Inputs) -> dict[str, pd.DataFrame]:
    """`sparse`: a row an outcome and size, and `sparse_weights`: an outcome and count.

    Outcomes are held-out bits a byte with the sign turned ("bits saved") and accuracy above
    guessing. `same_total` and `same_active` name the rung of a mixture's pair; `balance_loss` is 1
    where all experts get as many tokens. Weights are standardised coefficients. Empty without the
    arm.
    """
    rows, coefficients = [], []
    confidence = inputs.study.analysis.confidence
    for outcome, read in _OUTCOMES.items():
        try:
            levels = read(inputs)
        except NotMeasurable:
            continue
        low, high = interval(levels.samples, confidence)
        for i, size in enumerate(levels.sizes):
            rows.append({
                "outcome": outcome, "size": size, "sparse": bool(levels.sparse[i]),
                "total": 10 ** levels.total[i], "active": 10 ** levels.active[i],
                "value": levels.estimate[i], "low": low[i], "high": high[i],
                "seeds": len(inputs.seeds_of(size)),
                "same_total": _name(levels, i, levels.total),
                "same_active": _name(levels, i, levels.active),
                "balance_loss": _balance(inputs, size) if levels.sparse[i] else np.nan,
            })  # fmt: skip
        found = weights(levels)
        low, high = interval(found.samples, confidence)
        coefficients += [
            {
                "outcome": outcome, "count": count, "value": found.estimate[i], "low": low[i],
                "high": high[i], "sizes": len(levels.sizes), "mixtures": int(levels.sparse.sum()),
            }
            for i, count in enumerate(("total", "active"))
        ]  # fmt: skip
    return {
        "sparse": pd.DataFrame(rows, columns=COLUMNS),
        "sparse_weights": pd.DataFrame(coefficients, columns=WEIGHTS),
    }


def _name(levels: Levels, size: int, count: np.ndarray) -> str | None:
    if not levels.sparse[size]:
        return None
    at = levels.partner(size, count)
    return None if at is None else levels.sizes[at]


def _balance(inputs: Inputs, size: str) -> float:
    """Mean balance loss at the end of a mixture's trainings; NaN where no log says it."""
    logs = [log for run, log in inputs.others[ARM].logs.items() if run.size == size]
    ends = [
        log["balance_loss"].tail(max(1, round(LAST_SHARE * len(log)))).mean()
        for log in logs
        if "balance_loss" in log
    ]
    return float(np.mean(ends)) if ends else np.nan
