"""A stop signal to Snakemake, handed on to the trainings that it runs on this machine.

Snakemake answers SIGTERM by starting nothing more and waiting for the jobs under way, and does not
hear SIGHUP at all. A training under way may take days, and whoever stops a container or a service
kills what is left after seconds. So the trainings of the study are told too: they save their state
and leave, Snakemake ends behind them, and the same command goes on.

Ctrl-C needs nothing of this: a terminal sends it to every process of the command. The first has
Snakemake wait for its jobs, which end. A second one ends the trainings at once; Snakemake, which it
would interrupt in the middle with pages of stack traces, goes on waiting for them.
"""

import contextlib
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from sizewise.runs.folder import _HOLDER, _LOCK
from sizewise.study.artifacts import read_json
from sizewise.study.errors import StudyError

AGAIN_SECONDS = 1.0
"""How often is looked for trainings that were still starting."""


def under_way(runs: Path) -> Iterator[int]:
    """Process ids of the trainings that hold a run folder below `runs` on this machine.

    What a killed training left behind names a process that may be somebody else's by now: only
    where the folder's lock is held does its name count.
    """
    for holder in sorted(runs.rglob(_HOLDER)):
        with contextlib.suppress(StudyError, KeyError, TypeError, OSError):
            told = read_json(holder)
            if told["host"] != socket.gethostname():
                continue
            os.kill(told["pid"], 0)
            try:
                with FileLock(holder.parent / _LOCK, blocking=False):
                    continue
            except Timeout:
                yield told["pid"]


def _say(text: str) -> None:
    # Written at once and past Python's buffers, which a handler must not enter a second time; the
    # terminal may be gone.
    with contextlib.suppress(OSError):
        os.write(sys.stderr.fileno(), f"sizewise: {text}\n".encode())


class HandOn:
    """Hands SIGTERM and SIGHUP on to the trainings below `runs`, then to who had SIGTERM before.

    Of SIGINT, which the trainings have got themselves, it hands on the first one alone.
    """

    def __init__(self, runs: Path) -> None:
        """Take the signals over; to be called in the main thread, when Snakemake has its own."""
        self.runs = runs
        self._telling: threading.Thread | None = None
        self._interrupted = False
        signal.signal(signal.SIGINT, self._interrupt)
        self._before = signal.getsignal(signal.SIGTERM)
        signal.signal(signal.SIGTERM, self._catch)
        # `nohup` means that a closed terminal is no reason to stop.
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            signal.signal(signal.SIGHUP, self._catch)

    def _interrupt(self, number: int, frame: Any) -> None:
        if not self._interrupted:
            self._interrupted = True
            signal.default_int_handler(number, frame)
        _say("waiting for the jobs under way, which were told too")

    def _catch(self, number: int, frame: Any) -> None:
        if self._telling is None:
            self._telling = threading.Thread(target=self._tell, daemon=True)
            self._telling.start()
        if callable(self._before):
            self._before(number, frame)

    def _tell(self) -> None:
        _say(
            "told to stop; trainings save their state and leave, other jobs end, and the same "
            "command goes on"
        )
        told: set[int] = set()
        while True:
            for process in under_way(self.runs):
                if process not in told:
                    told.add(process)
                    with contextlib.suppress(OSError):
                        os.kill(process, signal.SIGTERM)
            threading.Event().wait(AGAIN_SECONDS)
