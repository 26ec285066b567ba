"""ledger.parquet: where in the stream each planted fact is stated."""

from sizewise.study.formats import exposures
from sizewise.study.formats.names import LEDGER
from sizewise.study.formats.table import INTEGER, Table, column, least

TABLE = Table(
    name=LEDGER,
    folder="stream/<stream>/",
    job="stream",
    meaning="A row is an exposure that is in the stream, in stream order; none for what the stream "
    "left out.",
    columns={
        **exposures.TABLE.columns,
        "exposure": column(INTEGER, "1, 2, … in stream order for a fact; null if no fact",
                           least(1), nullable=True),
        "token_start": column(INTEGER, "first position of the value in the stream", least(0),
                              unit="tokens"),
        "token_end": column(INTEGER, "position behind the value", least(1), unit="tokens"),
        "sequence": column(INTEGER, "index of its sequence in the whole stream", least(0)),
        "step": column(INTEGER, "batch that holds it, from 0: update `step` + 1 takes it",
                       least(0)),
    },
)  # fmt: skip
