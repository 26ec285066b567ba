"""A family's own loss: halves without common entities, and no reward for being sure."""

import numpy as np
import pandas as pd
import pytest
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.methods.own_loss import guessing_loss, halves, own_loss, readable
from sizewise.study.runs import Run

ITEMS, CHOICES = 120, 4
EVERY = np.ones(ITEMS, dtype=bool)


def panel(probability, steps=(100, 400, 800)):
    table = pd.DataFrame({
        "item_id": [f"i{i}" for i in range(ITEMS)],
        "entity_id": [f"e{i // 3}" for i in range(ITEMS)], "fact_id": None,
        "kind": "k", "choices": float(CHOICES), "hops": np.arange(ITEMS) // 3 % 4,
    })  # fmt: skip
    runs = [Run("ladder", "25k", 0), Run("ladder", "83k", 0)]
    values = np.broadcast_to(probability, (2, len(steps), ITEMS)).copy()
    return Panel(family="f", items=table, runs=runs, steps=np.array(steps),
                 values={"probability": values, "accuracy": values}, knobs=["hops"])  # fmt: skip


def shares(lead, rng):
    """(item,) share of the right choice, whose score is ahead by `lead`, of four."""
    scores = rng.standard_normal((ITEMS, CHOICES))
    scores[:, 0] += lead
    return scores


def right(scores):
    return np.exp(scores[:, 0] - np.log(np.exp(scores).sum(axis=1)))


def test_halves_share_no_entity_and_the_same_difficulty():
    one, two = halves(panel(0.5), EVERY, ["hops"])
    entity = np.arange(ITEMS) // 3
    assert not set(entity[one]) & set(entity[two]) and (one | two).all()
    hops = entity % 4
    assert np.bincount(hops[one]).tolist() == np.bincount(hops[two]).tolist()


def test_one_entity_cannot_be_halved():
    with pytest.raises(NotMeasurable) as why:
        halves(panel(0.5), np.arange(ITEMS) < 3, ["hops"])
    assert why.value.message.key == "one-entity"


def test_being_surer_of_the_same_answers_changes_little():
    scores = shares(1.0, np.random.default_rng(0))
    once, surer = right(scores), right(3 * scores)
    assert -np.log(surer).mean() > -np.log(once).mean() + 0.4
    assert own_loss(panel(surer), EVERY) == pytest.approx(own_loss(panel(once), EVERY), abs=0.05)


def test_a_guesser_has_the_loss_of_guessing():
    guessed = own_loss(panel(right(shares(-0.2, np.random.default_rng(1)))), EVERY)
    assert guessed == pytest.approx(np.log(CHOICES), abs=0.01)
    assert guessing_loss(panel(0.5), EVERY) == pytest.approx(np.log(CHOICES))


@pytest.mark.parametrize(
    ("share", "key"), [(1 / CHOICES, "own-loss-floor"), (1 - 1e-9, "own-loss-ceiling")]
)
def test_guesses_and_certainties_say_nothing(share, key):
    made = panel(share)
    with pytest.raises(NotMeasurable) as why:
        readable(made, EVERY, 1 / 8)
    assert why.value.message.key == key


def test_early_checkpoints_are_left_out():
    made = panel(0.6)
    kept = readable(made, EVERY, 1 / 4)
    assert np.isnan(kept[:, 0]).all() and np.isfinite(kept[:, 1:]).all()
