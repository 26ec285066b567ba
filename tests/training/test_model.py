"""The network that is built: its counts, its initial values, its loss."""

import numpy as np
import pytest
import torch
from sizewise.study.artifacts import read_json
from sizewise.study.errors import StudyError
from sizewise.study.ladder import size_named
from sizewise.training.model import (
    NextTokenLoss,
    count_parameters,
    drawn,
    model_config,
    new_model,
    special_ids,
    weights_of,
)
from sizewise.training.parametrization import group_of, maximal_update

from tests.runs.streams import VOCABULARY

from .conftest import training_section


def build(name: str, label: str = "0", vocabulary: int = VOCABULARY):
    size = size_named(name)
    rule = maximal_update(size, training_section())
    config = model_config(
        size, rule, vocabulary_size=vocabulary, sequence_length=16, special={"eos_token_id": 0}
    )
    return new_model(config, rule, drawn(f"{name}/{label}")), rule, size


@pytest.mark.parametrize("name", ["25k", "83k", "792k", "6.4M"])
def test_counts_of_the_real_model_are_those_of_the_table(name):
    model, _, size = build(name)
    assert count_parameters(model) == size.counts(VOCABULARY)


def test_initial_standard_deviations_are_as_stated():
    model, rule, _ = build("2.7M", vocabulary=512)
    for name, parameter in model.named_parameters():
        std = rule.groups[group_of(name)].initializer_std
        if std is None:
            assert torch.equal(parameter, torch.ones_like(parameter)), name
            continue
        # Five standard errors of a sample's mean and standard deviation.
        slack = 5 / parameter.numel() ** 0.5
        assert parameter.std().item() == pytest.approx(std, rel=slack), name
        assert abs(parameter.mean().item()) < slack * std, name


def test_initial_values_depend_on_seed_size_and_name_and_on_nothing_else():
    first, _, _ = build("25k")
    torch.manual_seed(1)
    np.random.seed(1)
    again, _, _ = build("25k")
    other, _, _ = build("25k", label="1")
    for (name, a), b, c in zip(
        first.named_parameters(), again.parameters(), other.parameters(), strict=True
    ):
        assert torch.equal(a, b), name
        assert torch.equal(a, c) == ("norm" in name), name
    wide, _, _ = build("83k")
    small = first.model.embed_tokens.weight.flatten()[:100]
    assert not torch.allclose(small, wide.model.embed_tokens.weight.flatten()[:100])


def test_loss_is_that_of_transformers():
    model, _, _ = build("792k")
    ids = torch.arange(4 * 16).reshape(4, 16).remainder_(VOCABULARY)
    ours = NextTokenLoss(model)(ids)
    theirs = model(input_ids=ids, labels=ids).loss
    torch.testing.assert_close(ours, theirs, rtol=1e-6, atol=0)


def test_attention_is_handed_no_mask_and_is_that_of_transformers():
    """A mask as a tensor is what keeps a GPU from its flash kernel."""
    model, _, _ = build("25k")
    ids = torch.randint(VOCABULARY, (2, 16), generator=torch.manual_seed(0))
    masks = []

    def look(graph, inputs):
        for node in graph.graph.nodes:
            if "scaled_dot_product_attention" in str(node.target):
                masks.append((node.kwargs.get("attn_mask"), node.kwargs.get("is_causal")))
        return graph.forward

    torch.compile(NextTokenLoss(model), dynamic=False, backend=look)(ids)
    assert masks == [(None, True)] * 2
    with torch.no_grad():
        ours = model(input_ids=ids, use_cache=False).logits
        model.set_attn_implementation("sdpa")
        assert torch.equal(ours, model(input_ids=ids, use_cache=False).logits)


def test_the_name_of_the_attention_stays_in_the_live_model():
    model, _, _ = build("25k")
    assert "sizewise" not in model.config.to_json_string()


def test_special_ids_are_read_from_the_tokenizer(stream):
    assert special_ids(stream / "tokenizer") == {"bos_token_id": None, "eos_token_id": 0}


def test_the_token_that_pads_is_trained_too(stream):
    """transformers masks the gradient of the embedding's pad id."""
    settings = read_json(stream / "tokenizer/tokenizer_config.json")
    assert settings["pad_token"] == settings["eos_token"]
    size = size_named("25k")
    rule = maximal_update(size, training_section())
    config = model_config(
        size,
        rule,
        vocabulary_size=VOCABULARY,
        sequence_length=16,
        special=special_ids(stream / "tokenizer"),
    )
    model = new_model(config, rule, drawn("25k/0"))
    NextTokenLoss(model)(torch.zeros(2, 16, dtype=torch.int64)).backward()
    assert model.model.embed_tokens.weight.grad[0].abs().sum() > 0


def test_an_arm_starts_from_its_parents_weights(tmp_path):
    parent, rule, _ = build("25k", "1")
    parent.save_pretrained(tmp_path)
    child = new_model(parent.config, rule, weights_of(tmp_path))
    assert all(
        torch.equal(one, other)
        for one, other in zip(parent.parameters(), child.parameters(), strict=True)
    )


def test_a_parent_of_another_size_is_one_line(tmp_path):
    build("25k", "1")[0].save_pretrained(tmp_path)
    other, rule, _ = build("83k", "1")
    with pytest.raises(StudyError, match="must have the same size and tokenizer"):
        new_model(other.config, rule, weights_of(tmp_path))
