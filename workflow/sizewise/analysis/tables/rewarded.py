"""Tables of the arms that are trained by reward: scores, slopes, updates, what else was lost."""

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.resample import interval
from sizewise.analysis.methods.rewarded import (
    FAMILIES,
    PARENT,
    Curve,
    Rewarded,
    arm_of,
    paired,
    rewarded,
    runs_of,
    sources_there,
)
from sizewise.analysis.methods.slopes import abilities

UPDATE_POINTS = 20
"""Points of a curve over updates: an update asks few questions, and its mean is noisy."""

_SCORES = ["family", "source", "setting", "size", "value", "low", "high", "seeds", "items"]
_SLOPES = ["family", "source", "slope", "low", "high", "change", "change_low", "change_high"]
_UPDATES = [
    "family", "source", "size", "update", "reward", "right", "divergence", "entropy",
    "silent", "seeds",
]  # fmt: skip
_LOST = ["family", "source", "size", "what", "metric", "before", "after", "change", "low", "high"]


def _families(inputs: Inputs) -> list[Rewarded]:
    """Every family with all sources that the study rewards it from; none without an arm."""
    found = []
    for family in FAMILIES:
        if sources := sources_there(inputs, family):
            try:
                found.append(rewarded(inputs, {family: sources})[family])
            except NotMeasurable:
                continue
    return found


def reward_scores_table(inputs: Inputs) -> pd.DataFrame:
    """family, source, setting (null: mean of them), size, value, low, high, seeds, items.

    `value` is right answers above guessing, as a share, on held-out items of the settings that
    count; `source` is `parent` before, `exact` or `learned` after.
    """
    rows, confidence = [], inputs.study.analysis.confidence
    for one in _families(inputs):
        seeds = np.bincount(one.panel.run_size)
        settings = one.panel.number("setting")
        for source in (PARENT, *sources_there(inputs, one.family)):
            means = one.means(source)
            mean = Curve(value=means.estimate.mean(axis=0), samples=means.samples.mean(axis=1))
            cells = [(None, mean.value, mean.samples, one.cells.any(axis=0))]
            cells += [
                (float(settings[cell][0]), means.estimate[i], means.samples[:, i], cell)
                for i, cell in enumerate(one.cells)
            ]
            for setting, value, samples, cell in cells:
                low, high = interval(samples, confidence)
                rows += [
                    {"family": one.family, "source": source, "setting": setting, "size": size,
                     "value": value[i], "low": low[i], "high": high[i], "seeds": int(seeds[i]),
                     "items": int(cell.sum())}
                    for i, size in enumerate(one.sizes)
                ]  # fmt: skip
    return pd.DataFrame(rows, columns=_SCORES).astype({"setting": "float64"})


def reward_slopes_table(inputs: Inputs) -> pd.DataFrame:
    """family, source, slope, low, high, change, change_low, change_high: score a decade.

    `change` is the slope less that of the parents; null for the parents themselves.
    """
    rows, confidence = [], inputs.study.analysis.confidence
    for one in _families(inputs):
        x = one.log_parameters()
        for source in (PARENT, *sources_there(inputs, one.family)):
            slope, samples = one.curve(source).slope(x)
            low, high = interval(samples, confidence)
            row = {"family": one.family, "source": source, "slope": slope, "low": low, "high": high}
            if source != PARENT:
                change, drawn = one.curve(source, PARENT).slope(x)
                ends = interval(drawn, confidence)
                row |= {"change": change, "change_low": ends[0], "change_high": ends[1]}
            rows.append(row)
    return pd.DataFrame(rows, columns=_SLOPES).astype(dict.fromkeys(_SLOPES[2:], "float64"))


def reward_updates_table(inputs: Inputs) -> pd.DataFrame:
    """family, source, size, update, reward, right, divergence, entropy, silent, seeds.

    Means over seeds and over as many updates as lie between two points; `reward` is of the kind
    that the arm is trained on, `right` the exact one, so that beside a learned reward it shows what
    becomes of the truth.
    """
    rows = []
    for family in FAMILIES:
        for source in sources_there(inputs, family):
            arm = inputs.others[arm_of(family, source)]
            for size in arm.sizes:
                logs = [log for run, log in arm.updates.items() if run.size == size]
                if not logs:
                    continue
                mean = sum(log[_UPDATES[4:9]].to_numpy(float) for log in logs) / len(logs)
                parts = np.array_split(np.arange(len(mean)), min(UPDATE_POINTS, len(mean)))
                rows += [
                    {"family": family, "source": source, "size": size,
                     "update": int(part[-1]) + 1,
                     **dict(zip(_UPDATES[4:9], mean[part].mean(axis=0), strict=True)),
                     "seeds": len(logs)}
                    for part in parts
                ]  # fmt: skip
    return pd.DataFrame(rows, columns=_UPDATES)


def reward_lost_table(inputs: Inputs) -> pd.DataFrame:
    """family, source, size, what, metric, before, after, change, low, high, one row a loss.

    Of everything that was not rewarded: `what` is a family (metric `accuracy`, mean of the kinds
    that are abilities) or `held-out text` (metric `bits_per_byte`). The interval is the change's.
    """
    rows = []
    for family in FAMILIES:
        for source in sources_there(inputs, family):
            arm = inputs.others[arm_of(family, source)]
            named = {"family": family, "source": source}
            for other, panel in sorted(inputs.panels.items()):
                if other != family and other in arm.panels:
                    mask = panel.kind(*abilities(panel))
                    rows += _lost(
                        inputs, named, other, "accuracy", (panel, arm.panels[other]), mask
                    )  # fmt: skip
            text = inputs.held_out
            every = np.ones(len(text.items), dtype=bool)
            rows += _lost(
                inputs, named, "held-out text", "bits_per_byte", (text, arm.held_out), every
            )  # fmt: skip
    return pd.DataFrame(rows, columns=_LOST)


def _lost(
    inputs: Inputs,
    named: dict,
    what: str,
    metric: str,
    panels: tuple[Panel, Panel],
    mask: np.ndarray,
) -> list[dict]:
    """One row a size."""
    joined = paired(panels[0], {"after": panels[1]}, metric, runs_of(*panels))
    if not mask.any() or not joined.runs:
        return []
    before, after = joined.values[PARENT], joined.values["after"]
    cells = mask[None]
    levels = [
        inputs.resamples.means(joined, values, cells, step=0)
        for values in (before, after, after - before)
    ]
    low, high = interval(levels[2].samples[:, 0], inputs.study.analysis.confidence)
    return [
        {**named, "size": size, "what": what, "metric": metric,
         "before": levels[0].estimate[0, i], "after": levels[1].estimate[0, i],
         "change": levels[2].estimate[0, i], "low": low[i], "high": high[i]}
        for i, size in enumerate(joined.sizes)
        if np.isfinite(levels[2].estimate[0, i])
    ]  # fmt: skip
