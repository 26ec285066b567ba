"""What becomes of facts that are not recalled."""

import numpy as np
import pandas as pd
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.measures.a03_confabulation import slope_within
from sizewise.analysis.methods.outcomes import invented
from sizewise.study.runs import Run


def test_only_confident_answers_about_forgotten_facts_count():
    # Made up; abstained on; made up without confidence; known; known and abstained on.
    rows = [(0, 0, 0.9, 1), (0, 0, 0.9, 5), (0, 0, 0.4, 1), (1, 1, 0.9, 2), (1, 0, 0.9, 5)]
    known, right, top, said = np.array(rows, float).T[:, None, None]
    items = pd.DataFrame({
        "item_id": range(5), "entity_id": range(5), "fact_id": None, "kind": "recall",
        "choices": 6.0, "abstention": 5,
    })  # fmt: skip
    panel = Panel(
        family="biographies", items=items, runs=[Run("ladder", "25k", 0)], steps=np.array([1]),
        values={"accuracy": right, "value_accuracy": known, "top_probability": top,
                "predicted": said}, knobs=["abstention"],
    )  # fmt: skip
    assert np.array_equal(invented(panel)[0, 0], [1, 0, np.nan, np.nan, np.nan], equal_nan=True)


def test_a_slope_within_cells_does_not_see_which_cells_are_there():
    x, levels = np.array([4.0, 5.0, 6.0]), np.array([0.2, 0.8])
    # The second cell, with its higher level, all but vanishes at the large sizes.
    weights = np.array([[10.0, 10, 10], [100, 10, 1]])
    values = levels[:, None] + 0.1 * x
    assert np.isclose(slope_within(values, weights, x), 0.1)
    pooled = (weights * values).sum(axis=0) / weights.sum(axis=0)
    assert abs(np.polyfit(x, pooled, 1)[0] - 0.1) > 0.05
