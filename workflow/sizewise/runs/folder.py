"""The folder of a training under way: one holder at a time, one identity for life."""

import json
import os
import shutil
import socket
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from sizewise.runs.differences import differences
from sizewise.study.artifacts import read_json, write_json
from sizewise.study.errors import StudyError

_LOCK, _HOLDER, _IDENTITY = "lock", "holder.json", "identity.json"


class RunFolder:
    """A held run folder. Only the first process of a training makes one."""

    def __init__(self, path: Path, identity: dict[str, Any]) -> None:
        """Create or take over `path` for the training of `identity`.

        `identity` maps a component (code, config, inputs, packages …) to its values, JSON all the
        way: everything that the result depends on, and nothing else.

        Raises StudyError where another process holds it, or where it was left by a training of
        another identity.
        """
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(path / _LOCK)
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            raise StudyError(
                f"{path}: another training runs here ({self._holder()}); wait for it or end it"
            ) from None
        try:
            self._check(identity)
            write_json(path / _HOLDER, {"pid": os.getpid(), "host": socket.gethostname()})
        except BaseException:
            self._lock.release()
            raise

    def _holder(self) -> str:
        try:
            holder = read_json(self.path / _HOLDER)
            return f"pid {holder['pid']} on {holder['host']}"
        except (StudyError, KeyError, TypeError):
            return "holder unknown"

    def _check(self, identity: dict[str, Any]) -> None:
        identity = json.loads(json.dumps(identity))
        file = self.path / _IDENTITY
        ours = (_LOCK, _HOLDER, _IDENTITY)
        kept = sorted(p.name for p in self.path.iterdir() if p.name not in ours)
        if not kept:
            # A start that ended before it left anything: nothing to protect.
            write_json(file, identity)
            return
        if not file.exists():
            raise StudyError(
                f"{self.path}: holds {kept[0]} but no {_IDENTITY}, so it is no run folder of "
                "ours; name another folder or remove it"
            )
        changed = differences(read_json(file), identity)
        if changed:
            raise StudyError(
                f"{self.path}: left by another training ({changed}); remove {self.path} to start "
                "anew, or restore what differs to go on"
            )

    def release(self) -> None:
        """Let another training take the folder over, as it is."""
        (self.path / _HOLDER).unlink(missing_ok=True)
        self._lock.release()

    def remove(self) -> None:
        """The training has ended well: release the folder and delete it."""
        for path in self.path.iterdir():
            if path.name == _LOCK:
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
        self._lock.release()
        shutil.rmtree(self.path, ignore_errors=True)
