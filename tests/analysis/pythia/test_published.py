"""Pythia's published evaluations: the reader, the first look's numbers, the same bytes again."""

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sizewise.analysis.pythia import published
from sizewise.analysis.pythia.published_ladder import FILE, read_published
from sizewise.cli import main
from sizewise.study.artifacts import sha256_of, verify_files
from sizewise.study.errors import StudyError
from sizewise.study.statistics import Analysis

from tests.analysis.conftest import REGISTER

DATA = Path(__file__).parents[3] / "data"
ANALYSIS = Analysis(seed=1, bootstrap_samples=100, confidence=0.95)
TABLES = ("points", "matched", "predictions", "emergence", "formation")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    output = tmp_path_factory.mktemp("published")
    published.build(ANALYSIS, DATA, REGISTER, output)
    return output


@pytest.fixture(scope="module")
def tables(folder):
    return {name: pd.read_parquet(folder / f"pythia_{name}.parquet") for name in TABLES}


def test_reader_gives_the_published_numbers_of_questions(tables):
    """ARC, PIQA, SciQ, … test sets as their papers count them."""
    items = tables["points"].groupby("task")["items"].first().to_dict()
    assert items == {
        "arc_challenge": 1172, "arc_easy": 2376, "lambada_openai": 5153, "logiqa": 651,
        "piqa": 1838, "sciq": 1000, "winogrande": 1267, "wsc": 104,
    }  # fmt: skip
    assert tables["points"]["step"].nunique() == 27
    assert tables["points"].groupby("ladder")["size"].nunique().to_dict() == {
        "deduplicated": 8, "standard": 7,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("task", "low", "high"),
    [("arc_easy", -0.3, 1.4), ("piqa", -0.1, 0.8), ("sciq", -0.8, 1.2), ("winogrande", -1, 1),
     ("logiqa", -1, 1)],
)  # fmt: skip
def test_matched_loss_agrees_with_the_first_look(tables, task, low, high):
    """Points of accuracy a decade of size at equal LAMBADA perplexity, and their intervals."""
    rows = tables["matched"].query("task == @task and ladder == 'both'")
    for row in rows.itertuples():
        assert low <= 100 * row.gain <= high
        assert row.gain_low <= row.gain <= row.gain_high
        assert row.call == "quantity"


def test_one_task_of_a_hundred_questions_decides_less(tables):
    wide = tables["matched"].query("cut == 100 and ladder == 'both'").set_index("task")
    assert (wide["high"] - wide["low"]).idxmax() == "wsc"


def test_predictions_are_of_sizes_that_no_fit_saw(tables):
    rows = tables["predictions"]
    assert set(rows["target"]) == {"6.9b", "12b"}
    assert (rows["parameters"] <= rows["fitted"]).all()
    assert rows.groupby("ladder")["fitted"].first().to_dict() == {
        "deduplicated": 6, "standard": 5,
    }  # fmt: skip
    np.testing.assert_allclose(rows["error"], rows["predicted"] - rows["measured"], atol=2e-6)
    shares = rows[rows["scoring"] == "exact match"]
    assert shares["predicted"].between(0, 1).all()
    assert shares["low"].dropna().between(0, 1).all()
    points = tables["points"].query("step == 143000 and task == 'lambada_openai'")
    measured = points.query("size == '12b'")
    mine = rows.query("target == '12b' and scoring == 'log-likelihood'")
    assert set(mine["measured"]) == set(measured["log_perplexity"].round(6))


def test_intervals_of_predictions_hold_what_was_measured(tables):
    """With misfit in them. Without it they held two thirds."""
    rows = tables["predictions"].dropna(subset=["low"])
    held = rows["measured"].between(rows["low"], rows["high"])
    assert held.groupby(rows["law"]).mean().drop("broken").min() >= 0.9
    assert held.mean() >= 0.9


def test_a_floor_predicts_log_perplexity_better_than_none(tables):
    """Loss has a floor: without one, every law promises too much at 12B."""
    rows = tables["predictions"].query("scoring == 'log-likelihood'")
    error = rows.groupby("law")["error"].apply(lambda e: e.abs().mean())
    assert error.idxmin() == "power with floor"


def test_same_bytes_again(folder, tmp_path):
    published.build(ANALYSIS, DATA, REGISTER, tmp_path)
    for name in verify_files(folder)["files"]:
        assert sha256_of(folder / name) == sha256_of(tmp_path / name), name


def edited(tmp_path, change):
    shutil.copy(DATA / FILE, tmp_path / FILE)
    table = pd.read_csv(tmp_path / FILE, dtype=str)
    change(table).to_csv(tmp_path / FILE, index=False)
    return tmp_path


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.drop(columns="stderr"), "line 1: no column stderr"),
        (lambda t: t.assign(value=t["value"].where(t.index != 3, "1.5")), "line 5, value"),
        (lambda t: t.assign(value=t["value"].where(t.index != 3, "x")), "line 5, value"),
        (lambda t: t.assign(task=t["task"].where(t.index != 7, "chess")), "line 9, task"),
        (lambda t: pd.concat([t, t.tail(1)]), f"line {5670 + 2}: stands twice"),
    ],
)
def test_bad_tables_name_line_and_key(tmp_path, change, message):
    with pytest.raises(StudyError, match=message) as error:
        read_published(edited(tmp_path, change))
    assert "\n" not in str(error.value)


def test_missing_steps_leave_the_rest(tmp_path):
    """A rung without its last steps: predictions are of what all others have; nothing stops."""
    folder = edited(tmp_path, lambda t: t[~((t["size"] == "160m") & (t["task"] == "piqa"))])
    points = read_published(folder)
    predictions, audits = published.prediction_rows(points, ANALYSIS)
    piqa = predictions.query("task == 'piqa' and ladder == 'deduplicated'")
    assert set(piqa["fitted"]) == {5} and set(piqa["target"]) == {"6.9b", "12b"}
    assert len(audits) == 18


def test_command(tmp_path, capsys):
    config = '{"analysis": {"seed": 1, "bootstrap_samples": 100, "confidence": 0.95}}'
    arguments = ["published", "--config", config, "--data", str(tmp_path), "--claims",
                 str(REGISTER), "--output", str(tmp_path / "out")]  # fmt: skip
    assert main(arguments) == 2
    assert "missing; restore it" in capsys.readouterr().err
