"""How a training is told to stop."""

import signal
from typing import Any

STOPPED_EXIT_STATUS = 75  # sysexits.h EX_TEMPFAIL: run again to go on
_STOP_SIGNALS = (
    signal.SIGTERM, signal.SIGUSR1, signal.SIGINT,
    signal.SIGHUP,  # the terminal is gone
    signal.SIGXCPU,  # a limit of processor time, soft before it is hard
)  # fmt: skip


class Stopped(Exception):
    """Training was told to stop; its state is saved and the next start goes on from it."""


class StopSignals:
    """Remembers that a stop signal came; a second Ctrl-C interrupts at once."""

    def __init__(self) -> None:
        self.caught: str | None = None
        # A closed terminal that is ignored stays so: `nohup` means that it is no reason to stop.
        nohup = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        heard = [s for s in _STOP_SIGNALS if not (nohup and s is signal.SIGHUP)]
        self._before = {s: signal.signal(s, self._catch) for s in heard}

    def _catch(self, number: int, frame: Any) -> None:
        if self.caught and number == signal.SIGINT:
            raise KeyboardInterrupt
        self.caught = signal.Signals(number).name

    def restore(self) -> None:
        """Give the signals back to who had them."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
