"""The corpus's documents while they are chosen."""

from dataclasses import dataclass


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
