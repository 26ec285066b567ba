"""What the processes of a training decide together, once in a few steps.

Loss, signals and time limits are known to single processes; logging, saving and stopping must
happen on all of them after the same step. They talk often enough to obey a signal at once, and
rarely enough that the device never waits for the host.
"""

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import torch

from sizewise.runs.processes import Processes
from sizewise.runs.signals import StopSignals

APART_SECONDS = 1.0
APART_STEPS_MAX = 100


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One step as one process saw it. Tensors are scalars on the device, not waited for."""

    step: int
    """Updates done, this one included."""
    means: Mapping[str, torch.Tensor]
    """Means over this process's share of the batch, by column of the log."""
    alike: Mapping[str, torch.Tensor | float | None]
    """What is the same on every process, by column of the log."""
    digests: list[bytes]
    """One a sequence that this process read."""


class Step(NamedTuple):
    """One step as all processes saw it."""

    step: int
    values: dict[str, float | None]
    """Columns of the log; means are over the whole batch."""
    digests: list[bytes]
    """One a sequence of the batch, in order."""


class Orders(NamedTuple):
    """What every process does now."""

    save: bool
    stop: str | None
    """Why to stop once the state is saved; None to go on."""


class Agreement:
    """Steps that the processes have not talked about yet, and when they next do."""

    def __init__(
        self,
        processes: Processes,
        signals: StopSignals,
        *,
        save_seconds: float,
        stop_at: float | None = None,
    ) -> None:
        """States are due every `save_seconds`; the end is due at `stop_at` (time.monotonic)."""
        self.processes, self.signals = processes, signals
        self.save_seconds, self.stop_at = save_seconds, stop_at
        self._stride = 1
        self.saved()
        self.begin()

    def begin(self) -> None:
        """Count the seconds of steps from now on."""
        self._pending: list[Measured] = []
        self._since = time.monotonic()

    def saved(self) -> None:
        """A state has just been saved."""
        self._saved_at = time.monotonic()

    def add(self, measured: Measured) -> None:
        """Keep a step until the processes talk."""
        self._pending.append(measured)

    @property
    def due(self) -> bool:
        """Whether it is time to talk."""
        return len(self._pending) >= self._stride

    def gather(self) -> tuple[list[Step], float]:
        """The kept steps as all processes saw them, and the seconds that each took.

        Every process must call it, and `decide` after it.
        """
        pending = self._pending
        columns = list(pending[0].means)
        kept = torch.stack([step.means[column] for column in columns for step in pending])
        values = iter(kept.cpu().tolist())
        means = {column: [next(values) for _ in pending] for column in columns}
        mine = (means, [step.digests for step in pending], self.signals.caught)
        everyone = self.processes.gather(mine)
        self._seconds = max(time.monotonic() - self._since, 1e-9) / len(pending)
        self._signal = next((caught for *_, caught in everyone if caught), None)
        steps = []
        for index, measured in enumerate(pending):
            shared = {
                column: math.fsum(other[0][column][index] for other in everyone) / len(everyone)
                for column in columns
            }
            alike = {c: None if v is None else float(v) for c, v in measured.alike.items()}
            digests = [digest for other in everyone for digest in other[1][index]]
            steps.append(Step(measured.step, shared | alike, digests))
        return steps, self._seconds

    def decide(self, log: Callable[[], Any]) -> Orders:
        """Run `log` on the first process; what it decides holds for every process.

        A StudyError of `log` ends all of them.
        """

        def on_first() -> tuple[Orders, int]:
            log()
            now = time.monotonic()
            overdue = self.stop_at is not None and now > self.stop_at
            stop = self._signal or ("the time given" if overdue else None)
            save = stop is not None or now - self._saved_at > self.save_seconds
            apart = min(APART_SECONDS, self.save_seconds)
            return Orders(save, stop), max(1, min(APART_STEPS_MAX, round(apart / self._seconds)))

        orders, self._stride = self.processes.on_first(on_first)
        return orders
