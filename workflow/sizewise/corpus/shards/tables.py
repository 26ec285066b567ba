"""Tables that the jobs of this package hand to one another."""

from sizewise.study.formats.names import DOCUMENTS
from sizewise.study.formats.table import INTEGER, STRING, Table, column, least, one_of

_IN_PART = column(INTEGER, "row in its part's documents.parquet", least(0))

DIGESTS = Table(
    name="digests.parquet",
    folder="corpus/read/<part>/",
    job="read",
    meaning="A row is a passage of a part, sorted by digest; a row group a range of digests.",
    columns={
        "high": column(INTEGER, "first half of the digest of the words, as a signed number"),
        "low": column(INTEGER, "second half"),
        "row": _IN_PART,
    },
)
COPIES = Table(
    name="copies.parquet",
    folder="corpus/held_out/",
    job="held_out",
    meaning="A row is a passage that an earlier part or row has word for word.",
    columns={"part": column(INTEGER, "its part", least(0)), "row": _IN_PART},
    key=("part", "row"),
)
READ = Table(
    name=DOCUMENTS,
    folder="corpus/read/<part>/",
    job="read",
    meaning="A row is a passage as it was read.",
    columns={
        "document_id": column(STRING, "domain, file, row and passage of the source"),
        "domain": column(STRING, "hub domain"),
        "split": column(STRING, "part that the text belongs to", one_of("train", "held_out")),
        "text": column(STRING, "the passage"),
    },
    key=("document_id",),
)
