"""The audit of jumps: losses, p^k, missing sizes, and the claim that rests on it."""

import numpy as np
import pytest
from sizewise.analysis.data.inputs import read_inputs
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.settings import read_settings
from sizewise.analysis.measures import a08_jumps
from sizewise.analysis.methods.emergence import EXACT, audit, item_losses
from sizewise.analysis.tables.emergence import emergence_table, powers_table, rivals_table
from sizewise.study.messages import Message

from tests.synthetic import HOPS, make_results

MATTERS = 0.5


def read(folder, **changes):
    values = {"sizes": ("25k", "83k", "233k", "792k", "2.7M"), "seeds": (0, 1), "steps": (600,),
              "items": 300, "bootstrap_samples": 100}  # fmt: skip
    study = make_results(folder / "R", **values | changes)
    return read_inputs(read_settings(study.config), study.root)


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    return read(tmp_path_factory.mktemp("emergence"))


def test_losses_are_zero_where_all_is_right_and_one_at_chance(inputs):
    panel = inputs.panels["chains"]
    mask = panel.kind("direct")
    losses = item_losses(panel, mask)
    right = panel.values["accuracy"][..., mask] == 1
    exact = losses[EXACT][..., mask]
    assert (exact[right] == 0).all()
    # Three choices: guesses are wrong in 2/3, each wrong answer weighs 3/2.
    assert exact[~right] == pytest.approx(1.5)
    assert (losses["margin"][..., mask][right] <= np.log(2) + 1e-12).all()
    share = np.exp(-losses["log-likelihood"][..., mask])
    np.testing.assert_allclose(share, panel.values["probability"][..., mask], atol=1e-6)
    assert set(item_losses(panel, panel.kind("written"))) == {EXACT, "edit distance"}


def test_every_kind_has_a_row_for_every_score(inputs):
    table = emergence_table(inputs, audit(inputs), MATTERS)
    by_kind = table.groupby(["family", "kind"])["scoring"].nunique()
    assert by_kind["chains", "written"] == 2 and by_kind["chains", "direct"] == 4
    assert set(table["call"]) <= {"jump", "smooth", "undecided"} and table["missing"].isna().all()
    assert (table["low"] <= table["high"]).all()
    # Controls are no ability.
    assert not {"untagged", "swapped"} & set(table["kind"])


def test_predictions_are_of_the_largest_size(inputs):
    table = rivals_table(inputs, audit(inputs))
    assert set(table["target"]) == {"2.7M"} and set(table["fitted"]) == {4}
    assert set(table["law"]) == {"power", "power with floor", "logistic"}
    np.testing.assert_allclose(
        table["log_error"], np.log(table["predicted"] / table["measured"]), atol=1e-9
    )
    told = table.dropna(subset=["low"])
    held = (told["low"] <= told["measured"]) & (told["measured"] <= told["high"])
    assert held.mean() >= 0.9, "intervals hold the law's misfit and the noise of the target"


def test_direct_chains_of_the_fake_study_are_p_to_the_power_of_k(inputs):
    """Their truth is sigmoid(…)^hops; people differ, so that the mean lies a little above p^k."""
    table = powers_table(inputs)
    assert set(table["k"]) == set(map(float, HOPS)) and set(table["knob"]) == {"hops"}
    first = table[table["k"] == 1]
    assert (first["excess"] == 0).all()
    later = table[table["k"] > 1]
    holds = (later["excess_low"] <= 0.03) & (later["excess_high"] >= -0.03)
    assert holds.mean() > 0.9


def test_too_few_sizes_and_absent_scores_are_named(tmp_path):
    few = read(tmp_path / "few", sizes=("25k", "83k", "233k"))
    table = emergence_table(few, audit(few), MATTERS)
    few_sizes = Message("too-few-sizes", {"count": 3, "least": 4})
    assert set(table["missing"]) == {few_sizes.text}
    assert set(table["call"]) == {"not measured"} and rivals_table(few, audit(few)).empty
    with pytest.raises(NotMeasurable) as why:
        a08_jumps.measure(few)
    assert why.value.message == few_sizes


def test_a_size_without_a_family_is_named_and_the_rest_is_audited(tmp_path):
    inputs = read(tmp_path)
    panel = inputs.panels["chains"]
    gone = panel.run_size == panel.sizes.index("83k")
    for values in panel.values.values():
        values[gone] = np.nan
    table = emergence_table(inputs, audit(inputs), MATTERS).set_index("family")
    absent = Message("not-scored", {"sizes": ["83k"]})
    assert set(table.loc["chains", "missing"]) == {absent.text}
    assert table.loc["biographies", "missing"].isna().all()
    found = a08_jumps.measure(inputs)
    (left_out,) = [one for one in found.beside if one.key == "a8-left-out"]
    assert left_out.values["why"] == absent
    direct = Message("kind-of-family", {"family": "chains", "kind": "direct"})
    assert direct in left_out.values["kinds"]


def test_the_audit_is_the_same_again(tmp_path):
    first, again = read(tmp_path / "a"), read(tmp_path / "b")
    one, other = (emergence_table(i, audit(i), MATTERS) for i in (first, again))
    assert one.equals(other)
