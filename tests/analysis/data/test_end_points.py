"""Ends of trainings: short ones beside the long one's last step, run by run and item by item."""

from dataclasses import dataclass, field
from types import SimpleNamespace

import numpy as np
import pandas as pd
from sizewise.analysis.data.end_points import end_points
from sizewise.analysis.data.panel import Panel
from sizewise.study.runs import Run

SHORTER = SimpleNamespace(shorter={"half": 0.5, "eighth": 0.125})


@dataclass
class Few:
    """What is read of an arm."""

    panels: dict
    held_out: Panel
    study: SimpleNamespace = field(default_factory=lambda: SHORTER)
    others: dict = field(default_factory=dict)
    public: dict = field(default_factory=dict)
    all_decayed: bool = False


def panel(arm, steps, runs=(("25k", 0), ("25k", 1), ("83k", 0)), items="abc"):
    """Values are 100 run + step + place in the alphabet: each says where it is from."""
    names = [Run(arm, *run) for run in runs]
    steps = np.array(steps)
    key = [100 * (ord(run.size[0]) + run.seed) for run in names]
    letters = np.array([ord(item) - ord("a") for item in items])
    values = np.array(key)[:, None, None] + steps[None, :, None] + letters / 10
    table = pd.DataFrame({"item_id": list(items), "entity_id": list(items), "kind": "k"})
    return Panel(
        family="f", items=table, runs=names, steps=steps, values={"accuracy": values}, knobs=[]
    )


def arm(name, steps, **changes):
    one = panel(name, steps, **changes)
    return Few(panels={"f": one}, held_out=one)


def test_without_shorter_trainings_there_are_no_ends_to_join():
    assert end_points(arm("ladder", [10, 80])) is None
    other = arm("ladder", [10, 80])
    other.others = {"capacity": arm("capacity", [80])}
    assert end_points(other) is None, "another arm is no shorter training"


def test_the_last_steps_stand_side_by_side():
    ladder = arm("ladder", [10, 40, 80])
    few = (("83k", 0), ("25k", 0))
    ladder.others = {"half": arm("half", [40], runs=few, items="cba"),
                     "eighth": arm("eighth", [5, 10])}  # fmt: skip
    joined = end_points(ladder)
    assert joined.all_decayed and not ladder.all_decayed
    found = joined.panels["f"]
    assert found.steps.tolist() == [10, 40, 80] and found.runs == ladder.panels["f"].runs
    values, whole = found.values["accuracy"], ladder.panels["f"].values["accuracy"]
    assert np.array_equal(values[:, [0, 2]], whole[:, [0, 2]])
    # Runs and items of the shorter one in the ladder's order; what it lacks is not there.
    assert np.array_equal(values[[0, 2], 1], whole[[0, 2], 1])
    assert np.isnan(values[1, 1]).all()
    assert joined.held_out.steps.tolist() == [10, 40, 80]


def test_an_item_that_the_shorter_one_lacks_is_not_there():
    ladder = arm("ladder", [40, 80])
    ladder.others = {"half": arm("half", [40], items="ac")}
    values = end_points(ladder).panels["f"].values["accuracy"][:, 0]
    assert np.isnan(values[:, 1]).all() and np.isfinite(values[:, [0, 2]]).all()
