"""The log of a run on the process that writes it."""

from pathlib import Path
from typing import Any

from sizewise.runs.log import StepLog
from sizewise.runs.position import Position
from sizewise.runs.states import States
from sizewise.study.errors import StudyError, one_line


class RunLog:
    """Rows of a run, written by the first of its processes; the others keep none."""

    def __init__(self, position: Position, states: States, runs: Path) -> None:
        """Open the log in the run folder `runs`, cut back to `position`."""
        self.position, self.states = position, states
        self.log: StepLog | None = None
        if states.processes.first:
            self.log = StepLog(runs / "log.jsonl", position.log_bytes)

    def append(self, rows: list[dict[str, Any]]) -> None:
        """Write rows through. Raises StudyError where the log cannot be written."""
        try:
            self.position.log_bytes = self.log.append(rows)
        except OSError as error:
            raise StudyError(
                f"{self.log.path}: cannot write ({one_line(error)}); last good state: "
                f"{(self.states.saved()[-1:] or ['none'])[0]}; free space and run again to go on"
            ) from None

    def sync(self) -> None:
        """Have the file system keep what was logged."""
        if self.log is not None:
            self.log.sync()

    def close(self) -> None:
        """Close the log."""
        if self.log is not None:
            self.log.close()
