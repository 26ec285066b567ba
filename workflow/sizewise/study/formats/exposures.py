"""exposures.parquet: what the planted documents state, and where."""

from sizewise.study.formats.names import EXPOSURES
from sizewise.study.formats.table import INTEGER, STRING, Table, column, least

TABLE = Table(
    name=EXPOSURES,
    folder="world/<stream>/",
    job="world",
    meaning="A row is one statement of a value in a planted document.",
    columns={
        "document_id": column(STRING, "the document that states it"),
        "family": column(STRING, "planted family"),
        "entity_id": column(STRING, "whom or what it is about"),
        "fact_id": column(STRING, "what is stated; null if no fact", nullable=True),
        "source": column(STRING, "tag of the source; null without one", nullable=True),
        "value": column(STRING, "what the document states"),
        "start": column(INTEGER, "first place of the value in the text", least(0),
                        unit="characters"),
        "end": column(INTEGER, "place behind the value in the text", least(1), unit="characters"),
    },
)  # fmt: skip
