"""What a training would take on a cluster, and what this project could not do of it.

The time of a request is on the safe side (`requests.UTILISATION`); a forecast says between which
bounds published runs lie (`data/published_runs.csv`), so that nobody takes the guess for a promise.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from sizewise.planning.cluster import Cluster
from sizewise.planning.requests import (
    ACTIVATION_BYTES,
    MEMORY_FILL,
    UTILISATION,
    Request,
    gpu_counts,
    reward_memory_bytes,
    reward_request,
    reward_tokens,
    training_memory_bytes,
    training_request,
    training_seconds,
)
from sizewise.study.errors import StudyError
from sizewise.study.ladder import Size
from sizewise.study.sections import Sections

_STAGES = (0, 1, 2, 3)
# Tensors are split inside a node, whose GPUs talk fast (Narayanan et al. 2021, arXiv 2104.04473).
_STATE_BYTES_SPLIT, _OPTIMIZER_BYTES = 4.0, 12.0


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """One training of a rung."""

    size: Size
    parameters: int
    flops: float
    """FLOPs of the whole training."""
    request: Request | None
    """None where this project cannot train it on this cluster."""
    stages: dict[int, float | None]
    """ZeRO stage -> GB a GPU on the smallest number of GPUs that holds it; None if none does."""
    gb: float
    """GB a GPU as requested, or on all GPUs if it does not fit."""
    gpu_hours: float
    """At the planner's utilisation."""
    wall_hours: float | None
    """Of all its jobs; None where it does not fit."""
    lacking: str | None
    """What it would take that this project has not."""

    def energy_mwh(self, cluster: Cluster) -> float:
        """Energy at the cluster's watts a GPU, MWh."""
        return self.gpu_hours * cluster.gpu_watts / 1e6

    def price(self, cluster: Cluster) -> float:
        """Price at the cluster's price of a GPU-hour."""
        return self.gpu_hours * cluster.gpu_hour_price


def _with_stage(study: Sections, stage: int) -> Sections:
    training = study.training.model_copy(update={"zero_stage": stage})
    return Sections(stream=study.stream, mix=study.mix, training=training)


def _stages(size: Size, study: Sections, cluster: Cluster) -> dict[int, float | None]:
    limit = cluster.gpu_memory_gb * MEMORY_FILL
    found: dict[int, float | None] = {}
    for stage in _STAGES:
        seen = _with_stage(study, stage)
        each = (training_memory_bytes(size, seen, g) / 1e9 for g in gpu_counts(study, cluster))
        found[stage] = next((gb for gb in each if gb <= limit), None)
    return found


def split(size: Size, study: Sections, cluster: Cluster) -> tuple[int, int, float] | None:
    """(tensor, pipeline, GB a GPU): the least split that holds `size`, one sequence at a time.

    Weights and gradients are divided by both, activations by the tensor's split with as many
    sequences under way as stages (Korthikanti et al. 2022, section 4); the optimizer's state by
    both and by two replicas at least. None where even layers of their own do not fit.
    """
    limit = cluster.gpu_memory_gb * MEMORY_FILL
    parameters = size.counts(study.stream.vocabulary_size).total
    tokens = study.stream.sequence_length
    for pipeline in (p for p in range(1, size.n_layer + 1) if size.n_layer % p == 0):
        tensor = cluster.gpus_per_node
        parts = tensor * pipeline
        state = parameters * (_STATE_BYTES_SPLIT + _OPTIMIZER_BYTES / 2) / parts
        activations = tokens * size.n_layer * size.d_model * ACTIVATION_BYTES / tensor
        logits = tokens * study.stream.vocabulary_size * 8 / tensor
        gb = (state + activations + logits) / 1e9
        if gb <= limit:
            return tensor, pipeline, gb
    return None


def forecast(size: Size, study: Sections, cluster: Cluster) -> Forecast:
    """What a training of `size` takes: sections stream, mix and training are read."""
    flops = study.mix.tokens * size.training_flops_per_token(
        study.stream.vocabulary_size, study.stream.sequence_length
    )
    request, lacking = None, None
    try:
        request = training_request(size, study, cluster)
        gb = training_memory_bytes(size, study, request.gpus) / 1e9
        seconds = training_seconds(size, study, cluster, request.gpus)
        hours, wall = seconds / 3600 * request.gpus, seconds / 3600
    except StudyError:
        gb = training_memory_bytes(size, study, gpu_counts(study, cluster)[-1]) / 1e9
        hours, wall = flops / (cluster.gpu_tflops * 1e12 * UTILISATION) / 3600, None
        lacking = _lacking(size, study, cluster)
    return Forecast(
        size=size,
        parameters=size.counts(study.stream.vocabulary_size).total,
        flops=flops,
        request=request,
        stages=_stages(size, study, cluster),
        gb=gb,
        gpu_hours=hours,
        wall_hours=wall,
        lacking=lacking,
    )


def forecast_by_reward(size: Size, study: Sections, cluster: Cluster) -> Forecast:
    """What a training by reward takes, which reads no tokens of the stream: its one job.

    At most `reward_tokens` pass through its policy. Raises StudyError where one GPU does not hold
    it.
    """
    request = reward_request(size, study, cluster)
    flops = reward_tokens(study) * size.training_flops_per_token(
        study.stream.vocabulary_size, study.stream.sequence_length
    )
    hours = request.minutes / 60
    return Forecast(
        size=size,
        parameters=size.counts(study.stream.vocabulary_size).total,
        flops=flops,
        request=request,
        stages={},
        gb=reward_memory_bytes(size, study) / 1e9,
        gpu_hours=hours * request.gpus,
        wall_hours=hours,
        lacking=None,
    )


def _lacking(size: Size, study: Sections, cluster: Cluster) -> str:
    stages = _stages(size, study, cluster)
    fits = next((stage for stage, gb in stages.items() if gb is not None), None)
    if fits is not None:
        return f"training.zero_stage {fits} holds it ({stages[fits]:,.0f} GB a GPU)"
    one = _with_stage(study, 3)
    one.training = one.training.model_copy(update={"device_sequences": 1})
    gpus = gpu_counts(study, cluster)[-1]
    alone = training_memory_bytes(size, one, gpus) / 1e9
    if alone <= cluster.gpu_memory_gb * MEMORY_FILL:
        return f"ZeRO stage 3 with one sequence at a time holds it ({alone:,.0f} GB a GPU)"
    found = split(size, study, cluster)
    if found is None:
        return "no split of tensors and layers holds it on GPUs of this memory"
    tensor, pipeline, gb = found
    return (
        f"not by this project: ZeRO stage 3 leaves {alone:,.0f} GB a GPU with one sequence at a "
        f"time, most of it activations; tensors split over {tensor} and layers over {pipeline} "
        f"GPUs ({gb:,.0f} GB each), as Megatron-LM does, would hold it, and its evaluation the same"
    )


@dataclass(frozen=True, kw_only=True)
class Published:
    """A training whose GPU-hours were published, beside what the planner says of it."""

    model: str
    gpu: str
    flops: float
    gpu_hours: float
    utilisation: float
    """Share of the peak that explains the published hours."""
    planned_hours: float
    """At the planner's utilisation."""
    watts: float | None
    """Of a GPU, by the published energy; None where none was published."""
    source: str
    quoted: bool
    """Whether the hours were read where somebody quotes the source, and not in it."""


def published(path: Path) -> list[Published]:
    """The rows of data/published_runs.csv, least FLOPs first. Raises StudyError."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except OSError as error:
        raise StudyError(f"{path}: {error.strerror}; it comes with the project") from None
    found = []
    for number, row in enumerate(rows, start=2):
        try:
            found.append(_published(row))
        except (KeyError, TypeError, ValueError) as error:
            raise StudyError(f"{path}, line {number}: {error}; see data/README.md") from None
    return sorted(found, key=lambda one: one.flops)


def _published(row: dict[str, str]) -> Published:
    multiplied = float(row["parameters"]) - float(row["looked_up_parameters"])
    attention = 12.0 * int(row["n_layer"]) * int(row["d_model"]) * int(row["sequence_length"])
    flops = float(row["tokens"]) * (6.0 * multiplied + attention)
    peak, hours = float(row["gpu_tflops"]) * 1e12 * 3600, float(row["gpu_hours"])
    energy, read = row["energy_mwh"], row["read"]
    if read not in ("primary", "quoted"):
        raise ValueError(f"read: {read!r} is neither primary nor quoted")
    return Published(
        model=row["model"], gpu=row["gpu"], flops=flops, gpu_hours=hours,
        utilisation=flops / (hours * peak), planned_hours=flops / (peak * UTILISATION),
        watts=float(energy) * 1e6 / hours if energy else None, source=row["source"],
        quoted=read == "quoted",
    )  # fmt: skip
