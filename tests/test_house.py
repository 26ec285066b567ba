"""The house's own rules: who may import whom, and what may not stand in a tracked file."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_rooms_import_only_themselves_and_shared_ground():
    """The contracts of pyproject.toml; they name every room, and the linter sees every import."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "workflow")}
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    done = subprocess.run(
        [*command, "--no-cache"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def tracked(*patterns: str) -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, check=True
    )
    names = listing.stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_nothing_loads_pickles_or_remote_code():
    banned = re.compile(
        r"trust_remote_code\s*=\s*True|weights_only\s*=\s*False|\bpickle\.loads?\b|read_pickle"
    )
    for path in tracked("workflow/*.py", "Snakefile", "workflow/*.smk"):
        assert not banned.search(path.read_text(encoding="utf-8")), path.relative_to(ROOT)


def test_shell_commands_quote_what_they_are_given():
    """Every placeholder of a rule's command is quoted (`:q`) or a number that Snakemake made."""
    for path in tracked("workflow/rules/*.smk"):
        for command in re.findall(r"^\s+shell:\n((?:\s+\".*\"\n)+)", path.read_text(), re.M):
            for name in re.findall(r"\{([^}]+)\}", command):
                assert name.endswith(":q") or name == "threads", f"{path.name}: {{{name}}}"
