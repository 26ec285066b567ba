"""Does every family measure something here? Score by size, with chance and ceiling.

A measure that is at chance for every size, or at its ceiling for every size, says nothing about
size, whatever its claim's verdict reads. This table shows which do.
"""

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.resample import interval
from sizewise.analysis.methods.slopes import abilities, chance

ENTROPY = "entropy"
"""Knob of items whose label is a draw: bits of its true distribution."""
CEILING = 1.0
NEAR_CEILING = 0.95
AMONG = "accuracy among the values"
"""Name of a second score, of kinds that have a choice to abstain."""
GAIN = "share of the reachable gain"
SHARE = (0.0, 1.0)
RANGES = {GAIN: (-np.inf, 1.0)}
"""Where a score can lie: a model may be further from the truth than a uniform guess."""
# How a kind of item stands over the ladder, at the last step.
RISES, FALLS = "rises with size", "falls with size"
AT_CHANCE, AT_CEILING, FLAT = "at chance", "at the ceiling", "no difference seen"
COLUMNS = ["family", "kind", "metric", "size", "step", "value", "low", "high", "chance", "ceiling",
           "difference", "difference_low", "difference_high", "signal", "n_items",
           "n_entities"]  # fmt: skip


def reachable_gain(panel: Panel) -> np.ndarray:
    """1 - KL(true || model) / KL(true || uniform) as (run, step, item): 0 for a uniform guess.

    The denominator is its mean over the items, so that a mean over items is a ratio of means and
    an item with a nearly uniform truth does not blow up.
    """
    choices = panel.items["choices"].to_numpy(dtype=float)
    nats = np.log(choices, where=choices > 0, out=np.full(len(choices), np.nan))
    uniform = nats - panel.number(ENTROPY) * np.log(2)
    scale = np.full(len(choices), np.nan)
    for kind in panel.items["kind"].unique():
        mask = panel.kind(kind)
        scale[mask] = np.nanmean(uniform[mask])
    return 1 - panel.values["divergence"] / scale


def scores(panel: Panel, mask: np.ndarray) -> list[tuple[str, np.ndarray, float]]:
    """(name, values, chance) of the scores that show a kind's signal.

    Where a choice is to abstain, the answers among the values stand beside all answers: a model
    that knows a fact and still abstains is wrong in one and right in the other.
    """
    divergence = panel.values.get("divergence")
    if divergence is not None and not np.isnan(divergence[..., mask]).all():
        return [(GAIN, reachable_gain(panel), 0.0)]
    found = [("accuracy", panel.values["accuracy"], chance(panel, mask))]
    among = panel.values["value_accuracy"]
    if not np.isnan(among[..., mask]).all():
        choices = panel.items["choices"].to_numpy(dtype=float)[mask]
        found.append((AMONG, among, float((1 / (choices - 1)).mean())))
    return found


def call(low: np.ndarray, high: np.ndarray, difference: tuple[float, float], floor: float) -> str:
    """The word for a kind, from the sizes' intervals and that of largest minus smallest."""
    if difference[0] > 0:
        return RISES
    if difference[1] < 0:
        return FALLS
    if not (low > floor).any():
        return AT_CHANCE
    return AT_CEILING if (high[np.isfinite(high)] >= NEAR_CEILING).all() else FLAT


def signal_table(inputs: Inputs) -> pd.DataFrame:
    """One row a family, kind, metric and size at the last step that all sizes have (COLUMNS).

    Controls, whose right answer nobody can know, have no row. `difference` is largest minus
    smallest size, with its interval over the same draws.
    """
    frames = []
    for family, panel in inputs.panels.items():
        step = panel.step_index()
        for kind in abilities(panel):
            mask = panel.kind(kind)
            for metric, values, floor in scores(panel, mask):
                means = inputs.resamples.means(panel, values, mask[None], step=step)
                confidence = inputs.study.analysis.confidence
                value, drawn = means.estimate[0], means.samples[:, 0]
                low, high = np.clip(interval(drawn, confidence), *RANGES.get(metric, SHARE))
                apart = interval(drawn[:, -1] - drawn[:, 0], confidence)
                if len(panel.sizes) < 2:
                    apart = (np.nan, np.nan)
                ends = (float(apart[0]), float(apart[1]))
                frames.append(pd.DataFrame({
                    "family": family, "kind": kind, "metric": metric, "size": panel.sizes,
                    "step": panel.steps[step], "value": value, "low": low, "high": high,
                    "chance": floor, "ceiling": CEILING, "difference": value[-1] - value[0],
                    "difference_low": ends[0], "difference_high": ends[1],
                    "signal": call(low, high, ends, floor), "n_items": int(mask.sum()),
                    "n_entities": len(np.unique(panel.entity[mask])),
                }))  # fmt: skip
    if not frames:
        return pd.DataFrame(columns=COLUMNS)
    return pd.concat(frames, ignore_index=True)[COLUMNS]
