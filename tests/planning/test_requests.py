"""Requests: known memory of ZeRO, what grows with what, and what cannot be had."""

from pathlib import Path

import pytest
from sizewise.load import load_study
from sizewise.planning.cluster import read_cluster
from sizewise.planning.requests import (
    evaluation_request,
    reward_request,
    training_memory_bytes,
    training_request,
    training_seconds,
)
from sizewise.studies import Study
from sizewise.study.errors import StudyError
from sizewise.study.ladder import size_named
from sizewise.study.sparse import any_size

ROOT = Path(__file__).resolve().parents[2]
CLUSTERS = {name: read_cluster(ROOT / name / "cluster.yaml") for name in ("slurm", "slurm-a100")}


def study(**training) -> Study:
    """The default study with a batch of half a million tokens and other training settings."""
    base = load_study([ROOT / "config.yaml"])
    stream = base.stream.model_copy(
        update={"sequence_length": 2048, "batch_tokens": 2048 * 256, "vocabulary_size": 50_000}
    )
    mix = base.mix.model_copy(update={"tokens": 2048 * 256 * 100_000})
    values = {"precision": "bf16", "zero_stage": 1, "device_sequences": 1, **training}
    return base.model_copy(
        update={
            "stream": stream,
            "mix": mix,
            "training": base.training.model_copy(update=values),
        }
    )


@pytest.mark.parametrize(("stage", "bytes_each"), [(0, 16), (1, 4 + 12 / 64), (3, 16 / 64)])
def test_state_memory_is_that_of_the_zero_paper(stage, bytes_each):
    """7.5B parameters on 64 GPUs: 120, 31.4 and 1.9 GB (Rajbhandari et al. 2020, figure 1)."""
    size = size_named("6.4B")
    small = study(zero_stage=stage)
    parameters = size.counts(small.stream.vocabulary_size).total
    tokens = small.stream.sequence_length
    rest = tokens * (size.n_layer * size.d_model * 34 + small.stream.vocabulary_size * 8)
    assert training_memory_bytes(size, small, 64) == pytest.approx(parameters * bytes_each + rest)


def test_a_mixture_takes_the_memory_of_its_total_and_the_time_of_its_active_parameters():
    mixture, active, total = (any_size(name) for name in ("405M-a202M", "202M", "392M"))
    cluster, asked = CLUSTERS["slurm"], study(zero_stage=0)
    state = 16 * (mixture.counts(50_000).total - active.counts(50_000).total)
    assert training_memory_bytes(mixture, asked, 1) == pytest.approx(
        training_memory_bytes(active, asked, 1) + state
    )
    sizes = (active, mixture, total)
    flops = [size.training_flops_per_token(50_000, 1024) for size in sizes]
    # All that a token passes through beside the dense rung's is the routers.
    assert flops[0] < flops[1] < 1.001 * flops[0] < flops[2]
    # Where starting kernels takes longer than computing, equally many layers take equally long.
    seconds = [training_seconds(size, asked, cluster, 8) for size in sizes]
    assert seconds == sorted(seconds)


@pytest.mark.parametrize("cluster", CLUSTERS.values(), ids=CLUSTERS)
def test_requests_grow_with_size_and_fit_the_cluster(cluster):
    ladder = ["85M", "392M", "1.2B", "6.4B"]
    requests = [training_request(size_named(name), study(), cluster) for name in ladder]
    gpus = [request.gpus for request in requests]
    assert gpus == sorted(gpus)
    assert gpus[0] < gpus[-1]
    for request in requests:
        assert request.gpus <= request.nodes * cluster.gpus_per_node
        assert request.memory_mb <= cluster.memory_per_node_mb
        assert request.cpus <= cluster.cpus_per_node
        assert 0 < request.minutes <= cluster.max_minutes


def test_a_planned_job_holds_in_memory_and_ends_in_time():
    size = size_named("1.2B")
    cluster = CLUSTERS["slurm"].model_copy(update={"max_jobs": 1})
    request = training_request(size, study(), cluster)
    assert training_memory_bytes(size, study(), request.gpus) < cluster.gpu_memory_gb * 1e9
    assert training_seconds(size, study(), cluster, request.gpus) < request.minutes * 60


def test_twice_the_gpus_halve_the_time_of_a_large_rung():
    cluster, size = CLUSTERS["slurm"], size_named("6.4B")
    one, two = (training_seconds(size, study(), cluster, n) for n in (8, 16))
    assert two == pytest.approx(one / 2)


def test_what_never_fits_is_one_line():
    with pytest.raises(StudyError, match=r"708B: .* GB a GPU on 128 GPUs.*zero_stage") as caught:
        training_request(size_named("708B"), study(zero_stage=0), CLUSTERS["slurm"])
    assert "\n" not in str(caught.value)


def test_a_training_takes_several_jobs_before_it_takes_more_nodes():
    cluster, size = CLUSTERS["slurm"], size_named("6.4B")
    one = training_request(size, study(), cluster.model_copy(update={"max_jobs": 1}))
    several = training_request(size, study(), cluster.model_copy(update={"max_jobs": 7}))
    assert one.jobs == 1 < several.jobs <= 7
    assert several.gpus < one.gpus
    assert several.minutes == cluster.max_minutes
    seconds = training_seconds(size, study(), cluster, several.gpus)
    assert several.jobs * several.minutes * 60 > seconds


def test_no_request_has_more_nodes_than_a_job_may():
    for most in (1, 2, 4):
        cluster = CLUSTERS["slurm"].model_copy(update={"max_nodes": most, "max_jobs": 1})
        request = training_request(size_named("6.4B"), study(), cluster)
        assert request.nodes <= most
        assert request.jobs > 1


def test_jobs_too_short_to_start_are_refused():
    cluster = CLUSTERS["slurm"].model_copy(update={"max_minutes": 20})
    with pytest.raises(StudyError, match="max_minutes 20: a job takes 20 minutes to start"):
        training_request(size_named("85M"), study(), cluster)


def test_evaluation_stays_on_one_node():
    assert evaluation_request(size_named("792k"), study(), CLUSTERS["slurm"]).gpus == 1
    with pytest.raises(StudyError, match="leave the size out"):
        evaluation_request(size_named("708B"), study(), CLUSTERS["slurm-a100"])


def test_a_mistyped_cluster_is_one_line(tmp_path):
    path = tmp_path / "cluster.yaml"
    path.write_text((ROOT / "slurm/cluster.yaml").read_text().replace("gpu_model", "gpumodel"))
    with pytest.raises(StudyError, match=r"cluster\.yaml: key "):
        read_cluster(path)


def test_a_training_by_reward_takes_one_gpu_and_says_where_it_does_not_fit():
    seen = load_study([ROOT / "config.yaml"]).seen_by(arm="deductions_exact")
    small = reward_request(size_named("25k"), seen, CLUSTERS["slurm"])
    assert (small.gpus, small.nodes) == (1, 1)
    assert small.minutes > 0
    with pytest.raises(StudyError, match=r"size 6\.4B: training by reward needs"):
        reward_request(size_named("6.4B"), seen, CLUSTERS["slurm"])
