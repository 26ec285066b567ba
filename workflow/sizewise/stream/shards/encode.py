"""One part as token ids, sorted by the key of each document's first reading."""

import shutil
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from sizewise.stream.ledger import Ledger
from sizewise.stream.shards.keys import buckets, keys
from sizewise.stream.shards.sources import Source
from sizewise.stream.shards.tables import INDEX, SPANS, TOKENS
from sizewise.stream.tokenizer import FILES, byte_lengths, encode, load_tokenizer
from sizewise.study.artifacts import verify_files, whole_file
from sizewise.study.errors import StudyError
from sizewise.study.formats.documents import PLANTED
from sizewise.study.formats.names import EXPOSURES
from sizewise.study.sections import Sections
from sizewise.study.work import Work, contents

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SCRATCH = ".tokens."


def encode_part(
    study: Sections, part: str, source: Source, vocabulary: Path, output: Path
) -> dict[str, Any]:
    """Write ids and index of a part into `output`; return the manifest.

    `vocabulary` is the folder of the tokenizer. With planted text it also writes where in its
    document each exposure stands. Raises StudyError.
    """
    inputs = source.verified()
    work = Work.begin(
        "encode",
        of={"part": part},
        config=study.section_json("stream", "mix"),
        inputs={"tokenizer": contents(verify_files(vocabulary, FILES), *FILES), **inputs},
        output=output,
    )
    if work.kept:
        return work.kept
    output.mkdir(parents=True, exist_ok=True)
    for left in output.glob(f"{SCRATCH}*"):  # of a job that was killed
        shutil.rmtree(left)
    layout, tokenizer = study.stream.layout(study.mix.tokens), load_tokenizer(vocabulary)
    domains = sorted(name for name, share in study.mix.shares.items() if share > 0)
    if source.planted and (strange := sorted(set(source.bytes_of()) - set(domains))):
        raise StudyError(
            f"{source.folder}: holds documents of {', '.join(strange)}, to which mix.shares gives "
            "nothing; run the job `world` again"
        )
    ledger = _ledger(source, tokenizer) if source.planted else None
    with tempfile.TemporaryDirectory(dir=output, prefix=SCRATCH) as folder:
        scratch = Path(folder) / TOKENS
        visit = ledger.visit if ledger else None
        read = _Read.of(source, domains, tokenizer, layout.dtype, scratch, visit)
        if source.planted:
            _check_lengths(read, study.stream.sequence_length)
        first = keys(read.ids, study.stream.seed, epoch=1)
        order = np.lexsort((np.array(read.ids, dtype=object), first))
        _write_tokens(read, order, layout.dtype, scratch, output / TOKENS)
    bucket = buckets(first[order], layout.n_shards)
    starts = np.searchsorted(bucket, np.arange(layout.n_shards + 1))
    table = read.table(order, first)
    with INDEX.writer(output / INDEX.name) as file:
        for low, high in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True):
            file.write(table.slice(low, high - low))
    files = [output / TOKENS, output / INDEX.name]
    if ledger is not None:
        files.append(output / SPANS.name)
        spans = _spans(ledger, order)
        ends = np.searchsorted(spans.column("row").to_numpy(), starts)
        with SPANS.writer(files[-1]) as file:
            # A job that packs one shard reads the rows of its bucket and not those of all.
            for low, high in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True):
                file.write(spans.slice(low, high - low))
    return work.end(files, {"starts": starts.tolist(), "dtype": layout.dtype.str})


class _Read:
    """The documents of a part in the order of its file, their ids in a scratch file."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.domains: list[str] = []
        self.ranks: list[int] = []
        self.lengths = np.zeros(0, dtype=np.int64)
        self.sizes: list[int] = []

    @classmethod
    def of(
        cls,
        source: Source,
        domains: list[str],
        tokenizer: "Tokenizer",
        dtype: np.dtype,
        scratch: Path,
        visit: Callable[[int, str, np.ndarray], None] | None,
    ) -> "_Read":
        """Encode the documents of `domains`; `visit(number, text, ids)` is called for each."""
        read, ahead, lengths, done = cls(), deque(), [], 0

        def texts() -> Iterator[str]:
            for piece in source.pieces(domains):
                read.ids += piece.column("document_id").to_pylist()
                read.domains += piece.column("domain").to_pylist()
                read.ranks += piece.column("rank").to_pylist()
                for text in piece.column("text").to_pylist():
                    read.sizes.append(len(text.encode()))
                    if visit is not None:
                        ahead.append(text)
                    yield text

        with scratch.open("wb") as file:
            for ids, counts in encode(tokenizer, texts(), dtype):
                ids.tofile(file)
                lengths.append(counts)
                if visit is not None:
                    ends = np.cumsum(counts)
                    for number, (end, count) in enumerate(zip(ends, counts, strict=True)):
                        visit(done + number, ahead.popleft(), ids[end - count : end])
                done += len(counts)
        read.lengths = np.concatenate([read.lengths, *lengths])
        return read

    def table(self, order: np.ndarray, first: np.ndarray) -> pa.Table:
        """Rows of INDEX in `order`; `first` are the keys."""
        lengths = self.lengths[order]
        columns = [
            pa.array(first[order]),
            pa.array(self.ids, pa.string()).take(pa.array(order)),
            pa.array(self.domains, pa.string()).take(pa.array(order)),
            pa.array(np.array(self.ranks, dtype=np.uint64)[order]),
            pa.array(lengths),
            pa.array(np.array(self.sizes, dtype=np.int64)[order]),
            pa.array(np.cumsum(lengths) - lengths),
        ]
        return pa.table(columns, schema=INDEX.schema)


def _write_tokens(
    read: _Read, order: np.ndarray, dtype: np.dtype, scratch: Path, path: Path
) -> None:
    """The ids of the scratch file, documents in `order`."""
    ends = np.cumsum(read.lengths)
    with whole_file(path) as part, part.open("wb") as file:
        if not len(order):
            return
        ids = np.memmap(scratch, dtype=dtype, mode="r")
        for end, length in zip(ends[order].tolist(), read.lengths[order].tolist(), strict=True):
            file.write(ids[end - length : end].tobytes())


def _ledger(source: Source, tokenizer: "Tokenizer") -> Ledger:
    ids = PLANTED.read(source.folder / PLANTED.name, ["document_id"]).column("document_id")
    return Ledger(source.folder / EXPOSURES, ids.combine_chunks(), byte_lengths(tokenizer))


def _spans(ledger: Ledger, order: np.ndarray) -> pa.Table:
    row_of = np.empty(len(order), dtype=np.int64)
    row_of[order] = np.arange(len(order))
    rows = row_of[ledger.document]
    by_row = np.lexsort((ledger.token_end, ledger.token_start, rows))
    table = ledger.exposures.take(pa.array(by_row))
    for name, values in (
        ("row", rows), ("token_start", ledger.token_start), ("token_end", ledger.token_end),
    ):  # fmt: skip
        table = table.append_column(name, pa.array(values[by_row]))
    return table


def _check_lengths(read: _Read, sequence_length: int) -> None:
    long = np.flatnonzero(read.lengths > sequence_length)
    if len(long):
        worst = int(long[np.argmax(read.lengths[long])])
        raise StudyError(
            f"{read.domains[worst]}: document {read.ids[worst]!r} has {read.lengths[worst]:,} "
            f"tokens, more than stream.sequence_length {sequence_length:,} ({len(long):,} such "
            f"planted documents, which are never split); shorten them in world.families."
            f"{read.domains[worst]} or use {read.lengths[worst]:,} tokens or more"
        )
