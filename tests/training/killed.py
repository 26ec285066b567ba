"""One training, killed at many steps in a row, then left to end.

    python tests/training/killed.py WHERE:STEP[,WHERE:STEP…] -- train …

Each attempt is a fork of a process that has imported what takes long, so that twenty starts take
seconds. WHERE and STEP as in interrupted.py. The exit status is that of the last attempt.
"""

import os
import signal
import sys

os.environ["DS_ACCELERATOR"] = "cpu"

import interrupted
from sizewise import cli
from sizewise.runs import processes

# Named, so that every attempt has them.
import sizewise.training.loop  # isort: skip  # noqa: F401


def attempt(arguments: list[str], kill: tuple[str, int] | None) -> int:
    """The wait status of a process that trains, and is killed where `kill` says."""
    child = os.fork()
    if child == 0:
        if kill is not None:
            interrupted.arm(*kill, "SIGKILL")
        os._exit(cli.main(arguments))
    return os.waitpid(child, 0)[1]


if __name__ == "__main__":
    plan, _, *arguments = sys.argv[1:]
    sys.argv[1:] = arguments
    processes.set_environment()
    for word in plan.split(","):
        where, step = word.split(":")
        status = attempt(arguments, (where, int(step)))
        if not os.WIFSIGNALED(status) or os.WTERMSIG(status) != signal.SIGKILL:
            sys.exit(f"{word}: was not killed, wait status {status}")
    sys.exit(os.waitstatus_to_exitcode(attempt(arguments, None)))
