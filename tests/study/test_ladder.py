"""The rungs: counts of a real model, names that cannot lie, shapes that are refused."""

import pytest
import torch
from sizewise.study.errors import StudyError
from sizewise.study.ladder import Size, size_named, sizes
from transformers import GraniteConfig, GraniteForCausalLM


@pytest.mark.parametrize("name", ["25k", "83k", "792k", "6.4B", "708B"])
def test_counts_are_those_of_the_real_model(name):
    size, vocabulary_size = size_named(name), 2048
    config = GraniteConfig(
        vocab_size=vocabulary_size,
        hidden_size=size.d_model,
        num_hidden_layers=size.n_layer,
        num_attention_heads=size.n_head,
        num_key_value_heads=size.n_head,
        intermediate_size=size.d_ff,
        tie_word_embeddings=False,
    )
    with torch.device("meta"):
        model = GraniteForCausalLM(config)
    counts = size.counts(vocabulary_size)
    embedding = model.get_input_embeddings().weight.numel()
    head = model.get_output_embeddings().weight.numel()
    total = sum(parameter.numel() for parameter in model.parameters())
    assert counts.total == total
    assert counts.non_embedding == total - embedding - head
    assert counts.non_embedding_and_head == total - embedding


def test_flops_are_three_forward_passes_of_every_product():
    """Forward: 2 FLOPs a weight and token, and 4 d T for scores and values of a layer."""
    size, vocabulary_size, length = size_named("83k"), 512, 128
    weights = size.n_layer * (4 * size.d_model**2 + 3 * size.d_model * size.d_ff)
    weights += vocabulary_size * size.d_model
    forward = 2 * weights + size.n_layer * 4 * size.d_model * length
    ours = size.training_flops_per_token(vocabulary_size, length)
    # 6 N counts the norms' gains too, which multiply no matrix.
    assert ours == pytest.approx(3 * forward, rel=0.01)


def test_sizes_rise_and_names_are_unique():
    counts = [size.counts(0).non_embedding for size in sizes().values()]
    assert counts == sorted(set(counts))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"n_head": 3}, "n_head 3 does not divide d_model 32"),
        ({"n_head": 32}, "rotary positions need an even head width"),
        ({"name": "26k"}, "which 26k does not round"),
        ({"name": "25.3k"}, "which 25.3k does not round"),
    ],
)
def test_an_impossible_shape_is_one_line(change, message):
    row = {"name": "25k", "d_model": 32, "n_layer": 2, "n_head": 2, "d_ff": 88} | change
    with pytest.raises(StudyError) as caught:
        Size.model_validate(row)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_unknown_size_lists_the_known_ones():
    with pytest.raises(StudyError, match="known sizes: 6k, 25k, 83k"):
        size_named("7B")
