"""The within-work contrast: held-out loss on passages dense with feeling and on sparse ones.

Pairs of passages of one play, poem or book of scripture, alike in length and unigram difficulty
(the corpus's job): author, period and genre cancel. Exploratory, beside B3's registered test on
planted families: it says whether natural text behaves as that mechanism would have it.

Pairs are the clusters that are resampled, seeds as everywhere (resample.py). Scripture holds two
renderings of some chapters, whose pairs are not quite independent.
"""

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.resample import Means, interval
from sizewise.analysis.methods.slopes import size_slope

DENSE, SPARSE, DIFFERENCE = "dense", "sparse", "difference"
_LEVELS = ["size", "domain", "half", "bits_per_byte", "low", "high", "pairs"]
_SLOPES = ["domain", "half", "slope", "low", "high", "pairs", "sizes", "seeds"]


def pairs_panel(inputs: Inputs) -> Panel | None:
    """Pairs of held-out passages as items, whole pairs only; None without any.

    Its values are bits a byte of the `dense` and the `sparse` passage and their `difference`; a
    pair's kind is its domain.
    """
    held_out = inputs.held_out
    if not {"half", "pair"} <= set(held_out.items):
        return None
    items = held_out.items.assign(position=np.arange(len(held_out.items)))
    wide = items.dropna(subset=["pair"]).pivot(
        index=["kind", "pair"], columns="half", values="position"
    )
    wide = wide.reindex(columns=[DENSE, SPARSE]).dropna().astype(int).reset_index()
    if wide.empty:
        return None
    bits = held_out.values["bits_per_byte"]
    dense, sparse = (bits[..., wide[half].to_numpy()] for half in (DENSE, SPARSE))
    return Panel(
        family="pairs of held-out passages",
        items=pd.DataFrame({
            "item_id": wide["pair"], "entity_id": wide["pair"], "fact_id": None,
            "kind": wide["kind"],
        }),
        runs=held_out.runs, steps=held_out.steps, knobs=[],
        values={DENSE: dense, SPARSE: sparse, DIFFERENCE: dense - sparse},
    )  # fmt: skip


def _means(inputs: Inputs, panel: Panel, half: str, domains: list[str]) -> Means:
    """Means (domain, size) at the last common step; first "all", where domains weigh the same."""
    means = inputs.resamples.means(
        panel,
        panel.values[half],
        np.stack([panel.kind(domain) for domain in domains]),
        step=panel.step_index(),
    )
    return Means(
        estimate=np.concatenate([means.estimate.mean(axis=0, keepdims=True), means.estimate]),
        samples=np.concatenate([means.samples.mean(axis=1, keepdims=True), means.samples], axis=1),
    )


def emotion_tables(inputs: Inputs) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Loss by half, and its slope on size. Both are empty where no passages are paired.

    The first has a row a size, domain ("all": their mean) and `half` (dense, sparse, and
    difference: dense minus sparse): bits_per_byte, low, high at the last step, and the number of
    pairs. The second has a row a domain and half: `slope` of bits a byte a decade of
    non-embedding parameters, low, high, pairs, sizes, and the fewest seeds a size. A positive
    slope of the difference says that the dense halves gain less from size: feeling is dearer.
    With one seed the intervals hold no noise of training.
    """
    panel = pairs_panel(inputs)
    if panel is None:
        return pd.DataFrame(columns=_LEVELS), pd.DataFrame(columns=_SLOPES)
    domains = sorted(panel.items["kind"].unique())
    counts = [len(panel.items), *(int(panel.kind(name).sum()) for name in domains)]
    confidence = inputs.study.analysis.confidence
    levels, slopes = [], []
    for half in (DENSE, SPARSE, DIFFERENCE):
        means = _means(inputs, panel, half, domains)
        low, high = interval(means.samples, confidence)
        sizes = np.flatnonzero(np.isfinite(means.estimate).all(axis=0))
        for d, (domain, pairs) in enumerate(zip(["all", *domains], counts, strict=True)):
            levels += [
                [panel.sizes[s], domain, half, means.estimate[d, s], low[d, s], high[d, s], pairs]
                for s in sizes
            ]
            if len(sizes) < 2:
                continue
            samples = size_slope(inputs, means.samples[:, d], sizes)
            ends = interval(samples, confidence)
            seeds = min(len(inputs.seeds_by_size[panel.sizes[s]]) for s in sizes)
            slopes.append([
                domain, half, size_slope(inputs, means.estimate[d], sizes), *ends, pairs,
                len(sizes), seeds,
            ])  # fmt: skip
    return pd.DataFrame(levels, columns=_LEVELS), pd.DataFrame(slopes, columns=_SLOPES)
