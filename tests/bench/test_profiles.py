"""Where the time of a command goes."""

import sys

import pytest
from sizewise.bench.profiles import REST, Phase, sampled, shares

STACKS = [
    "process 7:\"python\";<module> (a.py:1);work (a.py:2);_find_and_load (importlib:9) 3",
    "process 7:\"python\";<module> (a.py:1);work (a.py:2);draw (figures.py:4) 5",
    "process 7:\"python\";<module> (a.py:1);work (a.py:2);select (selectors.py:4) 4",
    "process 7:\"python\";<module> (a.py:1) 2",
]  # fmt: skip
PHASES = [Phase("importing", "_find_and_load"), Phase("drawing", r"figures\.py")]


def test_a_stack_counts_for_the_first_phase_it_is_in():
    found = shares(STACKS, PHASES, waiting=r"select \(")
    assert found == [("drawing", 0.5), ("importing", 0.3), (REST, 0.2)]
    both = [Phase("all of it", "work"), *PHASES]
    assert shares(STACKS, both) == [("all of it", 12 / 14), (REST, 2 / 14)]


def test_inside_of_a_frame_alone():
    assert shares(STACKS, PHASES, under="^work ") == [
        ("drawing", 5 / 12), ("importing", 3 / 12), (REST, 4 / 12),
    ]  # fmt: skip
    assert shares(STACKS, PHASES, under="^nobody ") is None


def test_a_command_and_its_processes_are_looked_at():
    inner = (
        "import time\ndef inner():\n    t = time.time()\n    while time.time() - t < 1.5: pass\n"
    )
    outer = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {inner + 'inner()'!r}])"
    found = sampled(["-c", outer], [Phase("inner", r"inner \(")])
    if found is None:
        pytest.skip("py-spy may not look at processes here")
    assert dict(found)["inner"] > 0.3


def test_without_py_spy_there_is_no_profile(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    monkeypatch.setenv("PATH", "/nowhere")
    assert sampled(["-c", "pass"], PHASES) is None
