"""What SLURM gave this job: its nodes, and when its time is over.

Snakemake's job step takes all but the job's number out of the environment, so that a job on eight
nodes would look like one on one node without a limit. Where the variables are gone, `scontrol` is
asked.
"""

import re
import subprocess
import time
from collections.abc import MutableMapping
from dataclasses import dataclass

from sizewise.study.errors import StudyError

_ASK_SECONDS = 60
_OF_JOB = ("SLURM_JOB_NUM_NODES", "SLURM_JOB_NODELIST", "SLURM_JOB_END_TIME")


@dataclass(frozen=True, kw_only=True)
class Allocation:
    """One SLURM job, or the step of it that this process is a task of."""

    nodes: int
    """Nodes that are ours to use."""
    names: str
    """Their names, in SLURM's short form: gpu[1-4]."""
    ends_at: float | None
    """When the job is ended, seconds since 1970; None without a limit."""


def _scontrol(*arguments: str) -> str:
    """What `scontrol show …` prints. Raises StudyError where it cannot be asked."""
    command = ["scontrol", "show", *arguments]
    try:
        done = subprocess.run(
            command, check=True, capture_output=True, text=True, timeout=_ASK_SECONDS
        )
    except (OSError, subprocess.SubprocessError) as error:
        said = getattr(error, "stderr", None) or str(error)
        raise StudyError(
            f"{' '.join(command)}: {' '.join(said.split())}; a SLURM job has to learn its nodes "
            "and its time limit: put scontrol on PATH of the nodes"
        ) from None
    return done.stdout


def _described(what: str, name: str) -> dict[str, str]:
    """Fields of a job or node by name."""
    return dict(re.findall(r"(?:^|\s)([\w/]+)=(\S*)", _scontrol(what, name, "--oneliner")))


def _seconds(stamp: str) -> float:
    """SLURM's local time as seconds since 1970; 0 for Unknown, as a job without a limit has."""
    try:
        return time.mktime(time.strptime(stamp, "%Y-%m-%dT%H:%M:%S"))
    except ValueError:
        return 0.0


def allocation(environ: MutableMapping[str, str]) -> Allocation | None:
    """The SLURM job of this process; None outside SLURM. Raises StudyError.

    A process inside an `srun` of one node has that node alone. One whose step and nodes the
    environment does not name stands at the head of its job, and has all nodes. What scontrol told
    goes into `environ`, so that the processes which are started from here need not ask.
    """
    if "SLURM_JOB_ID" not in environ:
        return None
    step = environ.get("SLURM_STEP_NUM_NODES"), environ.get("SLURM_STEP_NODELIST")
    if not all(environ.get(name) for name in _OF_JOB):
        job = _described("job", environ["SLURM_JOB_ID"])
        told = {
            "SLURM_JOB_NUM_NODES": job.get("NumNodes", "1").partition("-")[0],
            "SLURM_JOB_NODELIST": job.get("NodeList", ""),
            "SLURM_JOB_END_TIME": str(_seconds(job.get("EndTime", ""))),
        }
        if "CPUs/Task" in job:
            told["SLURM_CPUS_PER_TASK"] = job["CPUs/Task"]
        for name, value in told.items():
            environ[name] = environ.get(name) or value
    return Allocation(
        nodes=int(step[0] or environ["SLURM_JOB_NUM_NODES"]),
        names=step[1] or environ["SLURM_JOB_NODELIST"],
        ends_at=float(environ["SLURM_JOB_END_TIME"]) or None,
    )


def first_host(names: str) -> str:
    """Where the first of a SLURM list of nodes is reached: the address that SLURM itself uses."""
    first = _scontrol("hostnames", names).split()[0]
    return _described("node", first).get("NodeAddr") or first
