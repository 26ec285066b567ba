"""Which GPUs of this machine a job computes on, and whether they can be used.

The cluster's scheduler hides from a job what it was not given. On a machine without one, jobs that
start side by side would all take the first GPU: each takes one that no other job of ours holds. A
GPU that was asked for and cannot be used is a mistake of the machine and never a reason to compute
on the CPU for a week.
"""

import contextlib
import os
import shutil
import socket
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from sizewise.study.caches import cache_root
from sizewise.study.errors import StudyError, one_line

_VISIBLE = "CUDA_VISIBLE_DEVICES"
# Set where a scheduler has given GPUs to a job or a step.
_GIVEN = (_VISIBLE, "SLURM_STEP_GPUS", "SLURM_JOB_GPUS", "SLURM_GPUS_ON_NODE")
_NONE = ("", "-1", "0x", "NoDevFiles")
_DRIVER = Path("/proc/driver/nvidia/gpus")
# Held as long as this process lives.
_held: list[FileLock] = []


def named_gpus(environ: Mapping[str, str]) -> list[str] | None:
    """GPUs that the environment lets a process see; None where it says nothing of them."""
    named = environ.get(_VISIBLE)
    return None if named is None else [n for n in named.split(",") if n.strip() not in _NONE]


def local_gpus(environ: Mapping[str, str]) -> list[str]:
    """GPUs of this machine that jobs may use, by the names that CUDA_VISIBLE_DEVICES takes.

    Asks the driver and not torch, which takes seconds to import.
    """
    if (named := named_gpus(environ)) is not None:
        return named
    if _DRIVER.is_dir():
        return [str(number) for number, _ in enumerate(_DRIVER.iterdir())]
    if (command := shutil.which("nvidia-smi")) is None:
        return []
    told = subprocess.run([command, "-L"], capture_output=True, text=True, check=False).stdout
    lines = [line for line in told.splitlines() if line.startswith("GPU ")]
    return [str(number) for number, _ in enumerate(lines)]


def asked_for(environ: Mapping[str, str]) -> str | None:
    """The variable that says that a GPU was given to this process, with its value."""
    for name in _GIVEN:
        value = environ.get(name, "").strip()
        if value not in _NONE and not (name == "SLURM_GPUS_ON_NODE" and value == "0"):
            return f"{name}={value}"
    return None


def _free(gpus: Sequence[str], count: int) -> list[str]:
    """`count` of `gpus`, those first that no other job of ours on this machine holds."""
    folder = cache_root(os.environ) / "gpus"
    folder.mkdir(exist_ok=True)
    taken: list[str] = []
    for name in gpus:
        if len(taken) == count:
            break
        lock = FileLock(folder / f"{socket.gethostname()}-{name}.lock")
        with contextlib.suppress(Timeout):
            lock.acquire(blocking=False)
            _held.append(lock)
            taken.append(name)
    return [*taken, *(name for name in gpus if name not in taken)][:count]


def check_gpu(asked: str) -> None:
    """Compute something on a GPU (imports torch). Raises StudyError that says who `asked`."""
    import torch

    try:
        torch.zeros(1, device="cuda").add_(1).item()
    except (AssertionError, RuntimeError) as error:
        raise StudyError(
            f"{asked}: a GPU was asked for, and torch {torch.__version__} can use none "
            f"({one_line(error)}); install its CUDA build or mend the driver, or ask for none: "
            f"{_VISIBLE}= and --gpus 0"
        ) from None


def take(gpus: int | None) -> None:
    """Have this process see `gpus` of the machine's GPUs; None for all that it is let see.

    Call it before torch is imported. Raises StudyError where there are fewer, and where one was
    asked for, here or by the environment, and cannot be used.
    """
    asked = asked_for(os.environ)
    if gpus:
        asked, there = f"--gpus {gpus}", local_gpus(os.environ)
        if len(there) < gpus:
            raise StudyError(
                f"{asked}: this machine has {len(there) or 'none'} that a job may use; ask for as "
                f"many, or look at {_VISIBLE} and the driver"
            )
        if len(there) > gpus:
            os.environ[_VISIBLE] = ",".join(_free(there, gpus))
    if asked is not None:
        check_gpu(asked)
