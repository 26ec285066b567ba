"""Natural domains from archives: `documents.parquet`, `held_out.jsonl` and a manifest.

Text of the hub is read in parts (`sizewise.corpus.shards`); where a study has some, what is built
here is one more part of it.
"""

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from sizewise.corpus.config import Corpus
from sizewise.corpus.domains import DOMAINS
from sizewise.corpus.duplicates import Shingler, normal_form, resembling
from sizewise.corpus.emotion import Unigrams
from sizewise.corpus.fetch import cache_folder, fetch
from sizewise.corpus.held_out import choose, pieces, short_rows
from sizewise.corpus.pairs import select
from sizewise.corpus.rows import Row
from sizewise.corpus.sources import Document
from sizewise.corpus.split import beyond_the_smallest, held_out_groups, sample
from sizewise.corpus.text import PASSAGE_BYTES, cut
from sizewise.study.errors import StudyError
from sizewise.study.formats import documents, passages
from sizewise.study.formats.documents import HELD_OUT, TRAIN
from sizewise.study.formats.passages import Passage
from sizewise.study.sections import compact, decisive
from sizewise.study.work import Work


def build(corpus: Corpus, domains: Iterable[str], output: Path) -> dict[str, Any]:
    """Write the corpus of `domains` into `output` and return its manifest.

    Raises StudyError for unknown domains and for sources that cannot be had as pinned.
    """
    names = sorted(set(domains))
    _check(names)
    facts, rows = {}, []
    archives = [archive for name in names for archive in DOMAINS[name].archives]
    work = Work.begin(
        "corpus",
        of={"domains": names},
        config=compact({"corpus": decisive(corpus)}),
        inputs={archive.file: archive.sha256 for archive in archives},
        output=output,
    )
    if work.kept:
        return work.kept
    paths = fetch(archives, cache_folder(corpus.cache))
    for name in names:
        started = time.monotonic()
        domain = DOMAINS[name]
        read = [doc for archive in domain.archives for doc in domain.read(paths[archive])]
        facts[name] = {
            "licence": domain.licence,
            "attribution": domain.attribution,
            "archives": [archive.requirement for archive in domain.archives],
        }
        kept = sample(read, domain=name, seed=corpus.seed, most_bytes=corpus.domain_bytes)
        facts[name]["source"] = _count(doc.text for doc in read)
        own, exact = _passages(name, kept, corpus)
        facts[name]["duplicates"] = {"exact": exact}
        rows += own
        _log(f"{name}: {len(own):,} passages in {time.monotonic() - started:.1f} s")
    shingle = Shingler()
    shingles = {row.document_id: shingle(row.text) for row in rows}
    rows = _across_split(rows, shingles, facts, corpus)
    rows = _equal_training(rows, facts, corpus)
    trained = [shingles[row.document_id] for row in rows if row.split == TRAIN]
    items = _choose_items(rows, shingle, trained, facts, corpus)
    _describe(rows, facts)
    for name, fact in facts.items():
        if not all(fact["documents"].values()):
            raise StudyError(
                f"domain {name}: too little text for a part to train on and a part held out; "
                "raise corpus.domain_bytes or leave the domain out of mix.shares"
            )
    return _write(work, rows, items, facts)


def _check(names: Sequence[str]) -> None:
    if not names:
        raise StudyError("--domains: names no domain; name those of mix.shares")
    for name in names:
        if name not in DOMAINS:
            known = ", ".join(DOMAINS)
            raise StudyError(f"--domains: unknown domain {name!r}; known domains: {known}")


def _passages(name: str, documents: list[Document], corpus: Corpus) -> tuple[list[Row], int]:
    """Rows of one domain, exact duplicates dropped, and how many were."""
    held_out = held_out_groups(
        documents, domain=name, seed=corpus.seed, share=corpus.held_out_share
    )
    rows: list[Row] = []
    seen: set[bytes] = set()
    order: Counter[str] = Counter()
    dropped = 0
    for document in documents:
        split = HELD_OUT if document.split_key in held_out else TRAIN
        for text in cut(document.text, **PASSAGE_BYTES):
            digest = normal_form(text)
            if digest in seen:
                dropped += 1
                continue
            seen.add(digest)
            rows.append(
                Row(
                    document_id=f"{name}-{len(rows):06d}",
                    domain=name,
                    work=document.work,
                    passage=order[document.work],
                    split=split,
                    text=text,
                )
            )
            order[document.work] += 1
    return rows, dropped


def _across_split(
    rows: list[Row], shingles: dict[str, np.ndarray], facts: dict[str, Any], corpus: Corpus
) -> list[Row]:
    """`rows` without the training rows that resemble a held-out one, of whatever domain."""
    train = [row for row in rows if row.split == TRAIN]
    resembles = resembling(
        [shingles[row.document_id] for row in train],
        [shingles[row.document_id] for row in rows if row.split == HELD_OUT],
        threshold=corpus.near_duplicate_similarity,
    )
    dropped = {train[index].document_id for index in resembles}
    counts = Counter(train[index].domain for index in resembles)
    for name, fact in facts.items():
        fact["duplicates"]["across_split"] = counts[name]
    _log(f"{len(dropped):,} training passages resemble held-out ones and are dropped")
    return [row for row in rows if row.document_id not in dropped]


def _equal_training(rows: list[Row], facts: dict[str, Any], corpus: Corpus) -> list[Row]:
    """`rows` with as many bytes to train on from every natural domain as from the smallest.

    Equal shares of the tokens are then read about equally often.
    """
    sizes: dict[str, dict[str, int]] = {name: {} for name in facts}
    for row in rows:
        if row.split == TRAIN:
            sizes[row.domain][row.document_id] = row.size
    dropped = beyond_the_smallest(sizes, seed=corpus.seed)
    for name, own in sizes.items():
        facts[name]["left_out_for_equal_bytes"] = sum(own[key] for key in own if key in dropped)
    if dropped:
        totals = {name: sum(own.values()) for name, own in sizes.items()}
        smallest = min(totals, key=lambda name: (totals[name], name))
        _log(
            f"every natural domain trains on {totals[smallest]:,} bytes, all that {smallest} has; "
            f"others had up to {max(totals.values()):,} (corpus.domain_bytes "
            f"{corpus.domain_bytes:,})"
        )
    return [row for row in rows if row.document_id not in dropped]


def _choose_items(
    rows: list[Row],
    shingle: Shingler,
    trained: list[np.ndarray],
    facts: dict[str, Any],
    corpus: Corpus,
) -> list[Passage]:
    """Items of every domain; those mostly made of training text are passed over.

    A passage as a whole may be new while a paragraph of it is not (refrains, boilerplate).
    """
    seen = np.unique(np.concatenate(trained)) if trained else np.empty(0, dtype=np.uint64)
    candidates: dict[str, list[Passage]] = defaultdict(list)
    for row in rows:
        if row.split == HELD_OUT:
            candidates[row.domain] += pieces(row.document_id, row.domain, row.work, row.text)
    items: list[Passage] = []
    for name, fact in facts.items():
        if not candidates[name]:
            own = [row for row in rows if row.split == HELD_OUT and row.domain == name]
            candidates[name] = short_rows(own)
            _log(f"{name}: its rows are shorter than an item; they are held out as they are")
        overlap = {item.item_id: _share_in(shingle(item.text), seen) for item in candidates[name]}
        new = [
            item
            for item in candidates[name]
            if overlap[item.item_id] < corpus.near_duplicate_similarity
        ]
        chosen, matched = _select(name, new, rows, corpus)
        if not chosen:
            _log(
                f"{name}: nothing is left to be scored: {len(overlap)} held-out items, "
                f"{len(overlap) - len(new)} of them made of training text; corpus.held_out_bytes "
                f"{corpus.held_out_bytes:,}"
            )
        fact["held_out_items"] = {
            **matched,
            **_count(item.text for item in chosen),
            "works": len({item.work for item in chosen}),
            "passed_over_as_seen": len(overlap) - len(new),
            "mean_share_of_shingles_seen": _mean(overlap[item.item_id] for item in chosen),
        }
        items += chosen
    return items


def _select(
    name: str, items: list[Passage], rows: list[Row], corpus: Corpus
) -> tuple[list[Passage], dict[str, Any]]:
    """The items of a domain that are evaluated, and facts about their pairs."""
    limits = {"seed": corpus.seed, "most_bytes": corpus.held_out_bytes}
    if not DOMAINS[name].expressive:
        return [item for (item,) in choose([(item,) for item in items], **limits)], {}
    trained = (row.text for row in rows if row.domain == name and row.split == TRAIN)
    chosen, facts = select(items, Unigrams(trained), **limits)
    _log(f"{name}: {facts['pairs']} pairs of held-out passages, dense and sparse in feeling")
    return chosen, {"contrast": facts}


def _mean(values: Iterable[float]) -> float | None:
    values = list(values)
    return round(sum(values) / len(values), 4) if values else None


def _share_in(shingles: np.ndarray, others: np.ndarray) -> float:
    if not others.size:
        return 0.0
    places = np.minimum(np.searchsorted(others, shingles), others.size - 1)
    return float(np.mean(others[places] == shingles))


def _describe(rows: list[Row], facts: dict[str, Any]) -> None:
    for name, fact in facts.items():
        own = [row for row in rows if row.domain == name]
        sides = {side: [row for row in own if row.split == side] for side in (TRAIN, HELD_OUT)}
        fact["works"] = len({row.work for row in own})
        fact["documents"] = {side: len(part) for side, part in sides.items()}
        fact["bytes"] = {side: sum(row.size for row in part) for side, part in sides.items()}


def _count(texts: Iterable[str]) -> dict[str, int]:
    sizes = [len(text.encode()) for text in texts]
    return {"documents": len(sizes), "bytes": sum(sizes)}


def _write(
    work: Work, rows: list[Row], items: list[Passage], facts: dict[str, Any]
) -> dict[str, Any]:
    output = work.output
    files = [output / table.name for table in (documents.NATURAL, passages.FILE)]
    documents.NATURAL.write(files[0], [asdict(row) for row in rows])
    passages.FILE.write(files[1], items)
    return work.end(files, {"domains": facts})


def _log(line: str) -> None:
    print(f"corpus: {line}", file=sys.stderr, flush=True)
