"""Verdicts under other resamples and without one seed, where what each choice keeps is known."""

from dataclasses import replace

import pytest
from sizewise.analysis.claims.entries import claim_entries
from sizewise.analysis.claims.stability import RESAMPLED, WITHOUT, choices, stability_table
from sizewise.analysis.data.inputs import read_inputs
from sizewise.analysis.data.settings import read_settings
from sizewise.study.claims import read_register

from tests.analysis.conftest import REGISTER
from tests.synthetic import make_results

SEEDS = {"25k": [0, 1, 2, 5], "83k": [0, 7], "233k": [4, 5, 6]}


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    study = make_results(
        tmp_path_factory.mktemp("stability") / "R", sizes=list(SEEDS), seeds=SEEDS,
        steps=[50, 100], items=90, families=["sources"], bootstrap_samples=100,
    )  # fmt: skip
    found = read_inputs(read_settings(study.config), study.root)
    analysis = found.study.analysis.model_copy(update={"stability": True})
    return replace(found, study=replace(found.study, analysis=analysis))


def test_one_seed_of_every_size_that_has_three_is_left_out(inputs):
    found = {(kind, place): one for kind, place, one in choices(inputs)}
    assert list(found) == [(RESAMPLED, 2), *((WITHOUT, place) for place in range(4))]
    assert found[RESAMPLED, 2].seeds_by_size == SEEDS
    assert found[RESAMPLED, 2].resamples.seed == inputs.resamples.seed + 1
    assert found[RESAMPLED, 2].study.analysis.seed == inputs.study.analysis.seed + 1
    assert found[WITHOUT, 1].seeds_by_size == {"25k": [0, 2, 5], "83k": [0, 7], "233k": [4, 6]}
    assert found[WITHOUT, 3].seeds_by_size == {"25k": [0, 1, 2], "83k": [0, 7], "233k": [4, 5, 6]}
    one = found[WITHOUT, 1]
    assert one.resamples.seed == inputs.resamples.seed
    assert {run.seed for run in one.panels["sources"].runs if run.size == "25k"} == {0, 2, 5}
    assert set(one.logs) == set(one.runs)


def test_what_flips_is_what_another_choice_says_otherwise(inputs):
    register = read_register(REGISTER).named(["A13", "A15"])
    entries = claim_entries(register, inputs, {})
    assert entries[0]["noise_seeds"] is not None
    table = stability_table(register, inputs, {}, entries)
    assert len(table) == 5 * 2
    here = {entry["id"]: entry["verdict"] for entry in entries}
    assert (table["verdict_here"] == table["claim"].map(here)).all()
    assert (table["flips"] == (table["verdict"] != table["verdict_here"])).all()
    # The same choice gives the same effect, to the last bit.
    again = claim_entries(register, next(choices(inputs))[2], {}, noise=False)
    first = table[table["choice"] == RESAMPLED].set_index("claim")
    assert first.loc["A13", "effect"] == again[0]["effect"]
    turned = [{**entry, "verdict": "opposite"} for entry in entries]
    assert stability_table(register, inputs, {}, turned)["flips"].all()
    # A verdict of public models is nobody's choice here.
    other = {"A15": entries[1]}
    assert set(stability_table(register, inputs, other, entries)["claim"]) == {"A13"}


def test_a_study_that_does_not_ask_has_no_rows(inputs):
    register = read_register(REGISTER).named(["A13"])
    analysis = inputs.study.analysis.model_copy(update={"stability": False})
    quiet = replace(inputs, study=replace(inputs.study, analysis=analysis))
    assert stability_table(register, quiet, {}, []).empty
