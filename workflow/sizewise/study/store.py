"""Finished results by identity, so that what was made once is made once.

`.sizewise/store/<job>/<identity>/` holds the files of a finished job as hard links (copies, where
a file system refuses links) and its manifest. A job that finds its own identity here puts the files
in place and ends, whichever study asked for it. Nothing is trusted: every file is hashed before it
is used, and an entry that does not hold what its manifest says is removed. `$SIZEWISE_STORE` names
another folder, which clones may share; empty, it means no store.
"""

import contextlib
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from sizewise.study.artifacts import MANIFEST, link_file, verify_files, write_json
from sizewise.study.errors import StudyError

STORE = Path(".sizewise/store")
STORE_VARIABLE = "SIZEWISE_STORE"


def store_of(environ: Mapping[str, str]) -> "Store | None":
    """The store that the environment names: by default that of this folder, none if empty."""
    named = environ.get(STORE_VARIABLE)
    if named is None:
        return Store(STORE)
    return Store(Path(named)) if named else None


class Store:
    """The store in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def entry(self, job: str, identity: str) -> Path:
        """Folder of a result, whether it is there or not."""
        return self.folder / job / identity

    def entries(self) -> Iterator[Path]:
        """Folders of all results, by job and identity."""
        yield from sorted(self.folder.glob("*/*"))

    def keep(self, manifest: dict[str, Any], root: Path) -> None:
        """Keep the files of `manifest`, which lie below `root`.

        A disk that has no room for them costs the reuse and nothing else.
        """
        entry = self.entry(manifest["job"], manifest["identity"])
        if entry.exists():
            return
        with contextlib.suppress(OSError):
            entry.parent.mkdir(parents=True, exist_ok=True)
            part = Path(tempfile.mkdtemp(dir=entry.parent, prefix=".part-"))
            try:
                for name in manifest["files"]:
                    link_file(root / name, part / name)
                write_json(part / MANIFEST, manifest)
                part.replace(entry)
            finally:
                shutil.rmtree(part, ignore_errors=True)

    def put_in_place(self, job: str, identity: str, root: Path) -> dict[str, Any] | None:
        """Put the files of a kept result below `root`; return its manifest, None if there is none.

        An entry that is damaged is removed and counts as absent.
        """
        entry = self.entry(job, identity)
        if not entry.is_dir():
            return None
        try:
            manifest = verify_files(entry)
        except StudyError:
            shutil.rmtree(entry, ignore_errors=True)
            return None
        for name in manifest["files"]:
            link_file(entry / name, root / name)
        return manifest

    def prune(self, wanted: Collection[tuple[str, str]]) -> list[Path]:
        """Remove every result that is not (job, identity) of `wanted`; return what was removed."""
        gone = [e for e in self.entries() if (e.parent.name, e.name) not in wanted]
        for entry in gone:
            shutil.rmtree(entry, ignore_errors=True)
        return gone
