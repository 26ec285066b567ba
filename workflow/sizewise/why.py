"""`sizewise why`: what a run would do now, and which key, file or version makes it so.

Snakemake says which jobs it would run. For each of them the identity in the manifest of its last
result is compared with what it would be now; where they agree, the job runs because of one before
it. Such a job ends at once if what it reads has the same contents as before.
"""

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

from sizewise.flow import Flow
from sizewise.study.artifacts import MANIFEST, read_json
from sizewise.study.errors import StudyError
from sizewise.study.identity import differences
from sizewise.study.jobs import KINDS

_HEAD = re.compile(r"^(?:local)?(?:rule|checkpoint) (\w+):$")
_FIELD = re.compile(r"^    (\w+): (.*)$")


@dataclass
class PlannedJob:
    """One job of a dry run."""

    rule: str
    fields: dict[str, str] = field(default_factory=dict)
    """What Snakemake prints of it: input, output, reason, wildcards."""

    @property
    def kind(self) -> str:
        """Kind of job; rules that only change its priority or its nodes share it."""
        return re.sub(r"^(train)_\w+$", r"\1", self.rule)

    @property
    def wildcards(self) -> dict[str, str]:
        """Wildcards by name."""
        pairs = [pair for pair in self.fields.get("wildcards", "").split(", ") if pair]
        return dict(pair.split("=", 1) for pair in pairs)

    @property
    def name(self) -> str:
        """The job in a line: `train ladder 83k seed0`."""
        told = self.wildcards
        words = [f"seed{value}" if key == "seed" else value for key, value in told.items()]
        return " ".join([self.kind, *words])

    @property
    def outputs(self) -> list[str]:
        """Files and folders that it makes."""
        return self.fields.get("output", "").split(", ")

    @property
    def inputs(self) -> set[str]:
        """Files and folders that it reads."""
        return set(self.fields.get("input", "").split(", ")) - {""}


def planned_jobs(text: str) -> list[PlannedJob]:
    """The jobs of what `snakemake --dry-run` prints."""
    jobs: list[PlannedJob] = []
    for line in text.splitlines():
        if head := _HEAD.match(line):
            jobs.append(PlannedJob(head[1]))
        elif (entry := _FIELD.match(line)) and jobs:
            jobs[-1].fields.setdefault(entry[1], entry[2])
    return [job for job in jobs if job.kind in KINDS]


def _dry_run(files: Sequence[Path], targets: Sequence[str]) -> str:
    command = [sys.executable, "-m", "snakemake", "--cores", "1", "--dry-run", *targets]
    command += ["--configfile", *map(str, files)] if files else []
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        last = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()][-1:]
        raise StudyError(
            f"snakemake --dry-run failed ({' '.join(last).removeprefix('sizewise: ')})"
        )
    return done.stdout + done.stderr


def _is_manifest(name: str) -> bool:
    """Whether an output is a job's manifest: of a page they lie in one folder."""
    return Path(name).name == MANIFEST or Path(name).parent.name == "report"


def _reason(job: PlannedJob, flow: Flow, makers: dict[str, PlannedJob]) -> str:
    known = next(filter(Path.is_file, map(Path, filter(_is_manifest, job.outputs))), None)
    if known is not None:
        told = SimpleNamespace(items=lambda: job.wildcards.items())
        before = read_json(known)
        changed = differences(before, flow.plan(job.kind, told).to_json())
        if changed:
            return changed
    behind = sorted({makers[name].name for name in job.inputs if name in makers})
    if known is None:
        return "has no result yet"
    if behind:
        several = f" and {len(behind) - 1} more" if len(behind) > 1 else ""
        return f"reads what {behind[0]}{several} may change"
    return job.fields.get("reason", "Snakemake gives no reason")


def why(files: Sequence[Path] = (), targets: Sequence[str] = ()) -> Iterator[str]:
    """A line for each job that a run would start now, in the order of the workflow.

    `files` are configurations over config.yaml, `targets` what Snakemake is asked for. Raises
    StudyError where the configuration is wrong or the dry run fails.
    """
    flow = Flow([Path("config.yaml"), *files], {})
    jobs = planned_jobs(_dry_run(files, targets))
    makers = {name: job for job in jobs for name in job.outputs}
    if not jobs:
        yield "nothing to be done"
    order = {name: position for position, name in enumerate(KINDS)}
    for job in sorted(jobs, key=lambda job: (order[job.kind], job.name)):
        yield f"{job.name}: {_reason(job, flow, makers)}"
