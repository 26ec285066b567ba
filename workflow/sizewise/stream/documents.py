"""The training documents of corpus and world: an index in memory, texts read when needed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sizewise.study.errors import StudyError
from sizewise.study.formats.documents import NATURAL, PLANTED, TRAIN, rank
from sizewise.study.formats.table import Table

_COLUMNS = ("document_id", "domain", "split", "text")
_ROWS_AT_ONCE = 4096


@dataclass(frozen=True)
class DocumentIndex:
    """All documents that may enter the stream, planted ones first, each in the order of its file.

    Arrays of one length: `row` (int64, in its file), `domain` (int64, index into `domains`),
    `n_bytes` (int64, UTF-8 bytes of the text), `rank` (uint64, a pseudo-random number that
    depends on nothing but the document's id), and the Arrow strings `ids`.
    """

    paths: tuple[Path, Path]
    """documents.parquet of the world and of the corpus."""
    n_planted: int
    """Documents that come from the world."""
    domains: list[str]
    """Planted families, then natural domains, each in alphabetical order."""
    n_families: int
    """How many of `domains` are planted families."""
    row: np.ndarray
    domain: np.ndarray
    n_bytes: np.ndarray
    rank: np.ndarray
    ids: pa.Array

    def __len__(self) -> int:
        return len(self.row)

    @property
    def planted(self) -> np.ndarray:
        """Which documents are planted: bool."""
        return np.arange(len(self)) < self.n_planted

    def texts(self, documents: np.ndarray) -> Iterator[str]:
        """Texts of `documents` (ascending indices), each file read once, a piece at a time."""
        split = int(np.searchsorted(documents, self.n_planted))
        for path, wanted in zip(self.paths, (documents[:split], documents[split:]), strict=True):
            if len(wanted):
                yield from _texts_at(path, self.row[wanted])

    def by_rank(self, domain: int) -> np.ndarray:
        """Indices of the documents of a domain, in the order of their rank."""
        members = np.flatnonzero(self.domain == domain)
        return members[np.argsort(self.rank[members], kind="stable")]


def _texts_at(path: Path, rows: np.ndarray) -> Iterator[str]:
    first = 0
    for batch in pq.ParquetFile(path).iter_batches(_ROWS_AT_ONCE, columns=["text"]):
        low, high = np.searchsorted(rows, [first, first + len(batch)])
        if high > low:
            picked = batch.column("text").take(pa.array(rows[low:high] - first))
            yield from picked.to_pylist()
        first += len(batch)
        if high == len(rows):
            return


def _read(table: Table, path: Path) -> tuple[np.ndarray, pa.Array, pa.Array, np.ndarray]:
    """Rows, ids, domains and text bytes of the documents of the training split."""
    rows, ids, domains, sizes = [], [], [], []
    first = 0
    for piece in table.pieces(path, _COLUMNS, _ROWS_AT_ONCE):
        train = np.flatnonzero(pc.equal(piece.column("split"), TRAIN).to_numpy())
        trained = piece.take(pa.array(train))
        rows.append(first + train)
        ids.append(trained.column("document_id").combine_chunks())
        domains.append(trained.column("domain").combine_chunks())
        sizes.append(pc.binary_length(trained.column("text")).to_numpy().astype(np.int64))
        first += len(piece)
    strings = [pa.array([], pa.string())]
    return (
        np.concatenate([np.zeros(0, np.int64), *rows]),
        pa.concat_arrays(strings + ids),
        pa.concat_arrays(strings + domains),
        np.concatenate([np.zeros(0, np.int64), *sizes]),
    )


def read_documents(corpus: Path, world: Path, shares: dict[str, float]) -> DocumentIndex:
    """Index the training documents of the folders `corpus` and `world`.

    Natural domains that are not in `shares` are left out; everything planted must be in it.
    Raises StudyError for damaged files, an id that occurs twice, a family without a share and a
    share without documents.
    """
    tables = PLANTED, NATURAL
    paths = world / PLANTED.name, corpus / NATURAL.name
    planted, natural = (_read(table, path) for table, path in zip(tables, paths, strict=True))
    asked = {name for name, share in shares.items() if share > 0}
    families = set(planted[2].unique().to_pylist())
    if strange := sorted(families - asked):
        raise StudyError(
            f"{paths[0]}: holds documents of {', '.join(strange)}, to which mix.shares gives "
            "nothing; run the job `world` again"
        )
    kept = np.flatnonzero(
        pc.is_in(natural[2], pa.array(sorted(asked), pa.string())).to_numpy(False)
    )
    natural = (natural[0][kept], natural[1].take(pa.array(kept)),
               natural[2].take(pa.array(kept)), natural[3][kept])  # fmt: skip
    found = set(natural[2].unique().to_pylist())
    if both := sorted(families & found):
        raise StudyError(f"{', '.join(both)}: both a planted family and a natural domain; rename")
    if absent := sorted(asked - families - found):
        raise StudyError(
            f"mix.shares.{absent[0]}: neither {paths[0]} nor {paths[1]} has a training document "
            "of it; run the jobs `corpus` and `world` again, or set the share to 0"
        )
    domains = sorted(families) + sorted(found)
    ids = pa.concat_arrays([planted[1], natural[1]])
    if len(ids.unique()) < len(ids):
        counts = ids.value_counts()
        twice = counts.field("values")[int(np.argmax(counts.field("counts").to_numpy()))]
        raise StudyError(
            f"document_id {twice.as_py()!r} occurs twice in {paths[0]} and {paths[1]}; ids are "
            "unique in a study, so run their jobs again"
        )
    names = pa.concat_arrays([planted[2], natural[2]])
    return DocumentIndex(
        paths=paths,
        n_planted=len(planted[0]),
        domains=domains,
        n_families=len(families),
        row=np.concatenate([planted[0], natural[0]]),
        domain=pc.index_in(names, pa.array(domains, pa.string())).to_numpy(False).astype(np.int64),
        n_bytes=np.concatenate([planted[3], natural[3]]),
        rank=np.fromiter((rank(i) for i in _strings(ids)), dtype=np.uint64, count=len(ids)),
        ids=ids,
    )


def _strings(values: pa.Array) -> Iterable[str]:
    for start in range(0, len(values), _ROWS_AT_ONCE):
        yield from values.slice(start, _ROWS_AT_ONCE).to_pylist()
