"""The log of a training: a line a step while it runs, a parquet table when it has ended."""

import json
import math
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sizewise.study.formats.log import TABLE

COLUMNS = tuple(TABLE.columns)


class StepLog:
    """Rows of the log in a file of JSON lines, cut back to the resume point after a kill."""

    def __init__(self, path: Path, keep_bytes: int) -> None:
        """Open `path`, keeping its first `keep_bytes` bytes only."""
        self.path = path
        self._file = path.open("ab")
        self._file.truncate(keep_bytes)

    def append(self, rows: list[dict[str, Any]]) -> int:
        """Write rows through to the file; return its length in bytes."""
        self._file.write("".join(json.dumps(row) + "\n" for row in rows).encode())
        self._file.flush()
        return self._file.tell()

    def sync(self) -> None:
        """Have the file system keep what was written."""
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def read_rows(path: Path) -> list[dict[str, Any]]:
    """All rows of a log of JSON lines."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def write_table(rows: list[dict[str, Any]], path: Path) -> None:
    """Write rows as log.parquet. Raises StudyError for one that is not as declared."""
    TABLE.write(path, rows)


def clock(seconds: float) -> str:
    """Seconds as h:mm:ss, or m:ss under an hour."""
    minutes, second = divmod(math.ceil(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02d}:{second:02d}" if hours else f"{minute}:{second:02d}"


def human(number: float) -> str:
    """1234 as 1.2k."""
    for factor, suffix in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if number >= factor:
            return f"{number / factor:.3g}{suffix}"
    return f"{number:.3g}"


class Progress:
    """One short line on stderr every `seconds`, and at the first and last step."""

    def __init__(
        self,
        label: str,
        n_steps: int,
        *,
        seconds: float = 10.0,
        write: Callable[[str], Any] = lambda line: print(line, file=sys.stderr, flush=True),
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.label, self.n_steps, self.seconds = label, n_steps, seconds
        self._write, self._now = write, now
        self._last: float | None = None

    def say(self, text: str) -> None:
        """A line of its own."""
        self._write(f"{self.label}  {text}")

    def step(self, step: int, loss: float, tokens_per_second: float, step_seconds: float) -> None:
        """Tell where training is, if it is time to."""
        first = self._last is None
        if not first and step < self.n_steps and self._now() - self._last < self.seconds:
            return
        self._last = self._now()
        text = f"step {step}/{self.n_steps}  loss {loss:.3f}"
        if not first:
            # The first step's time is compilation; it tells nothing about the others.
            left = clock((self.n_steps - step) * step_seconds)
            text += f"  {human(tokens_per_second)} tokens/s  {left} left"
        self.say(text)
