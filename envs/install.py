"""Install what requirements.lock names into the environment of the Python that runs this file.

    .venv/bin/python envs/install.py [BUILD]

BUILD names a build of torch (`cpu`, `cu130`, ...) from PyTorch's own index; without it the registry
decides. torch comes first and by its version alone: every platform has builds of its own, with
libraries of their own beside them. Everything else is what the lock names, by its hash, and nothing
is resolved anew.

uv installs in a small part of pip's time. One on PATH is used, else pip fetches the one of
envs/uv.lock. uv does not read pip's configuration, so it is told what that says of indexes, folders
of wheels and certificates. Where uv is not to be had or fails, pip installs.
"""

import ast
import contextlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
UV_LOCK = ROOT / "envs" / "uv.lock"
PROGRAMS = ["ipykernel.kernelapp", "snakemake.cli"]
"""What jobs start and no module of ours imports."""
ON_TORCH = {"deepspeed", "lm_eval", "safetensors", "torch", "transformers"}
TORCH_INDEX = "https://download.pytorch.org/whl/"
PIP = [sys.executable, "-m", "pip"]

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def uv_settings(listed: str, environment: Mapping[str, str]) -> dict[str, str]:
    """Variables of uv that say what `pip config list` printed; those that are set stay as set."""
    found: dict[str, str] = {}
    lines = [re.fullmatch(r"(\S+?)\.([a-z-]+)='(.*)'", line) for line in listed.splitlines()]
    # The last of pip's files wins, and over all of them its variables of the environment.
    for match in sorted(filter(None, lines), key=lambda match: match[1] == ":env:"):
        found[match[2]] = match[3].replace("\\n", " ")
    told = {
        "UV_DEFAULT_INDEX": found.get("index-url"),
        "UV_INDEX": _joined(found.get("extra-index-url"), " "),
        "UV_FIND_LINKS": _joined(found.get("find-links"), ","),
        "SSL_CERT_FILE": found.get("cert"),
    }
    if told["UV_INDEX"]:
        # pip takes the best release of all indexes; the lock's hashes say which files may come.
        told["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return {name: value for name, value in told.items() if value and name not in environment}


def _joined(value: str | None, mark: str) -> str | None:
    """Words of pip's list without local folders that are not there, which stop uv and not pip."""
    words = [word for word in (value or "").split() if _is_there(word)]
    return mark.join(words) or None


def _is_there(place: str) -> bool:
    local = place.removeprefix("file://") if place.startswith("file://") else place
    return "://" in local or Path(local).is_dir()


def torch_asked(lock: str, build: str) -> list[str]:
    """Arguments that install the lock's torch, in `build` where one is named."""
    pin = re.search(r"^torch==[^ ]+", lock, re.MULTILINE)
    if pin is None:
        sys.exit(f"{LOCK.name}: no torch; restore it")
    if not build:
        return [pin[0]]
    return ["--extra-index-url", TORCH_INDEX + build, f"{pin[0]}+{build}"]


def find_uv(run: Run = subprocess.run) -> str | None:
    """Path of uv: the one on PATH, or the one that pip fetches; None where there is none."""
    if found := shutil.which("uv"):
        return found
    fetched = run(
        [*PIP, "install", "--quiet", "--no-deps", "--require-hashes", "-r", str(UV_LOCK)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    own = Path(sys.executable).with_name("uv")
    return str(own) if fetched.returncode == 0 and own.is_file() else None


def install(build: str, run: Run = subprocess.run) -> None:
    """Install torch, the lock and this project. Ends the process where pip fails too."""
    with timed("an installer"):
        uv = find_uv(run)
    environment = dict(os.environ)
    if uv:
        listed = run([*PIP, "config", "list"], capture_output=True, text=True, check=False).stdout
        environment |= uv_settings(listed, environment)
    else:
        print("no uv for this platform or from this registry: pip installs, in minutes", flush=True)
    for what, arguments in (
        ("torch", torch_asked(LOCK.read_text(encoding="utf-8"), build)),
        ("the lock", ["--no-deps", "--require-hashes", "-r", str(LOCK)]),
        ("this project", ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]),
    ):
        with timed(what):
            if uv:
                command = [uv, "pip", "install", "--quiet", "--python", sys.executable, *arguments]
                if run(command, env=environment, check=False).returncode == 0:
                    continue
                print("uv failed: pip installs", flush=True)
            if run([*PIP, "install", "--quiet", *arguments], check=False).returncode:
                sys.exit(f"pip could not install {arguments[-1]}; its own lines above say why")


@contextlib.contextmanager
def timed(what: str) -> Iterator[None]:
    """Say how long it took, where it succeeds; `sizewise bench` reads these lines."""
    began = time.perf_counter()
    yield
    print(f"environment: {what}, {time.perf_counter() - began:.1f} s", flush=True)


def imported(files: Iterable[Path]) -> list[str]:
    """Names of the modules that Python files import, wherever in them, sorted."""
    names = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module)
    return sorted(names)


def halves(names: Iterable[str]) -> tuple[list[str], list[str]]:
    """Names of modules that stand on torch, and the others: two trees that share little."""
    parts: tuple[list[str], list[str]] = ([], [])
    for name in names:
        parts[name.split(".")[0] not in ON_TORCH].append(name)
    return parts


def byte_compile(start: Callable[..., Any] = subprocess.Popen) -> None:
    """Write the bytecode of what jobs import, also where Python is told to write none.

    Once, so that no job pays for it again. Of the two dozen thousand modules in the environment
    jobs import one in four, and importing is the way to find these. Two processes do it, as the
    smallest machine has two cores.
    """
    code = (
        "import importlib, sys, warnings\n"
        "warnings.simplefilter('ignore')\n"
        "for name in sys.argv[1:]:\n"
        "    try:\n        importlib.import_module(name)\n"
        "    except BaseException:\n        pass  # of another platform, or a program of its own\n"
    )
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    running = [
        start(
            [sys.executable, "-c", code, *names], cwd=ROOT, env=environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for names in halves([*PROGRAMS, *imported((ROOT / "workflow").rglob("*.py"))])
    ]  # fmt: skip
    for process in running:
        process.wait()


if __name__ == "__main__":
    try:
        install(sys.argv[1] if len(sys.argv) > 1 else "")
        with timed("bytecode of what jobs import"):
            byte_compile()
    except KeyboardInterrupt:
        sys.exit("stopped; make environment goes on from here")
