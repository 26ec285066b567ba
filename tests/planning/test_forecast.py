"""Forecasts: what published runs took, what fits how, and what cannot be had."""

import pytest
from sizewise.planning.forecast import forecast, published, split
from sizewise.planning.requests import MEMORY_FILL, UTILISATION
from sizewise.planning.table import lines, published_lines
from sizewise.study.errors import StudyError
from sizewise.study.ladder import size_named

from tests.planning.test_requests import CLUSTERS, ROOT, study

RUNS = ROOT / "data/published_runs.csv"
H100 = CLUSTERS["slurm"]


def test_published_hours_are_explained_by_a_possible_utilisation():
    found = {one.model: one for one in published(RUNS)}
    assert len(found) == 8
    for one in found.values():
        assert 0.1 < one.utilisation < 0.6, one.model
        assert one.planned_hours * UTILISATION == pytest.approx(one.gpu_hours * one.utilisation)
        assert one.source.startswith("https://")
    # 3.8e25 FLOP (arXiv 2407.21783, section 1), which counts no attention.
    assert found["Llama 3.1 405B"].flops == pytest.approx(3.8e25, rel=0.1)
    # Appendix D of the Pythia paper: computed from the seconds of a step, so no hour is idle.
    assert all(0.25 < one.utilisation < 0.35 for m, one in found.items() if "Pythia" in m)
    assert not found["Llama 3.1 8B"].quoted and found["Olmo 3 7B"].quoted
    # The energy was computed from 400 W a GPU.
    assert found["BLOOM 176B"].watts == pytest.approx(400, abs=0.1)


def test_the_planner_is_within_a_factor_of_two_of_what_was_published():
    for one in published(RUNS):
        assert 0.5 < one.planned_hours / one.gpu_hours < 2, one.model


def test_a_damaged_row_is_named(tmp_path):
    text = RUNS.read_text().replace("234000", "many")
    (tmp_path / "runs.csv").write_text(text)
    with pytest.raises(StudyError, match=r"runs\.csv, line 3: could not convert .*many"):
        published(tmp_path / "runs.csv")
    (tmp_path / "runs.csv").write_text(RUNS.read_text().replace(",quoted,", ",heard,", 1))
    with pytest.raises(StudyError, match=r"runs\.csv, line 2: read: 'heard' is neither"):
        published(tmp_path / "runs.csv")
    with pytest.raises(StudyError, match="it comes with the project"):
        published(tmp_path / "none.csv")


def test_gpu_hours_do_not_depend_on_how_many_gpus_share_them():
    one = forecast(size_named("6.4B"), study(zero_stage=2), H100)
    other = forecast(
        size_named("6.4B"), study(zero_stage=2), H100.model_copy(update={"max_jobs": 1})
    )
    assert one.request.gpus < other.request.gpus
    assert one.gpu_hours == pytest.approx(other.gpu_hours)
    assert one.wall_hours > other.wall_hours
    assert one.energy_mwh(H100) == pytest.approx(one.gpu_hours * H100.gpu_watts / 1e6)
    dear = H100.model_copy(update={"gpu_hour_price": 2.5})
    assert one.price(dear) == pytest.approx(2.5 * one.gpu_hours)


def test_what_no_stage_holds_is_said_with_what_would_hold_it():
    found = forecast(size_named("708B"), study(zero_stage=3), H100)
    assert found.request is None and found.wall_hours is None
    assert set(found.stages.values()) == {None}
    assert "not by this project" in found.lacking and "Megatron-LM" in found.lacking
    tensor, pipeline, gb = split(size_named("708B"), study(), H100)
    assert tensor == H100.gpus_per_node
    assert size_named("708B").n_layer % pipeline == 0
    assert gb <= H100.gpu_memory_gb * MEMORY_FILL
    # Weights and gradients alone, in bf16, spread over all those GPUs.
    assert gb > 708e9 * 4 / (tensor * pipeline) / 1e9
    assert found.gpu_hours > 0


def test_a_higher_stage_is_named_where_it_helps():
    found = forecast(size_named("6.4B"), study(zero_stage=0), H100)
    assert found.request is None
    assert found.lacking.startswith("training.zero_stage 1 holds it")


def test_totals_count_every_seed_and_every_job():
    seen = study(zero_stage=2)
    table = list(lines([("ladder", seen, ["1.2B", "1.2B", "6.4B"], False)], H100))
    small, large = (forecast(size_named(name), seen, H100) for name in ("1.2B", "6.4B"))
    total = 2 * small.gpu_hours + large.gpu_hours
    assert any(line.startswith(f"3 run(s): {total:,.0f} GPU-hours") for line in table)
    assert len([line for line in table if line.lstrip().startswith("ladder")]) == 2
    assert any(f"{large.request.jobs} jobs one after the other" in line for line in table)


def test_published_lines_stand_in_columns():
    table = list(published_lines(published(RUNS)))
    assert len({len(line) for line in table}) == 1
