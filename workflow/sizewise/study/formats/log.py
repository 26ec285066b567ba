"""log.parquet: the log of a training."""

from sizewise.study.formats.names import LOG
from sizewise.study.formats.table import INTEGER, NUMBER, STRING, Table, column, least

TABLE = Table(
    name=LOG,
    folder="training/<arm>/<size>/seed<seed>/",
    job="train",
    meaning="A row is an update.",
    columns={
        "step": column(INTEGER, "updates done, from 1", least(1)),
        "tokens": column(INTEGER, "seen so far", least(1), unit="tokens"),
        "loss": column(NUMBER, "mean over the batch before the update", unit="nats a token"),
        "balance_loss": column(NUMBER, "of the router over its experts, 1 where all get as many "
                               "tokens; null for a dense network", least(0), nullable=True,
                               required=False),
        "learning_rate": column(NUMBER, "of the base shape at this update", least(0)),
        "gradient_norm": column(NUMBER, "before clipping; null where none was computed",
                                nullable=True),
        "tokens_per_second": column(NUMBER, "speed", least(0), unit="tokens a second"),
        "chain": column(STRING, "sha256 chain over the token ids of all steps so far", unit="hex"),
    },
    key=("step",),
)  # fmt: skip
