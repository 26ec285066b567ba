"""Tables of what the probes of all runs found, for the chapter."""

import itertools

import numpy as np
import pandas as pd
from scipy import stats

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.resample import Means, interval
from sizewise.analysis.methods.probes import (
    LOSSES,
    PAIRS,
    SCORES,
    TOKENS,
    best_heads,
    overlap_panel,
    repeats_panel,
    squared_overlap,
    widths,
)

_KEYS = ["size", "step"]


def heads_table(inputs: Inputs) -> pd.DataFrame:
    """tokens, size, step, score, value, low, high, even, seeds: the best head's score.

    A mean over seeds; `even` is the score of evenly spread attention. The interval is Student's
    over seeds; with one seed it is the normal one over sequences.
    """
    columns = ["tokens", "size", "step", "score", "value", "low", "high", "even", "seeds"]
    if inputs.probes["heads"].empty:
        return pd.DataFrame(columns=columns)
    confidence, rows = inputs.study.analysis.confidence, []
    for tokens, score in itertools.product(TOKENS, SCORES):
        best = best_heads(inputs, score, tokens)
        for (size, step), seeds in best.groupby(_KEYS, sort=False):
            n, mean = len(seeds), float(seeds["value"].mean())
            if n > 1:
                half = stats.t.ppf((1 + confidence) / 2, n - 1) * seeds["value"].sem()
            else:
                half = stats.norm.ppf((1 + confidence) / 2) * seeds["error"].iloc[0]
            ends = max(mean - half, 0.0), min(mean + half, 1.0)
            rows.append((tokens, size, step, score, mean, *ends, seeds["even"].iloc[0], n))
    return pd.DataFrame(rows, columns=columns)


def _by_size_and_step(inputs: Inputs, panel: Panel, means: Means) -> pd.DataFrame:
    low, high = interval(means.samples, inputs.study.analysis.confidence)
    return pd.DataFrame([
        {"size": size, "step": int(step), "value": means.estimate[i, k],
         "low": low[i, k], "high": high[i, k]}
        for i, size in enumerate(panel.sizes)
        for k, step in enumerate(panel.steps)
        if np.isfinite(means.estimate[i, k])
    ], columns=["size", "step", "value", "low", "high"])  # fmt: skip


def repeats_table(inputs: Inputs) -> pd.DataFrame:
    """tokens, size, step, metric, value, low, high: `LOSSES` on repeats, nats a token."""
    columns = ["tokens", "size", "step", "metric", "value", "low", "high"]
    frames = []
    for tokens in TOKENS:
        panel = repeats_panel(inputs, tokens)
        if panel is None:
            continue
        cells = np.ones((1, len(panel.items)), dtype=bool)
        for metric in LOSSES:
            means = inputs.resamples.means(panel, panel.values[metric], cells)
            flat = Means(estimate=means.estimate[0], samples=means.samples[:, 0])
            rows = _by_size_and_step(inputs, panel, flat)
            frames.append(rows.assign(tokens=tokens, metric=metric))
    if not frames:
        return pd.DataFrame(columns=columns)
    return pd.concat(frames, ignore_index=True)[columns]


def overlap_table(inputs: Inputs) -> pd.DataFrame:
    """size, step, pair, d_model, value, low, high: mean squared cosine over entities and layers."""
    columns = ["size", "step", "pair", "d_model", "value", "low", "high"]
    frames = []
    for pair in PAIRS:
        panel = overlap_panel(inputs, pair)
        if panel is not None:
            rows = _by_size_and_step(inputs, panel, squared_overlap(inputs, panel))
            frames.append(rows.assign(pair=pair, d_model=rows["size"].map(widths(inputs))))
    return (
        pd.concat(frames, ignore_index=True)[columns] if frames else pd.DataFrame(columns=columns)
    )
