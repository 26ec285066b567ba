"""repeats.parquet: the loss on random tokens that come twice (docs/probes.md)."""

from sizewise.study.formats.keys import KEY, RUN, STEP, TOKENS
from sizewise.study.formats.names import REPEATS
from sizewise.study.formats.table import INTEGER, NUMBER, Table, column, least

TABLE = Table(
    name=REPEATS,
    folder="probes/<arm>/<size>/seed<seed>/",
    job="probe",
    meaning="A row is a sequence, read by one checkpoint.",
    columns={
        **RUN, **STEP, **TOKENS,
        "sequence": column(INTEGER, "from 0, the same for every size and step", least(0)),
        "first_loss": column(NUMBER, "first occurrence, without its first token", least(0),
                             unit="nats a token"),
        "second_loss": column(NUMBER, "the same tokens in the second occurrence", least(0),
                              unit="nats a token"),
        "early_loss": column(NUMBER, "around the 50th of 512 tokens, scaled to the sequence",
                             least(0), unit="nats a token"),
        "late_loss": column(NUMBER, "around the 500th of 512 tokens, scaled to the sequence",
                            least(0), unit="nats a token"),
    },
    key=(*KEY, *TOKENS, "sequence"),
)  # fmt: skip
