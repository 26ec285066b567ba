"""What the rules of the workflow ask about a study: sections, code, resources.

Rules say input, output and one command; everything that must be computed for them is here, where
it can be tested without Snakemake.
"""

import shlex
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from sizewise.load import load_study
from sizewise.planning.cluster import Cluster, read_cluster
from sizewise.planning.requests import LOCAL, Request, evaluation_request, training_request
from sizewise.world.families import FAMILIES

_PACKAGE = Path(__file__).resolve().parent
_CODE = {".py", ".csv", ".css", ".ftl", ".html", ".j2", ".js"}
# How fast a room is decides no result.
_ASIDE = {"bench.py"}


class Flow:
    """A checked study, seen from the rules."""

    def __init__(self, files: Iterable[Path], given: Mapping[str, Any]) -> None:
        """Load and check the study of `files` with the keys `given` over it. Raises StudyError.

        The files are merged by our rules and not by Snakemake's, which would add up the shares of
        two studies. The key `cluster`, which the profiles of clusters give, names a cluster
        file. It decides what jobs ask for and never what they compute, so it is no part of the
        study.
        """
        given = dict(given)
        cluster_file = given.pop("cluster", None)
        self.study = load_study(files, given)
        self.cluster: Cluster | None = read_cluster(Path(cluster_file)) if cluster_file else None
        self.training = self._requests(training_request)
        self.evaluation = self._requests(evaluation_request)

    def _requests(self, compute: Callable[..., Request]) -> dict[str, Request]:
        return {
            size.name: compute(size, self.study, self.cluster) if self.cluster else LOCAL
            for size in self.study.sizes
        }

    @property
    def planted(self) -> list[str]:
        """Planted families of the mix."""
        return [name for name in self.study.mix.shares if name in FAMILIES]

    @property
    def natural(self) -> list[str]:
        """Natural domains of the mix."""
        return [name for name in self.study.mix.shares if name not in FAMILIES]

    @property
    def largest(self) -> str:
        """The largest size, whose training takes longest."""
        return self.study.ladder[-1]

    @property
    def several_nodes(self) -> list[str]:
        """Sizes whose training needs more than one node."""
        return [name for name, request in self.training.items() if request.nodes > 1]

    def sections(self, *names: str) -> str:
        """The named sections of the configuration: all that a job sees, and what reruns it."""
        return self.study.section_json(*names)

    def every_run(self, pattern: str) -> list[str]:
        """`pattern` with the wildcards size and seed filled in, for each run of the ladder."""
        return [
            pattern.format(size=size, seed=seed)
            for size in self.study.ladder
            for seed in self.study.seeds
        ]

    @staticmethod
    def code(*rooms: str) -> list[str]:
        """Source files of rooms, as inputs: a change of code reruns the rules that run it."""
        files = [file for room in ("study", *rooms) for file in (_PACKAGE / room).rglob("*")]
        root = _PACKAGE.parent.parent
        return sorted(
            str(file.relative_to(root))
            for file in files
            if file.suffix in _CODE and file.name not in _ASIDE
        )

    def cpu_resources(self) -> dict[str, Any]:
        """Resources of a rule that needs no GPU."""
        return {
            "slurm_partition": self.cluster.cpu_partition if self.cluster else "",
            "mem_mb": LOCAL.memory_mb * (4 if self.cluster else 1),
            "runtime": self.cluster.max_minutes if self.cluster else 0,
        }

    def gpu_resources(self, requests: dict[str, Request]) -> dict[str, Any]:
        """Resources of a rule that runs a rung, from the requests of all rungs by size."""
        return {
            "gpu": lambda wildcards: requests[wildcards.size].gpus,
            "gpu_model": self.cluster.gpu_model if self.cluster else "",
            "slurm_partition": self.cluster.gpu_partition if self.cluster else "",
            "mem_mb": lambda wildcards: requests[wildcards.size].memory_mb,
            "runtime": lambda wildcards: requests[wildcards.size].minutes,
        }

    def node_resources(self) -> dict[str, Any]:
        """Resources of a training on several nodes: the executor gives the nodes, we start tasks.

        GPUs are asked for a node, because the executor would turn a total into tasks a GPU.
        """
        request = {name: self.training[name] for name in self.several_nodes}
        return {
            "slurm_partition": self.cluster.gpu_partition,
            "slurm_extra": f"--gpus-per-node={self.cluster.gpu_model}:{self.cluster.gpus_per_node}",
            "mpi": "srun",
            "tasks": lambda wildcards: request[wildcards.size].nodes,
            "nodes": lambda wildcards: request[wildcards.size].nodes,
            "mem_mb": lambda wildcards: request[wildcards.size].memory_mb,
            "runtime": lambda wildcards: request[wildcards.size].minutes,
        }

    def prefix(self, base: str, conda: bool) -> str:
        """What runs before each command: strict mode, the cluster's modules, the package's place.

        `base` is the project's folder. With `conda` Snakemake makes environments that hold what
        the package needs, but not the package; else jobs run by the interpreter that runs
        Snakemake, also where nobody activated its environment.
        """
        modules = self.cluster.modules if self.cluster else []
        commands = [f"module load {shlex.quote(name)}" for name in modules]
        if conda:
            commands.append(f"export PYTHONPATH={shlex.quote(base)}/workflow")
        else:
            commands.append(f"export PATH={shlex.quote(str(Path(sys.executable).parent))}:$PATH")
        # Strict mode is Snakemake's own default, which a prefix replaces: without it a command that
        # fails in front of `| tee` would pass for done.
        return "".join(f"{command}; " for command in ["set -euo pipefail", *commands])
