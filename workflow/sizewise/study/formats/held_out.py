"""held_out.parquet: the loss of checkpoints on every passage of held-out text."""

from sizewise.study.formats.keys import KEY, RUN, STEP
from sizewise.study.formats.names import HELD_OUT
from sizewise.study.formats.passages import HALVES
from sizewise.study.formats.table import INTEGER, NUMBER, STRING, Table, column, least, one_of

TABLE = Table(
    name=HELD_OUT,
    folder="evaluation/<arm>/<size>/seed<seed>/",
    job="evaluate",
    meaning="A row is one passage, read by one checkpoint.",
    columns={
        **RUN, **STEP,
        "domain": column(STRING, "natural domain"),
        "work": column(STRING, "play, book, module …"),
        "item_id": column(STRING, "the passage"),
        "bytes": column(INTEGER, "length of the text", least(1), unit="UTF-8 bytes"),
        "nats": column(NUMBER, "loss over the whole passage; null if it is no number",
                       unit="nats", nullable=True),
        "bits_per_byte": column(NUMBER, "the same a byte", unit="bits a byte", nullable=True),
        "emotion": column(NUMBER, "emotional density of the passage; null where it was not "
                          "measured", least(0), nullable=True, required=False),
        "half": column(STRING, "place in its pair; null outside pairs", one_of(*HALVES),
                       nullable=True, required=False),
        "pair": column(STRING, "name of the pair; null outside pairs", nullable=True,
                       required=False),
    },
    key=(*KEY, "domain", "item_id"),
)  # fmt: skip
