"""documents.parquet: texts, those of the corpus and those of the world alike."""

import hashlib

import pyarrow as pa

from sizewise.study.formats.names import DOCUMENTS
from sizewise.study.formats.table import INTEGER, STRING, Table, column, least, one_of

TRAIN, HELD_OUT = "train", "held_out"

_COLUMNS = {
    "document_id": column(STRING, "unique in the study"),
    "domain": column(STRING, "natural domain or planted family"),
    "work": column(STRING, "play, book, module … or family"),
    "passage": column(INTEGER, "order inside the work, from 0", least(0)),
    "split": column(
        STRING,
        "part that the text belongs to; planted documents are all `train`",
        one_of(TRAIN, HELD_OUT),
    ),
    "text": column(STRING, "the document"),
}

NATURAL = Table(
    name=DOCUMENTS,
    folder="corpus/",
    job="corpus",
    meaning="A row is a passage of natural text.",
    columns=_COLUMNS,
    key=("document_id",),
)
PLANTED = Table(
    name=DOCUMENTS,
    folder="world/<stream>/",
    job="world",
    meaning="A row is a planted document: one event of exposure, repeats are rows of their own.",
    columns=_COLUMNS,
    key=("document_id",),
)
PART = Table(
    name=DOCUMENTS,
    folder="corpus/parts/<part>/",
    job="screen",
    meaning="A row is a passage to train on, of one part of a corpus that is read in parts; sorted "
    "by rank.",
    columns={
        "rank": column(pa.uint64(), "pseudo-random number that follows from the id alone"),
        **{name: _COLUMNS[name] for name in ("document_id", "domain", "text")},
    },
    key=("document_id",),
)


def rank(document_id: str) -> int:
    """A pseudo-random number of 64 bits that depends on nothing but the document's id.

    Documents of low rank are chosen first, so that streams of different seeds hold the same ones.
    """
    digest = hashlib.sha256(b"stream/rank\0" + document_id.encode()).digest()
    return int.from_bytes(digest[:8], "little")
