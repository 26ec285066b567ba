"""What a cluster's jobs run before their command: modules, variables, a container."""

import shlex

from sizewise.planning.cluster import Cluster

HERE = "SIZEWISE_JOB"
"""The line that ends what a container is told to run, in the shell's here-document."""

# A job learns its nodes and its time limit from SLURM (runs/allocation.py), which no container has:
# asked outside, they are told to it. A container's job stands on one node.
_ALLOCATION = (
    'if [ -n "${SLURM_JOB_ID:-}" ]; then export SLURM_JOB_NUM_NODES=1'
    ' SLURM_JOB_NODELIST="$(squeue --noheader --jobs="$SLURM_JOB_ID" --format=%N)"'
    ' SLURM_JOB_END_TIME="$(date --date="$(squeue --noheader --jobs="$SLURM_JOB_ID" --format=%e)"'
    ' +%s 2> /dev/null || echo 0)"; fi'
)


def surroundings(cluster: Cluster) -> list[str]:
    """Commands of the shell that load the modules and set the variables of a cluster."""
    loads = [f"module load {shlex.quote(name)}" for name in cluster.modules]
    # Functions of environment modules read variables that may not be set.
    commands = ["set +u", *loads, "set -u"] if loads else []
    commands += [f"export {name}={shlex.quote(v)}" for name, v in cluster.environment.items()]
    return [*commands, _ALLOCATION] if cluster.container else commands


def container_command(cluster: Cluster) -> str:
    """The command that runs what it reads in the cluster's container, in the same folder.

    Raises ValueError for a cluster without a container.
    """
    if cluster.container is None:
        raise ValueError("this cluster's jobs run in no container")
    words = shlex.join([*cluster.container_options, cluster.container])
    return f'apptainer exec --pwd "$PWD" --bind "$PWD" {words} bash -s'
