"""Exported checkpoints of any model."""

import pytest
import torch
from sizewise.runs import exports
from sizewise.runs.processes import Processes
from sizewise.study.errors import StudyError
from transformers import AutoModelForCausalLM, LlamaConfig, LlamaForCausalLM

from tests.runs.streams import VOCABULARY, write_stream


class Plain:
    """A model that no engine of ours holds."""

    def __init__(self) -> None:
        self.processes = Processes(rank=0, world=1, device="cpu")
        self.model = LlamaForCausalLM(
            LlamaConfig(
                vocab_size=VOCABULARY, hidden_size=16, intermediate_size=16, num_hidden_layers=1,
                num_attention_heads=2, max_position_embeddings=16,
            )
        )  # fmt: skip

    def weights(self) -> dict[str, torch.Tensor]:
        return {name: p.detach().clone() for name, p in self.model.named_parameters()}

    @torch.no_grad()
    def logits(self, ids: torch.Tensor) -> torch.Tensor:
        return self.model(input_ids=ids).logits


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory):
    return write_stream(tmp_path_factory.mktemp("streams") / "stream", steps=1) / "tokenizer"


def test_it_opens_with_the_weights_that_were_live(tokenizer, tmp_path):
    plain = Plain()
    folder = exports.export(plain, tmp_path, 3, tokenizer, compare_logits=True)
    assert folder == tmp_path / "step0000003"
    assert [path.name for path in tmp_path.iterdir()] == ["step0000003"]
    opened = AutoModelForCausalLM.from_pretrained(folder).state_dict()
    assert all(torch.equal(opened[name], tensor) for name, tensor in plain.weights().items())
    assert (folder / "tokenizer.json").read_bytes() == (tokenizer / "tokenizer.json").read_bytes()


def test_a_checkpoint_that_differs_is_noticed(tokenizer, tmp_path, monkeypatch):
    engine = Plain()
    real = engine.model.save_pretrained

    def half_saved(folder, state_dict):
        state_dict["lm_head.weight"] = state_dict["lm_head.weight"] + 1
        real(folder, state_dict=state_dict)

    monkeypatch.setattr(engine.model, "save_pretrained", half_saved)
    with pytest.raises(AssertionError, match=r"lm_head\.weight differs"):
        exports.export(engine, tmp_path, 3, tokenizer, compare_logits=False)
    assert not (tmp_path / "step0000003").exists()


def test_equal_checkpoints_are_an_error(tokenizer, tmp_path):
    engine = Plain()
    one, two = (
        exports.export(engine, tmp_path, step, tokenizer, compare_logits=False) for step in (1, 2)
    )
    with pytest.raises(StudyError, match="same weights as step0000001"):
        exports.distinct_weights([one, two])
    assert exports.distinct_weights([one]) == {"step0000001": exports.weights_hash(one)}
