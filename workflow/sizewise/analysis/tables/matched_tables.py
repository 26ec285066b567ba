"""Tables of the matched-loss test on the study's ladder: calls by family, and what they rest on."""

import numpy as np
import pandas as pd

from sizewise.analysis.data.end_points import end_points
from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.methods.curves import mean_there
from sizewise.analysis.methods.matched import call, overlap
from sizewise.analysis.methods.matched_ladder import (
    MEMORY,
    OwnLosses,
    chosen_kinds,
    fit_all,
    of_claim,
)
from sizewise.analysis.methods.own_loss import EARLIEST, is_late, own_loss
from sizewise.analysis.methods.slopes import chance
from sizewise.study.claims import Claim

SINCE = (EARLIEST, 1 / 4, 1 / 2)
"""Shares of the training before which checkpoints do not enter."""
ENDS = 0.0
"""In place of a share, for the ends of trainings."""
COLUMNS = ["family", "since", "memory", "gamma", "low", "high", "gain", "gain_low", "gain_high",
           "call", "why", "smallest_effect", "sizes", "seeds", "points"]  # fmt: skip


def matched_table(inputs: Inputs, claim: Claim) -> pd.DataFrame:
    """One row a family and share of SINCE: COLUMNS, `gain` in shares of right answers a decade.

    Where a study has shorter trainings the first rows are of the ends of trainings, `since` ENDS,
    on which the claim rests; else it rests on the first of SINCE. A family without a fit has null
    numbers, and `why` says why; of the later shares only families with a fit have rows. `memory`
    marks families of single facts, which do not count for the claim. `claim` is A16.
    """
    seeds, rows = inputs.fewest_seeds, []
    own, first = of_claim(inputs)
    # The claim's fits, and where they are of late checkpoints those are the first of SINCE.
    every = [(ENDS if own.inputs.all_decayed else SINCE[0], first)]
    every += [
        (since, fit_all(OwnLosses(inputs, since)))
        for since in (SINCE if own.inputs.all_decayed else SINCE[1:])
    ]
    for since, found in every:
        for name, fits in found.fits.items():
            gamma, (low, high) = found.around(inputs, name)
            decision, why = call(low, high, claim.regions, seeds)
            steepness = float(np.mean([fit.steepness for fit in fits]))
            rows.append({
                "family": name, "since": since, "memory": name in MEMORY, "gamma": gamma,
                "low": low, "high": high, "gain": gamma * steepness,
                "gain_low": low * steepness, "gain_high": high * steepness, "call": decision,
                "why": why.text, "smallest_effect": claim.smallest_effect,
                "sizes": max(fit.sizes for fit in fits), "seeds": seeds,
                "points": max(fit.points for fit in fits),
            })  # fmt: skip
        for name in found.failures if since == every[0][0] else ():
            if name not in found.fits:
                rows.append({
                    "family": name, "since": since, "memory": name in MEMORY,
                    "call": "not measured", "why": found.why(name).text,
                    "smallest_effect": claim.smallest_effect, "sizes": 0, "seeds": seeds,
                    "points": 0,
                })  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS).sort_values(["since", "family"], ignore_index=True)


def _by_size(panel: Panel, values: np.ndarray) -> np.ndarray:
    """Mean over the seeds of (run, step), as (size, step); NaN where no seed has a value."""
    own = [values[panel.run_size == size] for size in range(len(panel.sizes))]
    return np.stack([mean_there(seeds, axis=0) for seeds in own])


def matched_points_table(inputs: Inputs) -> pd.DataFrame:
    """family, size, step, loss, value, chance, shared: what a reader sees of the test, over the
    ends of trainings where the study has shorter ones, else over late checkpoints.

    `value` is the share of right answers over the kinds of the family that have an own loss, `loss`
    that loss in nats, over the items that all late checkpoints answered; means over seeds. `shared`
    marks losses that another size passes through.
    """
    inputs, frames = end_points(inputs) or inputs, []
    for name, panel in inputs.panels.items():
        late = is_late(panel, EARLIEST)
        mask = panel.kind(*chosen_kinds(panel)) & panel.throughout(late)
        if not mask.any():
            continue
        value = mean_there(panel.values["accuracy"][..., mask])
        mean_loss, mean_value = (_by_size(panel, a) for a in (own_loss(panel, mask), value))
        size, step = np.indices(mean_loss.shape)
        frames.append(pd.DataFrame({
            "family": name, "size": np.array(panel.sizes, dtype=object)[size.ravel()],
            "step": panel.steps[step.ravel()], "loss": mean_loss.ravel(),
            "value": mean_value.ravel(), "chance": chance(panel, mask),
            "shared": overlap(mean_loss, np.arange(len(mean_loss))).ravel(),
        }))  # fmt: skip
    columns = ["family", "size", "step", "loss", "value", "chance", "shared"]
    if not frames:
        return pd.DataFrame(columns=columns)
    return pd.concat(frames, ignore_index=True).dropna(subset=["loss", "value"])
