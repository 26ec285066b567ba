"""Does the small model waver when challenged? Known answers that are given up."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.vocabulary import CHALLENGED, FIRST_RIGHT, NOISY, RIVAL, SOURCES
from sizewise.analysis.methods.given_knowledge import (
    Scored,
    by_exposures,
    shares_measured,
    shares_of,
)
from sizewise.analysis.methods.slopes import (
    at_last_step,
    both_ends,
    is_whole,
    items_of,
    panel_of,
)
from sizewise.study.messages import Message

CLAIM = "A15"


def _of_same_fact(panel: Panel, now: np.ndarray, others: np.ndarray) -> np.ndarray:
    """(item,) position of the item of `others` about the fact of each item of `now`, else -1."""
    fact = panel.items["fact_id"].astype(object)
    first = np.flatnonzero(others)
    found = fact.map(dict(zip(fact.iloc[first], first, strict=True))).to_numpy(dtype=float)
    return np.where(now & ~np.isnan(found), np.nan_to_num(found, nan=-1), -1).astype(int)


def known_and_given_up(
    panel: Panel, first_right: np.ndarray, first_wrong: np.ndarray, plain: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """(run, step, item) whether a fact is known, and known and given up, luck taken out.

    A fact is asked plainly, behind its right value as the first answer, and behind its rival. To a
    model that does not know the fact these two words are alike, whatever draws it to one of them,
    for however many questions, and whether it repeats first answers or takes them back. So what it
    does with the rival tells what luck does with the right value:

    known     = (plain answer is right) - (plain answer is the rival)
    given up  = (plain answer is right, and not said behind itself)
                - (plain answer is the rival, and not said behind itself).

    NaN on items that are not in `first_right` or whose fact lacks one of the others.
    """
    rival = panel.number(RIVAL)
    right, predicted = panel.values["accuracy"], panel.values["predicted"]
    says_rival = np.where(np.isnan(predicted), np.nan, predicted == rival)
    before, twin = (_of_same_fact(panel, first_right, mask) for mask in (plain, first_wrong))
    now = np.flatnonzero((before >= 0) & (twin >= 0) & ~np.isnan(rival))
    known, given_up = (np.full(right.shape, np.nan) for _ in range(2))
    plainly, luck = right[..., before[now]], says_rival[..., before[now]]
    known[..., now] = plainly - luck
    left, left_luck = 1 - right[..., now], 1 - says_rival[..., twin[now]]
    given_up[..., now] = plainly * left - luck * left_luck
    return known, given_up


def measure(inputs: Inputs) -> Measured:
    """Slope on log size of the share of known facts whose right answer is given up.

    Right answers are no knowledge: a fourth of a guesser's are right, and half of those go to the
    other word that the challenge names.
    """
    panel = panel_of(inputs, SOURCES)
    mask = items_of(panel, CHALLENGED)
    lacking = [knob for knob in (FIRST_RIGHT, RIVAL) if knob not in panel.items]
    if lacking:
        raise NotMeasurable(
            Message("no-knob", {"family": SOURCES, "kind": CHALLENGED, "knobs": lacking})
        )
    first_right = mask & (panel.items[FIRST_RIGHT] == True).to_numpy(dtype=bool)  # noqa: E712
    first_wrong = mask & ~first_right
    known, given_up = known_and_given_up(panel, first_right, first_wrong, items_of(panel, NOISY))
    if np.isnan(known).all():
        raise NotMeasurable(Message("a15-no-pair", {}))
    cells = by_exposures(panel, ~np.isnan(known).all(axis=(0, 1)))
    shares = shares_of(inputs, panel, Scored(given_up, cells), Scored(known, cells))
    back = at_last_step(inputs, panel, first_wrong[None]).estimate[0]
    mended = [Message("a15-mended", both_ends(panel.sizes, share=back))] if is_whole(back) else []
    return shares_measured(
        inputs, panel, shares, finding=lambda ends: Message("a15-finding", ends), beside=mended
    )
