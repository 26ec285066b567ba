"""Output that never costs a job its result.

What a job says goes to a terminal that may be closed, a pipe whose reader may be gone (a stop
signal to a process group ends `tee` before it ends a training) and a disk that may be full. A
training that dies of a line which nobody can read loses what it was about to save.
"""

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import Any, TextIO


class Lasting:
    """A text stream that drops what can no longer be written, instead of raising OSError."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def _lost(self) -> None:
        # What libraries and the interpreter's end still write goes nowhere, and raises nothing.
        with contextlib.suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stream.fileno())
            os.close(nowhere)

    def write(self, text: str) -> int:
        """Write `text`, or drop it; return its length."""
        try:
            return self._stream.write(text)
        except OSError:
            self._lost()
            return len(text)

    def flush(self) -> None:
        """Hand on what was written, or drop it."""
        try:
            self._stream.flush()
        except OSError:
            self._lost()


@contextlib.contextmanager
def lasting_errors() -> Iterator[None]:
    """`sys.stderr` is a `Lasting` one inside.

    Characters that a stream's encoding lacks (Latin-1, C) are written as escapes on both streams.
    """
    before = sys.stderr
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")
    sys.stderr = Lasting(before)
    try:
        yield
    finally:
        sys.stderr = before
