"""Identity: what the result of a job depends on, in parts that can be compared and explained.

Five parts: what it is asked for (`of`: a size, a seed, a chapter), the configuration that it sees,
the code that it can reach, the versions of the packages that this code imports, and the contents of
what it reads. Two jobs with equal parts give equal results, so that the second one need not run.

Without the inputs it is a *plan*: Snakemake keeps the hash of each job's plan as a parameter of its
rule and runs the job again when it changes. The job itself adds the inputs when it starts, writes
all parts into its manifest, and looks for a finished result of the same identity before it begins
(`sizewise.study.work`).
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from sizewise.study.artifacts import sha256_of_json
from sizewise.study.differences import told
from sizewise.study.errors import StudyError
from sizewise.study.jobs import ASIDE, PLUMBING, kind
from sizewise.study.source import Fingerprint, Source

# Packages that are imported under another name than they are installed by.
_DISTRIBUTIONS = {"fluent": "fluent.runtime", "vl_convert": "vl-convert-python"}
_PACKAGE = Path(__file__).resolve().parents[1]
MEMORY = Path(".sizewise")
"""Folder of what was read of each source file, beside the store."""


@cache
def _source() -> Source:
    return Source(_PACKAGE, memory=MEMORY)


def script_of(job: str, of: Mapping[str, Any]) -> Path | None:
    """The script that a job runs, which is asked for by `of`; None where it runs none."""
    if (place := kind(job).script) is None:
        return None
    folder, part = place
    return _PACKAGE.parent / folder / f"{of[part]}.py"


@cache
def code_of(job: str, script: Path | None = None) -> Fingerprint:
    """The code that jobs of a kind can reach, as it stands on disk when first asked for.

    What `script` says itself is an input of its job; here it counts by what it imports. Raises
    StudyError for a script that cannot be read so.
    """
    entries = kind(job).entries
    if script is not None and script.is_file():
        try:
            entries = (*entries, *_source().imported_by(script))
        except (SyntaxError, ValueError) as error:
            raise StudyError(f"{script}: {error}") from None
    found = _source().fingerprint(entries, ASIDE)
    _source().remember()
    return found


@cache
def _version(package: str) -> str:
    """Version without the local part: the CPU and the CUDA build of a release are one version."""
    return metadata.version(_DISTRIBUTIONS.get(package, package)).partition("+")[0]


@cache
def packages_of(job: str, script: Path | None = None) -> dict[str, str]:
    """Versions of the packages that jobs of a kind compute with, by name."""
    names = (code_of(job, script).third_party | {*kind(job).packages}) - PLUMBING
    return {name: _version(name) for name in sorted(names)}


@dataclass(frozen=True, kw_only=True)
class Identity:
    """What one result depends on. All of it is JSON."""

    job: str
    """Kind of job, see `sizewise.study.jobs`."""
    of: Mapping[str, Any]
    """What is asked for beside the configuration."""
    config: Mapping[str, Any]
    """The sections that it sees, without keys that decide no result."""
    code: str
    """Fingerprint of the code."""
    packages: Mapping[str, str]
    """Versions by package."""
    inputs: Mapping[str, str] = field(default_factory=dict)
    """sha256 of what is read, by name; empty in a plan."""
    code_parts: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Digest by module, to explain a difference; `code` alone decides."""

    @property
    def sha256(self) -> str:
        """Hex sha256 of all parts that decide."""
        parts = asdict(self)
        parts.pop("code_parts")
        return sha256_of_json(parts)

    def with_inputs(self, inputs: Mapping[str, str]) -> "Identity":
        """The same with what is read."""
        return Identity(**{**asdict(self), "inputs": dict(inputs)})

    def to_json(self) -> dict[str, Any]:
        """What a manifest holds."""
        return asdict(self)


def plan(job: str, *, of: Mapping[str, Any], config: str) -> Identity:
    """The identity of a job without its inputs.

    `config` is the JSON of the sections that the job is handed.
    """
    script = script_of(job, of)
    code = code_of(job, script)
    return Identity(
        job=job,
        of=json.loads(json.dumps(of)),
        config=json.loads(config),
        code=code.sha256,
        packages=packages_of(job, script),
        code_parts=code.parts,
    )


def differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """What differs between two identities (as JSON) in a few words; empty where nothing does.

    Values of keys and versions are shown; code and inputs, which are hashes, are named. Inputs are
    compared where both have some: a plan has none.
    """
    parts = [part for part in ("of", "config", "packages") if part in {*before, *now}]
    if before.get("inputs") and now.get("inputs"):
        parts.append("inputs")
    one, other = ({part: whole.get(part, {}) for part in parts} for whole in (before, now))
    if before.get("code") != now.get("code"):
        one["code"], other["code"] = before.get("code_parts", {}), now.get("code_parts", {})
        if one["code"] == other["code"]:
            one["code"], other["code"] = {"all": before.get("code")}, {"all": now.get("code")}
    return told(one, other)
