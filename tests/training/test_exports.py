"""Checkpoints of the real engine, whole or sharded."""

import pytest
import torch
from sizewise.runs.exports import export
from transformers import AutoModelForCausalLM, AutoTokenizer

from .test_step import trained


@pytest.mark.parametrize("changes", [{}, {"zero_stage": 3}, {"precision": "bf16"}])
def test_anything_opens_them(alone, stream, tmp_path, changes):
    engine, _ = trained(alone, **changes)
    folder = export(engine, tmp_path, 3, stream / "tokenizer", compare_logits=True)
    assert folder == tmp_path / "step0000003"
    assert [path.name for path in tmp_path.iterdir()] == ["step0000003"]
    model = AutoModelForCausalLM.from_pretrained(folder, dtype="auto")
    assert {n: t.dtype for n, t in model.state_dict().items()} == {
        n: t.dtype for n, t in engine.weights().items()
    }
    assert all(torch.equal(t, engine.weights()[n]) for n, t in model.state_dict().items())
    tokenizer = AutoTokenizer.from_pretrained(folder)
    assert tokenizer("w5 w7")["input_ids"] == [5, 7]
    assert model.config.eos_token_id == tokenizer.eos_token_id == 0
