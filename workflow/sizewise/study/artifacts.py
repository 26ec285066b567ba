"""Identity of artifacts: hashes, manifests, and files that are whole or absent.

Every stage leaves a `manifest.json`: what it read (sha256), the config sections it used, the
code it ran, and the sha256 of every file that it wrote. A later stage checks the files it reads
against the manifest beside them, so that a truncated or altered file is named before it is used.
"""

import contextlib
import hashlib
import json
import os
import platform
import tempfile
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from sizewise.study.errors import StudyError

MANIFEST = "manifest.json"
_PACKAGES = ("torch", "transformers", "deepspeed", "lm-eval", "datasets", "tokenizers")


def sha256_of(path: Path) -> str:
    """Hex sha256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sha256_of_json(value: Any) -> str:
    """Hex sha256 of `value` as JSON with sorted keys."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


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


def write_json(path: Path, value: Any) -> None:
    """Write `value` as readable JSON, whole or not at all."""
    with whole_file(path) as part:
        part.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def read_json(path: Path) -> Any:
    """Read JSON. Raises StudyError where the file is missing or is not JSON."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise StudyError(f"{path}: missing; run the job that makes it again") from None
    except ValueError as error:
        raise StudyError(f"{path}: not JSON ({error}); delete it and run its job again") from None


def code_hashes(*rooms: str) -> dict[str, str]:
    """sha256 of each source file of the named packages of sizewise, by path inside it."""
    root = Path(__file__).resolve().parent.parent
    files = sorted(file for room in rooms for file in (root / room).rglob("*.py"))
    return {str(file.relative_to(root)): sha256_of(file) for file in files}


def write_manifest(
    folder: Path,
    *,
    stage: str,
    files: Iterable[Path],
    inputs: dict[str, str],
    config: dict[str, Any],
    rooms: Iterable[str],
    facts: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Write and return `folder`/manifest.json.

    `files` are the outputs (inside `folder`); `inputs` maps a name to the sha256 of what was
    read; `config` is the config subset used; `rooms` are the packages whose code ran; `facts`
    are results worth stating (counts, shares, seconds), not part of the identity.
    """
    manifest = {
        "stage": stage,
        "files": {str(f.relative_to(folder)): sha256_of(f) for f in sorted(files)},
        "inputs": inputs,
        "config": config,
        "code": code_hashes("study", *rooms),
        "python": platform.python_version(),
        "packages": {name: metadata.version(name) for name in _PACKAGES},
        "facts": facts or {},
    }
    write_json(folder / MANIFEST, manifest)
    return manifest


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of `folder`. Raises StudyError where it is missing or damaged."""
    manifest = read_json(folder / MANIFEST)
    if not isinstance(manifest, dict) or "files" not in manifest:
        raise StudyError(f"{folder / MANIFEST}: not a manifest; run the job that makes it again")
    return manifest


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
