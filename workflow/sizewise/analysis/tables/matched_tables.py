"""Tables of the matched-loss test on the study's ladder: calls by family, and what they rest on."""

import warnings

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.methods.matched import (
    call,
    overlap,
)
from sizewise.analysis.methods.matched_ladder import around, fit_all, loss_of
from sizewise.analysis.methods.slopes import abilities, chance

COLUMNS = ["family", "gamma", "low", "high", "gain", "gain_low", "gain_high", "call", "why",
           "smallest_effect", "sizes", "seeds", "points"]  # fmt: skip


def matched_table(inputs: Inputs, smallest: float) -> pd.DataFrame:
    """One row a family: COLUMNS, `gain` in shares of right answers a decade.

    A family without a fit has null numbers, and `why` says why. `smallest` is the least gamma
    that matters, from the register.
    """
    fits, failures = fit_all(inputs)
    seeds = inputs.fewest_seeds
    rows = []
    for fit in fits:
        gamma, (low, high) = around(
            [fit], several_seeds=seeds > 1, confidence=inputs.study.analysis.confidence
        )
        decision, why = call(low, high, smallest, seeds)
        rows.append({
            "family": fit.family, "gamma": gamma, "low": low, "high": high,
            "gain": gamma * fit.steepness, "gain_low": low * fit.steepness,
            "gain_high": high * fit.steepness, "call": decision, "why": why.text,
            "smallest_effect": smallest, "sizes": fit.sizes, "seeds": seeds, "points": fit.points,
        })  # fmt: skip
    for family, why in failures.items():
        rows.append({
            "family": family, "call": "not measured", "why": why.text, "smallest_effect": smallest,
            "sizes": 0, "seeds": seeds, "points": 0,
        })  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS).sort_values("family", ignore_index=True)


def matched_points_table(inputs: Inputs) -> pd.DataFrame:
    """family, size, step, bits_per_byte, value, chance, shared: what a reader sees of the test.

    `value` is the share of right answers over all abilities of the family, `bits_per_byte` the
    held-out loss, both means over seeds; `shared` marks losses that another size passes through.
    """
    frames = []
    for name, panel in inputs.panels.items():
        mask = panel.kind(*abilities(panel))
        if not mask.any():
            continue
        right = panel.values["accuracy"][..., mask]
        counted = (~np.isnan(right)).sum(axis=2)
        value = np.divide(
            np.nansum(right, axis=2), counted, out=np.full(counted.shape, np.nan),
            where=counted > 0,
        )  # fmt: skip
        loss = loss_of(inputs, panel)
        sizes = range(len(panel.sizes))
        with warnings.catch_warnings():
            # A checkpoint that no seed has stays NaN and is dropped below.
            warnings.simplefilter("ignore", RuntimeWarning)
            mean_loss, mean_value = (
                np.stack([np.nanmean(a[panel.run_size == s], axis=0) for s in sizes])
                for a in (loss, value)
            )
        size, step = np.indices(mean_loss.shape)
        frames.append(pd.DataFrame({
            "family": name, "size": np.array(panel.sizes, dtype=object)[size.ravel()],
            "step": panel.steps[step.ravel()], "bits_per_byte": mean_loss.ravel(),
            "value": mean_value.ravel(), "chance": chance(panel, mask),
            "shared": overlap(mean_loss, np.arange(len(mean_loss))).ravel(),
        }))  # fmt: skip
    columns = ["family", "size", "step", "bits_per_byte", "value", "chance", "shared"]
    if not frames:
        return pd.DataFrame(columns=columns)
    return pd.concat(frames, ignore_index=True).dropna(subset=["bits_per_byte", "value"])
