"""`make environment`: what installs, and which build of torch."""

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PIN = re.search(r"^torch==[^ ]+", (ROOT / "requirements.lock").read_text(), re.MULTILINE)[0]
LOCKED = ["--no-deps", "--require-hashes", "-r", str(ROOT / "requirements.lock")]
PIP = [sys.executable, "-m", "pip", "install", "--quiet"]


def _script():
    found = importlib.util.spec_from_file_location("install", ROOT / "envs/install.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


install = _script()


class Machine:
    """Runs nothing and remembers what it was asked; `fails` says which commands end in an error."""

    def __init__(self, fails=lambda command: False, listed=""):
        self.fails, self.listed, self.ran = fails, listed, []

    def __call__(self, command, **rest):
        self.ran.append((command, rest.get("env")))
        return subprocess.CompletedProcess(command, int(self.fails(command)), self.listed, "")

    def installs(self):
        return [command for command, _ in self.ran if "install" in command]


def uv_at(folder, monkeypatch):
    """A uv on PATH, and nothing else there."""
    path = folder / "uv"
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    return str(path)


def test_make_hands_the_build_of_torch_to_the_installer(tmp_path):
    for name in ("Makefile", "requirements.lock", "pyproject.toml", "envs"):
        (tmp_path / name).symlink_to(ROOT / name)
    done = subprocess.run(
        ["make", "--dry-run", "environment", "TORCH=cpu"], cwd=tmp_path, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    assert ".venv/bin/python envs/install.py cpu" in done.stdout.splitlines()


def test_pip_installs_where_no_uv_is_to_be_had(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    machine = Machine(fails=lambda command: str(ROOT / "envs/uv.lock") in command)
    install.install("", machine)
    fetch, torch, lock, own = machine.installs()
    assert fetch[-3:] == ["--require-hashes", "-r", str(ROOT / "envs/uv.lock")]
    # torch first, by its version and with the libraries of its build; then the lock, as it is.
    assert torch == [*PIP, PIN]
    assert lock == [*PIP, *LOCKED]
    assert own[-2:] == ["--editable", str(ROOT)]
    said = capsys.readouterr().out
    assert "pip installs" in said
    # Lines that the benchmark reads.
    steps = re.findall(r"^environment: (.+), (\d+\.\d) s$", said, re.MULTILINE)
    assert [what for what, _ in steps] == ["an installer", "torch", "the lock", "this project"]


def test_uv_installs_where_it_is_there(tmp_path, monkeypatch):
    uv = uv_at(tmp_path, monkeypatch)
    machine = Machine(listed="global.index-url='https://mirror.example/simple'\n")
    install.install("cpu", machine)
    begin = [uv, "pip", "install", "--quiet", "--python", sys.executable]
    torch, lock, _ = machine.installs()
    assert torch == [
        *begin, "--extra-index-url", "https://download.pytorch.org/whl/cpu", f"{PIN}+cpu",
    ]  # fmt: skip
    assert lock == [*begin, *LOCKED]
    _, environment = machine.ran[-1]
    assert environment["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"


def test_pip_takes_over_where_uv_fails(tmp_path, monkeypatch):
    uv = uv_at(tmp_path, monkeypatch)
    machine = Machine(fails=lambda command: command[0] == uv and "-r" in command)
    install.install("", machine)
    assert [command[0] == uv for command in machine.installs()] == [True, True, False, True]
    assert machine.installs()[2] == [*PIP, *LOCKED]


def test_what_neither_can_install_ends_in_one_line(tmp_path, monkeypatch):
    uv_at(tmp_path, monkeypatch)
    with pytest.raises(SystemExit, match=f"pip could not install {PIN}"):
        install.install("", Machine(fails=lambda command: True))


def test_uv_is_told_what_pip_is_configured_to(tmp_path):
    listed = (
        f"global.find-links='{tmp_path} /not/there'\n"
        "global.index-url='https://one.example/simple'\n"
        "site.index-url='https://two.example/simple'\n"
        ":env:.cert='/etc/ours.pem'\n"
        "user.cert='/etc/theirs.pem'\n"
        "global.extra-index-url='file:///not/there https://three.example/simple'\n"
        "global.timeout='60'\n"
    )
    expected = {
        "UV_DEFAULT_INDEX": "https://two.example/simple",
        "UV_INDEX": "https://three.example/simple",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_FIND_LINKS": str(tmp_path),
        "SSL_CERT_FILE": "/etc/ours.pem",
    }
    assert install.uv_settings(listed, {}) == expected
    # Who set uv's own variables is not overruled.
    own = {"UV_DEFAULT_INDEX": "https://own.example"}
    assert "UV_DEFAULT_INDEX" not in install.uv_settings(listed, own)
    assert install.uv_settings("", {}) == {}


def test_two_processes_share_the_imports():
    assert install.halves(["json", "torch.nn", "pandas", "transformers"]) == (
        ["torch.nn", "transformers"], ["json", "pandas"],
    )  # fmt: skip


def test_bytecode_is_written_of_what_is_imported_and_of_nothing_else(tmp_path, monkeypatch):
    source = tmp_path / "workflow/rooms"
    source.mkdir(parents=True)
    (source / "one.py").write_text(
        "import first.part\n\ndef f():\n    from second import what\n    from . import own\n"
    )
    assert install.imported([source / "one.py"]) == ["first.part", "second"]
    for name in ("first", "second", "third"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("")
    (tmp_path / "first/part.py").write_text("raise RuntimeError('made for another platform')")
    (tmp_path / "second/deep.py").write_text("")
    (tmp_path / "second/__init__.py").write_text("from second import deep")
    monkeypatch.setattr(install, "ROOT", tmp_path)
    monkeypatch.setattr(install, "PROGRAMS", [])
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    monkeypatch.setenv("PYTHONPATH", os.fspath(tmp_path))
    install.byte_compile()
    written = {path.name.split(".")[0] + "/" + path.parts[-3] for path in tmp_path.rglob("*.pyc")}
    assert {"__init__/first", "part/first", "__init__/second", "deep/second"} <= written
    assert not any(name.endswith("/third") for name in written)
