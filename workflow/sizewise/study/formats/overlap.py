"""overlap.parquet: squared cosines between directions in the residual stream (docs/probes.md)."""

from sizewise.study.formats.keys import KEY, RUN, STEP
from sizewise.study.formats.names import OVERLAP
from sizewise.study.formats.table import INTEGER, NUMBER, STRING, Table, column, least, one_of

PAIRS = ("source-entity", "entity-entity", "source-source")

TABLE = Table(
    name=OVERLAP,
    folder="probes/<arm>/<size>/seed<seed>/",
    job="probe",
    meaning="A row is a pair of directions behind a layer of a checkpoint.",
    columns={
        **RUN, **STEP,
        "layer": column(INTEGER, "from 1", least(1)),
        "d_model": column(INTEGER, "dimensions of the residual stream", least(1)),
        "pair": column(STRING, "what the two directions stand for", one_of(*PAIRS)),
        "first": column(STRING, "name of the one"),
        "second": column(STRING, "name of the other"),
        "product": column(NUMBER, "estimate of the squared cosine before it is corrected for "
                          "noise"),
        "reliability": column(NUMBER, "what the product of two equal directions would be"),
        "overlap2": column(NUMBER, "`product` over `reliability`; null where that is not above "
                           "zero", nullable=True),
    },
    key=(*KEY, "layer", "pair", "first", "second"),
)  # fmt: skip
