# What every rule shares: the checked study, its folders, and code as an input.

import os
import shlex
import sys
from pathlib import Path

from snakemake.settings.types import DeploymentMethod

from sizewise.load import check_study
from sizewise.planning.cluster import read_cluster
from sizewise.planning.requests import LOCAL, evaluation_request, training_request
from sizewise.study.errors import StudyError
from sizewise.study.ladder import size_named
from sizewise.tracking.provenance import record
from sizewise.world.families import FAMILIES

# Set by the profiles of clusters. It decides what jobs ask for and never what they compute, so it
# is no part of the study.
CLUSTER_FILE = config.pop("cluster", None)

try:
    STUDY = check_study(config, "configuration")
    CLUSTER = read_cluster(Path(CLUSTER_FILE)) if CLUSTER_FILE else None
    TRAINING = {
        size.name: training_request(size, STUDY, CLUSTER) if CLUSTER else LOCAL
        for size in STUDY.sizes
    }
    EVALUATION = {
        size.name: evaluation_request(size, STUDY, CLUSTER) if CLUSTER else LOCAL
        for size in STUDY.sizes
    }
except StudyError as error:
    # One line, no stack trace: a user's mistake is not a crash of the workflow.
    print(f"sizewise: {error}", file=sys.stderr)
    os._exit(2)

R = f"results/{STUDY.name}"
REPORT = f"reports/{STUDY.name}"
RUNS = f"runs/{STUDY.name}"
# The running interpreter, unless Snakemake provides an environment of its own.
CONDA = DeploymentMethod.CONDA in workflow.deployment_settings.deployment_method
PYTHON = "python" if CONDA else sys.executable
PLANTED = [name for name in STUDY.mix.shares if name in FAMILIES]
NATURAL = [name for name in STUDY.mix.shares if name not in FAMILIES]
# Before each job's command: what the cluster needs to find its software, and the package itself.
PREFIX = [f"module load {shlex.quote(name)}" for name in (CLUSTER.modules if CLUSTER else [])]
PREFIX += [f"export PYTHONPATH={shlex.quote(workflow.basedir)}/workflow"] if CONDA else []
shell.prefix("".join(f"{command}; " for command in PREFIX))


wildcard_constraints:
    size="|".join(STUDY.ladder),
    seed=r"\d+",
    chapter=r"[a-z_]+",


def code(*rooms):
    """Source files of rooms: a change of code reruns the rules that run it."""
    root = Path(workflow.basedir)
    files = [
        file
        for room in ("study", *rooms)
        for file in (root / "workflow" / "sizewise" / room).rglob("*")
    ]
    suffixes = {".py", ".csv", ".css", ".html", ".j2", ".js"}
    # How fast a room is, and how its command line reads, decides no result.
    aside = {"bench.py"}
    return sorted(
        str(file.relative_to(root))
        for file in files
        if file.suffix in suffixes and file.name not in aside
    )


def sections(*names):
    """The named sections of the configuration: all that a job sees, and what reruns it."""
    return STUDY.section_json(*names)


def cpu_resources():
    """Resources of a rule that needs no GPU."""
    return {
        "slurm_partition": CLUSTER.cpu_partition if CLUSTER else "",
        "mem_mb": LOCAL.memory_mb * (4 if CLUSTER else 1),
        "runtime": CLUSTER.max_minutes if CLUSTER else 0,
    }


def gpu_resources(requests):
    """Resources of a rule that runs a rung, from the requests of all rungs by size."""
    return {
        "gpu": lambda wildcards: requests[wildcards.size].gpus,
        "gpu_model": CLUSTER.gpu_model if CLUSTER else "",
        "slurm_partition": CLUSTER.gpu_partition if CLUSTER else "",
        "mem_mb": lambda wildcards: requests[wildcards.size].memory_mb,
        "runtime": lambda wildcards: requests[wildcards.size].minutes,
    }


def every_run(pattern):
    """`pattern` for each size and seed of the ladder."""
    return expand(pattern, size=STUDY.ladder, seed=STUDY.seeds)


onsuccess:
    record(STUDY.name)
    if Path(REPORT, "index.html").is_file():
        print(f"Report: {REPORT}/index.html", file=sys.stderr)
