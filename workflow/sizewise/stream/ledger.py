"""The ledger: where in the stream each planted fact is stated.

Character spans of `exposures.parquet` become token spans through the number of bytes that each
token id stands for, which byte-level BPE makes exact.
"""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sizewise.study.errors import StudyError
from sizewise.study.formats import exposures


class Ledger:
    """The exposures of a world; `visit` is called with every planted document and its tokens."""

    def __init__(self, path: Path, planted_ids: pa.Array, token_bytes: np.ndarray) -> None:
        """Read `path`. `planted_ids` are ids of the planted documents, in the order of their index.

        `token_bytes` (int64) are bytes by token id. Raises StudyError for a file that does not
        fit the documents.
        """
        self._path = path
        table = exposures.TABLE.read(path).combine_chunks()
        document = pc.index_in(table.column("document_id"), planted_ids)
        if document.null_count:
            row = int(np.argmax(pc.is_null(document).to_numpy()))
            raise StudyError(
                f"{path}, row {row}: document {table.column('document_id')[row].as_py()!r} is not "
                "in documents.parquet; run the job `world` again"
            )
        self.exposures = table
        """The rows of the file."""
        self.document = document.to_numpy().astype(np.int64)
        """Index of the planted document of each exposure."""
        self._by_document = np.argsort(self.document, kind="stable")
        self._sorted = self.document[self._by_document]
        self._start = table.column("start").to_numpy().astype(np.int64)
        self._end = table.column("end").to_numpy().astype(np.int64)
        self._no_fact = pc.is_null(table.column("fact_id")).to_numpy()
        self._token_bytes = token_bytes
        self.token_start = np.zeros(len(table), dtype=np.int64)
        """First token of each value, counted from the start of its document."""
        self.token_end = np.zeros(len(table), dtype=np.int64)
        """Behind the last token of each value, counted from the start of its document."""

    def visit(self, document: int, text: str, ids: np.ndarray) -> None:
        """Find the values that `document` states among its tokens."""
        low, high = np.searchsorted(self._sorted, [document, document + 1])
        if low == high:
            return
        byte_end = np.cumsum(self._token_bytes[ids])
        for row in self._by_document[low:high]:
            start, end = int(self._start[row]), int(self._end[row])
            value = self.exposures.column("value")[int(row)].as_py()
            if start >= end or text[start:end] != value:
                raise StudyError(
                    f"{self._path}, row {row}: {value!r} is not at characters {start} to {end} of "
                    f"document {self.exposures.column('document_id')[int(row)].as_py()!r}; run the "
                    "job `world` again"
                )
            first_byte = len(text[:start].encode())
            last_byte = first_byte + len(value.encode())
            self.token_start[row] = np.searchsorted(byte_end, first_byte, side="right")
            self.token_end[row] = np.searchsorted(byte_end, last_byte, side="left") + 1

    def table(
        self, document_start: np.ndarray, sequence_length: int, batch_sequences: int
    ) -> pa.Table:
        """ledger.parquet in stream order.

        `document_start` (int64) are positions of the planted documents in the stream.
        """
        start = document_start[self.document] + self.token_start
        end = document_start[self.document] + self.token_end
        order = np.lexsort((end, start))
        sequence = start[order] // sequence_length
        columns = {
            "exposure": counted(self.exposures, order),
            "token_start": start[order],
            "token_end": end[order],
            "sequence": sequence,
            "step": sequence // batch_sequences,
        }
        table = self.exposures.take(pa.array(order))
        for name, values in columns.items():
            nulls = self._no_fact[order] if name == "exposure" else None
            table = table.append_column(name, pa.array(values, pa.int64(), mask=nulls))
        return table


def counted(table: pa.Table, order: np.ndarray) -> np.ndarray:
    """1, 2, … for the occurrences of a fact, in `order` (any number where there is no fact).

    `table` has the columns family and fact_id; `order` are its rows in stream order.
    """
    facts = [
        pc.dictionary_encode(table.column(name), null_encoding="encode")
        .combine_chunks()
        .indices.to_numpy()
        .astype(np.int64)
        for name in ("family", "fact_id")
    ]
    if not len(order):
        return np.zeros(0, dtype=np.int64)
    fact = (facts[0] * (facts[1].max() + 1) + facts[1])[order]
    by_fact = np.argsort(fact, kind="stable")
    grouped = fact[by_fact]
    first = np.flatnonzero(np.r_[True, grouped[1:] != grouped[:-1]])
    sizes = np.diff(np.r_[first, len(grouped)])
    exposure = np.empty(len(order), dtype=np.int64)
    exposure[by_fact] = np.arange(len(order)) - np.repeat(first, sizes) + 1
    return exposure
