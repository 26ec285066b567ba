"""Exact copies among all parts, and an index of all held-out text.

A training passage resembles a held-out one from a Jaccard similarity t of their shingles on. It
then has at least the share t of its own shingles in common with it, so that the shingles of all
held-out passages, sorted, tell in one look-up which few passages are worth comparing, and miss
none. The larger half of what a study needs of MinHash, exactly and for less.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sizewise.corpus.config import Corpus
from sizewise.corpus.duplicates import Shingler
from sizewise.corpus.held_out import choose, pieces
from sizewise.corpus.shards.tables import COPIES, DIGESTS, READ
from sizewise.study.artifacts import MANIFEST, verify_files, whole_file
from sizewise.study.formats import documents, passages
from sizewise.study.formats.documents import HELD_OUT
from sizewise.study.formats.passages import Passage
from sizewise.study.sections import compact, decisive
from sizewise.study.work import Work, contents

ARRAYS = ("shingles", "starts", "owners", "sizes")
CANDIDATES = passages.FILE.name
# Of what is evaluated of a domain, so many times as much is looked up among the training text.
_CANDIDATES = 4
_DIGESTS_AT_ONCE = 1 << 22


@dataclass(frozen=True)
class Index:
    """Shingles of held-out passages (`owners`) and of candidates for items.

    `shingles` (uint64, sorted, distinct) · owners of shingle i are
    `owners[starts[i]:starts[i + 1]]` (int32), none for what only candidates have · `sizes` (int32)
    are distinct shingles an owner.
    """

    shingles: np.ndarray
    starts: np.ndarray
    owners: np.ndarray
    sizes: np.ndarray

    @classmethod
    def of(cls, held_out: list[np.ndarray], candidates: list[np.ndarray]) -> "Index":
        """The index of the shingles of held-out passages and of candidates."""
        none = [np.empty(0, dtype=np.uint64)]
        stated = np.concatenate(none + held_out)
        sizes = np.array([len(one) for one in held_out], dtype=np.int32)
        owners = np.repeat(np.arange(len(held_out), dtype=np.int32), sizes)
        order = np.argsort(stated, kind="stable")
        shingles = np.unique(np.concatenate([stated, *candidates]))
        counts = np.zeros(len(shingles), dtype=np.int64)
        np.add.at(counts, np.searchsorted(shingles, stated), 1)
        starts = np.concatenate([[0], np.cumsum(counts)])
        return cls(shingles, starts, owners[order], sizes)

    @classmethod
    def load(cls, folder: Path) -> "Index":
        """The index in `folder`, its files checked and mapped. Raises StudyError."""
        verify_files(folder, [f"{name}.npy" for name in ARRAYS])
        load = lambda name: np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)  # noqa: E731
        return cls(*map(load, ARRAYS))

    def save(self, folder: Path) -> list[Path]:
        """Write the arrays into `folder`; return the files."""
        files = [folder / f"{name}.npy" for name in ARRAYS]
        for name, path in zip(ARRAYS, files, strict=True):
            with whole_file(path) as part, part.open("wb") as file:
                np.save(file, getattr(self, name), allow_pickle=False)
        return files

    def places(self, shingles: np.ndarray) -> np.ndarray:
        """Where those of `shingles` stand that are here; int64."""
        if not len(self.shingles):
            return np.empty(0, dtype=np.int64)
        places = np.minimum(np.searchsorted(self.shingles, shingles), len(self.shingles) - 1)
        return places[self.shingles[places] == shingles]

    def resembles(self, shingles: np.ndarray, places: np.ndarray, threshold: float) -> bool:
        """Whether some held-out passage has a Jaccard similarity of `threshold` or more.

        `places` are those of `shingles`.
        """
        if len(places) < threshold * len(shingles):
            return False
        spans = [self.owners[self.starts[p] : self.starts[p + 1]] for p in places.tolist()]
        common = np.bincount(np.concatenate(spans), minlength=len(self.sizes)) if spans else []
        return bool(np.any(common >= threshold * (len(shingles) + self.sizes - common)))


def copies(parts: list[Path]) -> pa.Table:
    """COPIES of the folders of all parts, in their order; digests are held a range at a time."""
    files = [pq.ParquetFile(folder / DIGESTS.name) for folder in parts]
    total = sum(file.metadata.num_rows for file in files)
    ranges = max(1, -(-total // _DIGESTS_AT_ONCE))
    bounds = [i * 2**64 // ranges - 2**63 for i in range(ranges + 1)]
    found: list[tuple[np.ndarray, np.ndarray]] = []
    for low, high in pairwise(bounds):
        within = [("high", ">=", low), ("high", "<=", high - 1)]
        tables = [DIGESTS.read(folder / DIGESTS.name, filters=within) for folder in parts]
        part = np.repeat(np.arange(len(parts)), [len(table) for table in tables])
        columns = [pa.concat_tables(tables).column(n).to_numpy() for n in ("high", "low", "row")]
        order = np.lexsort((columns[2], part, columns[1], columns[0]))
        first, second, row = (column[order] for column in columns)
        same = np.r_[False, (first[1:] == first[:-1]) & (second[1:] == second[:-1])]
        found.append((part[order][same[: len(order)]], row[same[: len(order)]]))
    part, row = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.lexsort((row, part))
    return pa.table([pa.array(part[order]), pa.array(row[order])], schema=COPIES.schema)


def _held_out(parts: list[Path], archives: Path | None, dropped: pa.Table) -> Iterator[Passage]:
    """All held-out passages, those of `archives` last; an item's id is its document's here."""
    for number, folder in enumerate(parts):
        table = READ.read(folder / READ.name, ["document_id", "domain", "split", "text"])
        rows = dropped.filter(pc.field("part") == number).column("row").to_numpy()
        keep = pc.equal(table.column("split"), HELD_OUT).to_numpy()
        keep[rows] = False
        for row in table.filter(pa.array(keep)).to_pylist():
            work = row["document_id"].rpartition("/")[0]
            yield Passage(
                item_id=row["document_id"], domain=row["domain"], work=work, text=row["text"]
            )
    if archives is not None:
        names = ["document_id", "domain", "work", "text"]
        only = [("split", "==", HELD_OUT)]
        file = archives / documents.NATURAL.name
        for row in documents.NATURAL.read(file, names, filters=only).to_pylist():
            yield Passage(
                item_id=row["document_id"], domain=row["domain"], work=row["work"], text=row["text"]
            )


def _candidates(held_out: list[Passage], corpus: Corpus) -> list[Passage]:
    """Pieces of hub domains from which items are chosen, domain by domain.

    Where no row of a domain is as long as an item, its rows are held out as they are.
    """
    by_domain: dict[str, list[Passage]] = {}
    for name in sorted(corpus.hub):
        own = [one for one in held_out if one.domain == name]
        by_domain[name] = [
            item for one in own for item in pieces(one.item_id, one.domain, one.work, one.text)
        ] or [Passage(**dict(one) | {"item_id": f"{one.item_id}/0"}) for one in own]
    most = _CANDIDATES * corpus.held_out_bytes
    return [
        item
        for own in by_domain.values()
        for (item,) in choose([(item,) for item in own], seed=corpus.seed, most_bytes=most)
    ]


def index_held_out(
    corpus: Corpus, parts: list[Path], archives: Path | None, output: Path
) -> dict[str, Any]:
    """Write copies, index and candidates into `output`; return the manifest. Raises StudyError."""
    inputs = {f"read/{n}": contents(verify_files(folder)) for n, folder in enumerate(parts)}
    if archives is not None:
        inputs["archives"] = contents(verify_files(archives))
    work = Work.begin(
        "held_out", config=compact({"corpus": decisive(corpus)}), inputs=inputs, output=output
    )
    if work.kept:
        return work.kept
    (output / MANIFEST).unlink(missing_ok=True)
    dropped = copies(parts)
    COPIES.write(output / COPIES.name, dropped)
    held_out = list(_held_out(parts, archives, dropped))
    candidates = _candidates(held_out, corpus)
    if archives is not None:
        # Chosen already; what is left to ask is whether the hub's text has them.
        candidates += passages.FILE.read(archives / CANDIDATES)
    shingle = Shingler()
    index = Index.of([shingle(p.text) for p in held_out], [shingle(p.text) for p in candidates])
    passages.FILE.write(output / CANDIDATES, candidates)
    files = [*index.save(output), output / COPIES.name, output / CANDIDATES]
    return work.end(files, {"copies": len(dropped), "domains": _counted(held_out)})


def _counted(held_out: Iterable[Passage]) -> dict[str, dict[str, int]]:
    facts: dict[str, dict[str, int]] = {}
    for one in held_out:
        fact = facts.setdefault(one.domain, {"documents": 0, "bytes": 0})
        fact["documents"] += 1
        fact["bytes"] += len(one.text.encode())
    return facts
