"""Known truth in, known truth out: the seven later families, stored bits and A3's bins."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from sizewise.analysis.data.inputs import read_inputs
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.settings import name_of, read_settings
from sizewise.analysis.measures import discover
from sizewise.analysis.methods.capacity import most_bits, stored
from sizewise.analysis.methods.extraction import uniform_exposure
from sizewise.study.messages import Message
from sizewise.study.runs import Run

from tests.analysis.conftest import run
from tests.messages import said
from tests.synthetic import ALL_FAMILIES, BATCH_TOKENS, VOCABULARY, make_results, size_named
from tests.synthetic_families import CANDIDATES, CONSTRAINTS, DUPLICATES, ENTROPY_BITS, SETTINGS

SIZES = ("25k", "83k", "233k", "792k")
LATER = ("biographies", *ALL_FAMILIES[3:])


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    made = make_results(
        tmp_path_factory.mktemp("later") / "R", sizes=SIZES, steps=[150, 600], items=900,
        families=LATER, rng_seed=5, bootstrap_samples=1000,
    )  # fmt: skip
    run(made)
    return made


@pytest.fixture(scope="module")
def found(study):
    entries = json.loads((study.root / "analysis" / "claims.json").read_text())["claims"]
    return {entry["id"]: entry for entry in entries}


@pytest.fixture(scope="module")
def inputs(study):
    return read_inputs(read_settings(study.config), study.root)


def table(study, name):
    return pd.read_parquet(study.root / "analysis" / f"{name}.parquet")


def decades():
    return np.log10([size_named(s).counts(VOCABULARY).non_embedding / 1e5 for s in SIZES])


def slope(values):
    return np.polyfit(decades(), values, 1)[0]


def holds(entry, truth):
    return entry["low"] <= truth <= entry["high"]


def test_half_depth(study, found):
    laws, entry = study.truth.laws, found["A6"]
    assert holds(entry, laws.depth_slope) and entry["high"] - entry["low"] < 2
    for point, n in zip(entry["curve"], decades(), strict=True):
        assert point["value"] == pytest.approx(laws.half_depth + laws.depth_slope * n, abs=0.8)


def test_constraints(study, found):
    laws, entry = study.truth.laws, found["A7"]
    assert holds(entry, laws.decay_slope)
    for point, n in zip(entry["curve"], decades(), strict=True):
        assert point["value"] == pytest.approx(laws.decay + laws.decay_slope * n, abs=0.03)
    rows = table(study, "constraints")
    rows = rows[rows["step"] == 600]
    whole = rows[rows["position"].isna()]
    # Places are independent in this fake study: the product of singles is the truth.
    assert (whole["all_satisfied"] - whole["product"]).abs().max() < 0.12
    assert set(rows["constraints"]) == set(CONSTRAINTS)
    singles = rows[rows["position"].notna() & (rows["constraints"] == 4)]
    wide = singles.pivot_table(index="size", columns="position", values="satisfied")
    assert wide.mean(axis=1).to_dict() == pytest.approx(
        whole[whole["constraints"] == 4].set_index("size")["satisfied"].to_dict()
    )


def test_verses(study, found):
    laws, n = study.truth.laws, decades()
    logit = laws.extract + laws.extract_slope * n[:, None] + 0.6 * np.log2(DUPLICATES)
    share = (1 / (1 + np.exp(-logit))).mean(axis=1)
    assert holds(found["A4"], slope(share))
    rows = table(study, "extraction")
    bits = rows[(rows["kind"] == "exposure") & (rows["step"] == 600)]
    assert set(bits["duplicates"].dropna()) == {0, *DUPLICATES}
    never = bits[bits["duplicates"] == 0]
    assert never["value"].mean() == pytest.approx(uniform_exposure(CANDIDATES), abs=0.25)
    assert (bits["value"] <= np.log2(CANDIDATES)).all()
    assert never["chance"].iloc[0] == pytest.approx(uniform_exposure(CANDIDATES))
    often = bits[(bits["size"] == "792k")].set_index("duplicates")["value"]
    assert often[256] > often[1] > 0


def test_uniform_exposure_is_near_log2_e_for_many_candidates():
    assert uniform_exposure(100_000) == pytest.approx(np.log2(np.e), abs=0.001)
    assert uniform_exposure(1) == 0


def test_feelings_and_deductions(study, found):
    laws, entry = study.truth.laws, found["B3"]
    # Both have one divergence at N = 1e5: feelings are cheaper below it and dearer above.
    assert (entry["verdict"], entry["undecided"]) == ("undecided", "crossing")
    assert said(entry["reason"], "b3-crossing")
    assert entry["curve"][-1]["value"] < 0 < entry["curve"][0]["value"]
    rows = table(study, "diffuse_exponents")
    assert set(rows["setting"].dropna()) == set(SETTINGS)
    mean = rows[rows["setting"].isna()].set_index("family")
    assert mean.loc["feelings", "exponent"] == pytest.approx(laws.feelings_exponent, abs=0.05)
    reach = np.log(5) - ENTROPY_BITS * np.log(2)
    # c N^-a = half of what is reachable, solved by hand.
    needed = 5 + np.log10(laws.divergence / (reach / 2)) / laws.deductions_exponent
    assert mean.loc["deductions", "log10_parameters"] == pytest.approx(needed, abs=0.3)
    levels = table(study, "diffuse")
    assert levels["reachable"].to_numpy() == pytest.approx(reach)
    assert levels["share"].to_numpy() == pytest.approx(
        1 - (levels["divergence"] / levels["reachable"]).to_numpy()
    )


def test_feelings_of_few_weights_do_not_count(inputs):
    panel = inputs.panels["feelings"]
    few = replace(panel, items=panel.items.assign(weights=112))
    with pytest.raises(NotMeasurable, match="b3-few-weights"):
        discover()["B3"](replace(inputs, panels={**inputs.panels, "feelings": few}))


def test_running_states_stand_beside_chains_and_need_them(found):
    assert found["A5"]["verdict"] == "not measured"
    assert said(found["A5"]["reason"], "family-not-in-mix", family="chains")


def bins_of(inputs):
    panel = inputs.panels["biographies"]
    return panel, panel.kind("recall")


def with_answers(inputs, right, bits):
    """`inputs` with every answer about biographies replaced."""
    panel, _ = bins_of(inputs)
    shape = panel.values["accuracy"].shape
    values = dict(panel.values) | {
        "value_accuracy": np.broadcast_to(right, shape).astype(float),
        "value_bits": np.broadcast_to(bits, shape).astype(float),
    }
    return replace(inputs, panels=inputs.panels | {"biographies": replace(panel, values=values)})


def shares(inputs, right, bits):
    whole = stored(with_answers(inputs, right, bits), 1)
    return whole.whole(whole.share)[:, -1], whole.whole(whole.bound)[:, -1], whole.planted.sum()


def test_bits_of_an_oracle_of_chance_and_of_who_knows_half(inputs):
    panel, _ = bins_of(inputs)
    values = panel.items["choices"].to_numpy(float) - 1
    items = np.arange(len(values))
    share, bound, planted = shares(inputs, np.ones(len(values)), np.zeros(len(values)))
    assert share == pytest.approx(1, abs=1e-6) and bound == pytest.approx(1, abs=1e-6)
    facts = inputs.facts[inputs.facts["value"] != "not recorded"]
    assert planted == pytest.approx(4 * len(facts)), "16 values hold four bits"
    share, bound, _ = shares(inputs, 1 / values, -np.log2(values))
    assert share == pytest.approx(0, abs=1e-6) and bound == pytest.approx(0, abs=1e-6)
    # Every second fact of every bin known for sure, the others guessed evenly.
    known = np.zeros(len(values))
    for level in np.unique(panel.number("exposures")):
        own = items[panel.kind("recall") & (panel.number("exposures") == level)]
        known[own[::2]] = 1
    right, bits = np.where(known == 1, 1, 1 / values), np.where(known == 1, 0, -np.log2(values))
    share, bound, _ = shares(inputs, right, bits)
    assert share == pytest.approx(0.5, abs=0.02) and bound == pytest.approx(0.5, abs=0.02)


def test_share_of_planted_bits(study, inputs):
    truth = study.truth
    middle = np.log2(truth.f50_of(size_named("792k").counts(VOCABULARY).non_embedding))
    recall = 1 / (1 + np.exp(-truth.recall_slope * (np.log2(2.0 ** np.arange(10)) - middle)))
    bits = stored(inputs, inputs.panels["biographies"].step_index())
    share, bound = (bits.whole(x)[:, -1] for x in (bits.share, bits.bound))
    assert share[-1] == pytest.approx(recall.mean(), abs=0.08)
    assert (bound <= share + 0.05).all()


def test_most_bits_a_parameter(inputs):
    panel, _ = bins_of(inputs)
    oracle = with_answers(inputs, np.ones(len(panel.items)), np.zeros(len(panel.items)))
    facts = inputs.facts[inputs.facts["value"] != "not recorded"]
    smallest = panel.sizes[0]
    size, bits = most_bits(oracle)
    assert size == smallest, "all sizes store the same, so the smallest has most a parameter"
    assert bits == pytest.approx(4 * len(facts) / inputs.counts(smallest).non_embedding)
    assert most_bits(replace(inputs, panels={})) is None


def test_bits_need_a_ledger(tmp_path):
    study = make_results(
        tmp_path / "R", sizes=["25k", "83k"], seeds=[0, 1], steps=[100], items=80,
        families=["biographies"], with_facts=False, bootstrap_samples=100,
    )  # fmt: skip
    inputs = read_inputs(read_settings(study.config), study.root)
    with pytest.raises(NotMeasurable) as caught:
        stored(inputs, None)
    assert caught.value.message == Message("no-recorded-fact", {"family": "biographies"})


def test_old_answers_say_that_evaluation_must_run_again(study, inputs, tmp_path):
    for family, claim, column in (
        ("instructions", "A7", "checks"), ("feelings", "B3", "divergence"),
    ):  # fmt: skip
        panel = inputs.panels[family]
        blank = {name: np.full(v.shape, np.nan) for name, v in panel.values.items()
                 if name in ("satisfied", "divergence")}  # fmt: skip
        old = replace(panel, values=dict(panel.values) | blank)
        with pytest.raises(NotMeasurable) as why:
            discover()[claim](replace(inputs, panels=inputs.panels | {family: old}))
        lacking = {"family": family, "column": column}
        assert why.value.message == Message("answers-lack", lacking)


def test_missing_columns_are_a_gap_of_the_families_that_need_them(tmp_path):
    study = make_results(
        tmp_path / "R", sizes=["25k", "83k"], seeds=[0], steps=[100], items=60,
        families=["instructions", "nesting"], bootstrap_samples=100,
    )  # fmt: skip
    from tests.analysis.test_analyze import rewrite

    rewrite(study, "83k", 0, lambda frame: frame.drop(columns=["checks", "divergence"]))
    gaps = read_inputs(read_settings(study.config), study.root).gaps
    messages = [gap.message for gap in gaps if gap.family == "instructions"]
    assert messages == [Message("gap-no-column", {
        "family": "instructions", "column": "checks",
        "run": name_of(Run("ladder", "83k", 0)),
    })]  # fmt: skip


def test_tokens_are_those_of_the_stream(study, inputs):
    assert inputs.batch_tokens == BATCH_TOKENS
