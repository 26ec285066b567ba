"""What SLURM says of a job, and what follows from it.

SLURM ends a job in one of nine states ("job state codes" of squeue(1)); whatever else it says of
one (PENDING, COMPLETING, SUSPENDED, REQUEUE_HOLD, …) is a job that it has still to bring to an end.
"""

import asyncio
import shutil
from enum import Enum, auto
from typing import Any

from snakemake_executor_plugin_slurm.job_status_query import (
    query_job_status,
    query_job_status_sacct,
    query_job_status_squeue,
)


class Fate(Enum):
    """What becomes of a job."""

    GOES_ON = auto()
    HELD = auto()
    """It goes on when somebody releases it."""
    DONE = auto()
    TAKEN_AWAY = auto()
    """It was ended for another's sake and is not to blame."""
    FAILED = auto()


_ENDED = {
    "COMPLETED": Fate.DONE,
    "PREEMPTED": Fate.TAKEN_AWAY,
    **dict.fromkeys(
        ("BOOT_FAIL", "CANCELLED", "DEADLINE", "FAILED", "NODE_FAIL", "OUT_OF_MEMORY", "TIMEOUT"),
        Fate.FAILED,
    ),
}
_HELD = ("LAUNCH_FAILED", "REQUEUE_HOLD", "RESV_DEL_HOLD", "SPECIAL_EXIT")


def fate(state: str) -> Fate:
    """What becomes of a job of which SLURM says `state`; sacct says `CANCELLED by 1000` too."""
    word = state.split()[0] if state.split() else ""
    return _ENDED.get(word, Fate.HELD if word in _HELD else Fate.GOES_ON)


async def states(name: str, command: str, logger: Any) -> dict[str, str] | None:
    """States of the jobs called `name` by their number; None where SLURM does not answer.

    `command` is sacct or squeue. Where accounting does not answer the controller is asked; it has
    the last word on jobs that accounting calls ended, because one that is queued again has ended in
    accounting for a moment.
    """
    found = None
    if command == "sacct" and shutil.which("sacct"):
        found, _ = await query_job_status(query_job_status_sacct(name), logger)
        if found is not None and not any(_again(state) for state in found.values()):
            return found
    there, _ = await query_job_status(query_job_status_squeue(name), logger)
    if found is None:
        return there
    return found | (there or {})


def _again(state: str) -> bool:
    """Whether SLURM may have queued a job anew of which accounting says `state`."""
    return state.split()[:1] in (["PREEMPTED"], ["NODE_FAIL"], ["BOOT_FAIL"])


def states_now(name: str, logger: Any) -> dict[str, str] | None:
    """What the controller says of the jobs called `name`; None where it does not answer."""
    found, _ = asyncio.run(query_job_status(query_job_status_squeue(name), logger))
    return found
