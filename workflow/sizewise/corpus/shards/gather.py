"""Held-out items and the manifest of a corpus that was read in parts."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from sizewise.corpus.config import Corpus
from sizewise.corpus.duplicates import Shingler
from sizewise.corpus.held_out import choose, size_of
from sizewise.corpus.shards.held_out import ARRAYS, CANDIDATES, Index
from sizewise.corpus.shards.screen import SEEN, part_facts
from sizewise.study.artifacts import read_manifest, verify_files
from sizewise.study.errors import StudyError
from sizewise.study.formats import passages
from sizewise.study.formats.passages import Passage
from sizewise.study.sections import compact, decisive
from sizewise.study.work import Work, contents


def _seen(parts: list[Path], length: int) -> np.ndarray:
    """Which shingles of the index some part's training text has: bool."""
    seen = np.zeros(-(-length // 8), dtype=np.uint8)
    for folder in parts:
        verify_files(folder, [SEEN])
        seen |= np.load(folder / SEEN, allow_pickle=False)
    return np.unpackbits(seen, count=length).astype(bool)


def gather(
    corpus: Corpus, parts: list[Path], held_out: Path, archives: Path | None, output: Path
) -> dict[str, Any]:
    """Write held_out.jsonl and the manifest of the whole corpus into `output`; return the latter.

    `parts` are the folders of all screened parts, that of the archives among them, `held_out` that
    of the index, `archives` that of natural domains. Items that are mostly made of training text
    are passed over, with the other half of their pair. Raises StudyError.
    """
    names = [CANDIDATES, *(f"{name}.npy" for name in ARRAYS)]
    inputs = {
        "held_out": contents(verify_files(held_out, names), *names),
        **{f"parts/{folder.name}": contents(read_manifest(folder)) for folder in parts},
    }
    work = Work.begin(
        "gather",
        config=compact({"corpus": decisive(corpus)}),
        inputs=inputs,
        output=output,
    )
    if work.kept:
        return work.kept
    index, shingle = Index.load(held_out), Shingler()
    seen = _seen(parts, len(index.shingles))
    overlap: dict[str, float] = {}
    by_domain: dict[str, list[Passage]] = defaultdict(list)
    for item in passages.FILE.read(held_out / CANDIDATES):
        shingles = shingle(item.text)
        overlap[item.item_id] = float(seen[index.places(shingles)].sum() / len(shingles))
        by_domain[item.domain].append(item)
    facts = _facts(corpus, parts, held_out, archives)
    chosen: list[Passage] = []
    for name, fact in sorted(facts.items()):
        own = by_domain[name]
        new = _new(own, overlap, corpus.near_duplicate_similarity)
        if name in corpus.hub:
            limits = {"seed": corpus.seed, "most_bytes": corpus.held_out_bytes}
            new = [item for (item,) in choose([(item,) for item in new], **limits)]
        shares = [overlap[item.item_id] for item in new]
        fact.setdefault("held_out_items", {}).update({
            "documents": len(new), "bytes": size_of(new),
            "works": len({item.work for item in new}),
            "passed_over_as_seen": sum(
                overlap[item.item_id] >= corpus.near_duplicate_similarity for item in own
            ),
            "mean_share_of_shingles_seen": round(sum(shares) / len(shares), 4) if shares else None,
        })  # fmt: skip
        if not new or not fact["documents"]["train"]:
            raise StudyError(
                f"domain {name}: too little text for a part to train on and a part held out; "
                "raise its max_bytes and corpus.held_out_share, or leave it out of mix.shares"
            )
        chosen += new
    passages.FILE.write(output / passages.FILE.name, chosen)
    return work.end([output / passages.FILE.name], {"domains": facts})


def _new(items: list[Passage], overlap: dict[str, float], threshold: float) -> list[Passage]:
    """`items` without those that are mostly training text, whole pairs at a time."""
    old = {item.item_id for item in items if overlap[item.item_id] >= threshold}
    broken = {item.pair for item in items if item.item_id in old and item.pair}
    return [item for item in items if item.item_id not in old and item.pair not in broken]


def _facts(
    corpus: Corpus, parts: list[Path], held_out: Path, archives: Path | None
) -> dict[str, dict[str, Any]]:
    """What the manifest tells of each domain, as `corpus build` tells it of natural ones."""
    facts: dict[str, dict[str, Any]] = {
        name: {
            "licence": "see the data set's card",
            "attribution": f"Data set {source.path} on the Hugging Face hub.",
            "archives": [f"{source.path}@{source.revision or 'local'}"],
            "duplicates": {"across_split": 0},
        }
        for name, source in corpus.hub.items()
    }
    if archives is not None:
        facts |= read_manifest(archives)["facts"]["domains"]
    sides = read_manifest(held_out)["facts"]["domains"]
    for name, fact in facts.items():
        own = [found[name] for folder in parts if name in (found := part_facts(folder))]
        aside = sides.get(name, {"documents": 0, "bytes": 0})
        for count in ("documents", "bytes"):
            trained = sum(part[count] for part in own)
            fact[count] = {"train": trained, "held_out": aside[count]}
        fact["duplicates"]["across_split"] += sum(part["across_split"] for part in own)
    return facts
