"""A family's own loss: halves without common entities, and no reward for being sure."""

import numpy as np
import pandas as pd
import pytest
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.methods.own_loss import (
    guessing_loss,
    halves,
    late_loss,
    own_loss,
    readable,
)
from sizewise.study.runs import Run

ITEMS, CHOICES = 120, 4
EVERY = np.ones(ITEMS, dtype=bool)


def panel(scores, steps=(100, 400, 800)):
    """Two runs that give these scores (item, choice), the right one first, at every step."""
    table = pd.DataFrame({
        "item_id": [f"i{i}" for i in range(ITEMS)],
        "entity_id": [f"e{i // 3}" for i in range(ITEMS)], "fact_id": None,
        "kind": "k", "choices": float(CHOICES), "hops": np.arange(ITEMS) // 3 % 4,
    })  # fmt: skip
    runs = [Run("ladder", "25k", 0), Run("ladder", "83k", 0)]
    metrics = {
        "probability": np.exp(scores[:, 0]) / np.exp(scores).sum(axis=1),
        "margin": scores[:, 0] - scores[:, 1:].max(axis=1),
    }
    values = {
        name: np.broadcast_to(value, (2, len(steps), ITEMS)).copy()
        for name, value in metrics.items()
    }
    return Panel(family="f", items=table, runs=runs, steps=np.array(steps), values=values,
                 knobs=["hops"])  # fmt: skip


def drawn(lead, rng):
    """(item, choice) scores; that of the right choice, the first, is ahead by `lead`."""
    scores = rng.standard_normal((ITEMS, CHOICES))
    scores[:, 0] += lead
    return scores


SCORES = drawn(1.0, np.random.default_rng(0))


def test_halves_share_no_entity_and_the_same_difficulty():
    one, two = halves(panel(SCORES), EVERY, ["hops"])
    entity = np.arange(ITEMS) // 3
    assert not set(entity[one]) & set(entity[two]) and (one | two).all()
    hops = entity % 4
    assert np.bincount(hops[one]).tolist() == np.bincount(hops[two]).tolist()


def test_one_entity_cannot_be_halved():
    with pytest.raises(NotMeasurable) as why:
        halves(panel(SCORES), np.arange(ITEMS) < 3, ["hops"])
    assert why.value.message.key == "one-entity"


def test_being_surer_of_the_same_answers_changes_little():
    loss = {k: own_loss(panel(k * SCORES), EVERY) for k in (1.0, 2.5)}
    sure = np.log(np.exp(2.5 * SCORES).sum(axis=1)) - 2.5 * SCORES[:, 0]
    once = np.log(np.exp(SCORES).sum(axis=1)) - SCORES[:, 0]
    assert sure.mean() > once.mean() + 0.2
    np.testing.assert_allclose(loss[2.5], loss[1.0], atol=0.03)


def test_a_guesser_has_the_loss_of_guessing():
    guessed = own_loss(panel(drawn(-0.4, np.random.default_rng(1))), EVERY)
    assert guessed == pytest.approx(np.log(CHOICES), abs=0.01)
    assert guessing_loss(panel(SCORES), EVERY) == pytest.approx(np.log(CHOICES))


def points(one, since):
    return readable(one, late_loss(one, EVERY, since), guessing_loss(one, EVERY))


@pytest.mark.parametrize(("lead", "key"), [(-0.5, "own-loss-floor"), (30, "own-loss-ceiling")])
def test_guesses_and_certainties_say_nothing(lead, key):
    with pytest.raises(NotMeasurable) as why:
        points(panel(drawn(lead, np.random.default_rng(1))), 1 / 8)
    assert why.value.message.key == key


def test_early_checkpoints_are_left_out():
    kept = points(panel(SCORES), 1 / 4)
    assert np.isnan(kept[:, 0]).all() and np.isfinite(kept[:, 1:]).all()
