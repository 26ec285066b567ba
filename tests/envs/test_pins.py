"""One version of each package: pyproject.toml, requirements.lock and envs/ agree."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(lines: list[str]) -> dict[str, str]:
    found = {}
    for line in lines:
        match = re.fullmatch(r"([A-Za-z0-9._-]+)==([^\s;]+)", line.strip())
        assert match, f"not an exact pin: {line!r}"
        found[normal(match[1])] = match[2]
    return found


def project() -> dict[str, str]:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return pins(table["dependencies"] + table["optional-dependencies"]["test"])


def entries(name: str = "requirements.lock") -> list[str]:
    """Entries of a lock, each on one line: the pin and its hashes."""
    text = re.sub(r"^#.*\n", "", (ROOT / name).read_text(), flags=re.MULTILINE)
    return text.replace("\\\n", " ").splitlines()


def lock() -> dict[str, str]:
    return pins([entry.split()[0] for entry in entries()])


def test_every_pin_has_hashes_and_nothing_comes_from_elsewhere():
    """pip then installs only files that were looked at when the lock was made."""
    for entry in [*entries(), *entries("envs/uv.lock")]:
        _, *options = entry.split()
        assert options, entry
        for option in options:
            assert re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", option), entry
    text = (ROOT / "envs/Containerfile").read_text()
    assert text.count("-r requirements.lock") > 0
    assert text.count("-r requirements.lock") == text.count("--require-hashes -r requirements")


def test_the_lock_holds_every_direct_pin():
    assert project().items() <= lock().items()


@pytest.mark.parametrize("path", sorted((ROOT / "envs").glob("*.yaml")), ids=lambda p: p.stem)
def test_conda_files_are_in_step(path):
    listed = yaml.safe_load(path.read_text())["dependencies"][-1]["pip"]
    assert pins(listed).items() <= project().items()


def test_what_is_installed_is_what_is_pinned():
    """Python's local labels (`+cpu`) say which build of a version, not which version."""
    for name, version in lock().items():
        assert metadata.version(name).partition("+")[0] == version, name
