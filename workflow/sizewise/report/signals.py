"""How the table of signals is read: which kinds of questions separate the sizes here.

Its column `signal` says of every kind of question, in one of the words below, how its score stands
over the ladder at the last step. Its column `metric` names the score; where a choice is to
abstain, a second score counts the answers among the other choices alone.
"""

from typing import TYPE_CHECKING

from sizewise.study.errors import StudyError
from sizewise.study.messages import Message, say

if TYPE_CHECKING:
    import pandas as pd

AMONG = "accuracy among the values"
RISES, FALLS = "rises with size", "falls with size"
AT_CHANCE, AT_CEILING, FLAT = "at chance", "at the ceiling", "no difference seen"

KNOWN = (RISES, FALLS, FLAT, AT_CHANCE, AT_CEILING)


def known(frame: "pd.DataFrame") -> "pd.DataFrame":
    """`frame`, if every word of its column `signal` is one of these; else StudyError."""
    strange = sorted(set(frame["signal"]) - set(KNOWN))
    if strange:
        raise StudyError(
            f"signal.parquet: the page knows no signal {strange[0]!r}; known are "
            f"{', '.join(KNOWN)}; run the job analyze again"
        )
    return frame


def by_kind(frame: "pd.DataFrame") -> "pd.DataFrame":
    """The rows of every kind's first score: a second one is a second look at the same answers."""
    first = frame.groupby(["family", "kind"])["metric"].transform("first")
    return frame[frame["metric"] == first]


def title(family: str, kind: str, metric: str = "accuracy") -> Message:
    """A kind of question, and its score where that is the second one, as a reader says it."""
    named = say("question", family=family, kind=kind)
    return say("question-among", question=named) if metric == AMONG else named
