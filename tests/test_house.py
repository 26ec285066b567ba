"""The house's own rules: who may import whom, and what may not stand in a tracked file."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "workflow" / "sizewise"
ROOMS = sorted(p.name for p in PACKAGE.iterdir() if (p / "__init__.py").is_file())


def imports(path: Path) -> set[str]:
    """Rooms of sizewise that a file imports, at any depth."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        found |= {n.split(".")[1] for n in names if n.startswith("sizewise.")}
    return found & set(ROOMS)


# Rooms that train share what any training needs.
GROUND = {"training": {"study", "runs"}}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_itself_and_the_ground_floor(room):
    for path in (PACKAGE / room).rglob("*.py"):
        assert imports(path) <= {room} | GROUND.get(room, {"study"}), path.relative_to(ROOT)


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
