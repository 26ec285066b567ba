"""The sparse network: one expert is the dense layer, K of E compute, the router learns."""

import numpy as np
import pytest
import torch
from sizewise.study.ladder import size_named
from sizewise.study.sparse import SparseSize, sparse_size
from sizewise.training.model import (
    NextTokenLoss,
    count_parameters,
    drawn,
    model_config,
    new_model,
)
from sizewise.training.parametrization import maximal_update as dense_rule
from sizewise.training.sparse.config import Sparse
from sizewise.training.sparse.network import SparseNetwork

from tests.runs.streams import VOCABULARY
from tests.training.conftest import training_section

TRAINING = training_section(weight_decay=0.1)
SHAPE = {"vocabulary_size": VOCABULARY, "sequence_length": 16, "special": {"eos_token_id": 0}}
IDS = torch.from_numpy(np.random.default_rng(0).integers(VOCABULARY, size=(4, 16)))


def network(balance: float = 0.01) -> SparseNetwork:
    return SparseNetwork(Sparse(balance_coefficient=balance))


def build(size: SparseSize, kind: SparseNetwork):
    rule = kind.rule(size, TRAINING)
    config = kind.config(size, rule, **SHAPE)
    return new_model(
        config, rule, drawn(f"{size.name}/0"), make=kind.make, group=kind.group_of
    )  # fmt: skip


def one_expert(name: str) -> SparseSize:
    """A dense rung as a mixture of one expert, which sparse_sizes.csv may not hold."""
    size = size_named(name)
    return SparseSize.model_construct(**size.model_dump(), n_expert=1, n_active=1)


def as_dense(model, name: str):
    """The dense model of a rung with the weights of a mixture of one expert."""
    size, rule = size_named(name), dense_rule(size_named(name), TRAINING)
    held = dict(model.named_parameters())

    def weights(parameter: str, shape, std):
        layer, _, last = parameter.partition(".mlp.")
        if not last:
            return held[parameter].detach()
        gate, up = held[f"{layer}.block_sparse_moe.experts.gate_up_proj"][0].detach().chunk(2)
        down = held[f"{layer}.block_sparse_moe.experts.down_proj"][0].detach()
        return {"gate_proj.weight": gate, "up_proj.weight": up, "down_proj.weight": down}[last]

    return new_model(model_config(size, rule, **SHAPE), rule, weights)


def test_one_expert_is_the_dense_network():
    """The known truth: logits, loss and every gradient are those of the dense model."""
    kind = network()
    sparse = build(one_expert("83k"), kind)
    dense = as_dense(sparse, "83k")
    torch.testing.assert_close(sparse(IDS).logits, dense(IDS).logits, rtol=1e-6, atol=1e-6)
    mine = kind.loss(sparse)
    mine(IDS).backward()
    theirs = NextTokenLoss(dense)
    theirs(IDS).backward()
    torch.testing.assert_close(mine.measured["loss"], theirs.measured["loss"])
    assert mine.measured["balance_loss"] == 1
    held = {name: parameter.grad for name, parameter in sparse.named_parameters()}
    for name, parameter in dense.named_parameters():
        layer, _, last = name.partition(".mlp.")
        if not last:
            own = held[name]
        else:
            where = "down_proj" if last.startswith("down") else "gate_up_proj"
            own = held[f"{layer}.block_sparse_moe.experts.{where}"][0]
            if where == "gate_up_proj":
                own = own.chunk(2)[last.startswith("up")]
        torch.testing.assert_close(own, parameter.grad, rtol=1e-5, atol=1e-7, msg=name)
    # One expert always has the weight one: nothing for a router to learn.
    assert not held["model.layers.0.block_sparse_moe.router.weight"].any()


@pytest.mark.parametrize("name", ["85k-a26k", "223k-a84k"])
def test_counts_of_the_real_model_are_those_of_the_table(name):
    size = sparse_size(name)
    assert count_parameters(build(size, network())) == size.counts(VOCABULARY)


def test_a_token_passes_through_as_many_experts_as_stated_and_no_other_counts():
    """Experts that a token does not pass through may hold anything without a change for it."""
    size = sparse_size("85k-a26k")
    model = build(size, network())
    layer = model.model.layers[0].block_sparse_moe
    hidden = torch.randn(1, 5, size.d_model, generator=torch.Generator().manual_seed(0))
    _, weights, chosen = layer.router(hidden[0])
    assert chosen.shape == (5, size.n_active)
    torch.testing.assert_close(weights.sum(dim=1), torch.ones(5))
    assert all(len(set(row.tolist())) == size.n_active for row in chosen)
    before = layer(hidden)
    for token in range(5):
        with torch.no_grad():
            kept = {k: v.clone() for k, v in layer.experts.state_dict().items()}
            idle = [e for e in range(size.n_expert) if e not in chosen[token].tolist()]
            layer.experts.gate_up_proj[idle] = 1e3
            layer.experts.down_proj[idle] = -1e3
            after = layer(hidden)
            assert torch.equal(after[0, token], before[0, token])
            layer.experts.gate_up_proj[chosen[token, 0]] += 1.0
            assert not torch.allclose(layer(hidden)[0, token], before[0, token])
            layer.experts.load_state_dict(kept)


def test_the_router_learns_from_the_loss_and_its_gradient_is_the_slope():
    # A token passes through all experts, so that no choice jumps while the router is moved.
    size = sparse_size("85k-a26k").model_copy(update={"n_expert": 2})
    kind = network(balance=0.0)
    model = build(size, kind)
    loss = kind.loss(model)
    router = model.model.layers[0].block_sparse_moe.router.weight
    loss(IDS).backward()
    along = router.grad / router.grad.norm()
    at = []
    for step in (0.1, -0.2):
        with torch.no_grad():
            router += step * along
            at.append(loss(IDS).item())
    assert (at[0] - at[1]) / 0.2 == pytest.approx(router.grad.norm().item(), rel=0.05)


def test_balance_is_one_when_even_and_the_number_of_experts_when_one_takes_all():
    """By the definition: E times the sum of share times probability, in units of K."""
    size, kind = sparse_size("85k-a26k"), network()
    model = build(size, kind)
    loss = kind.loss(model)
    with torch.no_grad():
        for layer in model.model.layers:
            layer.block_sparse_moe.router.weight.zero_()
        loss(IDS)
        # Equal probabilities: whoever is picked, the sum over experts of share/E is K/E.
        assert loss.measured["balance_loss"].item() == pytest.approx(1.0)
        for layer in model.model.layers:
            # Two experts far ahead of the others for every token: E/K.
            layer.post_attention_layernorm.weight.zero_()
            layer.block_sparse_moe.router.register_forward_pre_hook(
                lambda module, given: (torch.ones_like(given[0]),)
            )
            layer.block_sparse_moe.router.weight[:2] = 5.0
        loss(IDS)
        expected = size.n_expert / size.n_active
        assert loss.measured["balance_loss"].item() == pytest.approx(expected)


def test_what_is_minimised_is_transformers_own_with_one_block():
    """With one block the mean over blocks is transformers' sum: the same loss, the same weight."""
    one = sparse_size("85k-a26k").model_copy(update={"n_layer": 1})
    kind = network(balance=0.3)
    model = build(one, kind)
    theirs = model(input_ids=IDS, labels=IDS, output_router_logits=True).loss
    torch.testing.assert_close(kind.loss(model)(IDS), theirs)


@pytest.mark.slow
def test_a_compiled_sparse_loss_is_the_same():
    kind = network()
    model = build(sparse_size("85k-a26k"), kind)
    plain, compiled = kind.loss(model), kind.loss(model)
    compiled.compile_loss(dynamic=False)
    torch.testing.assert_close(compiled(IDS), plain(IDS))
    for name, value in plain.measured.items():
        torch.testing.assert_close(compiled.measured[name], value, msg=name)
