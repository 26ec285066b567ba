"""updates.parquet: the log of a training by reward."""

from sizewise.study.formats.names import UPDATES
from sizewise.study.formats.table import INTEGER, NUMBER, STRING, Table, column, least, share

TABLE = Table(
    name=UPDATES,
    folder="training/<arm>/<size>/seed<seed>/",
    job="reward",
    meaning="A row is an update of an arm that is trained by reward. What is expected is the exact "
    "sum over all labels, before the update, mean over its questions.",
    columns={
        "update": column(INTEGER, "updates done, from 1", least(1)),
        "loss": column(NUMBER, "what the update makes smaller"),
        "reward": column(NUMBER, "expected, of the kind that is trained on"),
        "right": column(NUMBER, "expected share of likeliest labels: the exact reward", share()),
        "divergence": column(NUMBER, "of the policy from its parent", unit="nats"),
        "entropy": column(NUMBER, "of the policy's answers", least(0), unit="nats"),
        "silent": column(NUMBER, "share of the groups in which all answers had one reward",
                         share()),
        "gradient_norm": column(NUMBER, "before clipping", least(0)),
        "chain": column(STRING, "sha256 chain over the questions so far", unit="hex"),
    },
    key=("update",),
)  # fmt: skip
