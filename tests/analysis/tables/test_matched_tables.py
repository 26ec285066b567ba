"""Tables of the matched-loss test: rows for every share of the training, memory marked."""

import pytest
from sizewise.analysis.data.inputs import read_inputs
from sizewise.analysis.data.settings import read_settings
from sizewise.analysis.measures.a16_quantity_or_quality import measure
from sizewise.analysis.methods.matched import CALLS
from sizewise.analysis.tables.matched_tables import (
    COLUMNS,
    SINCE,
    matched_points_table,
    matched_table,
)
from sizewise.report.messages import words

from tests.synthetic import make_results


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    study = make_results(
        tmp_path_factory.mktemp("matched") / "R", seeds=(0, 1), steps=(10, 75, 150, 300, 600),
        items=240, bootstrap_samples=100, families=("biographies", "chains"),
    )  # fmt: skip
    return read_inputs(read_settings(study.config), study.root)


def test_families_of_facts_are_marked_and_do_not_count(inputs):
    table = matched_table(inputs, 0.1)
    assert list(table.columns) == COLUMNS and set(table["since"]) <= set(SINCE)
    first = table[table["since"] == SINCE[0]].set_index("family")
    assert first.loc["biographies", "memory"] and not first.loc["chains", "memory"]
    assert set(table["call"]) <= {*CALLS, "not measured"}
    assert all(words(why) for why in table["why"])
    found = measure(inputs)
    chains = first.loc["chains"]
    assert found.estimate == pytest.approx(chains["gamma"])
    assert found.interval == pytest.approx((chains["low"], chains["high"]))
    assert all(words(message.text) for message in (found.finding, *found.beside))
    assert all(words(part.name.text) for part in found.parts)


def test_points_have_the_loss_that_is_held_equal(inputs):
    points = matched_points_table(inputs)
    assert set(points["family"]) == {"biographies", "chains"}
    assert (points["loss"] > 0).all() and points["value"].between(0, 1).all()
