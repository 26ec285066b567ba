"""Kinds are chosen by runs that are not measured."""

import numpy as np
import pandas as pd
import pytest
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.methods.off_floor import (
    Group,
    above_floor,
    choices_of,
    learned,
    weights_of,
)
from sizewise.study.runs import Run

ITEMS = 60


def panel_of(shares, seed=0, floor=None):
    """Three runs of the largest size right with `shares` (run,), items of four choices."""
    rng = np.random.default_rng(seed)
    items = pd.DataFrame({
        "item_id": [str(i) for i in range(ITEMS)], "entity_id": [str(i) for i in range(ITEMS)],
        "fact_id": None, "kind": "k", "choices": 4.0,
    })  # fmt: skip
    if floor is not None:
        items["floor"] = floor
    runs = [Run("ladder", "25k", 0), *(Run("ladder", "83k", s) for s in range(len(shares)))]
    right = rng.random((len(runs), 1, ITEMS)) < np.array([0.25, *shares])[:, None, None]
    return Panel(
        family="f", items=items, runs=runs, steps=np.array([1]),
        values={"accuracy": right.astype(float)}, knobs=[],
    )  # fmt: skip


EVERY = np.ones(ITEMS, dtype=bool)


def test_guessing_is_zero_as_items_state_it():
    for floor, guess in ((None, 0.25), (0.5, 0.5)):
        found = above_floor(panel_of([guess] * 40, floor=floor))[1:]
        assert found.mean() == pytest.approx(0, abs=0.05) and found.max() == 1


def test_who_guesses_has_learned_nothing():
    runs = np.arange(1, 4)
    hits = []
    for seed in range(200):
        panel = panel_of([0.25] * 3, seed)
        hits.append(learned(panel, above_floor(panel), EVERY, runs))
    assert np.mean(hits) < 0.02
    panel = panel_of([0.6] * 3)
    assert learned(panel, above_floor(panel), EVERY, runs)


def test_a_run_has_no_voice_in_what_it_is_measured_on():
    panel = panel_of([0.95, 0.25, 0.25])
    group = Group(kind="k", easy=EVERY, hard=EVERY)
    (chosen,) = choices_of([panel], [above_floor(panel)], [[group]])
    # The lucky run persuades the others, and they do not persuade it.
    assert chosen.tolist() == [[False, True, True]]


def test_families_are_equals_and_so_are_the_kinds_of_one():
    first = np.array([[True, True], [True, False]])
    second = np.array([[True, True]])
    one, other = weights_of([first, second])
    assert one.tolist() == [[0.25, 0.5], [0.25, 0.0]]
    assert other.tolist() == [[0.5, 0.5]]
