"""judged.parquet: what a learned reward gives for every answer."""

from sizewise.study.formats.names import JUDGED
from sizewise.study.formats.table import NUMBER, STRING, Table, column

TABLE = Table(
    name=JUDGED,
    folder="judge/<arm>/seed<seed>/",
    job="judge",
    meaning="A row is a label of a practice question.",
    columns={
        "item_id": column(STRING, "the practice question"),
        "label": column(STRING, "the answer, with the space that joins it to the prompt"),
        "reward": column(NUMBER, "learned from preferences; differences within a question count",
                         unit="nats"),
    },
    key=("item_id", "label"),
)  # fmt: skip
