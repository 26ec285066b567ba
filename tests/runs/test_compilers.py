"""A compiler that does not work is a line, and no reason to end a training."""

import pytest
from sizewise.runs import compilers
from sizewise.runs.processes import Processes


@pytest.fixture(autouse=True)
def kernels(monkeypatch, tmp_path):
    monkeypatch.setenv("TORCHINDUCTOR_CACHE_DIR", str(tmp_path / "compiled"))
    monkeypatch.delenv("LOCAL_RANK", raising=False)
    return monkeypatch


def refuses(message: str):
    def attempt(device: str) -> None:
        raise RuntimeError(message)

    return attempt


HEADERS = """C++ compile error

Command:
g++ -I/x main.cpp -o main.so

Output:
In file included from main.cpp:2:
main.cpp:3:10: fatal error: Python.h: No such file or directory
compilation terminated.
"""


@pytest.mark.parametrize(
    ("message", "line"),
    [
        (HEADERS, "main.cpp:3:10: fatal error: Python.h: No such file or directory"),
        ("Failed to find C compiler. Please set CC\nmore", "Failed to find C compiler. Please set "
         "CC"),
        ("", "RuntimeError"),
    ],
)  # fmt: skip
def test_the_line_that_tells_most_is_said(message, line):
    assert compilers.why_not("cpu", refuses(message)) == line


def test_what_worked_is_not_tried_again_and_what_failed_is():
    tried = []
    assert compilers.why_not("cpu", refuses("no compiler")) == "no compiler"
    assert compilers.why_not("cpu", tried.append) is None
    assert compilers.why_not("cpu", refuses("not asked")) is None
    assert tried == ["cpu"]


def test_another_compiler_is_another_machine(kernels):
    assert compilers.why_not("cpu", lambda device: None) is None
    kernels.setenv("CXX", "/opt/bin/g++")
    assert compilers.why_not("cpu", refuses("rejects -march")) == "rejects -march"


def test_one_machine_that_cannot_keeps_all_from_it(kernels):
    class Two(Processes):
        def gather(self, value):
            return [value, "no Python.h"]

    kernels.setattr(compilers, "why_not", lambda device: None)
    assert compilers.why_not_anywhere(Two(rank=0, world=2, device="cpu")) == "no Python.h"
