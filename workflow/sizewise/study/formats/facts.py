"""facts.parquet: how often the stream states each planted fact.

What analysis asks of the ledger. It is a hundredth of a ledger of records, which each are told a
thousand times, so that a release holds it and leaves the ledger to whoever makes the stream again.
"""

from sizewise.study.formats.table import INTEGER, STRING, Table, column, least

TABLE = Table(
    name="facts.parquet",
    folder="facts/<stream>/",
    job="facts",
    meaning="A row is a planted fact that the stream states.",
    columns={
        "family": column(STRING, "planted family"),
        "fact_id": column(STRING, "what is stated"),
        "value": column(STRING, "what the stream's first statement of it says"),
        "exposures": column(INTEGER, "how often the stream states it, all values of it together",
                            least(1)),
    },
    key=("family", "fact_id"),
)  # fmt: skip
