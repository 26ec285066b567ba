"""Tables of the matched-loss test: rows for every share of the training, memory marked."""

from dataclasses import replace

import pytest
from sizewise.analysis.data.inputs import read_inputs
from sizewise.analysis.data.settings import read_settings
from sizewise.analysis.measures.a16_quantity_or_quality import measure
from sizewise.analysis.methods.matched import CALLS
from sizewise.analysis.methods.matched_ladder import Matched
from sizewise.analysis.tables.matched_tables import (
    COLUMNS,
    ENDS,
    SINCE,
    matched_points_table,
    matched_table,
)
from sizewise.report.messages import words
from sizewise.study.claims import read_register
from sizewise.study.messages import Message

from tests.analysis.conftest import REGISTER
from tests.synthetic import make_results

A16 = read_register(REGISTER).named(["A16"]).claims[0]


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    study = make_results(
        tmp_path_factory.mktemp("matched") / "R", seeds=(0, 1), steps=(10, 75, 150, 300, 600),
        items=240, bootstrap_samples=100, families=("biographies", "chains"),
    )  # fmt: skip
    return read_inputs(read_settings(study.config), study.root)


def test_families_of_facts_are_marked_and_do_not_count(inputs):
    table = matched_table(inputs, A16)
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


def test_the_claim_rests_on_ends_of_trainings_where_there_are_shorter_ones(inputs):
    """The ladder's own early checkpoints stand for the ends of shorter trainings."""
    half = {name: _until(panel, 3) for name, panel in inputs.panels.items()}
    shorter = replace(inputs, name="half", panels=half, held_out=_until(inputs.held_out, 3))
    study = replace(inputs.study, shorter={"half": 0.5})
    whole = replace(inputs, study=study, others={"half": shorter})
    table = matched_table(whole, A16)
    assert sorted(table["since"].unique()) == [ENDS, *SINCE]
    chains = table[table["since"] == ENDS].set_index("family").loc["chains"]
    found = measure(whole)
    assert found.estimate == pytest.approx(chains["gamma"])
    assert set(matched_points_table(whole)["step"]) == {150, 600}


def _until(panel, count):
    values = {name: value[:, :count] for name, value in panel.values.items()}
    return replace(panel, steps=panel.steps[:count], values=values)


def test_points_have_the_loss_that_is_held_equal(inputs):
    points = matched_points_table(inputs)
    assert set(points["family"]) == {"biographies", "chains"}
    assert (points["loss"] > 0).all() and points["value"].between(0, 1).all()


def test_families_without_a_fit_are_said_by_reason():
    few = [Message("too-few-points", {"points": points}) for points in (2, 4)]
    floor = Message("own-loss-floor", {})
    found = Matched(failures={
        "chains": {"direct": few[0]}, "nesting": {"a": floor, "b": few[1]}, "verses": {},
    })  # fmt: skip
    said = [words(message.text) for message in found.reasons()]
    assert len(said) == 3
    assert "verses has a right choice" in said[0]
    assert "no fit of chains and nesting" in said[1] and "(4)" in said[1]
    assert "no fit of nesting" in said[2] and "guessing" in said[2]
