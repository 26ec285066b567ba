"""Fixtures of the evaluation's tests; what they are made of is in tiny_study.py."""

from collections.abc import Callable
from pathlib import Path

import pytest
from transformers import GraniteForCausalLM, PreTrainedTokenizerFast

from tests.evaluation.tiny_study import (
    ITEMS,
    passages,
    tiny_model,
    tiny_tokenizer,
    write_corpus,
    write_training,
    write_world,
)


@pytest.fixture(scope="session")
def tokenizer() -> PreTrainedTokenizerFast:
    return tiny_tokenizer()


@pytest.fixture(scope="session")
def model() -> GraniteForCausalLM:
    return tiny_model()


@pytest.fixture
def make_study(tmp_path, tokenizer) -> Callable[..., dict[str, Path]]:
    """Folders of a study: three families, four passages, checkpoints at 0, 10 and 100."""

    def make(items=None, models=None, rows=None) -> dict[str, Path]:
        if items is None:
            items = {family: maker() for family, maker in ITEMS.items()}
        if models is None:
            models = {step: tiny_model(step) for step in (0, 10, 100)}
        return {
            "world": write_world(tmp_path / "world", items),
            "corpus": write_corpus(tmp_path / "corpus", rows or passages()),
            "training": write_training(tmp_path / "training", tokenizer, models),
            "output": tmp_path / "output",
        }

    return make
