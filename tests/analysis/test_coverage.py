"""Intervals of nominal 95 % on ladders whose truth is known; docs/coverage.md has more of each."""

import json

import numpy as np
import pytest
from sizewise.analysis.calibration import markdown
from sizewise.analysis.coverage import (
    FORMED,
    LEVELS,
    MEANS,
    X,
    family,
    formed_rise,
    level_slope,
    mean_slope,
    true_slope,
)
from sizewise.analysis.methods.curves import slope


def covered(truth, found, trials):
    ends = np.array([found(trial) for trial in range(trials)])
    return ((ends[:, 0] <= truth) & (truth <= ends[:, 1])).mean()


@pytest.mark.parametrize("case", MEANS, ids=lambda case: case.name)
def test_simulated_answers_have_the_mean_that_is_said(case):
    panels = [family(case, np.random.default_rng(seed)) for seed in range(60)]
    runs = np.mean([panel.values["accuracy"].mean(axis=(1, 2)) for panel in panels], axis=0)
    size = panels[0].run_size
    by_size = np.bincount(size, runs) / np.bincount(size)
    assert by_size == pytest.approx(case.means(), abs=0.08)


def test_a_slope_in_a_small_version():
    truth = float(slope(MEANS[0].means(), X))
    assert covered(truth, lambda trial: mean_slope(MEANS[0], trial, 100), 40) >= 0.85


def test_a_slope_with_sizes_out_of_range_in_a_small_version():
    case = "a third of the runs below the first level"
    assert covered(true_slope(case), lambda trial: level_slope(case, trial, 100, 8), 40) >= 0.85


@pytest.mark.parametrize("case", FORMED)
def test_the_share_of_runs_that_form_a_circuit(case):
    truth = (FORMED[case][1] - FORMED[case][0]) / np.ptp(X)
    assert covered(truth, lambda trial: formed_rise(FORMED[case], trial), 60) >= 0.85


@pytest.mark.slow
@pytest.mark.parametrize("case", LEVELS)
def test_a_level_in_full(case):
    found = covered(true_slope(case), lambda trial: level_slope(case, trial, 200), 200)
    assert 0.88 <= found <= 0.99


def test_the_page_marks_what_is_not_as_asked():
    row = {"what": "slope", "case": "x", "truth": 0.1, "trials": 200, "half_width": 0.02,
           "covered": 0.95, "low": 0.91, "high": 0.97}  # fmt: skip
    told = {
        "seed": 3, "repeats": 200, "sizes": {"25k": 8}, "checkpoints": 4, "calls": [],
        "recovery": [],
        "coverage": [row, row | {"case": "y", "covered": 0.8, "low": 0.74, "high": 0.85}],
    }  # fmt: skip
    text = markdown(json.loads(json.dumps(told)))
    assert "1 of 2 rows lie outside" in text
    assert "| **0.800 [0.740, 0.850]** |" in text and "| 0.950 [0.910, 0.970] |" in text
