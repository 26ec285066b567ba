"""What is true of a cluster: one short file (`slurm/cluster.yaml`), a line a fact."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from sizewise.study.errors import StudyError
from sizewise.study.explain import explain
from sizewise.study.sections import Section
from sizewise.study.yaml_files import read_mapping


class Cluster(Section):
    """The facts of a cluster that requests are computed from."""

    cpu_partition: str = Field(description="partition of jobs without a GPU")
    cpu_max_minutes: int = Field(gt=0, description="longest wall time there")
    network_partition: str | None = Field(
        description="partition whose nodes reach the network, for what is downloaded; null: every "
        "one does"
    )
    gpu_partition: str = Field(description="partition of jobs with GPUs")
    max_minutes: int = Field(gt=0, description="longest wall time there")
    max_nodes: int = Field(gt=0, description="most nodes that one job may ask for there")
    max_jobs: int = Field(
        gt=0,
        description="jobs that one training may take one after the other, each going on from the "
        "state of the one before; more nodes are asked for before it takes more",
    )
    gpu_model: str = Field(description="name of the GPU in SLURM's gres")
    gpus_per_node: int = Field(gt=0, description="GPUs a node")
    gpu_memory_gb: float = Field(gt=0, description="memory a GPU, GB")
    gpu_tflops: float = Field(gt=0, description="dense bf16 matmul peak a GPU, TFLOP/s")
    gpu_watts: float = Field(gt=0, description="power a GPU and its share of the node, W")
    gpu_hour_price: float = Field(ge=0, description="price of a GPU-hour, in any currency")
    cpus_per_node: int = Field(gt=0, description="cores a node")
    memory_per_node_mb: int = Field(gt=0, description="memory that jobs may use a node, MB")
    account: str | None = Field(description="account that jobs are charged to; null: SLURM's own")
    qos: str | None = Field(description="quality of service; null: SLURM's own")
    constraint: str | None = Field(description="features that nodes must have; null: none")
    options: list[str] = Field(description="further options of sbatch, for every job")
    modules: list[str] = Field(description="environment modules loaded before each job")
    container: str | None = Field(
        description="image that jobs run in (`apptainer exec`), a file or an address like "
        "docker://…; null: none"
    )
    container_options: list[str] = Field(
        description="further options of `apptainer exec`: GPUs (--nv), folders to bind"
    )
    environment: dict[str, str] = Field(
        description="variables of each job: NCCL's network, TMPDIR for scratch and the like"
    )


def read_cluster(path: Path, given: Mapping[str, Any] | None = None) -> Cluster:
    """Read and check a cluster file, keys of `given` over it.

    Raises StudyError that names the key.
    """
    try:
        return Cluster.model_validate(read_mapping(path) | dict(given or {}))
    except ValidationError as error:
        said = explain(error, Cluster, example="slurm/cluster.yaml")
        raise StudyError(f"{path}: {said}") from None
