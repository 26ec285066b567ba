"""The corpus's two files: rows of documents.parquet, lines of held_out.jsonl."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from sizewise.corpus.held_out import Item
from sizewise.study.artifacts import whole_file


@dataclass(kw_only=True)
class Row:
    """One row of documents.parquet."""

    document_id: str
    domain: str
    work: str
    passage: int
    split: str
    text: str

    @property
    def size(self) -> int:
        """UTF-8 bytes of text."""
        return len(self.text.encode())


def write_documents(path: Path, rows: Iterable[Row]) -> None:
    """Write `rows` as parquet, whole or not at all."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema(
        [
            ("document_id", pa.string()),
            ("domain", pa.string()),
            ("work", pa.string()),
            ("passage", pa.int32()),
            ("split", pa.string()),
            ("text", pa.string()),
        ]
    )
    table = pa.Table.from_pylist([asdict(row) for row in rows], schema=schema)
    with whole_file(path) as part:
        pq.write_table(table, part, compression="zstd")


def write_items(path: Path, items: Iterable[Item]) -> None:
    """Write `items` as JSON, one a line, whole or not at all."""
    with whole_file(path) as part:
        lines = (json.dumps(asdict(item), ensure_ascii=False) + "\n" for item in items)
        part.write_text("".join(lines), encoding="utf-8")
