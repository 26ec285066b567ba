"""Copies of the project in which the tiny study runs, as a newcomer would run it."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from sizewise.study.store import STORE_VARIABLE
from sizewise.why import planned_jobs

ROOT = Path(__file__).resolve().parents[2]
TINY = "tests/workflow/tiny.yaml"


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Variables for a command in `folder`: the tests' interpreter first on PATH.

    The copy's own package comes first, so that a test which edits code runs what it edited; before
    it only what a test puts into PYTHONPATH.
    """
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    package = str(folder / "workflow")
    front = more.pop("PYTHONPATH", None)
    python = f"{front}{os.pathsep}{package}" if front else package
    inherited = {key: value for key, value in os.environ.items() if key != STORE_VARIABLE}
    return {**inherited, "PATH": path, "PYTHONPATH": python, **more}


def run(folder: Path, *command: str, check: bool = True, **variables: str):
    """Run a command in `folder` in its `environment`; return the result."""
    done = subprocess.run(
        command, cwd=folder, env=environment(folder, **variables), capture_output=True, text=True
    )
    if check and done.returncode:
        pytest.fail(f"{' '.join(command)}\n{done.stdout[-3000:]}\n{done.stderr[-6000:]}")
    return done


def snakemake(folder: Path, *arguments: str, check: bool = True):
    """Run Snakemake on the tiny study in `folder`."""
    command = ["snakemake", "--profile", "local", "--configfile", TINY, *arguments]
    return run(folder, sys.executable, "-m", *command, check=check)


def copy_of_project(folder: Path) -> Path:
    """What git would give a newcomer of the present working tree, as a repository of its own.

    Without what was published, a hundred megabytes that no test reads and every copy would hold
    twice.
    """
    listing = run(ROOT, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listing.stdout.split("\0")):
        if (ROOT / name).is_file() and not name.startswith("published/"):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / name).read_bytes())
            target.chmod((ROOT / name).stat().st_mode)
    run(folder, "git", "init", "--quiet", "--initial-branch=main")
    commit(folder, "copy")
    return folder


def commit(folder: Path, message: str) -> None:
    """Commit everything in `folder` that git does not ignore."""
    identity = ("-c", "user.name=tests", "-c", "user.email=tests@localhost")
    run(folder, "git", "add", "--all")
    run(folder, "git", *identity, "commit", "--quiet", f"--message={message}")


def cloned(repository: Path, folder: Path) -> Path:
    """A clone of `repository` as `folder`, which is returned."""
    run(folder.parent, "git", "clone", "--quiet", str(repository), str(folder))
    return folder


def copy_of_study(study: Path, folder: Path) -> Path:
    """A finished study with its store, times kept, to be edited."""
    shutil.copytree(study, folder, symlinks=True)
    return folder


def _jobs(done) -> list:
    return planned_jobs(done.stdout + done.stderr)


def planned(folder: Path, *targets: str, **variables: str) -> set[str]:
    """Jobs that Snakemake would start now: `train ladder 83k seed0`."""
    command = ["snakemake", *targets, "--cores", "2", "--configfile", TINY, "--dry-run"]
    return {job.name for job in _jobs(run(folder, sys.executable, "-m", *command, **variables))}


def made(folder: Path, *targets: str, **variables: str) -> set[str]:
    """Run Snakemake; the jobs that made something, which those that found their result did not."""
    command = ["snakemake", *targets, "--cores", "2", "--configfile", TINY]
    done = run(folder, sys.executable, "-m", *command, **variables)
    return {
        job.name
        for job in _jobs(done)
        if "unchanged, taken from" not in (folder / job.fields["log"]).read_text()
    }


def halt(holder: Path) -> int | None:
    """Halt the training that holds a run folder; its process, None where it has just ended."""
    try:
        process = json.loads(holder.read_text())["pid"]
        os.kill(process, signal.SIGSTOP)
    except (FileNotFoundError, ProcessLookupError):
        return None
    return process if holder.exists() else None


def edit(folder: Path, name: str, old: str, new: str) -> None:
    """Replace `old`, which must stand there once, by `new`."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{name}: {old!r} stands there {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")


def configure(folder: Path, **sections: dict) -> None:
    """Lay keys over those of the tiny study, a section at a time."""
    path = folder / TINY
    values = yaml.safe_load(path.read_text(encoding="utf-8"))
    for section, keys in sections.items():
        values.setdefault(section, {}).update(keys)
    path.write_text(yaml.safe_dump(values, sort_keys=False), encoding="utf-8")
