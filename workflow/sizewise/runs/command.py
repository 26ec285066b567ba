"""The frame of a command that trains: its processes, and how it ends."""

import contextlib
import os
import sys
from collections.abc import Iterator

from sizewise.runs import launch, processes
from sizewise.runs.signals import STOPPED_EXIT_STATUS, Stopped
from sizewise.study import devices
from sizewise.study.errors import StudyError


@contextlib.contextmanager
def taking_part(gpus: int | None = None, nodes: int | None = None) -> Iterator[processes.Processes]:
    """This process among those of the command on `sys.argv`, started where there are to be more.

    They compute on `gpus` GPUs of each machine, on all that they see if None. `nodes` is how many
    machines the command was planned for; others are refused (StudyError).

    Torch and DeepSpeed may be imported inside only: the environment is set before them. A training
    that was stopped ends with exit status 75; a StudyError is said by the first process alone.
    """
    if not launch.is_launched(os.environ):
        devices.take(gpus)
    launch.launch_if_needed(sys.argv[1:], nodes)
    processes.set_environment()
    here = processes.start()
    try:
        launch.check_processes(here.world, nodes, here.local)
        yield here
    except Stopped as stopped:
        if here.first:
            print(f"sizewise: {stopped}", file=sys.stderr)
        sys.exit(STOPPED_EXIT_STATUS)
    except StudyError:
        if not here.first:
            sys.exit(2)
        raise
    finally:
        processes.stop()
