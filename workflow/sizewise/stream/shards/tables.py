"""What an encoded part consists of, and tables that the jobs of this package hand on."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa

from sizewise.study.artifacts import read_manifest
from sizewise.study.formats import exposures, ledger
from sizewise.study.formats.table import INTEGER, STRING, Table, column, least

TOKENS = "tokens.bin"

INDEX = Table(
    name="index.parquet",
    folder="stream/<stream>/encoded/<part>/",
    job="encode",
    meaning="A row is a document, sorted by the key of its first reading; a row group a bucket.",
    columns={
        "key": column(pa.uint64(), "key of the first reading"),
        "document_id": column(STRING, "the document"),
        "domain": column(STRING, "natural domain or planted family"),
        "rank": column(pa.uint64(), "documents of low rank are chosen first"),
        "tokens": column(INTEGER, "length, the opening token included", least(1), unit="tokens"),
        "bytes": column(INTEGER, "UTF-8 bytes of the text", least(0)),
        "start": column(INTEGER, f"place of the first token in {TOKENS}", least(0), unit="tokens"),
    },
    key=("document_id",),
)

_PLACES = {
    "token_start": column(INTEGER, "first token of the value in its document", least(0)),
    "token_end": column(INTEGER, "token behind it", least(1)),
}
SPANS = Table(
    name="spans.parquet",
    folder="stream/<stream>/encoded/planted/",
    job="encode",
    meaning="A row is an exposure, by the row of its document in the index; a row group a bucket.",
    columns={
        **exposures.TABLE.columns, "row": column(INTEGER, "row of the index", least(0)), **_PLACES,
    },
)  # fmt: skip

PART_OF_LEDGER = Table(
    name=ledger.TABLE.name,
    folder="stream/<stream>/packed/<shard>/",
    job="pack",
    meaning="The ledger's rows of one shard, not yet counted by fact.",
    columns={name: c for name, c in ledger.TABLE.columns.items() if name != "exposure"},
)


@dataclass(frozen=True)
class Encoded:
    """The folder of one encoded part."""

    folder: Path

    @cached_property
    def starts(self) -> np.ndarray:
        """First row of each bucket, and the number of rows: int64."""
        return np.array(read_manifest(self.folder)["facts"]["starts"], dtype=np.int64)

    @cached_property
    def dtype(self) -> np.dtype:
        """Type of the ids on disk."""
        return np.dtype(read_manifest(self.folder)["facts"]["dtype"])

    @cached_property
    def ids(self) -> np.ndarray:
        """All ids, mapped from disk."""
        path = self.folder / TOKENS
        if not path.stat().st_size:
            return np.empty(0, dtype=self.dtype)
        return np.memmap(path, dtype=self.dtype, mode="r")

    def bucket(self, number: int) -> tuple[int, pa.Table]:
        """First row and rows of INDEX of a bucket."""
        low, high = self.starts[number : number + 2].tolist()
        if low == high:
            return low, INDEX.schema.empty_table()
        group = int(np.count_nonzero(np.diff(self.starts[: number + 1])))
        return low, INDEX.open(self.folder / INDEX.name).read_row_group(group)
