"""What becomes of questions about people: right, abstained, confidently wrong.

"Not recorded" is a trained answer. Where it is the right one (people whose attribute the stream
calls unrecorded, people that the stream never names), abstaining is being right. A wrong answer
is confident when its normalised probability is above one half.
"""

import numpy as np

from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.vocabulary import ABSTENTION, UNKNOWN_KINDS

CONFIDENT = 0.5


def abstained(panel: Panel) -> np.ndarray:
    """1 where the answer was "not recorded", (run, step, item); NaN where that cannot be known.

    The knob `abstention` holds the index of that choice. Items about unknown people need none:
    there it is the right answer.
    """
    given = panel.number(ABSTENTION)
    predicted, right = panel.values["predicted"], panel.values["accuracy"]
    by_index = np.where(np.isnan(predicted), np.nan, predicted == given)
    by_index = np.where(np.isnan(given), np.nan, by_index)
    return np.where(panel.kind(*UNKNOWN_KINDS), right, by_index)


def confidently_wrong(panel: Panel) -> np.ndarray:
    """1 where a value was stated wrongly with probability above one half, (run, step, item)."""
    right, top, silent = (
        panel.values["accuracy"], panel.values["top_probability"], abstained(panel),
    )  # fmt: skip
    # Where abstention is unknown, a wrong answer counts as a stated value.
    wrong = (right == 0) & (top > CONFIDENT) & (silent != 1)
    return np.where(np.isnan(right) | np.isnan(top), np.nan, wrong)


def invented(panel: Panel) -> np.ndarray:
    """Of recorded facts that are not recalled and are answered with confidence: 1 for a value, 0
    for "not recorded", (run, step, item); NaN for all else.

    Not recalled is a fact whose value is not the best among the values; that leaves out of both
    sides alike what is known and what was guessed rightly. Confidence is asked of both sides too: a
    model that becomes surer of whatever it says neither gains nor loses by it.
    """
    forgotten = panel.values["value_accuracy"] == 0
    sure = panel.values["top_probability"] > CONFIDENT
    silent = abstained(panel)
    return np.where(forgotten & sure & ~np.isnan(silent), 1 - silent, np.nan)
