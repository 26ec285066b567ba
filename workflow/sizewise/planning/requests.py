"""GPUs, memory and time that a job asks for, computed from the size of its rung.

Memory of training (Rajbhandari et al. 2020, arXiv 1910.02054, section 3.1): mixed-precision Adam
keeps 2 + 2 + 12 bytes a parameter for weights, gradients and optimizer state; ZeRO stage 1
shards the 12, stage 2 also the gradients, stage 3 also the weights over the GPUs.
Time: FLOPs (study/ladder.py) over peak x utilisation, with a floor a step for launching kernels,
which is what small rungs pay.

The constants below are assumptions, on the safe side on purpose: a request that is too long waits
a little longer, one that is too short loses the job (which then resumes from its checkpoint).
"""

import math
from dataclasses import dataclass

from sizewise.planning.cluster import Cluster
from sizewise.study.errors import StudyError
from sizewise.study.ladder import Size
from sizewise.study.sections import Sections

# Share of the matmul peak that training reaches: assumption! PaLM reports 46 % (Chowdhery et al.
# 2022, table 3) at a size where this is easy.
UTILISATION = 0.30
# Seconds a layer and step that launching kernels takes, forward, backward and update: assumption!
SECONDS_PER_LAYER_STEP = 2e-3
# Bytes of activations a token, layer and unit of width, with fused attention (Korthikanti et al.
# 2022, arXiv 2205.05198, eq. 2 without the attention term): 34.
ACTIVATION_BYTES = 34
# Share of a GPU's memory and of a job's time limit that a plan fills.
MEMORY_FILL = 0.85
TIME_FILL = 0.80
# Start-up, compilation, exports.
FIXED_MINUTES = 20


@dataclass(frozen=True, kw_only=True)
class Request:
    """What one job asks for."""

    gpus: int
    """GPUs in all."""
    nodes: int
    """Nodes that they stand on."""
    cpus: int
    """Cores a node."""
    memory_mb: int
    """Memory a node, MB."""
    minutes: int
    """Wall time of one job, minutes."""
    jobs: int = 1
    """Jobs that it takes one after the other, each going on from the state of the one before."""


# Without a cluster: one core of this machine, which has no queue and no limits.
LOCAL = Request(gpus=0, nodes=1, cpus=1, memory_mb=2000, minutes=0)


def training_memory_bytes(size: Size, study: Sections, gpus: int) -> float:
    """Bytes that each of `gpus` GPUs holds while it trains `size`, activations included."""
    parameters = size.counts(study.stream.vocabulary_size).total
    stage = study.training.zero_stage
    weights, gradients, optimizer = 2.0, 2.0, 12.0
    if study.training.precision == "fp32":
        weights, gradients, optimizer = 4.0, 4.0, 8.0
    state = parameters * (
        weights / (gpus if stage >= 3 else 1)
        + gradients / (gpus if stage >= 2 else 1)
        + optimizer / (gpus if stage >= 1 else 1)
    )
    share = math.ceil(study.stream.batch_sequences / gpus)
    sequences = min(share, study.training.device_sequences or share)
    tokens = sequences * study.stream.sequence_length
    activations = tokens * size.n_layer * size.d_model * ACTIVATION_BYTES
    # Logits and their gradient in fp32.
    logits = tokens * study.stream.vocabulary_size * 8
    return state + activations + logits


def training_seconds(size: Size, study: Sections, cluster: Cluster, gpus: int) -> float:
    """Seconds that `gpus` GPUs need for all steps of `size`, start-up not counted."""
    flops = study.mix.tokens * size.training_flops_per_token(
        study.stream.vocabulary_size, study.stream.sequence_length
    )
    computing = flops / (gpus * cluster.gpu_tflops * 1e12 * UTILISATION)
    share = math.ceil(study.stream.batch_sequences / gpus)
    passes = math.ceil(share / (study.training.device_sequences or share))
    launching = _steps(study) * passes * size.n_layer * SECONDS_PER_LAYER_STEP
    return max(computing, launching)


def _steps(study: Sections) -> int:
    """Optimizer steps of a training."""
    return study.mix.tokens // study.stream.batch_tokens


def gpu_counts(study: Sections, cluster: Cluster) -> list[int]:
    """1, 2, 4 … GPUs of a node, then whole nodes up to the most that a job may have.

    As long as each gets equal whole sequences of a step.
    """
    counts, gpus = [], 1
    most = cluster.max_nodes * cluster.gpus_per_node
    while gpus <= min(study.stream.batch_sequences, most):
        whole = gpus <= cluster.gpus_per_node or gpus % cluster.gpus_per_node == 0
        if whole and study.stream.batch_sequences % gpus == 0:
            counts.append(gpus)
        gpus *= 2
    return counts


def jobs_needed(seconds: float, cluster: Cluster) -> int:
    """Jobs that a training of `seconds` takes, each of which starts up and saves anew."""
    each = cluster.max_minutes * TIME_FILL - FIXED_MINUTES
    if each <= 0:
        raise StudyError(
            f"max_minutes {cluster.max_minutes}: a job takes {FIXED_MINUTES} minutes to start and "
            "to save, and leaves a fifth for what goes slower; use a partition of longer jobs"
        )
    return max(1, math.ceil(seconds / 60 / each))


def training_request(size: Size, study: Sections, cluster: Cluster) -> Request:
    """The smallest request that holds `size` in memory and ends in as few jobs as the cluster says.

    If no number of GPUs ends within `max_jobs`, the fastest that fits is asked for, for as many
    jobs as it takes. Raises StudyError if the memory of no number of GPUs suffices.
    """
    limit = cluster.gpu_memory_gb * 1e9 * MEMORY_FILL
    fitting = [
        gpus
        for gpus in gpu_counts(study, cluster)
        if training_memory_bytes(size, study, gpus) <= limit
    ]
    if not fitting:
        most = gpu_counts(study, cluster)[-1]
        need = training_memory_bytes(size, study, most) / 1e9
        raise StudyError(
            f"size {size.name}: {need:,.0f} GB a GPU on {most} GPUs, {limit / 1e9:,.0f} GB there; "
            "use a higher training.zero_stage, fewer training.device_sequences or more max_nodes"
        )
    jobs = {g: jobs_needed(training_seconds(size, study, cluster, g), cluster) for g in fitting}
    in_time = [gpus for gpus in fitting if jobs[gpus] <= cluster.max_jobs]
    gpus = in_time[0] if in_time else fitting[-1]
    minutes = training_seconds(size, study, cluster, gpus) / 60 + FIXED_MINUTES
    nodes = math.ceil(gpus / cluster.gpus_per_node)
    part = (gpus / nodes) / cluster.gpus_per_node
    return Request(
        gpus=gpus,
        nodes=nodes,
        cpus=max(1, int(cluster.cpus_per_node * part)),
        memory_mb=int(cluster.memory_per_node_mb * part),
        minutes=min(cluster.max_minutes, math.ceil(minutes / TIME_FILL)),
        jobs=jobs[gpus],
    )


def reward_tokens(study: Sections) -> int:
    """Tokens that a training by reward passes through its policy, at the very most.

    The questions of all updates, each as long as a sequence; its parent answers every one once.
    """
    reward = study.reward
    return reward.updates * reward.questions * study.stream.sequence_length


def reward_memory_bytes(size: Size, study: Sections) -> float:
    """Bytes of a training by reward on its one GPU: fp32 weights, gradients, Adam, activations."""
    tokens = study.reward.questions * study.stream.sequence_length
    activations = tokens * size.n_layer * size.d_model * ACTIVATION_BYTES
    return size.counts(study.stream.vocabulary_size).total * 16 + activations


def reward_request(size: Size, study: Sections, cluster: Cluster) -> Request:
    """One GPU, which must hold everything. Raises StudyError where it does not."""
    need = reward_memory_bytes(size, study)
    limit = cluster.gpu_memory_gb * 1e9 * MEMORY_FILL
    if need > limit:
        raise StudyError(
            f"size {size.name}: training by reward needs {need / 1e9:,.0f} GB on one GPU, "
            f"{limit / 1e9:,.0f} GB there; leave the size out of the arms with a reward"
        )
    flops = reward_tokens(study) * size.training_flops_per_token(
        study.stream.vocabulary_size, study.stream.sequence_length
    )
    computing = flops / (cluster.gpu_tflops * 1e12 * UTILISATION)
    launching = study.reward.updates * size.n_layer * SECONDS_PER_LAYER_STEP
    minutes = max(computing, launching) / 60 + FIXED_MINUTES
    part = 1 / cluster.gpus_per_node
    return Request(
        gpus=1,
        nodes=1,
        cpus=max(1, int(cluster.cpus_per_node * part)),
        memory_mb=int(cluster.memory_per_node_mb * part),
        minutes=min(cluster.max_minutes, math.ceil(minutes / TIME_FILL)),
    )


def evaluation_request(size: Size, study: Sections, cluster: Cluster) -> Request:
    """One GPU, or as many of a node as the weights need, and a share of the training's time.

    Scoring is a forward pass, a third of a training step, over far fewer tokens; what takes long
    is many small batches, so that a quarter of one GPU's training time bounds it generously.
    """
    bytes_each = 4 if study.training.precision == "fp32" else 2
    weights = size.counts(study.stream.vocabulary_size).total * bytes_each
    gpus = 1
    while weights / gpus > cluster.gpu_memory_gb * 1e9 * MEMORY_FILL / 2:
        gpus *= 2
    if gpus > cluster.gpus_per_node:
        raise StudyError(
            f"size {size.name}: its weights need {gpus} GPUs to be evaluated, a node has "
            f"{cluster.gpus_per_node}; leave the size out of the ladder"
        )
    part = gpus / cluster.gpus_per_node
    seconds = training_seconds(size, study, cluster, gpus) / 4
    return Request(
        gpus=gpus,
        nodes=1,
        cpus=max(1, int(cluster.cpus_per_node * part)),
        memory_mb=int(cluster.memory_per_node_mb * part),
        minutes=min(cluster.max_minutes, math.ceil(seconds / 60 / TIME_FILL) + 3 * FIXED_MINUTES),
    )
