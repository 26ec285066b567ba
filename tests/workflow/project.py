"""Copies of the project in which the tiny study runs, as a newcomer would run it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TINY = "tests/workflow/tiny.yaml"


def run(folder: Path, *command: str, check: bool = True, **environment: str):
    """Run a command in `folder` with the tests' interpreter first on PATH; return the result.

    The copy's own package comes first, so that a test which edits code runs what it edited.
    """
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    variables = {**os.environ, "PATH": path, "PYTHONPATH": str(folder / "workflow"), **environment}
    done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True)
    if check and done.returncode:
        pytest.fail(f"{' '.join(command)}\n{done.stdout[-3000:]}\n{done.stderr[-6000:]}")
    return done


def snakemake(folder: Path, *arguments: str, check: bool = True):
    """Run Snakemake on the tiny study in `folder`."""
    command = ["snakemake", "--profile", "local", "--configfile", TINY, *arguments]
    return run(folder, sys.executable, "-m", *command, check=check)


def copy_of_project(folder: Path) -> Path:
    """What git would give a newcomer of the present working tree, as a repository of its own."""
    listing = run(ROOT, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listing.stdout.split("\0")):
        if (ROOT / name).is_file():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / name).read_bytes())
            target.chmod((ROOT / name).stat().st_mode)
    run(folder, "git", "init", "--quiet", "--initial-branch=main")
    run(folder, "git", "add", "--all")
    identity = ("-c", "user.name=tests", "-c", "user.email=tests@localhost")
    run(folder, "git", *identity, "commit", "--quiet", "--message=copy")
    return folder


def planned(folder: Path) -> set[str]:
    """Rules that a run would execute now."""
    command = ["snakemake", "--cores", "1", "--configfile", TINY, "--dry-run"]
    done = run(folder, sys.executable, "-m", *command)
    lines = [line.split() for line in (done.stdout + done.stderr).splitlines()]
    rules = {words[1].rstrip(":") for words in lines if words[:1] in (["rule"], ["localrule"])}
    # The largest size has a rule of its own, only to be started first.
    return {"train" if rule == "train_largest" else rule for rule in rules}
