"""What the probes of all runs found, as panels that are resampled."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.resample import Means
from sizewise.analysis.data.settings import name_of
from sizewise.study.messages import Message
from sizewise.study.runs import Run

# What the tokens that come twice are drawn from: the registered test reads the second.
VOCABULARY, WORDS = "vocabulary", "words"
TOKENS = (VOCABULARY, WORDS)
SCORES = ("prefix_matching", "previous_token")
LOSSES = ("gain", "in_context_score", "first_loss", "second_loss")
PAIRS = ("source-entity", "entity-entity")


def _of(inputs: Inputs, table: str, tokens: str) -> pd.DataFrame:
    """Rows of `table` on repeated `tokens`."""
    frame = inputs.probes[table]
    return frame if frame.empty else frame[frame["tokens"] == tokens]


def _panel(inputs: Inputs, family: str, frame: pd.DataFrame, item: str, values: list[str]):
    """Panel of `frame`, one row a run, step and item; every item is an entity of its own."""
    of_row = [Run(*keys) for keys in frame[[*Run._fields]].itertuples(index=False, name=None)]
    there = set(of_row)
    runs = [run for run in inputs.runs if run in there]
    steps, names = np.unique(frame["step"]), sorted(frame[item].unique())
    row = {run: position for position, run in enumerate(runs)}
    at = (
        [row[run] for run in of_row],
        np.searchsorted(steps, frame["step"]),
        pd.Index(names).get_indexer(frame[item]),
    )
    arrays = {}
    for value in values:
        arrays[value] = np.full((len(runs), len(steps), len(names)), np.nan)
        arrays[value][at] = frame[value].to_numpy(float)
    items = pd.DataFrame({"item_id": names, "entity_id": names})
    return Panel(family=family, items=items, runs=runs, steps=steps, values=arrays, knobs=[])


def repeats_panel(inputs: Inputs, tokens: str = VOCABULARY) -> Panel | None:
    """`LOSSES` of every sequence of repeated `tokens`, in nats; None without any.

    gain: loss on the first occurrence minus loss on the second. in_context_score: loss late in
    the sequence minus loss early in it, as Olsson et al. 2022 (arXiv 2209.11895) define it.
    """
    frame = _of(inputs, "repeats", tokens)
    if frame.empty:
        return None
    frame = frame.assign(
        gain=frame["first_loss"] - frame["second_loss"],
        in_context_score=frame["late_loss"] - frame["early_loss"],
    )
    return _panel(inputs, "repeats", frame, "sequence", list(LOSSES))


def overlap_panel(inputs: Inputs, pair: str) -> Panel | None:
    """`product` and `reliability` of every entity, means over the layers; None without any.

    Pairs of entities count under the first of them.
    """
    frame = inputs.probes["overlap"]
    if frame.empty or not (frame["pair"] == pair).any():
        return None
    frame = frame[frame["pair"] == pair]
    entity = "second" if pair == "source-entity" else "first"
    keys = [*Run._fields, "step", entity]
    frame = frame.groupby(keys, sort=False)[["product", "reliability"]].mean().reset_index()
    return _panel(inputs, f"overlap {pair}", frame, entity, ["product", "reliability"])


def squared_overlap(inputs: Inputs, panel: Panel, step: int | None = None) -> Means:
    """Mean squared cosine by size (and step): resampled sums of products over reliabilities.

    NaN where the halves of the directions do not agree.
    """
    cells = np.ones((1, len(panel.items)), dtype=bool)
    product, reliability = (
        inputs.resamples.means(panel, panel.values[name], cells, step=step)
        for name in ("product", "reliability")
    )

    def ratio(over: np.ndarray, under: np.ndarray) -> np.ndarray:
        return np.divide(over, under, out=np.full(over.shape, np.nan), where=under > 0)

    return Means(
        estimate=ratio(product.estimate[0], reliability.estimate[0]),
        samples=ratio(product.samples[:, 0], reliability.samples[:, 0]),
    )


@dataclass(frozen=True, kw_only=True)
class Growth:
    """Overlap at the last step against that of the same models before training."""

    growth: Means
    """(size,) the one over the other; NaN where either is not above zero."""
    trained: np.ndarray
    """(size,) mean squared cosine at the last step."""
    untrained: np.ndarray
    """(size,) at step 0."""


def overlap_growth(inputs: Inputs, panel: Panel) -> Growth:
    """Of an `overlap_panel` whose first step is 0; the draws pair both steps of a seed."""
    means, last = squared_overlap(inputs, panel), panel.step_index()

    def ratio(values: np.ndarray) -> np.ndarray:
        over, under = values[..., last], values[..., 0]
        there = (np.nan_to_num(over) > 0) & (np.nan_to_num(under) > 0)
        return np.divide(over, under, out=np.full(over.shape, np.nan), where=there)

    return Growth(
        growth=Means(estimate=ratio(means.estimate), samples=ratio(means.samples)),
        trained=means.estimate[..., last], untrained=means.estimate[..., 0],
    )  # fmt: skip


def best_heads(inputs: Inputs, score: str, tokens: str = VOCABULARY) -> pd.DataFrame:
    """size, seed, step, layer, head, value, error, even: the best head of every checkpoint.

    `error` is the standard error over sequences, `even` the score of evenly spread attention.
    """
    frame = _of(inputs, "heads", tokens)
    best = frame.loc[frame.groupby(["size", "seed", "step"])[score].idxmax()]
    names = {score: "value", f"{score}_error": "error", f"{score}_even": "even"}
    keys = ["size", "seed", "step", "layer", "head"]
    return best.rename(columns=names)[[*keys, *names.values()]]


def widths(inputs: Inputs) -> dict[str, int]:
    """Width of the residual stream by size, as the probes saw it."""
    return inputs.probes["overlap"].groupby("size")["d_model"].first().to_dict()


def missing_probes(inputs: Inputs) -> Message | None:
    """The runs that nobody probed, or None."""
    heads = inputs.probes["heads"]
    there = set() if heads.empty else {*heads[[*Run._fields]].itertuples(index=False, name=None)}
    lacking = [name_of(run) for run in inputs.runs if run not in there]
    return Message("no-probes", {"runs": lacking}) if lacking else None
