"""What is true of a cluster: one short file (`slurm/cluster.yaml`), ten lines to edit."""

from pathlib import Path

from pydantic import Field, ValidationError

from sizewise.study.errors import StudyError
from sizewise.study.explain import explain
from sizewise.study.sections import Section
from sizewise.study.yaml_files import read_mapping


class Cluster(Section):
    """The facts of a cluster that requests are computed from."""

    cpu_partition: str = Field(description="partition of jobs without a GPU")
    gpu_partition: str = Field(description="partition of jobs with GPUs")
    gpu_model: str = Field(description="name of the GPU in SLURM's gres")
    gpus_per_node: int = Field(gt=0, description="GPUs a node")
    gpu_memory_gb: float = Field(gt=0, description="memory a GPU, GB")
    gpu_tflops: float = Field(gt=0, description="dense bf16 matmul peak a GPU, TFLOP/s")
    cpus_per_node: int = Field(gt=0, description="cores a node")
    memory_per_node_mb: int = Field(gt=0, description="memory that jobs may use a node, MB")
    max_minutes: int = Field(gt=0, description="longest wall time that a job may ask for")
    modules: list[str] = Field(description="environment modules loaded before each job")


def read_cluster(path: Path) -> Cluster:
    """Read and check a cluster file. Raises StudyError that names the key."""
    try:
        return Cluster.model_validate(read_mapping(path))
    except ValidationError as error:
        said = explain(error, Cluster, example="slurm/cluster.yaml")
        raise StudyError(f"{path}: {said}") from None
