"""Power: what can be seen narrows with seeds, and a run's minutes are those that were measured."""

import numpy as np
import pytest
from scipy.stats import norm
from sizewise.analysis.gate.power import measured_minutes, minutes_of, reach, right_world, seen
from sizewise.analysis.gate.power_page import markdown, power_lines
from sizewise.analysis.gate.worlds import all_worlds
from sizewise.study.claims import read_register
from sizewise.study.errors import StudyError

from tests.analysis.gate.conftest import ROOT
from tests.manifests import write_manifest


def test_reach_is_that_of_a_single_test_without_holm():
    assert reach(1, 0.95) == pytest.approx(norm.ppf(0.975) + norm.ppf(0.8))
    assert reach(20, 0.95) == pytest.approx(norm.ppf(1 - 0.05 / 40) + norm.ppf(0.8))


def test_more_seeds_see_less(design):
    claim = read_register(ROOT / "claims.yaml").named(["A4"]).claims[0]
    world = right_world("A4", all_worlds())
    few, many = (
        seen(claim, world, design.with_seeds(dict.fromkeys(design.sizes, n)), repeats=8, seed=0,
             tests=10)
        for n in (2, 12)
    )  # fmt: skip
    assert many.error < few.error
    threshold = claim.support.threshold
    away = abs(many.detectable - threshold)
    assert away == pytest.approx(reach(10, 0.95) * many.error)


def test_minutes_follow_tokens_and_measured_ones_come_first(design):
    minutes, carried = minutes_of(design, ROOT / "data", {"233k": 3.5})
    assert minutes["233k"] == 3.5
    assert minutes["25k"] == pytest.approx(4 * design.steps * design.batch_tokens / 10_240_000)
    assert carried == []


def test_a_seed_costs_its_training_its_shorter_ones_and_what_looks_at_them(tmp_path):
    def spent(room, arm, size, seed, seconds):
        folder = tmp_path / room / arm / size / f"seed{seed}"
        folder.mkdir(parents=True)
        write_manifest(folder, job=room, files=[], facts={"seconds": seconds})

    for seed, seconds in enumerate((100, 120, 900)):
        spent("training", "ladder", "25k", seed, seconds)
    spent("training", "half", "25k", 0, 60)
    spent("evaluation", "half", "25k", 0, 30)
    spent("training", "sparse", "25k", 0, 9000)
    spent("evaluation", "ladder", "83k", 0, 30)
    found = measured_minutes(tmp_path, ["25k", "83k"], ["ladder", "half"])
    assert found == {"25k": (120 + 60 + 30) / 60}


def test_a_size_that_nobody_ran_lies_on_the_line(design):
    larger = design.with_seeds({"25k": 1, "4.8M": 1})
    minutes, carried = minutes_of(larger, ROOT / "data", {})
    assert carried == ["4.8M"]
    rate = design.steps * design.batch_tokens / 10_240_000
    assert 50 * rate < minutes["4.8M"] < 250 * rate


def test_a_missing_table_is_said(design, tmp_path):
    with pytest.raises(StudyError, match=r"run_minutes\.csv: missing"):
        minutes_of(design, tmp_path, {})


def test_errors_are_finite_for_claims_of_the_ladder(design):
    claim = read_register(ROOT / "claims.yaml").named(["A4"]).claims[0]
    found = seen(claim, right_world("A4", all_worlds()), design, repeats=4, seed=0, tests=10)
    assert np.isfinite(found.error) and found.error > 0


def test_the_page_says_what_can_be_seen_beside_what_matters():
    one = {"claim": "A4", "unit": "shares", "threshold": 0.1, "matters": 0.1, "error": 0.02,
           "detectable": 0.177, "repeats": 8}  # fmt: skip
    told = {"study": "desk", "tests": 20, "seed": 1, "resamples": 400, "design": {"25k": 8},
            "claims": [one, one | {"claim": "A9", "detectable": None}]}  # fmt: skip
    text = markdown(told, "sizewise power x", measured=False)
    assert "| A4 | 0.1 | 0.1 | 0.177 | shares |" in text and "| A9 | 0.1 | 0.1 | - |" in text
    assert "core-hours" not in text
    planned = told | {
        "claims": [one | {"planned": 0.151}], "minutes": {"25k": 4.2}, "carried": ["25k"],
        "plan": {"25k": 11}, "plan_hours": 0.8, "design_hours": 0.6, "core_hours": 0.8,
        "served": ["A4"],
    }  # fmt: skip
    text = markdown(planned, "sizewise power x", measured=True)
    assert "| A4 | 0.1 | 0.1 | 0.177 | 0.151 | shares |" in text
    assert "25k 4 (carried over)" in text and "**25k 11**; they take 0.8" in text
    assert any("plan for 0.8 core-hours: 25k 11 seeds" in line for line in power_lines(planned))
