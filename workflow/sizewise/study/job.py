"""A job from its identity to its manifest: made once, kept, found again.

    job = Job.begin("stream", of={}, config=config, inputs=inputs, output=output)
    if job.kept:
        return job.kept
    …
    return job.end(files, facts={"tokens": tokens})

The identity is fixed when the job begins. What is edited while it runs belongs to the next run: the
manifest carries the identity of the start, and Snakemake sees that today's is another.
"""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sizewise.study.artifacts import MANIFEST, sha256_of_json, write_json, write_manifest
from sizewise.study.errors import StudyError
from sizewise.study.identity import Identity, code_of, plan
from sizewise.study.jobs import ASIDE
from sizewise.study.store import Store

_PACKAGE = "sizewise"


def _loaded() -> frozenset[str]:
    """Modules of ours that this process has imported."""
    return frozenset(name for name in sys.modules if name.partition(".")[0] == _PACKAGE)


class _CommandLine:
    """Which modules the command line itself had loaded when its command began."""

    loaded: frozenset[str] | None = None


def command_begins() -> None:
    """Called by the command line before it runs a command: what is loaded later is the job's."""
    _CommandLine.loaded = _loaded()


def contents(manifest: Mapping[str, Any], *prefixes: str) -> str:
    """sha256 over the hashes of a manifest's files whose names begin with one of `prefixes`.

    Without prefixes, of all files. Facts (seconds, hosts) are no contents, so that a job that gave
    equal bytes again changes nothing behind it.
    """
    files = {n: d for n, d in manifest["files"].items() if n.startswith(prefixes or ("",))}
    return sha256_of_json(files)


@dataclass(kw_only=True)
class Job:
    """One job under way."""

    identity: Identity
    output: Path
    """Folder below which its files lie."""
    manifest: Path
    """File of its manifest."""
    store: Store
    kept: dict[str, Any] | None = None
    """Manifest of an equal result that was found and put in place; None if there is work to do."""
    _before: frozenset[str] = field(default_factory=frozenset, repr=False)

    @classmethod
    def begin(
        cls,
        kind: str,
        *,
        config: str,
        output: Path,
        of: Mapping[str, Any] | None = None,
        inputs: Mapping[str, str] | None = None,
        manifest: Path | None = None,
        store: Store | None = None,
    ) -> "Job":
        """Fix the identity of a job and look for its result.

        `config` is the JSON of its sections, `of` what else it is asked for, `inputs` the sha256 of
        what it reads by name. `manifest` is `output`/manifest.json if not given.
        """
        before = _loaded() if _CommandLine.loaded is None else _CommandLine.loaded
        identity = plan(kind, of=of or {}, config=config).with_inputs(inputs or {})
        job = cls(
            identity=identity,
            output=output,
            manifest=manifest or output / MANIFEST,
            store=store or Store(),
            _before=before,
        )
        found = job.store.put_in_place(kind, identity.sha256, output)
        if found is not None:
            write_json(job.manifest, found)
            print(f"{kind}: unchanged, taken from {job.store.entry(kind, identity.sha256)}",
                  file=sys.stderr)  # fmt: skip
            job.kept = found
        return job

    def _check_closure(self) -> None:
        """What was loaded must be what the identity knows of."""
        kind = self.identity.job
        outside = sorted(_loaded() - self._before - code_of(kind).modules - ASIDE)
        if outside:
            raise StudyError(
                f"job {kind}: it loaded {', '.join(outside)}, which its identity does not know of, "
                "so that an edit there would rerun nothing; import it by name, or list it in "
                "study/jobs.py"
            )

    def end(self, files: Iterable[Path], facts: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Write the manifest of `files` (below `output`), keep the result, return the manifest.

        `facts` are numbers worth stating (counts, seconds), no part of the identity.
        """
        self._check_closure()
        written = write_manifest(
            self.output, file=self.manifest, files=files, identity=self.identity, facts=facts
        )
        self.store.keep(written, self.output)
        return written
