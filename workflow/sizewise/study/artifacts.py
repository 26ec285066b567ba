"""Identity of artifacts: hashes, manifests, and files that are whole or absent.

Every job leaves a `manifest.json`: its identity (what it read, the configuration it saw, the code
it could reach, the versions of packages) and the sha256 of every file that it wrote. A later job
checks the files it reads against the manifest beside them, so that a truncated or altered file is
named before it is used.
"""

import contextlib
import hashlib
import json
import os
import platform
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sizewise.study.errors import StudyError

if TYPE_CHECKING:
    from sizewise.study.identity import Identity

MANIFEST = "manifest.json"


def sha256_of(path: Path) -> str:
    """Hex sha256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sha256_of_json(value: Any) -> str:
    """Hex sha256 of `value` as JSON with sorted keys."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def link_file(source: Path, target: Path) -> Path:
    """Have the bytes of `source` at `target` too, shared where the file system can; return it.

    Folders are made, and a file that stands there is replaced.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)
    return target


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A temporary path beside `path` that becomes `path` only if the block ends well.

    A killed or failed writer leaves the old file, or none, and never half of a new one.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        yield part
        with part.open("rb") as file:
            os.fsync(file.fileno())
        # mkstemp makes files private; give the result the permissions of an ordinary new file.
        umask = os.umask(0)
        os.umask(umask)
        part.chmod(0o666 & ~umask)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write `text`, whole or not at all."""
    with whole_file(path) as part:
        part.write_text(text, encoding="utf-8")


def write_json(path: Path, value: Any) -> None:
    """Write `value` as readable JSON, whole or not at all."""
    write_text(path, json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def read_json(path: Path) -> Any:
    """Read JSON. Raises StudyError where the file is missing or is not JSON."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise StudyError(f"{path}: missing; run the job that makes it again") from None
    except ValueError as error:
        raise StudyError(f"{path}: not JSON ({error}); delete it and run its job again") from None


def write_manifest(
    folder: Path,
    *,
    files: Iterable[Path],
    identity: "Identity",
    facts: Mapping[str, Any] | None = None,
    file: Path | None = None,
) -> dict[str, Any]:
    """Write and return the manifest of `files`, which lie below `folder`.

    It holds the identity and its parts (`sizewise.study.identity`), the sha256 of every file, and
    `facts`: results worth stating (counts, shares, seconds), no part of the identity. It is
    written to `file`, `folder`/manifest.json if not given.
    """
    manifest = {
        "job": identity.job,
        "identity": identity.sha256,
        "files": {str(f.relative_to(folder)): sha256_of(f) for f in sorted(files)},
        **identity.to_json(),
        "python": platform.python_version(),
        "facts": dict(facts or {}),
    }
    write_json(file or folder / MANIFEST, manifest)
    return manifest


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of `folder`. Raises StudyError where it is missing or damaged."""
    manifest = read_json(folder / MANIFEST)
    if not isinstance(manifest, dict) or "files" not in manifest:
        raise StudyError(f"{folder / MANIFEST}: not a manifest; run the job that makes it again")
    return manifest


def verify_folder(folder: Path, prefix: str) -> dict[str, Any]:
    """Check the files of `folder` whose names begin with `prefix`; return the manifest.

    Raises StudyError as `verify_files` does.
    """
    names = [name for name in read_manifest(folder)["files"] if name.startswith(prefix)]
    return verify_files(folder, names)


def verify_files(folder: Path, names: Iterable[str] | None = None) -> dict[str, Any]:
    """Check files of `folder` (all in its manifest, or `names`) and return the manifest.

    Raises StudyError naming the first file that is missing, truncated or altered.
    """
    manifest = read_manifest(folder)
    for name in manifest["files"] if names is None else names:
        expected = manifest["files"].get(name)
        path = folder / name
        if expected is None:
            raise StudyError(f"{path}: not listed in {folder / MANIFEST}; run its job again")
        if not path.is_file():
            raise StudyError(f"{path}: missing; run the job that makes it again")
        if sha256_of(path) != expected:
            raise StudyError(
                f"{path}: altered or truncated (sha256 differs from {MANIFEST}); delete it and "
                "run the job that makes it again"
            )
    return manifest
