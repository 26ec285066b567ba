"""Which families measure something: known truths of a fake study, and the words for them."""

import numpy as np
import pandas as pd
import pytest
from sizewise.analysis.data.inputs import read_inputs
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.settings import read_settings
from sizewise.analysis.tables.signal import (
    AT_CEILING,
    AT_CHANCE,
    COLUMNS,
    FALLS,
    FLAT,
    RISES,
    call,
    reachable_gain,
    signal_table,
)
from sizewise.study.runs import LADDER, Run


@pytest.fixture(scope="module")
def table(synthetic):
    return signal_table(read_inputs(read_settings(synthetic.config), synthetic.root))


def test_every_ability_has_a_row_a_size_and_controls_have_none(table):
    assert list(table.columns) == COLUMNS
    assert not table["kind"].isin(["untagged", "swapped"]).any()
    assert (table.groupby(["family", "kind", "metric"]).size() == table["size"].nunique()).all()
    assert table["value"].between(table["low"], table["high"]).all()


def test_shares_have_no_interval_beyond_what_a_share_can_be(table):
    shares = table[table["metric"] != "share of the reachable gain"]
    assert (shares["low"] >= 0).all() and (table["high"] <= 1).all()


def test_recall_that_grows_by_construction_rises(table):
    recall = table[(table["family"] == "biographies") & (table["kind"] == "recall")]
    among = recall[recall["metric"] == "accuracy among the values"]
    recall = recall[recall["metric"] == "accuracy"]
    assert set(recall["signal"]) == {RISES}
    assert (among["chance"] > recall["chance"].iloc[0]).all()
    ends = recall["value"].iloc[-1] - recall["value"].iloc[0]
    assert recall["difference"].iloc[0] == pytest.approx(ends)
    assert recall["difference_low"].iloc[0] > 0


@pytest.mark.parametrize(
    ("low", "high", "difference", "expected"),
    [
        ([0.2, 0.5], [0.3, 0.6], (0.1, 0.4), RISES),
        ([0.5, 0.2], [0.6, 0.3], (-0.4, -0.1), FALLS),
        ([0.2, 0.2], [0.4, 0.4], (-0.1, 0.1), AT_CHANCE),
        ([0.9, 0.93], [0.99, 1.0], (-0.1, 0.1), AT_CEILING),
        ([0.4, 0.4], [0.6, 0.7], (-0.1, 0.2), FLAT),
    ],
)
def test_words(low, high, difference, expected):
    assert call(np.array(low), np.array(high), difference, 0.25) == expected


def test_the_reachable_gain_of_a_uniform_guess_is_nothing_and_of_the_truth_all():
    truth = np.array([[0.7, 0.1, 0.1, 0.1], [0.4, 0.3, 0.2, 0.1]])
    bits = -(truth * np.log2(truth)).sum(axis=1)
    uniform = (truth * np.log(truth * 4)).sum(axis=1)
    items = pd.DataFrame({"item_id": ["a", "b"], "entity_id": [None, None], "kind": "label",
                          "choices": 4, "entropy": bits})  # fmt: skip
    panel = Panel(
        family="feelings", items=items, steps=np.array([1]),
        runs=[Run(LADDER, "25k", 0), Run(LADDER, "83k", 0)],
        values={"divergence": np.stack([uniform, np.zeros(2)])[:, None]}, knobs=["entropy"],
    )  # fmt: skip
    assert reachable_gain(panel).mean(axis=2).ravel() == pytest.approx([0.0, 1.0])
