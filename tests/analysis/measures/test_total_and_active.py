"""B6 by mixtures of experts: known weights of total and active parameters, pairs, observation."""

import numpy as np
import pytest
from sizewise.analysis.claims.entries import claim_entries
from sizewise.analysis.data.inputs import read_inputs
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.resample import interval
from sizewise.analysis.data.settings import read_settings
from sizewise.analysis.measures.b06_total_and_active import measure
from sizewise.analysis.methods.total_and_active import Levels, bits_saved, weights
from sizewise.analysis.tables.sparse import sparse_tables
from sizewise.study.claims import read_register
from sizewise.study.messages import Message

from tests.analysis.conftest import REGISTER
from tests.synthetic import Truth, make_results

MIXTURES = {"85k-a26k": [0, 1, 2], "223k-a84k": [0, 1, 2], "779k-a235k": [0, 1, 2]}
OBSERVED = {"id": "B6", "verdict": "undecided", "effect": 0.1, "low": -0.2, "high": 0.4,
            "study": "public models", "reason": [Message("context", {}).to_json()]}  # fmt: skip


def inputs_of(folder, arms=None, share=0.5, **options):
    study = make_results(
        folder, items=80, families=["biographies"], steps=[600], arms=arms,
        truth=Truth(total_share=share, seed_sd=0.02), **options,
    )  # fmt: skip
    return read_inputs(read_settings(study.config), study.root)


@pytest.fixture(scope="module")
def alike(tmp_path_factory):
    return inputs_of(tmp_path_factory.mktemp("alike"), {"sparse": MIXTURES})


def law(total_share: float, bend: float = 0.0) -> Levels:
    """Levels without noise: a rung's by its count, a mixture's by a mean of both."""
    total = np.array([4.4, 4.9, 5.4, 5.9, 4.93, 5.35, 5.89])
    active = np.array([4.4, 4.9, 5.4, 5.9, 4.41, 4.93, 5.37])
    place = total_share * total + (1 - total_share) * active - 5
    level = place - bend * place**2
    return Levels(
        sizes=list("abcdABC"), sparse=np.arange(7) > 3, total=total, active=active,
        estimate=level, samples=np.stack([level, 2 * level + 1]),
    )  # fmt: skip


@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 1.0])
@pytest.mark.parametrize("bend", [0.0, 0.2])
def test_a_law_without_noise_gives_its_own_weights(share, bend):
    """A bent law leans on neither count; scale and place of the level change nothing."""
    levels = law(share, bend)
    found = weights(levels)
    raw = found.estimate / [levels.total.std(), levels.active.std()]
    assert raw[0] / raw.sum() == pytest.approx(share, abs=0.02)
    assert found.samples == pytest.approx(np.broadcast_to(found.estimate, (2, 2)))
    if bend == 0:
        assert raw * levels.estimate.std() == pytest.approx([share, 1 - share])


@pytest.mark.parametrize(("share", "smaller"), [(0.5, None), (0.0, 0), (1.0, 1)])
def test_weights_of_a_fake_study_are_those_of_its_law(tmp_path, share, smaller):
    found = weights(bits_saved(inputs_of(tmp_path, {"sparse": MIXTURES}, share)))
    low, high = interval(found.samples, 0.95)
    if smaller is None:
        assert (low > 0.1).all()
    else:
        assert low[smaller] - 0.05 < 0 < high[smaller] + 0.05
        assert low[1 - smaller] > 0.5


def test_the_smaller_weight_is_the_effect_and_its_interval_holds_both(alike):
    found = measure(alike)
    both = weights(bits_saved(alike)).estimate
    assert found.estimate == both.min()
    low, high = found.interval
    assert low < found.estimate < high
    assert found.also == list(MIXTURES)
    assert found.sizes == ["25k", "83k", "233k", "792k"]
    keys = [message.key for message in (found.finding, *found.beside)]
    assert keys == ["b6-arm", "b6-pairs", "b6-accuracy"]
    told = found.beside[0].values
    # Three mixtures, each with a rung as active and one as large; both help by the law.
    assert told["pairs"] == 3 and told["total"] > 0 and told["active"] > 0


def test_tables_name_the_pairs_and_the_balance(alike):
    tables = sparse_tables(alike)
    rows = tables["sparse"][tables["sparse"]["outcome"] == "bits saved"].set_index("size")
    assert rows.loc["85k-a26k", ["same_total", "same_active"]].tolist() == ["83k", "25k"]
    assert rows.loc["779k-a235k", ["same_total", "same_active"]].tolist() == ["792k", "233k"]
    assert rows.loc[list(MIXTURES), "balance_loss"].tolist() == pytest.approx([1.2] * 3)
    assert rows.loc["83k", ["same_total", "same_active"]].isna().all()
    assert rows.loc["85k-a26k", "active"] == pytest.approx(25_824)
    assert set(tables["sparse_weights"]["outcome"]) == {"bits saved", "accuracy"}


def test_without_the_arm_observation_keeps_its_verdict(tmp_path):
    inputs = inputs_of(tmp_path)
    with pytest.raises(NotMeasurable) as why:
        measure(inputs)
    assert why.value.message == Message("no-arm", {"arm": "sparse"})
    register = read_register(REGISTER).named(["B6"])
    (entry,) = claim_entries(register, inputs, {"B6": OBSERVED})
    assert (entry["verdict"], entry["study"]) == ("undecided", "public models")
    assert all(table.empty for table in sparse_tables(inputs).values())


def test_with_the_arm_the_experiment_decides_and_observation_stands_behind_it(alike):
    register = read_register(REGISTER).named(["B6"])
    (entry,) = claim_entries(register, alike, {"B6": OBSERVED})
    assert entry["verdict"] == "supported" and entry["study"] == "synthetic"
    assert (entry["n_seeds"], entry["n_sizes"]) == (3, 7)
    keys = [message["key"] for message in entry["reason"]]
    assert keys.index("by-observation") < keys.index("context")


def test_one_seed_of_a_mixture_is_one_run(tmp_path):
    one = inputs_of(tmp_path, {"sparse": MIXTURES | {"85k-a26k": [0]}})
    register = read_register(REGISTER).named(["B6"])
    (entry,) = claim_entries(register, one, {"B6": OBSERVED})
    assert (entry["verdict"], entry["undecided"]) == ("undecided", "one run")
    assert entry["p_value"] is None


def test_a_mixture_whose_rung_has_no_results_is_not_measured(tmp_path):
    whole = inputs_of(tmp_path, {"sparse": {"85k-a26k": [0, 1]}}, sizes=("25k", "83k"))
    gone = {(z, seed) for z in ("83k",) for seed in range(3)}
    inputs = inputs_of(tmp_path / "gone", {"sparse": {"85k-a26k": [0, 1]}}, sizes=("25k", "83k"),
                       missing=gone)  # fmt: skip
    assert np.isfinite(measure(whole).estimate)
    with pytest.raises(NotMeasurable) as why:
        measure(inputs)
    assert why.value.message == Message("b6-no-pairs", {})
