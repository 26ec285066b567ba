"""A size is predicted from the smaller ones, on ladders whose laws are known."""

import json
import shutil
from dataclasses import replace

import numpy as np
import pytest
from sizewise.analysis.data.settings import read_settings
from sizewise.analysis.predictions import HELD_OUT, compare, lines, predict, state
from sizewise.study.errors import StudyError

from tests.synthetic import BATCH_TOKENS, make_results, size_named

SIZES = ["25k", "83k", "233k", "792k", "1.9M"]
LARGEST = SIZES[-1]


@pytest.fixture(scope="module")
def ladder(tmp_path_factory):
    return make_results(
        tmp_path_factory.mktemp("ladder") / "R", sizes=SIZES, seeds=[0, 1, 2], steps=[150, 600],
        items=300,
    )  # fmt: skip


@pytest.fixture(scope="module")
def stated(ladder):
    return predict(read_settings(ladder.config), ladder.root, LARGEST)


@pytest.fixture
def before(ladder, tmp_path):
    """The results as they were before the largest size was trained."""
    there = tmp_path / "R"
    shutil.copytree(ladder.root, there)
    for stage in ("training", "evaluation", "probes"):
        shutil.rmtree(there / stage / "ladder" / LARGEST, ignore_errors=True)
    return there


def test_held_out_loss_is_the_laws(ladder, stated):
    truth = ladder.truth
    n = size_named(LARGEST).counts(0).non_embedding
    level = truth.floor + truth.loss_scale / n**truth.loss_exponent
    level += truth.tokens_scale / (600 * BATCH_TOKENS) ** truth.tokens_exponent
    (row,) = [
        row for row in stated["predictions"] if (row["family"], row["kind"]) == (HELD_OUT, "all")
    ]
    assert row["law"] == "power with floor"
    assert row["predicted"] == pytest.approx(level, rel=0.01)
    assert row["low"] < level < row["high"]


def test_intervals_hold_what_is_measured_about_as_often_as_they_say(ladder, stated):
    told = compare(read_settings(ladder.config), ladder.root, stated)
    inside = [row["inside"] for row in told["predictions"]]
    assert None not in inside and len(inside) > 8
    assert np.mean(inside) > 0.8
    assert told["measured_seeds"] == 3


def test_a_rung_that_the_study_does_not_name_is_held_to_the_truth(ladder, stated):
    """One seed more than the study asks for is enough for that."""
    settings = read_settings(ladder.config)
    named = [run for run in settings.runs if run.size != LARGEST]
    told = compare(replace(settings, runs=named), ladder.root, stated)
    assert told == compare(settings, ladder.root, stated)


def test_a_law_that_breaks_behind_the_last_size_is_not_foreseen(ladder, stated):
    """The other way round: a statement that could not fail would say nothing."""
    wrong = [row | {"low": row["low"] / 9, "high": row["low"] / 2} for row in stated["predictions"]]
    told = compare(read_settings(ladder.config), ladder.root, stated | {"predictions": wrong})
    assert not any(row["inside"] for row in told["predictions"])
    assert "0 of" in "\n".join(lines(told)) and "**no**" in "\n".join(lines(told))


def test_what_is_predicted_is_not_looked_at(ladder, before, stated):
    assert predict(read_settings(ladder.config), before, LARGEST) == stated


def test_a_statement_is_made_once_and_then_held_to_what_came(tmp_path, ladder, before):
    settings = read_settings(ladder.config)
    output = tmp_path / "predictions" / "one.json"
    with pytest.raises(StudyError, match=r"1\.9M: its training has begun"):
        state(settings, ladder.root, LARGEST, output)
    first = state(settings, before, LARGEST, output)
    with pytest.raises(StudyError, match=r"1\.9M has no results yet"):
        state(settings, before, LARGEST, output)
    assert json.loads(output.read_text()) == first
    later = state(settings, ladder.root, LARGEST, output)
    for stood, stands in zip(first["predictions"], later["predictions"], strict=True):
        assert stood.items() <= stands.items()
    with pytest.raises(StudyError, match=r"made for size 1\.9M; name another"):
        state(settings, ladder.root, "4.8M", output)


@pytest.mark.parametrize(
    ("size", "message"),
    [("83k", r"83k: not larger than 1\.9M"), ("7", "unknown size '7'")],
)
def test_what_cannot_be_predicted_is_a_line(ladder, size, message):
    with pytest.raises(StudyError, match=message):
        predict(read_settings(ladder.config), ladder.root, size)


def test_three_sizes_are_too_few(tmp_path):
    study = make_results(tmp_path / "R", sizes=SIZES[:3], seeds=[0], steps=[600], items=60)
    with pytest.raises(StudyError, match="3 sizes have results, and a prediction needs 4"):
        predict(read_settings(study.config), study.root, LARGEST)
