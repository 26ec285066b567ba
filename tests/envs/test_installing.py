"""`make environment`: what installs, and which build of torch, by what make would run."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PIN = re.search(r"^torch==[^ ]+", (ROOT / "requirements.lock").read_text(), re.MULTILINE)[0]


def commands(folder: Path, *arguments: str, uv: bool) -> list[str]:
    """The commands of `make environment` in a fresh clone; without uv, or with one."""
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        (folder / name).symlink_to(ROOT / name)
    path = [part for part in os.environ["PATH"].split(":") if not Path(part, "uv").exists()]
    if uv:
        (folder / "bin").mkdir()
        (folder / "bin/uv").write_text("#!/bin/sh\n")
        (folder / "bin/uv").chmod(0o755)
        path.insert(0, str(folder / "bin"))
    done = subprocess.run(
        ["make", "--dry-run", "environment", *arguments], cwd=folder, check=True,
        capture_output=True, text=True, env=os.environ | {"PATH": ":".join(path)},
    )  # fmt: skip
    return [" ".join(line.split()) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("torch", ["", "cpu"])
def test_pip_installs_where_there_is_no_uv(tmp_path, torch):
    told = commands(tmp_path, f"TORCH={torch}", uv=False)
    index = "--extra-index-url https://download.pytorch.org/whl/cpu " if torch else ""
    build = f"{PIN}+{torch}" if torch else PIN
    pip = ".venv/bin/python -m pip install --quiet"
    # torch first, by its version and with the libraries of its build; then the lock, as it is.
    first, then = (told.index(f"{pip} {what}") for what in (
        f"{index}{build}", "--no-deps --require-hashes -r requirements.lock"
    ))  # fmt: skip
    assert first < then
    assert not any("uv " in line for line in told)


def test_uv_installs_the_lock_where_it_is_there_and_pip_where_it_fails(tmp_path):
    told = commands(tmp_path, "TORCH=cpu", uv=True)
    (line,) = [line for line in told if "requirements.lock" in line]
    first, _, second = line.partition(" || ")
    assert first == (
        "uv pip install --quiet --python .venv/bin/python --no-deps --require-hashes "
        "-r requirements.lock"
    )
    assert second.startswith(".venv/bin/python -m pip install --quiet")
