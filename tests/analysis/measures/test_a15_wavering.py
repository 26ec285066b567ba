"""Luck is taken out of what is given up, whatever draws a model that does not know."""

import numpy as np
import pandas as pd
import pytest
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.measures.a15_wavering import known_and_given_up
from sizewise.study.runs import Run

FACTS = 40_000


@pytest.mark.parametrize("lasting", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("repeats", [0.1, 0.5, 0.9])
def test_luck_is_taken_out(lasting, repeats):
    """Of four choices 0 is right and 1 the rival; a fact is known in .3, of which .2 are given up.

    `lasting`: share of unknown facts with one answer to all questions; `repeats`: share of the
    others on which the first answer is repeated behind a challenge.
    """
    rng = np.random.default_rng(1)
    known, wavers = rng.random(FACTS) < 0.3, rng.random(FACTS) < 0.2
    guess, lasts = rng.integers(0, 4, FACTS), rng.random(FACTS) < lasting
    said = [np.where(known, 0, guess)]
    for first in (0, 1):
        again = rng.random(FACTS) < repeats
        named = np.where(again, first, 1 - first)
        unknown = np.where(lasts, guess, named)
        said.append(np.where(known, np.where(wavers, 1, 0), unknown))
    answers = np.concatenate(said).astype(float)
    kind = np.repeat([0, 1, 2], FACTS)
    items = pd.DataFrame({
        "item_id": np.arange(3 * FACTS).astype(str), "entity_id": None,
        "fact_id": np.tile(np.arange(FACTS), 3), "choices": 4.0, "rival": 1.0,
    })  # fmt: skip
    values = {"accuracy": (answers == 0).astype(float), "predicted": answers}
    panel = Panel(
        family="sources", items=items, runs=[Run("ladder", "25k", 0)], steps=np.array([1]),
        values={name: value[None, None] for name, value in values.items()}, knobs=["rival"],
    )  # fmt: skip
    found = known_and_given_up(panel, kind == 1, kind == 2, kind == 0)
    assert np.nanmean(found[0]) == pytest.approx(0.3, abs=0.01)
    assert np.nanmean(found[1]) == pytest.approx(0.06, abs=0.01)
    assert np.isnan(found[0][..., kind != 1]).all()
