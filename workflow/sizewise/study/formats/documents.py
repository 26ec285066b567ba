"""documents.parquet: texts, those of the corpus and those of the world alike."""

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
