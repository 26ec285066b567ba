"""Practice questions, a tokenizer that knows their words, and parents that were hardly trained."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import yaml
from sizewise.reward.config import Reward
from sizewise.study.artifacts import write_json
from sizewise.study.formats.items import PRACTICE
from sizewise.study.formats.names import checkpoint_folder, practice_file
from sizewise.study.ladder import size_named
from sizewise.world.families import FAMILIES

from tests.manifests import write_manifest
from tests.training.conftest import environment, training_section

ROOT = Path(__file__).resolve().parents[2]
FAMILY = "deductions"


def reward_section(**changes) -> Reward:
    """The section `reward` of config.yaml, made small, with changes."""
    values = yaml.safe_load((ROOT / "config.yaml").read_text())["reward"]
    values |= {"updates": 6, "questions": 8, "answers": 4, "preferences": 20, "judge": "25k"}
    return Reward.model_validate(values | changes)


@cache
def practice(family: str):
    """Practice questions of a family at the knobs of tests/world."""
    knobs = yaml.safe_load((ROOT / "tests/world/knobs.yaml").read_text())[family]
    one = FAMILIES[family]
    return one.plan(one.knobs.model_validate(knobs), 100_000, 1).practice()


def write_tokenizer(folder: Path) -> int:
    """A tokenizer of whole words for both families; the number of its words."""
    from tokenizers import pre_tokenizers

    split = pre_tokenizers.Whitespace()
    texts = [t for f in ("feelings", "deductions") for q in practice(f)
             for t in (q.prompt, *q.choices)]  # fmt: skip
    found = sorted({word for text in texts for word, _ in split.pre_tokenize_str(text)})
    words = {word: number for number, word in enumerate(["<|endoftext|>", "<unk>", *found])}
    opening = {"id": 0, "content": "<|endoftext|>", "special": True, "single_word": False,
               "lstrip": False, "rstrip": False, "normalized": False}  # fmt: skip
    special = {"id": "<|endoftext|>", "ids": [0], "tokens": ["<|endoftext|>"]}
    opened = [{"SpecialToken": {"id": "<|endoftext|>", "type_id": 0}},
              {"Sequence": {"id": "A", "type_id": 0}}]  # fmt: skip
    write_json(folder / "tokenizer.json", {
        "version": "1.0", "added_tokens": [opening], "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": {"type": "TemplateProcessing", "single": opened, "pair": opened,
                           "special_tokens": {"<|endoftext|>": special}},
        "model": {"type": "WordLevel", "vocab": words, "unk_token": "<unk>"},
    })  # fmt: skip
    write_json(folder / "tokenizer_config.json", {
        "tokenizer_class": "PreTrainedTokenizerFast", "bos_token": "<|endoftext|>",
        "eos_token": "<|endoftext|>",
    })  # fmt: skip
    return len(words)


def write_parent(folder: Path, size: str, seed: int = 0) -> Path:
    """A finished training of a size whose weights are still the initial ones."""
    from sizewise.training.model import drawn, model_config, new_model, special_ids
    from sizewise.training.parametrization import maximal_update

    checkpoint = folder / checkpoint_folder(7)
    vocabulary = write_tokenizer(checkpoint)
    rules = maximal_update(size_named(size), training_section())
    config = model_config(
        size_named(size), rules, vocabulary_size=vocabulary, sequence_length=64,
        special=special_ids(checkpoint),
    )  # fmt: skip
    new_model(config, rules, drawn(f"{size}/{seed}")).save_pretrained(checkpoint)
    write_manifest(folder, job="train", files=sorted(checkpoint.iterdir()))
    return folder


@pytest.fixture(scope="session")
def world(tmp_path_factory) -> Path:
    """A world that holds practice questions alone."""
    folder = tmp_path_factory.mktemp("world")
    files = [folder / practice_file(family) for family in ("feelings", "deductions")]
    for file in files:
        PRACTICE.write(file, practice(file.stem))
    write_manifest(folder, job="world", files=files)
    return folder


@pytest.fixture(scope="session")
def parent(tmp_path_factory) -> Path:
    """A finished training of the smallest size."""
    return write_parent(tmp_path_factory.mktemp("parent"), "25k")


def run(*arguments: str, status: int = 0) -> str:
    """`python -m sizewise …` in a process of its own; its stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "sizewise", *arguments], capture_output=True, text=True,
        env=environment() | {"SIZEWISE_ASIDES": os.environ.get("SIZEWISE_ASIDES", "{}")},
    )  # fmt: skip
    assert done.returncode == status, done.stderr
    return done.stderr


def reward_command(world: Path, parent: Path, folder: Path, section: Reward, *more: str):
    """Arguments of a `reward` into `folder`/output with state in `folder`/runs."""
    config = json.dumps({"reward": section.model_dump(mode="json")})
    return [
        "reward", "--config", config, "--family", FAMILY, "--source", "exact",
        "--arm", "deductions_exact", "--size", "25k", "--seed", "0", "--world", str(world),
        "--parent", str(parent), "--runs", str(folder / "runs"),
        "--output", str(folder / "output"), *more,
    ]  # fmt: skip
