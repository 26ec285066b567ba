"""One part without exact copies and without what resembles held-out text, sorted by rank."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sizewise.corpus.config import Corpus
from sizewise.corpus.duplicates import Shingler
from sizewise.corpus.shards.held_out import ARRAYS, Index
from sizewise.corpus.shards.tables import COPIES, READ
from sizewise.study.artifacts import read_manifest, verify_files, whole_file
from sizewise.study.formats.documents import NATURAL, PART, TRAIN, rank
from sizewise.study.sections import compact, decisive
from sizewise.study.work import Work, contents

SEEN = "seen.npy"
_ROWS_AT_ONCE = 1024
_ROWS_A_GROUP = 16_384


def _pieces(table: Any, path: Path, dropped: np.ndarray) -> Iterator[pa.Table]:
    """Training rows of a part's file, some at a time, without the rows `dropped`."""
    names, first = ("document_id", "domain", "split", "text"), 0
    for piece in table.pieces(path, names, _ROWS_AT_ONCE):
        keep = pc.equal(piece.column("split"), TRAIN).to_numpy()
        here = dropped[(dropped >= first) & (dropped < first + len(piece))]
        keep[here - first] = False
        first += len(piece)
        yield piece.filter(pa.array(keep))


def screen_part(
    corpus: Corpus, part: int | None, source: Path, held_out: Path, output: Path
) -> dict[str, Any]:
    """Write the training passages of a part into `output`; return the manifest.

    `source` is the folder of `read`, or that of the archives where `part` is None; `held_out` that
    of the index. Beside the documents it writes which of the index's shingles training text has, a
    bit each. Raises StudyError.
    """
    files = [COPIES.name, *(f"{name}.npy" for name in ARRAYS)]
    work = Work.begin(
        "screen",
        of={"part": part},
        config=compact({"corpus": decisive(corpus)}),
        inputs={
            "source": contents(verify_files(source)),
            "held_out": contents(verify_files(held_out, files), *files),
        },
        output=output,
    )
    if work.kept:
        return work.kept
    index, shingle = Index.load(held_out), Shingler()
    seen = np.zeros(len(index.shingles), dtype=bool)
    resembling: Counter[str] = Counter()
    kept: list[pa.Table] = []
    table, dropped = NATURAL, np.empty(0, dtype=np.int64)
    if part is not None:
        table, copies = READ, COPIES.read(held_out / COPIES.name)
        dropped = copies.filter(pc.field("part") == part).column("row").to_numpy()
    for piece in _pieces(table, source / table.name, dropped):
        keep = np.ones(len(piece), dtype=bool)
        domains = piece.column("domain").to_pylist()
        for row, text in enumerate(piece.column("text").to_pylist()):
            shingles = shingle(text)
            places = index.places(shingles)
            if index.resembles(shingles, places, corpus.near_duplicate_similarity):
                keep[row] = False
                resembling[domains[row]] += 1
            else:
                seen[places] = True
        kept.append(piece.filter(pa.array(keep)).select(["document_id", "domain", "text"]))
    facts = _write(kept, output / PART.name)
    with whole_file(output / SEEN) as half, half.open("wb") as file:
        np.save(file, np.packbits(seen), allow_pickle=False)
    for name, fact in facts.items():
        fact["across_split"] = resembling[name]
    return work.end([output / PART.name, output / SEEN], {"domains": facts, "copies": len(dropped)})


def _write(kept: list[pa.Table], path: Path) -> dict[str, dict[str, int]]:
    """Write PART sorted by rank; documents and bytes by domain."""
    whole = pa.concat_tables(kept)
    ids = whole.column("document_id").to_pylist()
    ranks = np.fromiter(map(rank, ids), dtype=np.uint64, count=len(ids))
    order = np.argsort(ranks, kind="stable")
    sizes = pc.binary_length(whole.column("text")).to_numpy()
    names = np.array(whole.column("domain").to_pylist(), dtype=object)
    with PART.writer(path) as file:
        for start in range(0, len(order), _ROWS_A_GROUP):
            rows = order[start : start + _ROWS_A_GROUP]
            # Taken some at a time: one array of strings ends at 2 GiB.
            file.write(whole.take(pa.array(rows)).add_column(0, "rank", pa.array(ranks[rows])))
    return {
        name: {"documents": int((names == name).sum()), "bytes": int(sizes[names == name].sum())}
        for name in sorted(set(names.tolist()))
    }


def part_facts(folder: Path) -> dict[str, dict[str, int]]:
    """Documents, bytes and dropped ones by domain, as a part's manifest tells them."""
    return read_manifest(folder)["facts"]["domains"]
