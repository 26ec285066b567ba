"""Columns that several tables share: which run, which step of it, and which tokens."""

from typing import Any

from pandera.pyarrow import Column

from sizewise.study.formats.table import INTEGER, STRING, column, least, one_of
from sizewise.study.runs import Run

RUN: dict[str, Column] = {
    "arm": column(STRING, "arm of the run"),
    "size": column(STRING, "name of the run's size"),
    "seed": column(INTEGER, "seed of the run", least(0)),
}
STEP: dict[str, Column] = {
    "step": column(INTEGER, "updates done by the checkpoint, 0 before the first", least(0)),
}
KEY = (*RUN, *STEP)
"""What every key of a table of runs begins with."""

VOCABULARY, WORDS = "vocabulary", "words"
TOKENS: dict[str, Column] = {
    "tokens": column(
        STRING,
        "what a repeat is drawn from: ids that a merge of the tokenizer made, or words of the "
        "planted language",
        one_of(VOCABULARY, WORDS),
    )
}


def run_columns(run: Run, step: int) -> dict[str, Any]:
    """What a row of `run` at `step` has in the columns RUN and STEP."""
    return {**run._asdict(), "step": step}
