"""The command line: what it offers, and how it says that it was used wrongly."""

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
        (["bench", "--only", "lunch"], "--only lunch: no such part; parts: setup, "),
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
