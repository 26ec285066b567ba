"""A data set in the hub's layout, of invented text, with copies and near copies in it."""

import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from sizewise.corpus.config import Corpus

CARD = """\
---
configs:
- config_name: default
  data_files:
  - split: train
    path: data/train-*.parquet
- config_name: second
  data_files:
  - split: train
    path: second/*.parquet
---
"""
_WORDS = [a + b for a in ("ka", "mo", "ri", "te", "sul") for b in ("na", "vo", "lim", "sa", "der")]


def prose(seed: str, words: int) -> str:
    rng = random.Random(seed)
    lines = (" ".join(rng.choices(_WORDS, k=12)).capitalize() + "." for _ in range(words // 12))
    return "\n\n".join(lines)


def pages(count: int = 240) -> list[str]:
    """Pages of some 1,500 bytes: every 8th a copy of an earlier one in other blanks, every 5th
    nearly one (a sentence more), every 30th of several passages.
    """
    texts: list[str] = []
    for number in range(count):
        if number % 8 == 7:
            texts.append(texts[number // 2].replace(" ", "  ", 3))
        elif number % 5 == 4:
            texts.append(texts[number // 3] + f"\n\nA last word, {number}.")
        else:
            texts.append(prose(f"page {number}", 2400 if number % 30 == 2 else 240))
    return texts


def data_set(folder: Path, files: int = 3, texts: list[str] | None = None) -> Path:
    """Write the pages into `files` files; a second configuration has a column of another name."""
    (folder / "data").mkdir(parents=True)
    (folder / "second").mkdir()
    (folder / "README.md").write_text(CARD)
    texts = pages() if texts is None else texts
    for number in range(files):
        rows = [{"text": text, "url": "u"} for text in texts[number::files]]
        name = f"train-{number:05d}-of-{files:05d}.parquet"
        pq.write_table(pa.Table.from_pylist(rows), folder / "data" / name)
    rows = [{"body": "one"}, {"body": None}, {"body": "two"}]
    pq.write_table(pa.Table.from_pylist(rows), folder / "second/a.parquet")
    return folder


def source(folder: Path, **changes) -> dict:
    """The section of a domain that is read from `folder`."""
    return {"path": str(folder), "name": None, "revision": None, "split": "train",
            "text_column": "text", "max_bytes": 10_000_000} | changes  # fmt: skip


def settings(hub: dict, **changes) -> Corpus:
    values = {"cache": None, "seed": 1, "domain_bytes": 10_000_000, "held_out_share": 0.2,
              "held_out_bytes": 8_000, "near_duplicate_similarity": 0.7, "parts": 3,
              "hub": hub}  # fmt: skip
    return Corpus(**{**values, **changes})
