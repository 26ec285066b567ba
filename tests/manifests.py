"""Manifests beside what tests write by hand."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sizewise.study import artifacts
from sizewise.study.identity import Identity


def write_manifest(
    folder: Path,
    *,
    job: str,
    files: Iterable[Path],
    config: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Write and return `folder`/manifest.json of a job that no code of ours ran."""
    identity = Identity(job=job, of={}, config=config or {}, code="by hand", packages={})
    return artifacts.write_manifest(folder, files=files, identity=identity, facts=facts)
