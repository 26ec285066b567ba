"""torch's launcher, ending as the processes that it started ended.

    python -m sizewise.runs.elastic --standalone --nproc-per-node=2 -m sizewise train …

By itself it answers a process that stopped (exit status 75) or said what is wrong (2) with a table,
a stack trace and status 1, and gives processes that save their state thirty seconds.
"""

import logging
import os
import signal
import sys
from collections.abc import Sequence

from torch.distributed import run
from torch.distributed.elastic.multiprocessing.api import SignalException
from torch.distributed.elastic.multiprocessing.errors import ChildFailedError

from sizewise.runs.signals import STOPPED_EXIT_STATUS
from sizewise.study.mistakes import HANDED_UP

# Writing a large state takes minutes.
_SECONDS_TO_SAVE = 600
# A Ctrl-C of a terminal reaches every process by itself; handed on it would be the second one.
_HANDED_ON = "SIGTERM,SIGHUP,SIGUSR1"


def main(arguments: Sequence[str]) -> int:
    """Start the processes, wait for them, and return the first status that is not 0."""
    logging.disable(logging.CRITICAL)
    os.environ[HANDED_UP] = "1"
    own = [f"--shutdown-timeout={_SECONDS_TO_SAVE}", f"--signals-to-handle={_HANDED_ON}"]
    try:
        run.main([*own, *arguments])
    except ChildFailedError as error:
        rank, failure = error.get_first_failure()
        if failure.exitcode >= 0:
            if failure.error_file_data.get("message"):
                print(f"sizewise: {failure.message}", file=sys.stderr)
            return failure.exitcode
        name = signal.Signals(-failure.exitcode).name
        print(f"sizewise: process {rank} was ended by {name}; run again to go on", file=sys.stderr)
        return 128 - failure.exitcode
    except (SignalException, KeyboardInterrupt):
        return STOPPED_EXIT_STATUS
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
