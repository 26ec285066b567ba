"""Exported checkpoints."""

import pytest
import torch
from sizewise.study.errors import StudyError
from sizewise.training import exports
from transformers import AutoModelForCausalLM, AutoTokenizer

from .test_engine import trained


@pytest.mark.parametrize("changes", [{}, {"zero_stage": 3}, {"precision": "bf16"}])
def test_anything_opens_them(alone, stream, tmp_path, changes):
    engine, _ = trained(alone, **changes)
    folder = exports.export(engine, tmp_path, 3, stream / "tokenizer", compare_logits=True)
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


def test_a_checkpoint_that_differs_is_noticed(alone, stream, tmp_path, monkeypatch):
    engine, _ = trained(alone)
    real = engine.model.save_pretrained

    def half_saved(folder, state_dict):
        state_dict["lm_head.weight"] = state_dict["lm_head.weight"] + 1
        real(folder, state_dict=state_dict)

    monkeypatch.setattr(engine.model, "save_pretrained", half_saved)
    with pytest.raises(AssertionError, match=r"lm_head\.weight differs"):
        exports.export(engine, tmp_path, 3, stream / "tokenizer", compare_logits=False)
    assert not (tmp_path / "step0000003").exists()


def test_equal_checkpoints_are_an_error(alone, stream, tmp_path):
    engine, _ = trained(alone)
    one, two = (
        exports.export(engine, tmp_path, step, stream / "tokenizer", compare_logits=False)
        for step in (1, 2)
    )
    with pytest.raises(StudyError, match="same weights as step0000001"):
        exports.distinct_weights([one, two])
    assert exports.distinct_weights([one]) == {"step0000001": exports.weights_hash(one)}
