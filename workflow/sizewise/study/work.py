"""A job from its identity to its manifest: made once, kept, found again.

    work = Work.begin("stream", config=config, inputs=inputs, output=output)
    if work.kept:
        return work.kept
    …
    return work.end(files, facts={"tokens": tokens})

The identity is fixed when the job begins. What is edited while it runs belongs to the next run: the
manifest carries the identity of the start, and Snakemake sees that today's is another.
"""

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sizewise.study.artifacts import MANIFEST, sha256_of_json, write_json, write_manifest
from sizewise.study.errors import StudyError
from sizewise.study.identity import Identity, code_of, plan
from sizewise.study.jobs import ASIDE
from sizewise.study.store import Store, store_of

_PACKAGE = "sizewise"


def _loaded() -> frozenset[str]:
    """Modules of ours that this process has imported."""
    return frozenset(name for name in sys.modules if name.partition(".")[0] == _PACKAGE)


@dataclass(frozen=True)
class _Command:
    """A command of the command line under way."""

    store: Store | None
    loaded: frozenset[str]
    """Modules that the command line itself had loaded when the command began."""


_commands: list[_Command] = []


@contextlib.contextmanager
def command() -> Iterator[None]:
    """The command line runs a command inside: its jobs have a store, and load their own modules.

    Functions that are called without the command line neither keep results nor find kept ones.
    """
    _commands.append(_Command(store_of(os.environ), _loaded()))
    try:
        yield
    finally:
        _commands.pop()


def contents(manifest: Mapping[str, Any], *prefixes: str) -> str:
    """sha256 over the hashes of a manifest's files whose names begin with one of `prefixes`.

    Without prefixes, of all files. Facts (seconds, hosts) are no contents, so that a job which gave
    equal bytes again changes nothing behind it.
    """
    files = {n: d for n, d in manifest["files"].items() if n.startswith(prefixes or ("",))}
    return sha256_of_json(files)


@dataclass(kw_only=True)
class Work:
    """One job under way."""

    identity: Identity
    output: Path
    """Folder below which its files lie."""
    manifest: Path
    """File of its manifest."""
    store: Store | None
    kept: dict[str, Any] | None = None
    """Manifest of an equal result that was found and put in place; None if there is work to do."""
    _before: frozenset[str] = field(default_factory=frozenset, repr=False)

    @classmethod
    def begin(
        cls,
        job: str,
        *,
        config: str,
        output: Path,
        of: Mapping[str, Any] | None = None,
        inputs: Mapping[str, str] | None = None,
        manifest: Path | None = None,
        store: Store | None = None,
    ) -> "Work":
        """Fix the identity of a job and look for its result.

        `config` is the JSON of its sections, `of` what else it is asked for, `inputs` the sha256 of
        what it reads by name. `manifest` is `output`/manifest.json if not given, `store` that of
        the command under way.
        """
        under_way = _commands[-1] if _commands else _Command(None, _loaded())
        work = cls(
            identity=plan(job, of=of or {}, config=config).with_inputs(inputs or {}),
            output=output,
            manifest=manifest or output / MANIFEST,
            store=store or under_way.store,
            _before=under_way.loaded,
        )
        work._look()
        return work

    def _look(self) -> None:
        if self.store is None:
            return
        job, sha256 = self.identity.job, self.identity.sha256
        found = self.store.put_in_place(job, sha256, self.output)
        if found is not None:
            write_json(self.manifest, found)
            self.kept = found
            entry = self.store.entry(job, sha256)
            print(f"{job}: unchanged, taken from {entry}", file=sys.stderr, flush=True)

    def _check_closure(self) -> None:
        """What was loaded must be what the identity knows of."""
        job = self.identity.job
        outside = sorted(_loaded() - self._before - code_of(job).modules - ASIDE)
        if outside:
            raise StudyError(
                f"job {job}: it loaded {', '.join(outside)}, which its identity does not know of, "
                "so that an edit there would rerun nothing; import it by name, or list it in "
                "study/jobs.py"
            )

    def end(
        self,
        files: Iterable[Path],
        facts: Mapping[str, Any] | None = None,
        *,
        made_in: Path | None = None,
        whole: bool = True,
    ) -> dict[str, Any]:
        """Write the manifest of `files`, keep the result, return the manifest.

        `facts` are numbers worth stating (counts, seconds), no part of the identity. The files lie
        below `output`, or below `made_in`, a folder that the caller will move there with them. A
        result that is not `whole` (a task had no network) is not kept: the next run tries again.
        """
        self._check_closure()
        root = made_in or self.output
        file = made_in / MANIFEST if made_in else self.manifest
        written = write_manifest(root, file=file, files=files, identity=self.identity, facts=facts)
        if self.store is not None and whole:
            self.store.keep(written, root)
        return written
