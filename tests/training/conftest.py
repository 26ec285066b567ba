"""Trainings of the smallest sizes on a tiny stream, in this process or in one of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from sizewise.training.config import Training

from tests.runs.streams import write_stream

REPOSITORY = Path(__file__).resolve().parents[2]


def training_section(**changes) -> Training:
    """The training section of config.yaml, uncompiled, with changes."""
    values = yaml.safe_load((REPOSITORY / "config.yaml").read_text())["training"]
    values |= {"compile": False, "checkpoints": 3, "checkpoint_first_step": 2}
    return Training.model_validate(values | changes)


def train_command(
    stream: Path, folder: Path, training: Training, size: str = "25k", **sections: dict
) -> list[str]:
    """Arguments of a `train` into `folder`/output with state in `folder`/runs."""
    config = json.dumps({"training": training.model_dump(mode="json"), **sections})
    return [
        "train", "--config", config, "--arm", "ladder", "--size", size, "--seed", "0",
        "--stream", str(stream), "--runs", str(folder / "runs"), "--output", str(folder / "output"),
    ]  # fmt: skip


def environment() -> dict[str, str]:
    """One thread, and none of the variables of a training that this process is itself part of."""
    drop = ("RANK", "WORLD_SIZE", "LOCAL_RANK", "MASTER_ADDR", "MASTER_PORT")
    kept = {key: value for key, value in os.environ.items() if key not in drop}
    return kept | {"OMP_NUM_THREADS": "1"}


def _launch(command: list[str], **options) -> subprocess.Popen:
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    return subprocess.Popen(
        [sys.executable, *command],
        env=environment(), stderr=subprocess.PIPE, text=True, **(streams | options),
    )  # fmt: skip


def start(arguments: list[str], processes: int = 1, **options) -> subprocess.Popen:
    """`python -m sizewise …` in a process of its own, or in several."""
    launcher = ["-m", "sizewise.runs.elastic", "--standalone", f"--nproc-per-node={processes}"]
    return _launch([*(launcher if processes > 1 else []), "-m", "sizewise", *arguments], **options)


def start_interrupted(arguments: list[str], where: str, step: int, how: str) -> subprocess.Popen:
    """The same, interrupted at a chosen step: see interrupted.py."""
    script = str(Path(__file__).with_name("interrupted.py"))
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    return _launch([script, where, str(step), how, "--", *arguments], **pipes)


def finish(process: subprocess.Popen, status: int = 0) -> str:
    """Wait for a process, check its exit status and return its stderr."""
    _, errors = process.communicate()
    assert process.returncode == status, errors
    return errors


@pytest.fixture(scope="session")
def stream(tmp_path_factory) -> Path:
    """30 steps of 4 sequences of 16 tokens, vocabulary 64."""
    return write_stream(tmp_path_factory.mktemp("streams") / "stream", steps=30)


@pytest.fixture(scope="session")
def _started():
    """Start the process group once; give back the environment and the processor's mode."""
    import torch
    from sizewise.runs import processes

    before = dict(os.environ)
    processes.set_environment()
    here = processes.start()
    torch.set_flush_denormal(False)  # hypothesis wants denormals
    after = dict(os.environ)
    os.environ.clear()
    os.environ.update(before)
    yield here, after
    processes.stop()


@pytest.fixture
def alone(_started, monkeypatch):
    """This test process as the only process of a training."""
    here, variables = _started
    for key, value in variables.items():
        monkeypatch.setenv(key, value)
    return here
