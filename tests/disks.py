"""Small disks that really fill up, and folders that really cannot be written."""

import contextlib
import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

MEGABYTE = 1 << 20


def _mount(*arguments: str) -> None:
    """Mount something, or skip the test where this process may not."""
    if shutil.which("mount") is None:
        pytest.skip("there is no mount")
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"may not mount: {done.stderr.strip()}")


def _unmount(folder: Path) -> None:
    # Lazily: what a killed process has open goes when it is gone.
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextlib.contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A file system of its own in `folder`, in memory. Skips the test where it may not be made."""
    folder.mkdir(parents=True, exist_ok=True)
    _mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        _unmount(folder)


@contextlib.contextmanager
def full(disk: Path) -> Iterator[None]:
    """The disk has no room for another byte inside."""
    filler = disk / "filler"
    file = os.open(filler, os.O_WRONLY | os.O_CREAT)
    try:
        for block in (MEGABYTE, 4096, 1):
            with contextlib.suppress(OSError):
                while True:
                    os.write(file, b"\0" * block)
        with pytest.raises(OSError) as refused:
            os.write(file, b"\0")
        assert refused.value.errno == errno.ENOSPC
        yield
    finally:
        os.close(file)
        filler.unlink()


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[Path]:
    """`folder`, into which nobody can write inside, not even root."""
    if os.geteuid():
        modes = {path: path.stat().st_mode for path in (folder, *folder.rglob("*"))
                 if not path.is_symlink()}  # fmt: skip
        for path, mode in modes.items():
            path.chmod(mode & ~0o222)
        try:
            yield folder
        finally:
            for path, mode in modes.items():
                path.chmod(mode)
        return
    _mount("--bind", str(folder), str(folder))
    try:
        _mount("-o", "remount,bind,ro", str(folder))
        yield folder
    finally:
        _unmount(folder)
