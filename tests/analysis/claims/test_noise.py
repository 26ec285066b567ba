"""Noise of single seeds and of the last checkpoints, against laws whose noise is known."""

import json
from dataclasses import replace

import numpy as np
import pytest
from sizewise.analysis.claims.noise import line_scatter, noises
from sizewise.analysis.data.inputs import read_inputs
from sizewise.analysis.data.settings import read_settings
from sizewise.analysis.methods.slopes import at_last_step, size_slope, slope_measured
from sizewise.study.messages import Message

from tests.analysis.conftest import REGISTER, run
from tests.synthetic import make_results


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return make_results(
        tmp_path_factory.mktemp("noise") / "R", sizes=["25k", "83k", "233k"], seeds=[0, 1, 2],
        steps=[50, 100, 200, 400], items=240, families=["sources"], bootstrap_samples=200,
    )  # fmt: skip


def test_scatter_around_a_line():
    steps = np.array([1.0, 2.0, 4.0, 8.0])
    assert line_scatter(3 + 2 * np.log(steps), steps) == pytest.approx(0, abs=1e-12)
    values = np.array([0.0, 1.0, 0.0, 1.0])
    x = np.log(steps)
    residual = values - np.polyval(np.polyfit(x, values, 1), x)
    assert line_scatter(values, steps) == pytest.approx(np.sqrt((residual**2).sum() / 2))
    assert np.isnan(line_scatter(np.array([1.0, np.nan, 2.0, np.nan]), steps))
    first = np.array([0.0, *steps])
    assert line_scatter(np.array([9.0, *values]), first) == line_scatter(values, steps)
    assert np.isnan(line_scatter(values[:3], first[:3]))


def tagged_slope(inputs):
    """A measure that is easy to check: the slope of accuracy under the source's own tag."""
    panel = inputs.panels["sources"]
    means = at_last_step(inputs, panel, [tagged(panel)])
    return slope_measured(
        inputs, panel, means.estimate[0], means.samples[:, 0], np.arange(len(panel.sizes)),
        finding=Message("a13-plain", {}),
    )  # fmt: skip


def tagged(panel):
    return panel.kind("tagged") & (panel.items["agree"] == False).to_numpy(bool)  # noqa: E712


def test_noise_of_seeds_is_the_scatter_of_single_seeds(study):
    inputs = read_inputs(read_settings(study.config), study.root)
    measure = tagged_slope
    found = noises(inputs, {"A13": measure}, {"A13": measure(inputs).estimate})["A13"]
    panel = inputs.panels["sources"]
    mask = tagged(panel)
    right = panel.values["accuracy"][:, -1][:, mask].mean(axis=1).reshape(3, 3)
    slopes = size_slope(inputs, right.T, np.arange(3))
    assert found[0] == pytest.approx(slopes.std(ddof=1))
    by_step = [
        size_slope(inputs, panel.values["accuracy"][:, k][:, mask].mean(axis=1)
                   .reshape(3, 3).mean(axis=1), np.arange(3))
        for k in range(4)
    ]  # fmt: skip
    assert found[1] == pytest.approx(line_scatter(np.array(by_step), panel.steps.astype(float)))
    whole = at_last_step(inputs, panel, mask[None]).estimate[0]
    assert measure(inputs).estimate == pytest.approx(size_slope(inputs, whole, np.arange(3)))


def test_an_arm_that_begins_where_the_ladder_ends_is_not_measured_before(tmp_path):
    study = make_results(
        tmp_path / "R", sizes=["25k", "83k"], seeds=[0], arms={"later": {"25k": [0], "83k": [0]}},
        steps=[50, 100, 200], items=120, families=["sources"], bootstrap_samples=100,
    )  # fmt: skip
    inputs = read_inputs(read_settings(study.config), study.root)
    later = inputs.others["later"]
    moved = {n: replace(p, steps=p.steps + 1000) for n, p in later.panels.items()}
    held_out = replace(later.held_out, steps=later.held_out.steps + 1000)
    later = replace(later, panels=moved, held_out=held_out)
    inputs = replace(inputs, others={"later": later})
    asked = []

    def measure(inputs):
        asked.append(sorted(inputs.others))
        return tagged_slope(inputs.arm("later"))

    found = noises(inputs, {"A13": measure}, {"A13": 1.0})["A13"]
    assert np.isnan(found).all() and asked == [[], []]


def test_noise_of_sizes_with_different_seeds(tmp_path):
    """The k-th seeds of all sizes stand together, as far as every size has one."""
    seeds = {"25k": [0, 1, 2, 3], "83k": [0, 7], "233k": [4, 5, 6]}
    uneven = make_results(
        tmp_path / "R", sizes=list(seeds), seeds=seeds, steps=[50, 100, 200, 400], items=90,
        families=["sources"], bootstrap_samples=100,
    )  # fmt: skip
    inputs = read_inputs(read_settings(uneven.config), uneven.root)
    measure = tagged_slope
    found = noises(inputs, {"A13": measure}, {"A13": measure(inputs).estimate})["A13"]
    panel = inputs.panels["sources"]
    mask = tagged(panel)
    right = panel.values["accuracy"][:, -1][:, mask].mean(axis=1)
    singles = [right[[0, 4, 6]], right[[1, 5, 7]]]
    slopes = [size_slope(inputs, one, np.arange(3)) for one in singles]
    assert found[0] == pytest.approx(np.std(slopes, ddof=1))


def test_entries_carry_both_and_one_seed_has_none(study, tmp_path):
    entries = {e["id"]: e for e in json.loads((run(study) / "claims.json").read_text())["claims"]}
    measured = {n: e for n, e in entries.items() if e["effect"] is not None}
    assert measured, "sources have claims of their own"
    for name, entry in measured.items():
        assert entry["tier"] == "synthetic"
        assert entry["noise_seeds"] is None or entry["noise_seeds"] > 0, name
    assert any(e["noise_seeds"] and e["noise_checkpoints"] for e in measured.values())
    assert entries["A2"]["noise_seeds"] is None
    single = make_results(
        tmp_path / "R", sizes=["25k", "83k"], seeds=[0], steps=[100, 200], items=90,
        families=["sources"], bootstrap_samples=100,
    )  # fmt: skip
    entries = {e["id"]: e for e in json.loads((run(single) / "claims.json").read_text())["claims"]}
    assert entries["A13"]["noise_seeds"] is None and entries["A13"]["noise_checkpoints"] is None
    assert entries["A13"]["p_value"] is None and entries["A13"]["p_holm"] is None


def test_the_first_register_stays(study, tmp_path):
    output = tmp_path / "analysis"
    run(study, output)
    first = json.loads((output / "register_first.json").read_text())
    assert first["sha256"] == json.loads((output / "claims.json").read_text())["register_sha256"]
    changed = tmp_path / "claims.yaml"
    changed.write_text(
        REGISTER.read_text(encoding="utf-8").replace("smallest_effect: 0.1", "smallest_effect: 0.2")
    )
    run(study, output, register=changed)
    assert json.loads((output / "register_first.json").read_text()) == first
    manifest = json.loads((output / "manifest.json").read_text())
    assert "register_first.json" not in manifest["files"]
    # A folder from before there was such a file: its claims.json still knows what was read.
    (output / "register_first.json").unlink()
    run(study, output)
    late = json.loads((output / "register_first.json").read_text())
    assert late["sha256"] != first["sha256"] and late["claims"] == {}
