"""One command, as many processes as the job has GPUs: on this machine, or on a job's nodes.

    one CPU or one GPU          this process trains
    several GPUs                torch.distributed.run (elastic.py), a process each
    several nodes (SLURM)       srun, one such launcher a node

A process that a launcher has started finds RANK in its environment and trains. Jobs that should
not take every GPU of a machine are told so by CUDA_VISIBLE_DEVICES, as SLURM does.
"""

import hashlib
import os
import sys
from collections.abc import Mapping, MutableMapping

from sizewise.runs.allocation import Allocation, allocation, first_host
from sizewise.study.errors import StudyError

TORCHRUN = ("RANK", "WORLD_SIZE", "LOCAL_RANK", "MASTER_ADDR", "MASTER_PORT")
"""What torch's launcher tells a process."""
# Saving a state and leaving takes at most this long, or this share of what is left.
_SECONDS_TO_LEAVE, _SHARE_TO_LEAVE = 180.0, 0.1


def by_torchrun(environ: Mapping[str, str]) -> bool:
    """Whether torch's launcher, or one that sets the same variables, started this process.

    Platforms and shells leave some of them behind (RANK alone, a WORLD_SIZE of 1): those of one
    process mean nothing. Raises StudyError where they speak of several and leave something out.
    """
    alone = _number(environ, "WORLD_SIZE") <= 1
    missing = [name for name in TORCHRUN if not environ.get(name)]
    if alone or missing:
        if not alone:
            raise StudyError(
                f"environment: WORLD_SIZE={environ['WORLD_SIZE']} without {', '.join(missing)}, "
                "left by somebody else's launcher; unset it, or start with torchrun or srun"
            )
        return "TORCHELASTIC_RUN_ID" in environ and not missing
    return True


def by_srun(environ: Mapping[str, str]) -> bool:
    """Whether this process is one of the tasks of an `srun`.

    A shell that `srun --pty` opened has the variables of a step of several tasks, and is one.
    """
    return _number(environ, "SLURM_STEP_NUM_TASKS") > 1 and "SLURM_PTY_PORT" not in environ


def is_launched(environ: Mapping[str, str]) -> bool:
    """Whether a launcher started this process beside others, or as the only one."""
    return by_torchrun(environ) or by_srun(environ)


def _number(environ: Mapping[str, str], name: str) -> int:
    """A count in the environment; 1 where it is not set."""
    try:
        return int(environ.get(name) or 1)
    except ValueError:
        raise StudyError(f"environment: {name}={environ[name]} is no number; unset it") from None


def launcher(
    arguments: list[str],
    environ: Mapping[str, str],
    local_processes: int,
    given: Allocation | None = None,
) -> list[str] | None:
    """The command that starts `arguments` of sizewise on every device; None if there is one.

    `given` are the nodes of a SLURM job.
    """
    nodes = given.nodes if given else 1
    if nodes * local_processes == 1:
        return None
    run = [sys.executable, "-m", "sizewise.runs.elastic", f"--nproc-per-node={local_processes}"]
    job = ["-m", "sizewise", *arguments]
    if given is None or nodes == 1:
        return [*run, "--standalone", *job]
    # Two trainings of one allocation must not meet at one port.
    key = hashlib.sha256("\0".join([environ["SLURM_JOB_ID"], *arguments]).encode()).digest()
    port = 20_000 + int.from_bytes(key[:4]) % 20_000
    srun = ["srun", f"--nodes={nodes}", f"--ntasks={nodes}", "--ntasks-per-node=1",
            "--kill-on-bad-exit=1"]  # fmt: skip
    if "SLURM_CPUS_PER_TASK" in environ:
        # srun has not taken this over from sbatch since SLURM 22.05.
        srun.append(f"--cpus-per-task={environ['SLURM_CPUS_PER_TASK']}")
    meet = [
        f"--nnodes={nodes}", "--rdzv-backend=c10d", f"--rdzv-id={environ['SLURM_JOB_ID']}",
        f"--rdzv-endpoint={first_host(given.names)}:{port}",
    ]  # fmt: skip
    return [*srun, *run, *meet, *job]


def nodes_to_use(asked: int | None, given: Allocation | None) -> Allocation | None:
    """The nodes of a job that a training uses: those that it was planned for, all if None.

    A training that was planned for one uses the one that it was started on. Raises StudyError where
    the job has others than were planned.
    """
    there = given.nodes if given else 1
    if asked == 1:
        return None
    if asked is not None and asked != there:
        raise StudyError(
            f"--nodes {asked}: this job has {there} ({given.names if given else 'no SLURM job'}); "
            "start it in a job of as many nodes, or ask for those that are there"
        )
    return given


def check_processes(world: int, nodes: int | None, local: int) -> None:
    """Refuse to train by fewer or more processes than `nodes` of `local` devices have.

    Raises StudyError. A training that found one node of eight would cost eight and take eight times
    as long, with nothing to show it.
    """
    if nodes is not None and world != nodes * local:
        raise StudyError(
            f"--nodes {nodes}: {world} process(es) train where {nodes} node(s) of {local} "
            f"device(s) have {nodes * local}; see that srun starts one launcher on every node"
        )


def launch_if_needed(arguments: list[str], nodes: int | None = None) -> None:
    """Become the launcher where this job has several devices; else return. Imports torch.

    `nodes` is how many the job was planned for. Raises StudyError where it has others.
    """
    if is_launched(os.environ):
        return
    import torch

    local, given = max(1, torch.cuda.device_count()), allocation(os.environ)
    command = launcher(arguments, os.environ, local, nodes_to_use(nodes, given))
    if command is None:
        return
    threads = os.environ.get("OMP_NUM_THREADS")
    if threads is not None:
        os.environ["OMP_NUM_THREADS"] = str(max(1, int(threads) // local))
    sys.stderr.flush()
    os.execvp(command[0], command)  # noqa: S606


def seconds_left(environ: MutableMapping[str, str], now: float) -> float | None:
    """Seconds after which to save and leave, so that SLURM's time limit does not end the job.

    `now` is in seconds since 1970, as the limit is. None outside SLURM and without a limit.
    """
    given = allocation(environ)
    left = (given.ends_at if given and given.ends_at else 0.0) - now
    return left - min(_SECONDS_TO_LEAVE, _SHARE_TO_LEAVE * left) if left > 0 else None
