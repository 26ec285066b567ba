"""Sparse sizes: counts of a real model, names that tell both counts, shapes that are refused."""

import pytest
import torch
from sizewise.study.errors import StudyError
from sizewise.study.ladder import size_named, sizes
from sizewise.study.sparse import (
    SparseSize,
    active_of,
    any_size,
    near,
    sparse_size,
    sparse_sizes,
)
from transformers import GraniteMoeConfig, GraniteMoeForCausalLM

ROW = {"name": "85k-a26k", "d_model": 32, "n_layer": 2, "n_head": 2, "d_ff": 88,
       "n_expert": 9, "n_active": 2}  # fmt: skip


@pytest.mark.parametrize("name", list(sparse_sizes()))
def test_counts_are_those_of_the_real_model(name):
    size, vocabulary_size = sparse_size(name), 2048
    config = GraniteMoeConfig(
        vocab_size=vocabulary_size, hidden_size=size.d_model, num_hidden_layers=size.n_layer,
        num_attention_heads=size.n_head, intermediate_size=size.d_expert,
        num_local_experts=size.n_expert, num_experts_per_tok=size.n_active,
        tie_word_embeddings=False,
    )  # fmt: skip
    with torch.device("meta"):
        model = GraniteMoeForCausalLM(config)
    total = sum(parameter.numel() for parameter in model.parameters())
    experts = sum(p.numel() for n, p in model.named_parameters() if ".experts." in n)
    idle = experts // size.n_expert * (size.n_expert - size.n_active)
    table = vocabulary_size * size.d_model
    assert size.counts(vocabulary_size).total == total
    assert size.counts(vocabulary_size).non_embedding == total - 2 * table
    assert size.active_counts(vocabulary_size).non_embedding_and_head == total - table - idle


def test_flops_are_those_of_the_active_parameters():
    """Of the dense rung with the same width, depth and active SwiGLU, and of the routers."""
    sparse, dense = sparse_size("85k-a26k"), size_named("25k")
    router = sparse.n_layer * sparse.n_expert * sparse.d_model
    assert sparse.training_flops_per_token(512, 128) == (
        dense.training_flops_per_token(512, 128) + 6 * router
    )


def test_every_sparse_size_is_a_pair_with_two_rungs():
    rungs = [size.counts(0).non_embedding for size in sizes().values()]
    for size in sparse_sizes().values():
        total, active = (c.non_embedding for c in (size.counts(0), active_of(size, 0)))
        assert any(near(total, rung) for rung in rungs), size.name
        assert any(near(active, rung) for rung in rungs), size.name


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"n_active": 10}, "cannot pass through 10 of 9 experts"),
        ({"n_active": 1}, "a router with n_active 1 learns nothing from the loss"),
        ({"n_active": 3}, "d_ff 88 does not divide into 3 experts"),
        ({"n_active": 4}, "torch's grouped product needs multiples of 4"),
        ({"name": "85k"}, "a name tells both counts"),
        ({"name": "86k-a26k"}, "which 86k does not round"),
        ({"name": "85k-a25k"}, "which 25k does not round"),
    ],
)
def test_an_impossible_shape_is_one_line(change, message):
    with pytest.raises(StudyError) as caught:
        SparseSize.model_validate(ROW | change)
    assert message in str(caught.value) and "sparse_sizes.csv, size" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_size_is_found_among_dense_and_sparse_ones():
    assert any_size("25k") == size_named("25k")
    assert any_size("85k-a26k") == sparse_size("85k-a26k")
    with pytest.raises(StudyError, match=r"known sizes: .*25k, 83k.*85k-a26k"):
        any_size("7B")
    with pytest.raises(StudyError, match="size 25k is dense; sparse sizes: 85k-a26k"):
        sparse_size("25k")
