"""order.parquet: which document lies where in the stream."""

from sizewise.study.formats.names import ORDER
from sizewise.study.formats.table import INTEGER, STRING, Table, column, least

TABLE = Table(
    name=ORDER,
    folder="stream/<stream>/",
    job="stream",
    meaning="A row is a segment of a document, in stream order; a row group a shard.",
    columns={
        "token_start": column(INTEGER, "first position of the segment in the stream", least(0),
                              unit="tokens"),
        "token_end": column(INTEGER, "position behind it", least(1), unit="tokens"),
        "step": column(INTEGER, "batch that holds it, from 0: update `step` + 1 takes it",
                       least(0)),
        "sequence": column(INTEGER, "index of its sequence in the whole stream", least(0)),
        "domain": column(STRING, "natural domain or planted family"),
        "document_id": column(STRING, "the document"),
        "document_token": column(INTEGER, "place of the segment inside its document", least(0),
                                 unit="tokens"),
        "epoch": column(INTEGER, "1 for the first reading of the document", least(1)),
    },
    key=("token_start",),
)  # fmt: skip
