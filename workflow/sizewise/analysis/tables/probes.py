"""What the probes of all runs found, as panels that are resampled and as tables for the chapter."""

import itertools
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.resample import Means, interval
from sizewise.study.artifacts import verify_files
from sizewise.study.messages import Message

if TYPE_CHECKING:
    from sizewise.analysis.data.inputs import Inputs

TABLES = ("heads", "repeats", "overlap")
# What the tokens that come twice are drawn from: the registered test reads the first.
VOCABULARY, WORDS = "vocabulary", "words"
TOKENS = (VOCABULARY, WORDS)
SCORES = ("prefix_matching", "previous_token")
LOSSES = ("gain", "in_context_score", "first_loss", "second_loss")
PAIRS = ("source-entity", "entity-entity")
_KEYS = ["size", "step"]


def read_probes(
    results: Path, runs: Iterable[tuple[str, int]], hashes: dict[str, str]
) -> dict[str, pd.DataFrame]:
    """`TABLES` of all `runs` under `results`, one below the other; empty frames without probes.

    Adds what is read to `hashes`. Raises StudyError for a damaged table.
    """
    found: dict[str, list[pd.DataFrame]] = {name: [] for name in TABLES}
    for size, seed in runs:
        name = f"probes/{size}/seed{seed}"
        folder = results / name
        if not (folder / "manifest.json").is_file():
            continue
        files = verify_files(folder, [f"{table}.parquet" for table in TABLES])["files"]
        hashes |= {f"{name}/{file}": files[file] for file in sorted(files)}
        for table in TABLES:
            found[table].append(pd.read_parquet(folder / f"{table}.parquet"))
    return {
        table: pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
        for table, parts in found.items()
    }


def _of(inputs: "Inputs", table: str, tokens: str) -> pd.DataFrame:
    """Rows of `table` on repeated `tokens`."""
    frame = inputs.probes[table]
    return frame if frame.empty else frame[frame["tokens"] == tokens]


def _panel(inputs: "Inputs", family: str, frame: pd.DataFrame, item: str, values: list[str]):
    """Panel of `frame`, one row a run, step and item; every item is an entity of its own."""
    there = set(frame[["size", "seed"]].itertuples(index=False, name=None))
    runs = [run for run in inputs.runs if run in there]
    steps, names = np.unique(frame["step"]), sorted(frame[item].unique())
    row = {run: position for position, run in enumerate(runs)}
    at = (
        [row[run] for run in frame[["size", "seed"]].itertuples(index=False, name=None)],
        np.searchsorted(steps, frame["step"]),
        pd.Index(names).get_indexer(frame[item]),
    )
    arrays = {}
    for value in values:
        arrays[value] = np.full((len(runs), len(steps), len(names)), np.nan)
        arrays[value][at] = frame[value].to_numpy(float)
    items = pd.DataFrame({"item_id": names, "entity_id": names})
    return Panel(family=family, items=items, runs=runs, steps=steps, values=arrays, knobs=[])


def repeats_panel(inputs: "Inputs", tokens: str = VOCABULARY) -> Panel | None:
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


def overlap_panel(inputs: "Inputs", pair: str) -> Panel | None:
    """`product` and `reliability` of every entity, means over the layers; None without any.

    Pairs of entities count under the first of them.
    """
    frame = inputs.probes["overlap"]
    if frame.empty or not (frame["pair"] == pair).any():
        return None
    frame = frame[frame["pair"] == pair]
    entity = "second" if pair == "source-entity" else "first"
    keys = ["size", "seed", "step", entity]
    frame = frame.groupby(keys, sort=False)[["product", "reliability"]].mean().reset_index()
    return _panel(inputs, f"overlap {pair}", frame, entity, ["product", "reliability"])


def squared_overlap(inputs: "Inputs", panel: Panel, step: int | None = None) -> Means:
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


def best_heads(inputs: "Inputs", score: str, tokens: str = VOCABULARY) -> pd.DataFrame:
    """size, seed, step, layer, head, value, error, even: the best head of every checkpoint.

    `error` is the standard error over sequences, `even` the score of evenly spread attention.
    """
    frame = _of(inputs, "heads", tokens)
    best = frame.loc[frame.groupby(["size", "seed", "step"])[score].idxmax()]
    names = {score: "value", f"{score}_error": "error", f"{score}_even": "even"}
    keys = ["size", "seed", "step", "layer", "head"]
    return best.rename(columns=names)[[*keys, *names.values()]]


def heads_table(inputs: "Inputs") -> pd.DataFrame:
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


def _by_size_and_step(inputs: "Inputs", panel: Panel, means: Means) -> pd.DataFrame:
    low, high = interval(means.samples, inputs.study.analysis.confidence)
    return pd.DataFrame([
        {"size": size, "step": int(step), "value": means.estimate[i, k],
         "low": low[i, k], "high": high[i, k]}
        for i, size in enumerate(panel.sizes)
        for k, step in enumerate(panel.steps)
        if np.isfinite(means.estimate[i, k])
    ], columns=["size", "step", "value", "low", "high"])  # fmt: skip


def repeats_table(inputs: "Inputs") -> pd.DataFrame:
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


def overlap_table(inputs: "Inputs") -> pd.DataFrame:
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


def widths(inputs: "Inputs") -> dict[str, int]:
    """Width of the residual stream by size, as the probes saw it."""
    return inputs.probes["overlap"].groupby("size")["d_model"].first().to_dict()


def missing_probes(inputs: "Inputs") -> Message | None:
    """The runs that nobody probed, or None."""
    heads = inputs.probes["heads"]
    there = set() if heads.empty else set(zip(heads["size"], heads["seed"], strict=True))
    lacking = [
        Message("run", {"size": size, "seed": seed})
        for size, seed in inputs.runs
        if (size, seed) not in there
    ]
    return Message("no-probes", {"runs": lacking}) if lacking else None
