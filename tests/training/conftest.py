"""Tiny token streams, written by hand: patterned ids in the format of study/shards.py."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import yaml
from sizewise.study.artifacts import write_json, write_manifest
from sizewise.training.config import Training

REPOSITORY = Path(__file__).resolve().parents[2]
VOCABULARY = 64


def write_stream(
    folder: Path,
    *,
    steps: int,
    batch_sequences: int = 4,
    sequence_length: int = 16,
    vocabulary: int = VOCABULARY,
    shard_batches: int = 5,
    seed: int = 0,
) -> Path:
    """A stream of sequences that count upwards from random starts: easily learnt."""
    rng = np.random.default_rng(seed)
    shape = (steps, batch_sequences, 1)
    ids = rng.integers(vocabulary, size=shape) + np.arange(sequence_length)
    ids = (ids % vocabulary).astype("<u2")
    (folder / "shards").mkdir(parents=True)
    files = []
    for index, start in enumerate(range(0, steps, shard_batches)):
        files.append(folder / f"shards/shard_{index:05d}.bin")
        files[-1].write_bytes(ids[start : start + shard_batches].tobytes())
    words = {"<eos>": 0} | {f"w{i}": i for i in range(1, vocabulary)}
    tokenizer = {
        "version": "1.0",
        "added_tokens": [{"id": 0, "content": "<eos>", "special": True, "single_word": False,
                          "lstrip": False, "rstrip": False, "normalized": False}],
        "pre_tokenizer": {"type": "Whitespace"},
        "model": {"type": "WordLevel", "vocab": words, "unk_token": "<eos>"},
    }  # fmt: skip
    write_json(folder / "tokenizer/tokenizer.json", tokenizer)
    settings = {"tokenizer_class": "PreTrainedTokenizerFast", "eos_token": "<eos>",
                "pad_token": "<eos>"}  # fmt: skip
    write_json(folder / "tokenizer/tokenizer_config.json", settings)
    files += sorted((folder / "tokenizer").iterdir())
    layout = {
        "tokens": int(ids.size),
        "sequence_length": sequence_length,
        "batch_sequences": batch_sequences,
        "shard_batches": shard_batches,
        "token_dtype": "uint16",
    }
    write_manifest(
        folder,
        stage="stream",
        files=files,
        inputs={},
        config={"stream": {"vocabulary_size": vocabulary}},
        rooms=[],
        facts={"layout": layout},
    )
    return folder


def training_section(**changes) -> Training:
    """The training section of config.yaml, uncompiled, with changes."""
    values = yaml.safe_load((REPOSITORY / "config.yaml").read_text())["training"]
    values |= {"compile": False, "checkpoints": 3, "checkpoint_first_step": 2}
    return Training.model_validate(values | changes)


def train_command(stream: Path, folder: Path, training: Training, size: str = "25k") -> list[str]:
    """Arguments of a `train` into `folder`/output with state in `folder`/runs."""
    config = json.dumps({"training": training.model_dump(mode="json")})
    return [
        "train", "--config", config, "--size", size, "--seed", "0", "--stream", str(stream),
        "--runs", str(folder / "runs"), "--output", str(folder / "output"),
    ]  # fmt: skip


def environment() -> dict[str, str]:
    """One thread, and none of the variables of a training that this process is itself part of."""
    drop = ("RANK", "WORLD_SIZE", "LOCAL_RANK", "MASTER_ADDR", "MASTER_PORT")
    kept = {key: value for key, value in os.environ.items() if key not in drop}
    return kept | {"OMP_NUM_THREADS": "1"}


def start(arguments: list[str], processes: int = 1, **options) -> subprocess.Popen:
    """`python -m sizewise …` in a process of its own, or under torch.distributed.run."""
    launcher = ["-m", "torch.distributed.run", "--standalone", f"--nproc-per-node={processes}"]
    command = [sys.executable, *(launcher if processes > 1 else []), "-m", "sizewise"]
    return subprocess.Popen(
        command + arguments,
        env=environment(), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, **options,
    )  # fmt: skip


def finish(process: subprocess.Popen, status: int = 0) -> str:
    """Wait for a process, check its exit status and return its stderr."""
    _, errors = process.communicate(timeout=300)
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
    from sizewise.training import processes

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
