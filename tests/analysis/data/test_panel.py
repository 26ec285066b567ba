"""Which items stand at which steps: early checkpoints may be asked for fewer."""

from dataclasses import replace

import numpy as np
import pandas as pd
from sizewise.analysis.data.panel import Panel
from sizewise.study.runs import Run


def panel(answers):
    """Two runs of (run, step, item) `answers`, in two metrics of which one is of no item."""
    answers = np.asarray(answers, dtype=float)
    names = [f"i{i}" for i in range(answers.shape[2])]
    return Panel(
        family="f", items=pd.DataFrame({"item_id": names, "entity_id": names, "kind": "k"}),
        runs=[Run("ladder", "25k", 0), Run("ladder", "83k", 0)],
        steps=np.arange(answers.shape[1]) * 10,
        values={"divergence": np.full(answers.shape, np.nan), "accuracy": answers}, knobs=[],
    )  # fmt: skip


def test_an_item_that_one_step_lacks_is_not_compared_between_steps():
    answers = np.ones((2, 3, 4))
    answers[:, 0, 3] = np.nan
    one = panel(answers)
    every, last = np.array([True, True, True]), np.array([False, True, True])
    assert one.throughout(every).tolist() == [True, True, True, False]
    assert one.throughout(last).all()


def test_a_run_without_an_answer_and_a_step_without_any_take_no_item_away():
    answers = np.ones((2, 3, 4))
    answers[0, 1, :2] = np.nan
    answers[:, 0] = np.nan
    one = panel(answers)
    assert one.throughout(np.array([0, 1, 2])).all()
    nothing = replace(one, values={"accuracy": np.full((2, 3, 4), np.nan)})
    assert not nothing.asked.any()
