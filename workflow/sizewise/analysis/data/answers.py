"""Reads items.parquet: one frame a run, with what follows from the choices' log-probabilities."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from scipy.special import logsumexp

from sizewise.study.formats import answers

# value_accuracy: right among the values, with the choice "not recorded" left out, for families
# whose items name that choice in the knob `abstention`. A model that knows a fact and still
# abstains is wrong in accuracy and right here.
# divergence: nats from the true label distribution; satisfied: mean of the constraints' checks.
METRICS = (
    "accuracy", "value_accuracy", "probability", "brier", "margin", "edit_similarity",
    "divergence", "satisfied",
)  # fmt: skip
_COLUMNS = ["step", "family", "kind", "item_id", "entity_id", "fact_id", "log_probabilities",
            "answer", "predicted", "correct", "probability", "brier", "margin", "edit_similarity",
            "knobs"]  # fmt: skip
# Columns that evaluations of earlier versions lack.
_LATER_COLUMNS = ("checks", "divergence")
# Beside the metrics of the tables: what the measures of single claims need. rank: place of the
# right choice by log-probability, 1 for the most likely; ties share the middle of their places.
# value_bits: log2 of the right value's share among the values; right_bits: log2 of the probability
# of the right choice's text after the prompt, among all texts.
DERIVED = ("top_probability", "predicted", "rank", "value_bits", "right_bits")


def check_name(position: int) -> str:
    """Name of the values that hold whether the constraint at `position` (from 0) is met."""
    return f"check {position + 1}"


def count_checks(frame: pd.DataFrame) -> int:
    """Constraints of the longest instruction in `frame`."""
    counts = [
        position + 1
        for position in range(sum(name.startswith("check ") for name in frame))
        if frame[check_name(position)].notna().any()
    ]
    return max(counts, default=0)


def _flat_lists(column: pa.ChunkedArray) -> tuple[np.ndarray, np.ndarray]:
    """All values of a list column in one row, and the number of values of each list (null: 0)."""
    if pa.types.is_null(column.type):
        return np.zeros(0), np.zeros(len(column), dtype=int)
    lists = column.combine_chunks()
    if isinstance(lists, pa.ChunkedArray):
        lists = pa.concat_arrays(lists.chunks)
    lengths = pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False)
    return pc.list_flatten(lists).to_numpy(zero_copy_only=False).astype(float), lengths


def _over_choices(
    log_probabilities: pa.ChunkedArray, answer: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """A row: largest normalised probability, rank of the right choice and log2 of its probability
    after the prompt, number of choices.

    A single continuation (public tasks) is no choice: 0.
    """
    flat, lengths = _flat_lists(log_probabilities)
    flat = flat[np.repeat(lengths != 1, lengths)]
    lengths = np.where(lengths == 1, 0, lengths)
    top, rank, own = np.full((3, len(lengths)), np.nan)
    some = np.flatnonzero(lengths)
    if len(some):
        n = lengths[some]
        starts = np.concatenate([[0], np.cumsum(n)[:-1]])
        best = np.maximum.reduceat(flat, starts)
        top[some] = 1 / np.add.reduceat(np.exp(flat - np.repeat(best, n)), starts)
        known = ~np.isnan(answer[some])
        place = starts + np.where(known, answer[some], 0).astype(int)
        right = np.repeat(flat[place], n)
        ahead, level = (np.add.reduceat(x, starts) for x in (flat > right, flat == right))
        good = known & np.isfinite(flat[place])
        rank[some] = np.where(good, ahead + (level + 1) / 2, np.nan)
        own[some] = np.where(good, flat[place] / np.log(2), np.nan)
    return top, rank, own, lengths


def _check_array(column: pa.ChunkedArray) -> np.ndarray:
    """1 or 0 a row and constraint, in the prompt's order; NaN behind the last one."""
    flat, lengths = _flat_lists(column)
    checks = np.full((len(lengths), int(lengths.max(initial=0))), np.nan)
    checks[np.arange(checks.shape[1]) < lengths[:, None]] = flat
    return checks


def _among_values(table: pa.Table) -> tuple[np.ndarray, np.ndarray]:
    """The choices without the one that abstains; NaN for rows that have none.

    A row: 1 or 0, is the best of the values the right one; and log2 of its share among the values.
    """
    right, bits = np.full((2, len(table)), np.nan)
    rows = np.flatnonzero(pc.match_substring(table["knobs"], '"abstention"').to_numpy())
    some = table.select(["knobs", "answer", "log_probabilities"]).take(rows).to_pandas()
    some["row"], some["n"] = rows, some["log_probabilities"].str.len()
    abstention = {text: json.loads(text)["abstention"] for text in some["knobs"].unique()}
    some["abstention"] = some["knobs"].map(abstention)
    some = some[some["answer"].notna() & (some["answer"] != some["abstention"])]
    for _, group in some.dropna(subset="n").groupby("n"):
        scores = np.array(group["log_probabilities"].tolist(), dtype=float)
        each, answer = np.arange(len(group)), group["answer"].to_numpy(int)
        scores[each, group["abstention"].to_numpy(int)] = -np.inf
        hit, known = scores.argmax(axis=1) == answer, np.isfinite(scores[each, answer])
        share = scores[each, answer] - logsumexp(scores, axis=1)
        right[group["row"]] = np.where(known, hit.astype(float), np.nan)
        bits[group["row"]] = np.where(known, share / np.log(2), np.nan)
    return right, bits


def read_items(path: Path) -> tuple[pd.DataFrame, list[str]]:
    """The table of one run, and the later columns that it lacks."""
    present = answers.TABLE.open(path).schema_arrow.names
    absent = [name for name in _LATER_COLUMNS if name not in present]
    later = [name for name in _LATER_COLUMNS if name in present]
    table = answers.TABLE.read(path, [*_COLUMNS, *later])
    answer = table["answer"].to_pandas().astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    top, rank, own, choices = _over_choices(table["log_probabilities"], answer)
    value_accuracy, value_bits = _among_values(table)
    checks = np.full((len(table), 0), np.nan)
    if "checks" in later:
        checks = _check_array(table["checks"])
        table = table.drop_columns("checks")
    frame = table.drop_columns(["log_probabilities", "answer"]).to_pandas()
    frame["value_accuracy"], frame["value_bits"], frame["rank"] = value_accuracy, value_bits, rank
    frame["top_probability"], frame["right_bits"], frame["choices"] = top, own, choices
    if "divergence" not in later:
        frame["divergence"] = np.nan
    frame["divergence"] = pd.to_numeric(frame["divergence"]).astype(float)
    counted = (~np.isnan(checks)).sum(axis=1)
    frame["satisfied"] = np.where(
        counted > 0, np.nansum(checks, axis=1) / np.maximum(counted, 1), np.nan
    )
    for position in range(checks.shape[1]):
        frame[check_name(position)] = checks[:, position]
    frame["predicted"] = (
        pd.to_numeric(frame["predicted"]).astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    )
    frame["accuracy"] = pd.to_numeric(frame["correct"], errors="coerce").astype(float)
    # A choice without a finite score has no right or wrong answer either.
    # (A public item with several right ones has its task's verdict and no index of an answer.)
    broken = (frame["choices"] > 0) & ~np.isnan(answer)
    broken &= ~np.isfinite(frame["probability"].astype(float) + top)
    broken |= np.isinf(frame["divergence"])
    frame["broken"] = broken
    frame.loc[broken, [*METRICS, *DERIVED]] = np.nan
    return frame, absent
