"""A1: bits are exact, and a share of them is a question of capacity only where capacity binds."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sizewise.analysis.claims.entries import claim_entries
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.settings import read_settings
from sizewise.analysis.measures import discover
from sizewise.analysis.measures.a01_lossy_or_lossless import _unreadable
from sizewise.analysis.methods.capacity import capacity
from sizewise.analysis.methods.records import held, most_held
from sizewise.analysis.tables.capacity import capacity_table
from sizewise.gate import design_of
from sizewise.load import load_study
from sizewise.study.claims import read_register
from sizewise.study.messages import Message

from tests.messages import said

ROOT = Path(__file__).parents[3]
SIZES, ALL = ["25k", "83k"], np.array([0.5, 1.0])
PEOPLE, EXPOSURES = 1000, 100


@pytest.fixture(scope="module")
def arm():
    """The quick study's arm with three seeds, as the gate simulates it."""
    three = {"arms": {"capacity": {"seeds": {"6k": 3, "25k": 3}}}}
    study = load_study([ROOT / "config.yaml"], three)
    return design_of(study, resamples=200).arms["capacity"]


def answered(arm, knows):
    """The arm's inputs; `knows` (run, item) or (item,) facts are known for sure, the others guessed
    evenly: among all that are possible, and among the choices."""
    items = arm.items["records"]
    knows = np.broadcast_to(knows, (len(arm.runs), len(items)))
    possible, planted = (arm.number("records", k) for k in ("possible_bits", "planted_bits"))
    names = items.drop_duplicates("attribute")["attribute"]
    values = {
        "accuracy": np.where(knows, 1.0, 1 / items["choices"].to_numpy(float)),
        "right_bits": np.where(knows, planted - possible, -possible),
    }
    facts = pd.DataFrame({
        "family": "records", "fact_id": [f"{i}/{n}" for i in range(PEOPLE) for n in names],
        "value": "x", "exposures": EXPOSURES,
    })  # fmt: skip
    return arm.inputs(arm.panel("records", values), facts=facts)


def shares(inputs):
    found = held(inputs)
    return found.provable.estimate, found.chosen.estimate, found.bits


def test_who_knows_all_holds_exactly_what_was_planted(arm):
    provable, chosen, bits = shares(answered(arm, True))
    assert provable == pytest.approx(1, abs=1e-6) and chosen == pytest.approx(1, abs=1e-6)
    items = arm.items["records"].drop_duplicates("attribute")
    assert bits == pytest.approx(PEOPLE * items["planted_bits"].astype(float).sum())


def test_who_is_untrained_holds_nothing(arm):
    provable, chosen, _ = shares(answered(arm, False))
    assert provable == pytest.approx(0, abs=1e-6) and chosen == pytest.approx(0, abs=1e-6)


def test_who_knows_one_in_four_holds_a_quarter(arm):
    knows = np.zeros(len(arm.items["records"]), dtype=bool)
    for kind in ("value_of", "name_of"):
        knows[np.flatnonzero(arm.items["records"]["kind"] == kind)[::4]] = True
    provable, chosen, _ = shares(answered(arm, knows))
    assert provable == pytest.approx(0.25, abs=1e-6) and chosen == pytest.approx(0.25, abs=1e-6)


def test_what_is_worse_than_nothing_is_nothing(arm):
    inputs = answered(arm, False)
    panel = inputs.panels["records"]
    values = dict(panel.values) | {"right_bits": panel.values["right_bits"] - 5}
    inputs = replace(inputs, panels={"records": replace(panel, values=values)})
    assert held(inputs).provable.estimate == pytest.approx(0)


def test_the_table_counts_parameters_that_the_stream_reaches(arm):
    inputs = replace(answered(arm, True), used_ids=80)
    table = capacity_table(replace(inputs, name="ladder", others={"capacity": inputs}))
    row = table[(table["size"] == "6k") & (table["kind"] == "all")].iloc[0]
    assert row["live"] == row["non_embedding"] + 2 * 80 * 16
    assert row["total"] == row["non_embedding"] + 2 * arm.vocabulary_size * 16
    assert row["seeds"] == 3 and row["limit"] == 1
    assert capacity_table(inputs).empty, "an arm has no further arms"


def test_most_is_held_where_the_stream_is_larger_than_the_model(arm):
    inputs = answered(arm, True)
    whole = replace(inputs, name="ladder", others={"capacity": inputs})
    size, bits, exposures = most_held(whole)
    assert (size, exposures) == ("6k", EXPOSURES)
    assert bits == pytest.approx(held(inputs).bits / inputs.live_parameters("6k"), rel=1e-6)
    assert most_held(inputs) is None


def test_a_verdict_rests_on_the_arms_own_sizes_and_seeds(arm):
    study = load_study([ROOT / "config.yaml"])
    ladder = design_of(study, resamples=200).inputs()
    knows = np.ones((6, len(arm.items["records"])), dtype=bool)
    knows[:3, ::2] = False
    inputs = replace(ladder, others={"capacity": answered(arm, knows)})
    register = read_register(ROOT / "claims.yaml").named(["A1"])
    (entry,) = claim_entries(register, inputs, {})
    # 1000 people with 42 bits each are more than 6k can hold and fewer than 25k can.
    assert (entry["verdict"], entry["n_seeds"], entry["n_sizes"]) == ("supported", 3, 2)
    assert [point["size"] for point in entry["curve"]] == ["6k", "25k"]
    assert entry["noise_seeds"] is not None


def test_a_study_without_the_arm_says_that_it_was_not_run():
    study = load_study([ROOT / "config.yaml"], {"arms": {"capacity": None}})
    ladder = design_of(study, resamples=100).inputs()
    with pytest.raises(NotMeasurable) as caught:
        discover()["A1"](ladder)
    assert caught.value.message == Message("no-arm", {"arm": "capacity"})
    (entry,) = claim_entries(read_register(ROOT / "claims.yaml").named(["A1"]), ladder, {})
    assert entry["verdict"] == "not measured" and said(entry["reason"], "no-arm", arm="capacity")


def test_settings_know_the_stream_of_the_arm():
    study = load_study([ROOT / "config.yaml"])
    text = study.section_json("name", "arms", "streams", "analysis", "mix")
    assert read_settings(text).shares_of("capacity") == {"records": 1}


def test_limits_are_those_of_the_law():
    assert capacity(1000) == 2 and capacity(100) == 1
    assert capacity(10) == 1 and capacity(1e6) == 2
    assert capacity(100 * 10**0.5) == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("planted", "exposures", "readable"),
    [
        ((3.0, 0.9), 500, True),
        ((3.0, 0.9), 50, False),  # told too seldom
        ((0.4, 0.1), 500, False),  # all sizes have room
        ((9.0, 3.0), 500, False),  # none has
    ],
)
def test_only_a_stream_that_fills_the_small_sizes_is_read(planted, exposures, readable):
    why = _unreadable(SIZES, np.array(planted), ALL, exposures)
    assert (why is None) == readable
    if why:
        assert why.reason == "out of range"


def test_who_learned_nothing_is_not_lossy():
    why = _unreadable(SIZES, np.array([3.0, 0.9]), np.array([0.0, 0.01]), 500)
    assert why.reason == "floor"
