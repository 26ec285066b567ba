"""heads.parquet: what attention heads do with random tokens that come twice (docs/probes.md)."""

from sizewise.study.formats.keys import KEY, RUN, STEP, TOKENS
from sizewise.study.formats.names import HEADS
from sizewise.study.formats.table import INTEGER, NUMBER, Table, column, least, share

TABLE = Table(
    name=HEADS,
    folder="probes/<arm>/<size>/seed<seed>/",
    job="probe",
    meaning="A row is a head of a checkpoint: means over sequences and their standard errors.",
    columns={
        **RUN, **STEP, **TOKENS,
        "layer": column(INTEGER, "from 1", least(1)),
        "head": column(INTEGER, "from 0", least(0)),
        "sequences": column(INTEGER, "that the means are over", least(1)),
        "prefix_matching": column(NUMBER, "attention from a token of the second occurrence to the "
                                  "token that followed it in the first", share()),
        "prefix_matching_error": column(NUMBER, "its standard error", least(0)),
        "prefix_matching_even": column(NUMBER, "what evenly spread attention would score",
                                       share()),
        "previous_token": column(NUMBER, "attention from a token to the one before it", share()),
        "previous_token_error": column(NUMBER, "its standard error", least(0)),
        "previous_token_even": column(NUMBER, "what evenly spread attention would score", share()),
    },
    key=(*KEY, *TOKENS, "layer", "head"),
)  # fmt: skip
