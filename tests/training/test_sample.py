"""A few words of a model."""

import pytest
import torch
from sizewise.training.sample import sample

from .test_step import trained


@pytest.fixture
def counting(alone, monkeypatch):
    """An engine whose model says the next of its tokens after each token."""
    engine, _ = trained(alone, steps=0)

    def logits(ids: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.one_hot((ids + 1) % engine.model.config.vocab_size).float()

    monkeypatch.setattr(engine, "logits", logits)
    monkeypatch.setattr(engine.model.config, "bos_token_id", None)
    return engine


def test_each_token_is_the_likeliest_after_the_one_before(counting, stream):
    words = " ".join(f"w{i}" for i in range(1, 16))
    assert sample(counting, stream / "tokenizer") == repr(words)


def test_it_ends_where_the_document_does(counting, stream, monkeypatch):
    monkeypatch.setattr(counting.model.config, "eos_token_id", 3)
    monkeypatch.setattr(counting.model.config, "bos_token_id", 0)
    assert sample(counting, stream / "tokenizer") == "'w1 w2 w3'"


def test_it_is_one_line(counting, stream, monkeypatch):
    from sizewise.training import sample as module

    words = type("Words", (), {"decode": lambda self, ids: "a\nb\u2028c"})
    monkeypatch.setattr(module.Tokenizer, "from_file", lambda path: words())
    assert sample(counting, stream / "tokenizer").splitlines() == [r"'a\nb\u2028c'"]


@pytest.mark.parametrize("trouble", ["sharded", "no tokenizer", "no opening token"])
def test_it_never_fails(counting, stream, monkeypatch, tmp_path, trouble):
    tokenizer = stream / "tokenizer"
    if trouble == "sharded":
        monkeypatch.setattr(counting, "logits", lambda ids: None)
    elif trouble == "no tokenizer":
        tokenizer = tmp_path
    else:
        monkeypatch.setattr(counting.model.config, "eos_token_id", None)
    assert sample(counting, tokenizer) is None
