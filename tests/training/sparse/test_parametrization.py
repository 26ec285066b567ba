"""Rules of experts and router: the dense ones with one expert, flat in coordinate checks."""

import pytest
import torch
from sizewise.study.sparse import SparseSize
from sizewise.training import parametrization as dense
from sizewise.training.model import drawn, new_model
from sizewise.training.parametrization import Parametrization
from sizewise.training.sparse.config import Sparse
from sizewise.training.sparse.network import BalancedLoss, SparseNetwork
from sizewise.training.sparse.parametrization import maximal_update

from tests.runs.streams import VOCABULARY
from tests.training.conftest import training_section

TRAINING = training_section(weight_decay=0.1, learning_rate=0.02, embedding_learning_rate=0.02)
NETWORK = SparseNetwork(Sparse(balance_coefficient=0.01))


def shape(d_model: int, n_layer: int = 2, n_expert: int = 8, n_active: int = 2) -> SparseSize:
    """A size without the checks of its name and its router."""
    return SparseSize.model_construct(
        name=f"d{d_model}l{n_layer}e{n_expert}k{n_active}", d_model=d_model, n_layer=n_layer,
        n_head=d_model // 16, d_ff=d_model * 11 // 4, n_expert=n_expert, n_active=n_active,
    )  # fmt: skip


@pytest.mark.parametrize(("width", "depth"), [(32, 2), (128, 6)])
def test_one_expert_has_the_dense_rule(width, depth):
    size = shape(width, depth, n_expert=1, n_active=1)
    mine, theirs = maximal_update(size, TRAINING), dense.maximal_update(size, TRAINING)
    assert mine.groups["experts_up"] == mine.groups["experts_down"] == theirs.groups["hidden"]
    assert {name: mine.groups[name] for name in theirs.groups} == theirs.groups


def test_exponents_of_the_router_are_those_of_an_output_layer():
    base, wide = (maximal_update(shape(32 * m, 2 * m), TRAINING).groups["router"] for m in (1, 4))
    assert wide.initializer_std == pytest.approx(base.initializer_std / 4)
    assert wide.learning_rate == pytest.approx(base.learning_rate / 4)
    assert wide.learning_rate * wide.weight_decay == base.learning_rate * base.weight_decay
    assert wide.epsilon == pytest.approx(base.epsilon / 4)


def build(size: SparseSize, rule: Parametrization) -> BalancedLoss:
    config = NETWORK.config(
        size, rule, vocabulary_size=VOCABULARY, sequence_length=16, special={}
    )  # fmt: skip
    # One label for all ways to cut, so that what experts do not touch starts the same.
    model = new_model(
        config, rule, drawn(f"{size.d_model}"), make=NETWORK.make, group=NETWORK.group_of
    )
    return NETWORK.loss(model)


def changes(size: SparseSize, rule: Parametrization, steps: int = 4) -> dict[str, float]:
    """Root mean square of how far activations moved in a few Adam steps, by place."""
    loss = build(size, rule)
    model = loss.model
    groups = [
        {"params": [p], "lr": rule.groups[NETWORK.group_of(n)].learning_rate,
         "eps": rule.groups[NETWORK.group_of(n)].epsilon}
        for n, p in model.named_parameters()
    ]  # fmt: skip
    optimizer = torch.optim.Adam(groups, betas=(0.9, 0.95))
    ids = torch.arange(8 * 16).reshape(8, 16).mul_(7).remainder_(VOCABULARY)

    def look() -> dict[str, torch.Tensor]:
        with torch.no_grad():
            out = model(
                input_ids=ids, output_hidden_states=True, output_router_logits=True,
                use_cache=False,
            )  # fmt: skip
        return {
            "stream": out.hidden_states[-2], "logits": out.logits, "router": out.router_logits[-1],
        }  # fmt: skip

    before = look()
    for _ in range(steps):
        optimizer.zero_grad()
        loss(ids).backward()
        optimizer.step()
    after = look()
    return {k: (after[k] - before[k]).square().mean().sqrt().item() for k in before}


def wrong(size: SparseSize) -> Parametrization:
    """A deliberately wrong rule: experts and router with the base rates at every width."""
    right = maximal_update(size, TRAINING)
    base = maximal_update(shape(32, size.n_layer), TRAINING)
    groups = {
        name: group.__class__(**{**vars(group), "learning_rate": base.groups[name].learning_rate})
        if name in ("experts_up", "experts_down", "router")
        else group
        for name, group in right.groups.items()
    }
    return right.__class__(**{**vars(right), "groups": groups})


def test_coordinate_check_is_flat_in_width_and_a_wrong_rule_drifts():
    # At first what experts write has nothing to do with the gradient, and their product, which the
    # router learns from, is a sum of random signs: so more steps than for a dense network.
    narrow, wide = shape(32), shape(256)
    ours = [changes(size, maximal_update(size, TRAINING), steps=16) for size in (narrow, wide)]
    off = [changes(size, wrong(size), steps=16) for size in (narrow, wide)]
    for place in ("stream", "logits", "router"):
        flat = ours[1][place] / ours[0][place]
        assert 0.5 < flat < 2, (place, flat)
    for place in ("stream", "router"):
        drift = off[1][place] / off[0][place]
        assert drift > 3, (place, drift)


def test_coordinate_check_is_flat_in_depth():
    moved = [changes(size, maximal_update(size, TRAINING)) for size in (shape(32), shape(32, 16))]
    for place in ("stream", "logits", "router"):
        assert 0.5 < moved[1][place] / moved[0][place] < 2, place


def test_coordinate_check_is_flat_in_how_the_block_is_cut():
    """As many numbers a token, in 2 or 8 experts; and twice as many experts to choose from."""
    cuts = [shape(128), shape(128, n_expert=32, n_active=8), shape(128, n_expert=16)]
    moved = [changes(size, maximal_update(size, TRAINING)) for size in cuts]
    for place in ("stream", "logits"):
        for other in moved[1:]:
            assert 0.5 < other[place] / moved[0][place] < 2, place


def test_what_a_block_writes_at_first_does_not_depend_on_the_cut():
    """Root mean square of what all blocks add, over many draws of the weights' names."""
    rms = {}
    for n_expert, n_active in ((1, 1), (8, 2), (32, 8)):
        size = shape(256, n_expert=n_expert, n_active=n_active)
        layer = build(size, maximal_update(size, TRAINING)).model.model.layers[0].block_sparse_moe
        given = torch.randn(1, 512, 256, generator=torch.Generator().manual_seed(0))
        with torch.no_grad():
            rms[n_active] = layer(given).square().mean().sqrt().item()
    assert rms[2] == pytest.approx(rms[1], rel=0.15) == pytest.approx(rms[8], rel=0.15)
