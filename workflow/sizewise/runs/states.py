"""The state of a training under way: written whole, checked before it is read, two kept.

DeepSpeed's checkpoints are pickles. They never leave the run folder, and their sha256 is compared
with the sidecar before one byte of them is loaded.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sizewise.runs.processes import Processes
from sizewise.study.artifacts import read_json, sha256_of, write_json
from sizewise.study.errors import StudyError, one_line
from sizewise.study.formats.names import checkpoint_name

KEPT = 2
_SIDECAR = "sha256.json"
_PROGRESS = "progress.json"


def _sync(folder: Path) -> None:
    """Have the file system keep `folder`'s files and their names."""
    for path in [*folder.rglob("*"), folder, folder.parent]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class States:
    """The saved states in one folder, newest last."""

    def __init__(self, folder: Path, processes: Processes) -> None:
        self.folder = folder
        self.processes = processes

    def saved(self) -> list[Path]:
        """Whole states, oldest first."""
        return sorted(self.folder.glob("step*"))

    def _hashes(self, folder: Path) -> dict[str, str]:
        """sha256 of every file of a state, the work shared by the processes."""
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        mine = files[self.processes.rank :: self.processes.world]
        parts = self.processes.gather({str(p.relative_to(folder)): sha256_of(p) for p in mine})
        return {name: digest for part in parts for name, digest in part.items()}

    def save(self, step: int, progress: dict[str, Any], write: Callable[[Path], None]) -> None:
        """Save the state after `step`: `write(folder)` on every process, `progress` beside it.

        Raises StudyError where it cannot be written (disk full); the older states stay.
        """
        name = checkpoint_name(step)
        part, final = self.folder / f".{name}.part", self.folder / name
        try:
            if self.processes.first:
                shutil.rmtree(part, ignore_errors=True)
                part.mkdir(parents=True)
            write(part)
            if self.processes.first:
                write_json(part / _PROGRESS, progress)
            hashes = self._hashes(part)
            if self.processes.first:
                write_json(part / _SIDECAR, hashes)
                _sync(part)
                shutil.rmtree(final, ignore_errors=True)
                part.replace(final)
                for old in self.saved()[:-KEPT]:
                    shutil.rmtree(old)
        except (OSError, RuntimeError) as error:
            shutil.rmtree(part, ignore_errors=True)
            last = self.saved()[-1:] or ["none"]
            raise StudyError(
                f"{final}: cannot write the state of step {step} ({one_line(error)}); last good "
                f"state: {last[0]}; free space and run again to go on from it"
            ) from None

    def _fault(self, state: Path) -> str | None:
        """What is wrong with a state, or None."""
        try:
            expected = read_json(state / _SIDECAR)
        except StudyError as error:
            return str(error)
        for name, digest in expected.items():
            path = state / name
            if not path.is_file():
                return f"{name} is missing"
            if sha256_of(path) != digest:
                return f"{name} is altered or truncated"
        return None

    def newest(self, warn: Callable[[str], None]) -> tuple[Path, dict[str, Any]] | None:
        """The newest good state and its progress; None where no state was saved.

        A damaged one is skipped with one line to `warn`. Raises StudyError if all are damaged.
        """
        states = self.saved()
        for state in reversed(states):
            fault = self._fault(state)
            if fault is None:
                return state, read_json(state / _PROGRESS)
            warn(f"{state}: {fault}; going back to the state before it")
        if states:
            raise StudyError(
                f"{self.folder}: no saved state is undamaged; remove {self.folder.parent} to "
                "train this size from its first step"
            )
        return None
