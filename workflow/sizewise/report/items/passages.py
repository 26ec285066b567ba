"""The passages of training that stated the facts which items ask for, from the stream's ledger."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sizewise.study.formats import documents, ledger
from sizewise.study.formats.names import DOCUMENTS, LEDGER

MOST = 6
"""Passages of a fact that are shown; of more, the first, the last and some between."""
BEFORE, AFTER = 240, 120
"""Characters that a passage shows on both sides of the value."""


def chosen(count: int) -> list[int]:
    """Which of `count` passages are shown: at most MOST, evenly spread, the ends with them."""
    if count <= MOST:
        return list(range(count))
    return sorted({round(place * (count - 1) / (MOST - 1)) for place in range(MOST)})


def excerpt(text: str, start: int, end: int) -> dict[str, Any]:
    """A value in its text with what stands around it; `…` where the text goes on."""
    first, last = max(0, start - BEFORE), min(len(text), end + AFTER)
    return {
        "before": ("…" if first else "") + text[first:start],
        "value": text[start:end],
        "after": text[end:last] + ("…" if last < len(text) else ""),
    }


def read_texts(world: Path, family: str) -> list[str]:
    """The documents of a family, in the order of the file. Raises StudyError for a damaged file."""
    table = documents.PLANTED.read(world / DOCUMENTS, ["text"], [("domain", "==", family)])
    return table["text"].to_pylist()


def read_passages(
    world: Path, stream: Path, family: str, facts: Iterable[str], steps: Sequence[int]
) -> dict[str, dict[str, Any]]:
    """By fact: `stated`, how often the stream had stated it at each checkpoint, and `passages`.

    The batch `step` is taken by update `step + 1` (docs/architecture.md), so a checkpoint of s
    updates has read the batches below s. A passage is an excerpt with the batch (`step`), its
    number among the fact's exposures and the source that it names. Facts that the stream never
    states have no entry. Raises StudyError for damaged files.
    """
    wanted = sorted(set(facts))
    if not wanted:
        return {}
    columns = ["document_id", "fact_id", "source", "start", "end", "exposure", "step"]
    rows = ledger.TABLE.read(
        stream / LEDGER, columns, [("family", "==", family), ("fact_id", "in", wanted)]
    ).to_pandas()
    if rows.empty:
        return {}
    rows = rows.sort_values(["fact_id", "exposure"], kind="stable", ignore_index=True)
    shown = pd.concat([group.iloc[chosen(len(group))] for _, group in rows.groupby("fact_id")])
    ids = sorted(shown["document_id"].unique())
    table = documents.PLANTED.read(
        world / DOCUMENTS, ["document_id", "text"], [("document_id", "in", ids)]
    )
    texts = dict(zip(*(table[name].to_pylist() for name in ("document_id", "text")), strict=True))
    passages: dict[str, list[dict[str, Any]]] = {}
    for row in shown.itertuples():
        passage = {"step": int(row.step), "number": int(row.exposure)}
        if isinstance(row.source, str):
            passage["source"] = row.source
        passages.setdefault(row.fact_id, []).append(
            passage | excerpt(texts[row.document_id], int(row.start), int(row.end))
        )
    return {
        fact: {
            "stated": np.searchsorted(np.sort(group.to_numpy()), steps, side="left").tolist(),
            "times": len(group),
            "passages": passages[fact],
        }
        for fact, group in rows.groupby("fact_id")["step"]
    }
