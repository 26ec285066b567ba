"""Artifacts that came from elsewhere, checked before anything opens them."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from sizewise.study.artifacts import read_json, sha256_of
from sizewise.study.errors import StudyError
from sizewise.tracking.provenance import manifests, provenance_file


def _altered(path: Path, digest: str, by: Path) -> Iterator[str]:
    """That a file is there and not what `by` says of it."""
    if path.is_file() and sha256_of(path) != digest:
        yield f"{path}: altered or truncated (sha256 differs from {by})"


def _faults(manifest: Path, root: Path) -> Iterator[str]:
    """What is wrong with the files below `root` that a manifest names.

    Missing ones are no fault: they are made.
    """
    held = read_json(manifest)
    files = held.get("files") if isinstance(held, dict) else None
    if not isinstance(files, dict):
        yield f"{manifest}: not a manifest"
        return
    for name, digest in files.items():
        path, inside = root / name, PurePosixPath(name)
        if inside.is_absolute() or ".." in inside.parts:
            yield f"{manifest}: names {name}, which lies outside its folder"
        else:
            yield from _altered(path, digest, manifest)


def _loose_faults(study: str) -> Iterator[str]:
    """What is wrong with the pages that no manifest names and `provenance.record` did."""
    source, pages = provenance_file(study), f"reports/{study}/"
    held = read_json(source) if source.is_file() else {}
    for name, digest in held.get("loose", {}).items():
        if not name.startswith(pages) or ".." in PurePosixPath(name).parts:
            yield f"{source}: names {name}, which lies outside of {pages}"
        else:
            yield from _altered(Path(name), digest, source)


def check_pulled(study: str) -> int:
    """Compare results and pages of `study` with their manifests; return how many manifests.

    Raises StudyError that names the first fault, and how many there are. Nothing was opened but
    JSON: no table, no weights, no page.
    """
    known = manifests(study)
    faults = [fault for manifest, root in known for fault in _faults(manifest, root)]
    faults += _loose_faults(study)
    if faults:
        raise StudyError(
            f"{faults[0]}; {len(faults)} fault(s) in what was pulled; remove results/{study} and "
            f"reports/{study} and pull again, or ask who published them"
        )
    return len(known)
