"""The command line: what it offers, and how it says that it was used wrongly."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from sizewise.cli import app, main

ROOT = Path(__file__).resolve().parents[1]


def commands(command, path=()):
    """(path, command) of all commands that run something."""
    children = getattr(command, "commands", None)
    if children is None:
        yield path, command
        return
    for name, child in children.items():
        yield from commands(child, (*path, name))


COMMANDS = dict(commands(typer.main.get_command(app)))


def test_every_job_of_the_study_has_its_command():
    rules = "\n".join(path.read_text() for path in (ROOT / "workflow/rules").glob("*.smk"))
    named = {line.split("-m sizewise ")[1].split(" --")[0] for line in rules.splitlines()
             if "-m sizewise " in line}  # fmt: skip
    assert {tuple(name.split()) for name in named} <= COMMANDS.keys()
    assert len(named) > 5


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_and_option_says_what_it_is(path, capsys):
    assert COMMANDS[path].help
    for parameter in COMMANDS[path].params:
        assert parameter.help, parameter.name
    assert main([*path, "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"Usage: sizewise {' '.join(path)}")


@pytest.mark.parametrize("job", ["train", "evaluate", "probe"])
def test_a_run_is_named_by_three_options(job):
    defaults = {parameter.name: parameter.default for parameter in COMMANDS[(job,)].params}
    assert {"arm", "size", "seed"} <= defaults.keys()
    assert defaults["arm"] == "ladder"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Missing command (see sizewise --help)"),
        (["trian"], "No such command 'trian'. Did you mean 'train'"),
        (["stream", "bild"], "(see sizewise stream --help)"),
        (["train"], "Missing option '--config' (see sizewise train --help)"),
        (["train", "--sise", "3"], "No such option: --sise"),
        (["stream", "show", "x", "--step", "two"], "Invalid value for '--step'"),
        (["bench", "--only", "lunch"], "--only lunch: no such part; parts: training, "),
        (["sweep", "--config", "{}", "--size", "25k", "--stream", "s", "--learning-rates", "1,x",
          "--steps", "1", "--output", "o"], "--learning-rates: could not convert"),
    ],
)  # fmt: skip
def test_a_mistake_of_usage_is_one_line(arguments, message, capsys):
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("sizewise: ")
    assert message in said.err
    assert said.err.count("\n") == 1


def test_the_command_line_starts_without_heavy_libraries():
    """What the name of a command needs, and no more: jobs pay for their own imports alone."""
    code = "import sys, sizewise.cli; print(*sys.modules)"
    environment = os.environ | {"PYTHONPATH": str(ROOT / "workflow")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    heavy = {"torch", "transformers", "pandas", "numpy", "pyarrow", "scipy", "matplotlib",
             "datasets", "pydantic", "snakemake", "rich"}  # fmt: skip
    assert "typer" in loaded
    assert not loaded & heavy


def test_a_closed_pipe_is_no_mistake():
    command = f"{sys.executable} -m sizewise config show config.yaml | true"
    environment = os.environ | {"PYTHONPATH": str(ROOT / "workflow")}
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        cwd=ROOT, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


ALIGNED = """
import sizewise.cli, sys
assert "torch" not in sys.modules, "the variable is read when torch is loaded"
import torch

def elsewhere(matrix, place):
    held = torch.empty(matrix.numel() + place)[place:].view_as(matrix)
    return held.copy_(matrix)

draws = torch.Generator().manual_seed(0)
for rows, inner, columns in ((16, 36, 20), (5, 52, 92), (7, 84, 28), (3, 100, 44)):
    tokens = torch.randn(rows, inner, generator=draws)
    weights = torch.randn(columns, inner, generator=draws)
    first = tokens @ weights.T
    for place in range(16):
        assert torch.equal(first, elsewhere(tokens, place) @ elsewhere(weights, place).T), place
"""


def test_sums_do_not_depend_on_where_a_matrix_lies():
    inherited = {key: value for key, value in os.environ.items() if key != "MKL_CBWR"}
    done = subprocess.run(
        [sys.executable, "-c", ALIGNED], env=inherited | {"OMP_NUM_THREADS": "1"},
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_processors_with_avx_512_compute_as_those_without():
    """Last digits of exp and log differ between numpy's instructions: a world was made again so."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("NPY_")}
    said = "import sizewise.cli, numpy, json\n" + (
        "print(json.dumps(numpy.show_config(mode='dicts')['SIMD Extensions']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", said], env=inherited, capture_output=True, text=True
    )
    assert not {"X86_V4", "AVX512_ICL", "AVX512_SPR"} & {*json.loads(done.stdout).get("found", [])}
