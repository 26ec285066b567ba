"""Does the small model waver when challenged? Known answers that are given up."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.vocabulary import CHALLENGED, FIRST_RIGHT, NOISY, SOURCES
from sizewise.analysis.methods.given_knowledge import (
    by_exposures,
    knowledge,
    shares_measured,
    shares_of,
)
from sizewise.analysis.methods.slopes import (
    at_last_step,
    both_ends,
    is_whole,
    items_of,
    measured_sizes,
    panel_of,
)
from sizewise.study.messages import Message

CLAIM = "A15"


def known_before(panel: Panel, challenged: np.ndarray, plain: np.ndarray) -> np.ndarray:
    """`knowledge` of the plain question about the fact of a challenged item. (run, step, item)

    1 where it was answered rightly and -c / (1 - c) where wrongly, c being the chance of a guess.
    Guesses so cancel: of a model that guesses, the mean is 0, and so is the mean of this times
    whatever it answers behind the challenge, as long as its guesses there do not depend on those
    before. NaN on items without a plain question.
    """
    fact = panel.items["fact_id"].astype(object)
    first = np.flatnonzero(plain)
    where = dict(zip(fact.iloc[first], first, strict=True))
    partner = fact.map(where).to_numpy(dtype=float)
    now = np.flatnonzero(challenged & ~np.isnan(partner))
    scores = knowledge(panel)
    known = np.full(scores.shape, np.nan)
    known[..., now] = scores[..., partner[now].astype(int)]
    return known


def measure(inputs: Inputs) -> Measured:
    """Slope on log size of the share of known facts whose right answer is given up.

    Right answers are no knowledge: a fourth of a guesser's are right, and half of those go to the
    other word that the challenge names. What the same model does behind the challenge with facts
    that it does not know, told by its wrong answers to the plain question, is taken out.
    """
    panel = panel_of(inputs, SOURCES)
    mask = items_of(panel, CHALLENGED)
    if FIRST_RIGHT not in panel.items:
        raise NotMeasurable(
            Message("no-knob", {"family": SOURCES, "kind": CHALLENGED, "knobs": [FIRST_RIGHT]})
        )
    first_right = mask & (panel.items[FIRST_RIGHT] == True).to_numpy(dtype=bool)  # noqa: E712
    before = known_before(panel, first_right, items_of(panel, NOISY))
    if np.isnan(before).all():
        raise NotMeasurable(Message("a15-no-pair", {}))
    paired = first_right & ~np.isnan(before).all(axis=(0, 1))
    cells = by_exposures(panel, paired)
    known = at_last_step(inputs, panel, cells, before, one_share=True)
    sizes = measured_sizes(panel, known.estimate)
    given_up = at_last_step(
        inputs, panel, cells, before * (1 - panel.values["accuracy"]), one_share=True
    )
    beside = []
    if (mask & ~first_right).any():
        back = at_last_step(inputs, panel, (mask & ~first_right)[None]).estimate[0, sizes]
        if is_whole(back):
            chosen = [panel.sizes[i] for i in sizes]
            beside = [Message("a15-mended", both_ends(chosen, share=back))]
    return shares_measured(
        inputs, panel, shares_of(inputs, given_up, known), finding="a15-finding", beside=beside
    )
