"""The processes of one training: environment, ranks, devices and what they agree on.

The same command runs alone, under `torch.distributed.run`, and as the tasks of one `srun`.
"""

import logging
import os
import sys
import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sizewise.runs.allocation import first_host
from sizewise.runs.launch import by_srun, by_torchrun
from sizewise.study.caches import cache_root
from sizewise.study.errors import StudyError, one_line, system_said


@dataclass(frozen=True, kw_only=True)
class Processes:
    """This process among those of the training."""

    rank: int
    """Position among all processes, 0 to world - 1."""
    world: int
    """Number of processes."""
    device: str
    """Where this process computes: cpu, or cuda:<index>."""
    local: int = 1
    """Processes that a machine starts: one a GPU, or one."""
    group: Any = None
    """gloo group for what the processes agree on; None for a single process."""

    @property
    def first(self) -> bool:
        """Whether this process writes files and speaks."""
        return self.rank == 0

    def gather(self, value: Any) -> list[Any]:
        """`value` of every process, in the order of ranks, on every process."""
        if self.world == 1:
            return [value]
        import torch.distributed as dist

        values = [None] * self.world
        dist.all_gather_object(values, value, group=self.group)
        return values

    def on_first(self, work: Callable[[], Any]) -> Any:
        """Run `work` on the first process; every process gets what it returned.

        A StudyError on the first ends the others without a word of their own; so does what the
        system refuses.
        """
        if self.world == 1:
            return work()
        import torch.distributed as dist

        outcome: list[Any] = [None, None]
        if self.first:
            try:
                outcome[0] = work()
            except StudyError as error:
                outcome[1] = str(error)
            except OSError as error:
                outcome[1] = system_said(error)
        dist.broadcast_object_list(outcome, src=0, group=self.group)
        if outcome[1] is not None:
            if self.first:
                raise StudyError(outcome[1])
            sys.exit(2)
        return outcome[0]


def _from_srun(environ: dict[str, str]) -> dict[str, str]:
    """torchrun's variables for a task of one `srun` step of several tasks."""
    port = 20000 + int(environ["SLURM_JOB_ID"]) * 31 % 20000 + int(environ["SLURM_STEP_ID"]) % 31
    return {
        "RANK": environ["SLURM_PROCID"],
        "WORLD_SIZE": environ["SLURM_STEP_NUM_TASKS"],
        "LOCAL_RANK": environ["SLURM_LOCALID"],
        "MASTER_ADDR": first_host(environ["SLURM_STEP_NODELIST"]),
        "MASTER_PORT": str(port),
    }


# A single process talks to itself through memory (see `start`); the port is never opened.
_ALONE = {
    "RANK": "0",
    "WORLD_SIZE": "1",
    "LOCAL_RANK": "0",
    "MASTER_ADDR": "127.0.0.1",
    "MASTER_PORT": "29500",
}


def set_environment() -> None:
    """What must be in the environment before torch and DeepSpeed are imported.

    Values that the user has set stay, but for those of a launcher that did not start this process.
    """
    if not by_torchrun(os.environ):
        # What another launcher left is replaced: these five belong together.
        several = by_srun(os.environ)
        os.environ.update(_from_srun(dict(os.environ)) if several else _ALONE)
    if os.environ["WORLD_SIZE"] == "1":
        os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")
    # Compiled kernels outlive the job, so that a size is compiled once a machine.
    os.environ.setdefault("TORCHINDUCTOR_CACHE_DIR", str(cache_root(os.environ) / "compiled"))
    os.environ.setdefault("TORCHINDUCTOR_COMPILE_THREADS", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")


_MEET_SECONDS = 600.0
_SILENT_SECONDS = 15.0


def meet(rank: int, world: int, seconds: float = _MEET_SECONDS) -> Any:
    """The store through which `world` processes find each other, once all are there.

    Raises StudyError where they are not within `seconds`: variables of another launcher can promise
    processes that nobody starts.
    """
    from datetime import timedelta

    import torch.distributed as dist

    where = f"{os.environ['MASTER_ADDR']}:{os.environ['MASTER_PORT']}"
    waiting = threading.Timer(
        _SILENT_SECONDS, print, [f"process {rank} of {world} waits for the others at {where}"],
        {"file": sys.stderr, "flush": True},
    )  # fmt: skip
    waiting.daemon = True
    waiting.start()
    try:
        store, *_ = next(dist.rendezvous("env://", rank, world, timeout=timedelta(seconds=seconds)))
        joined = dist.PrefixStore("sizewise", store)
        joined.set(str(rank), "here")
        joined.wait([str(other) for other in range(world)], timedelta(seconds=seconds))
    except RuntimeError as error:
        raise StudyError(
            f"{world} processes did not meet at {where} within {seconds:.0f} s "
            f"({one_line(error)}); see that all were started, or unset the variables of a launcher "
            "that did not start them (WORLD_SIZE, SLURM_STEP_NUM_TASKS)"
        ) from None
    finally:
        waiting.cancel()
    return store


def start() -> Processes:
    """Join the processes of this training and choose the device.

    Call `set_environment` first. Imports torch and DeepSpeed. Raises StudyError where they do not
    meet.
    """
    import torch

    on_gpu = torch.cuda.is_available()
    if not on_gpu:
        os.environ["DS_ACCELERATOR"] = "cpu"
    else:
        # Under `srun --gpus-per-task` every task sees its own GPU as number 0.
        local = int(os.environ["LOCAL_RANK"]) % torch.cuda.device_count()
        os.environ["LOCAL_RANK"] = str(local)
        torch.cuda.set_device(local)
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", torch.get_num_threads())))
    torch.set_flush_denormal(True)

    warnings.filterwarnings("ignore", module="deepspeed|torch.distributed")
    import deepspeed
    import deepspeed.ops
    import torch.distributed as dist

    logging.getLogger("DeepSpeed").setLevel(logging.ERROR)
    # Its shared-memory collectives would be built with a C++ compiler on the first start, for
    # minutes; gloo gives the same sums.
    deepspeed.ops.__compatible_ops__["deepspeed_shm_comm"] = False
    rank, world = int(os.environ["RANK"]), int(os.environ["WORLD_SIZE"])
    backend = "nccl" if on_gpu else "gloo"
    store = dist.HashStore() if world == 1 else meet(rank, world)
    dist.init_process_group(backend, store=store, rank=rank, world_size=world)
    deepspeed.init_distributed(dist_backend=backend, verbose=False)
    group = dist.new_group(backend="gloo") if world > 1 else None
    device = f"cuda:{os.environ['LOCAL_RANK']}" if on_gpu else "cpu"
    local = max(1, torch.cuda.device_count())
    return Processes(rank=rank, world=world, device=device, local=local, group=group)


def stop() -> None:
    """Leave the process group, so that the launcher hears no complaint."""
    import torch.distributed as dist

    if dist.is_initialized():
        dist.destroy_process_group()
