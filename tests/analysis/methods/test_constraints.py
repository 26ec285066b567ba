"""Places compared inside kinds of constraints."""

import numpy as np
import pandas as pd
import pytest
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.resample import Resamples
from sizewise.analysis.methods.constraints import kinds_by_place, place_slopes, trained
from sizewise.study.runs import Run

KINDS = ("count", "first", "last", "exclude")


class Draws:
    """What the measures ask of inputs: resamples."""

    def __init__(self, resamples):
        self.resamples = resamples


def panel_of(asked, met, shown=None):
    """Checks `met` (run, item, place) of tasks that ask the given kinds; four runs of two sizes."""
    items = pd.DataFrame({
        "item_id": [str(i) for i in range(len(asked))],
        "entity_id": [str(i) for i in range(len(asked))], "fact_id": None, "kind": "written",
        "choices": 0.0, "constraints": [len(kinds) for kinds in asked],
        "trained": True if shown is None else shown,
        "asked": [" ".join(kinds) for kinds in asked],
    })  # fmt: skip
    values = {f"check {place + 1}": met[:, None, :, place] for place in range(met.shape[2])}
    runs = [Run("ladder", size, seed) for size in ("25k", "83k") for seed in (0, 1)]
    return Panel(
        family="instructions", items=items, runs=runs, steps=np.array([1]), values=values,
        knobs=["constraints", "trained", "asked"],
    )  # fmt: skip


@pytest.fixture
def lopsided():
    """Tasks in which the easiest kind stands last more often than first."""
    rng = np.random.default_rng(0)
    return [
        ("exclude", "first") if rng.random() < 0.2 else ("first", "exclude") for _ in range(60)
    ] + [tuple(rng.permutation(KINDS)[:3]) for _ in range(60)]


def place_and_kind(asked, effect):
    """(item, place): the effect of each kind, NaN behind the last place."""
    table = np.full((len(asked), 3), np.nan)
    for row, kinds in enumerate(asked):
        table[row, : len(kinds)] = [effect[kind] for kind in kinds]
    return table


def test_kinds_do_not_pass_for_places(lopsided):
    easy = place_and_kind(lopsided, dict(zip(KINDS, (0.1, 0.2, 0.3, 0.9), strict=True)))
    slopes = np.array([0.0, 0.0, -0.1, -0.05])[:, None, None]
    panel = panel_of(lopsided, easy + slopes * np.arange(3))
    found = place_slopes(Draws(Resamples(seed=1, samples=200)), panel, trained(panel))
    assert found.estimate[0] == pytest.approx([0, -0.075], abs=1e-6)
    # Nothing but the two seeds differs, whose noise the items do not explain.
    assert found.samples[:, 0, 0] == pytest.approx(0, abs=1e-6)
    assert found.samples[:, 0, 1].std() > 0.01


def test_items_move_the_slope_as_a_refit_does(lopsided):
    rng = np.random.default_rng(1)
    met = (rng.random((1, len(lopsided), 3)) < 0.5).repeat(4, axis=0).astype(float)
    met = np.where(np.isnan(place_and_kind(lopsided, dict.fromkeys(KINDS, 0.0))), np.nan, met)
    panel = panel_of(lopsided, met)
    draws = Resamples(seed=1, samples=400)
    found = place_slopes(Draws(draws), panel, trained(panel))
    refits = []
    for row in draws.items(panel)[:200]:
        picked = np.repeat(np.arange(len(lopsided)), row.astype(int))
        again = panel_of([lopsided[i] for i in picked], met[:, picked])
        once = place_slopes(Draws(Resamples(seed=1, samples=2)), again, trained(again))
        refits.append(once.estimate[0, 0])
    assert np.corrcoef(refits, found.samples[:200, 0, 0])[0, 1] > 0.98
    assert np.std(refits) == pytest.approx(found.samples[:, 0, 0].std(), rel=0.1)


def test_untrained_and_single_constraints_stay_out():
    asked = [("count",), ("count", "last"), ("last", "count")]
    panel = panel_of(asked, np.ones((4, 3, 2)), shown=[True, True, False])
    assert trained(panel).tolist() == [False, True, False]


def test_items_of_earlier_versions_say_what_they_lack():
    panel = panel_of([("count", "last")], np.ones((4, 1, 2)))
    with pytest.raises(NotMeasurable) as why:
        kinds_by_place(panel.items.drop(columns=["asked"]))
    assert why.value.message.values["knobs"] == ["asked"]


def test_places_that_cannot_be_compared_are_said(lopsided):
    alone = [("first", "exclude"), ("count", "last")]
    panel = panel_of(alone, np.ones((4, 2, 2)))
    with pytest.raises(NotMeasurable, match="a7-one-place"):
        place_slopes(Draws(Resamples(seed=1, samples=20)), panel, trained(panel))
