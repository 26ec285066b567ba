"""items.parquet: how checkpoints answered every item."""

import pyarrow as pa

from sizewise.study.formats.keys import KEY, RUN, STEP
from sizewise.study.formats.names import ANSWERS
from sizewise.study.formats.table import (
    INTEGER,
    NUMBER,
    STRING,
    TRUTH,
    Table,
    column,
    least,
    share,
)

TABLE = Table(
    name=ANSWERS,
    folder="evaluation/<arm>/<size>/seed<seed>/",
    job="evaluate",
    meaning="A row is one item, answered by one checkpoint.",
    columns={
        **RUN, **STEP,
        "family": column(STRING, "planted family, or name of a public task"),
        "task_version": column(STRING, "version of the lm-eval task"),
        "kind": column(STRING, "sub-measure inside the family; axis of a public task"),
        "item_id": column(STRING, "the item"),
        "entity_id": column(STRING, "whom or what it asks about; null in public tasks",
                            nullable=True),
        "fact_id": column(STRING, "the fact that it asks for; null if none", nullable=True),
        "prompt_sha256": column(STRING, "hash of the prompt as the model saw it", unit="hex"),
        "log_probabilities": column(pa.list_(pa.float64()), "one a choice; null for generated "
                                    "answers", unit="nats", nullable=True),
        "choice_bytes": column(pa.list_(pa.int64()), "length of each choice; null for generated "
                               "answers", unit="UTF-8 bytes", nullable=True),
        "answer": column(INTEGER, "index of the right choice; null for generated answers and "
                         "where several are right", least(0), nullable=True),
        "predicted": column(INTEGER, "index of the likeliest choice", least(0), nullable=True),
        "generated": column(STRING, "what the model wrote", nullable=True),
        "target": column(STRING, "text of the right answer"),
        "correct": column(TRUTH, "right or wrong; null where a public task gives points and no "
                          "verdict", nullable=True),
        "probability": column(NUMBER, "of the right choice, normalised over the choices", share(),
                              nullable=True),
        "brier": column(NUMBER, "squared distance of the choices' shares from the truth", least(0),
                        nullable=True),
        "margin": column(NUMBER, "log-probability of the right choice minus that of the best "
                         "wrong one", unit="nats", nullable=True),
        "edit_similarity": column(NUMBER, "of a generated answer without `checks` to the target",
                                  share(), nullable=True),
        "checks": column(pa.list_(pa.bool_()), "one a constraint, `correct` where all hold; null "
                         "elsewhere", nullable=True, required=False),
        "divergence": column(NUMBER, "Kullback-Leibler divergence of the model's shares of the "
                             "choices from the true `probabilities`; null elsewhere", unit="nats",
                             nullable=True, required=False),
        "knobs": column(STRING, "the item's knobs", unit="JSON"),
    },
    key=(*KEY, "family", "kind", "item_id"),
)  # fmt: skip
