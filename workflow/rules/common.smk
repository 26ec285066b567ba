# What every rule shares: the checked study, its folders, and code as an input.

import os
import sys
from pathlib import Path

from snakemake.settings.types import DeploymentMethod

from sizewise.load import check_study
from sizewise.study.errors import StudyError
from sizewise.tracking.provenance import record
from sizewise.world.families import FAMILIES

try:
    STUDY = check_study(config, "configuration")
except StudyError as error:
    # One line, no stack trace: a user's mistake is not a crash of the workflow.
    print(f"sizewise: {error}", file=sys.stderr)
    os._exit(2)

R = f"results/{STUDY.name}"
REPORT = f"reports/{STUDY.name}"
RUNS = f"runs/{STUDY.name}"
# The running interpreter, unless Snakemake provides an environment of its own.
PYTHON = (
    "python"
    if DeploymentMethod.CONDA in workflow.deployment_settings.deployment_method
    else sys.executable
)
PLANTED = [name for name in STUDY.mix.shares if name in FAMILIES]
NATURAL = [name for name in STUDY.mix.shares if name not in FAMILIES]


wildcard_constraints:
    size="|".join(STUDY.ladder),
    seed=r"\d+",
    chapter=r"[a-z_]+",


def code(*rooms):
    """Source files of rooms: a change of code reruns the rules that run it."""
    root = Path(workflow.basedir)
    files = [
        file
        for room in ("study", *rooms)
        for file in (root / "workflow" / "sizewise" / room).rglob("*")
    ]
    suffixes = {".py", ".csv", ".css", ".html", ".j2", ".js"}
    # How fast a room is, and how its command line reads, decides no result.
    aside = {"bench.py"}
    return sorted(
        str(file.relative_to(root))
        for file in files
        if file.suffix in suffixes and file.name not in aside
    )


def sections(*names):
    """The named sections of the configuration: all that a job sees, and what reruns it."""
    return STUDY.section_json(*names)


def every_run(pattern):
    """`pattern` for each size and seed of the ladder."""
    return expand(pattern, size=STUDY.ladder, seed=STUDY.seeds)


onsuccess:
    record(STUDY.name)
    if Path(REPORT, "index.html").is_file():
        print(f"Report: {REPORT}/index.html", file=sys.stderr)
