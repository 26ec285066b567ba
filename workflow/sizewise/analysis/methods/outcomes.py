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
