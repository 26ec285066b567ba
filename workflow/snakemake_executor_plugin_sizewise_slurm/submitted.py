"""Which SLURM job makes a file: a note for every job of the workflow that was submitted.

Snakemake keeps the number of a cluster's job beside the files that it makes, but the job itself
overwrites it when it starts. A main process that is started again after a kill finds its jobs here.
"""

import contextlib
import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


def parts(job: Any) -> list[Any]:
    """The jobs of a group, or the job itself."""
    return sorted(job.jobs, key=_key) if job.is_group() else [job]


def _key(part: Any) -> str:
    """A name for what a job makes, which no other job makes."""
    return hashlib.sha256("\0".join(sorted(map(str, part.output))).encode()).hexdigest()[:32]


def _made_of(part: Any) -> str:
    """A hash of what decides a job's result: its parameters, an identity among them."""
    told = json.dumps([*part.params], default=str)
    return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Note:
    """One job of the workflow, as it was submitted."""

    number: str
    """SLURM's number of the job."""
    log: str
    """What it writes."""
    made_of: str
    """Hash of its parameters."""
    state: str
    """Its newest state when it was submitted."""


class Submitted:
    """The notes of a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, job: Any, number: str, log: str, state: str) -> None:
        """Note that SLURM's job `number` makes the files of `job`, going on from `state`."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for part in parts(job):
            note = Note(number=number, log=log, made_of=_made_of(part), state=state)
            path = self.folder / _key(part)
            # Whole or not at all, whenever this process is killed.
            new = path.with_suffix(".new")
            new.write_text(json.dumps(asdict(note)), encoding="utf-8")
            new.replace(path)

    def forget(self, job: Any) -> None:
        """What was noted of a job that has ended."""
        for part in parts(job):
            (self.folder / _key(part)).unlink(missing_ok=True)

    def read(self, job: Any) -> list[Note | None]:
        """What is noted of the parts of a job, None for one without a note."""
        return [self._read(self.folder / _key(part)) for part in parts(job)]

    @staticmethod
    def _read(path: Path) -> Note | None:
        # A note that cannot be read costs a job that is submitted anew, as without one.
        with contextlib.suppress(OSError, ValueError, TypeError):
            return Note(**json.loads(path.read_text(encoding="utf-8")))
        return None


def same(job: Any, notes: Iterable[Note | None]) -> bool:
    """Whether one SLURM job makes all parts of `job`, of the parameters that they have now."""
    found = [note for note in notes if note is not None]
    each = parts(job)
    return (
        len(found) == len(each)
        and len({note.number for note in found}) == 1
        and [note.made_of for note in found] == [_made_of(part) for part in each]
    )
