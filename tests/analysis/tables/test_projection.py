"""Projections: published constants by hand, our own law on a ladder that follows one exactly."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sizewise.analysis.data.inputs import read_inputs
from sizewise.analysis.data.settings import read_settings
from sizewise.analysis.tables.projection import (
    SIZES,
    TOKENS,
    projection_tables,
    published_losses,
    read_laws,
)
from sizewise.study.errors import StudyError

from tests.synthetic import BATCH_TOKENS, VOCABULARY, make_results, size_named

DATA = Path(__file__).parents[3] / "data"
GAP = "7B − 700B"


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return make_results(
        tmp_path_factory.mktemp("projection") / "R", steps=[10, 75, 150, 300, 600], items=900,
        families=["biographies"], bootstrap_samples=300, rng_seed=2,
    )  # fmt: skip


@pytest.fixture(scope="module")
def tables(study):
    inputs = read_inputs(read_settings(study.config), study.root)
    return projection_tables(inputs, DATA)


def test_published_constants_by_hand():
    found = pd.DataFrame(published_losses(read_laws(DATA / "scaling_laws.csv")))
    wide = found.pivot_table(index="law", columns="size", values="value")
    hoffmann, besiroglu = wide.loc["Hoffmann et al. 2022"], wide.loc["Besiroglu et al. 2024"]
    assert hoffmann["7B"] == pytest.approx(1.69 + 406.4 / 7e9**0.34 + 410.7 / 15e12**0.28)
    assert hoffmann[GAP] == pytest.approx(0.1445, abs=5e-4)
    assert besiroglu[GAP] == pytest.approx(0.1450, abs=5e-4)
    assert hoffmann["7B"] == pytest.approx(1.957, abs=2e-3)
    assert besiroglu["7B"] == pytest.approx(2.030, abs=2e-3)
    # What one can know of it: the gap hardly depends on the refit, the level does.
    level, gap = wide["7B"], wide[GAP]
    assert np.ptp(gap) < 0.006 < 0.05 < np.ptp(level)
    assert found["low"].isna().all(), "no interval without the constants' correlations"


def test_the_gap_of_a_law_is_found_again(study, tables):
    truth, rows = study.truth, tables["projection"]
    own = rows[(rows["source"] == "this ladder") & (rows["parameters"] == "non_embedding")]
    small, large = (truth.loss_scale / n**truth.loss_exponent for n in SIZES.values())
    for law in ("L(N)", "L(N, D)"):
        row = own[(own["law"] == law) & (own["size"] == GAP)].iloc[0]
        assert row["low"] <= small - large <= row["high"], law
        assert row["value"] == pytest.approx(small - large, rel=0.35)
    row = own[(own["law"] == "L(N, D)") & (own["size"] == "700B")].iloc[0]
    level = truth.floor + large + truth.tokens_scale / TOKENS**truth.tokens_exponent
    assert row["low"] <= level <= row["high"]
    assert row["value"] == pytest.approx(level, rel=0.03)


def test_how_far_it_reaches_is_said(study, tables):
    rows = tables["projection"]
    largest = size_named("792k").counts(VOCABULARY).non_embedding
    row = rows[(rows["law"] == "L(N, D)") & (rows["size"] == "700B")].iloc[0]
    assert row["reach_parameters"] == pytest.approx(7e11 / largest)
    assert row["reach_tokens"] == pytest.approx(15e12 / (600 * BATCH_TOKENS))
    assert set(rows["unit"]) == {"bits a byte", "nats a token"}
    assert (rows["source"] == "this ladder").eq(rows["unit"] == "bits a byte").all()


def test_capacity_is_arithmetic(tables):
    rows = tables["projection_capacity"].set_index(["capacity", "size", "law"])
    two = rows.loc["knowledge stated 1000 times"]
    assert two.loc["7B", "capacity_bits"].to_numpy() == pytest.approx(14e9)
    assert two.loc["700B", "capacity_bits"].to_numpy() == pytest.approx(1.4e12)
    row = two.loc[("700B", "Hoffmann et al. 2022")]
    assert row["stream_bits"] == pytest.approx(row["bits_a_token"] * 15e12)
    assert row["share"] == pytest.approx(1.4e12 / row["stream_bits"]) and row["share"] < 0.05
    own = rows[rows["source"] == "this ladder"]
    assert (own["bits_per_parameter"] > 0).all() and own.index[0][0].startswith("planted facts")


def test_exposures_follow_the_law_of_f50(study, tables):
    rows, truth = tables["projection_exposures"].set_index("size"), study.truth
    assert rows["measured"].sum() == 4
    for size, n in SIZES.items():
        row = rows.loc[size]
        assert row["low"] <= truth.f50_of(n) <= row["high"]
        assert row["high"] / row["low"] > 3, "far outside of the data an interval is wide"


def test_a_short_ladder_projects_nothing_of_its_own(tmp_path):
    study = make_results(
        tmp_path / "R", sizes=["25k", "83k"], seeds=[0], steps=[100], items=60,
        families=["chains"], bootstrap_samples=100,
    )  # fmt: skip
    inputs = read_inputs(read_settings(study.config), study.root)
    found = projection_tables(inputs, DATA)
    assert "this ladder" not in set(found["projection"]["source"])
    assert len(found["projection_exposures"]) == 0
    alone = projection_tables(inputs, None)
    assert all(len(table) == 0 for table in alone.values())


def test_damaged_facts_stop_with_one_line(tmp_path):
    text = (DATA / "scaling_laws.csv").read_text()
    path = tmp_path / "scaling_laws.csv"
    path.write_text(text.replace("406.4", "about 400"))
    with pytest.raises(StudyError, match="column size_scale holds text"):
        read_laws(path)
    path.write_text(text.replace("floor", "flor", 1))
    with pytest.raises(StudyError, match="no column floor"):
        read_laws(path)
    with pytest.raises(StudyError, match="unreadable"):
        read_laws(tmp_path / "absent.csv")
