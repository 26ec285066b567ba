"""The rule between sizes: plain at the base, as tabulated elsewhere, flat in a coordinate check."""

import pytest
import torch
from sizewise.study.ladder import Size, sizes
from sizewise.training.model import NextTokenLoss, model_config, new_model
from sizewise.training.parametrization import Parametrization, group_of, maximal_update

from tests.runs.streams import VOCABULARY

from .conftest import training_section

TRAINING = training_section(weight_decay=0.1, learning_rate=0.02, embedding_learning_rate=0.02)


def shape(d_model: int, n_layer: int = 2) -> Size:
    """A size without the check that its name tells its count."""
    return Size.model_construct(
        name=f"d{d_model}l{n_layer}",
        d_model=d_model,
        n_layer=n_layer,
        n_head=d_model // 16,
        d_ff=d_model * 11 // 4,
    )


def test_base_shape_is_the_plain_transformer():
    rule = maximal_update(shape(TRAINING.base_d_model, TRAINING.base_n_layer), TRAINING)
    assert rule.embedding_multiplier == rule.residual_multiplier == rule.logits_scaling == 1
    assert rule.attention_multiplier == 16**-0.5
    for name, group in rule.groups.items():
        slow = name in ("embedding", "block_norms", "last_norm")
        rate = TRAINING.embedding_learning_rate if slow else TRAINING.learning_rate
        assert group.learning_rate == rate
        assert group.epsilon == TRAINING.epsilon
        assert group.weight_decay == (0 if slow else TRAINING.weight_decay)
        std = None if name.endswith("norm") or name == "block_norms" else TRAINING.initializer_std
        assert group.initializer_std == std


@pytest.mark.parametrize(("width", "depth"), [(2, 1), (4, 3), (16, 8)])
def test_exponents_of_width_and_depth(width, depth):
    base = maximal_update(shape(32, 2), TRAINING)
    rule = maximal_update(shape(32 * width, 2 * depth), TRAINING)
    hidden, plain = rule.groups["hidden"], base.groups["hidden"]
    assert hidden.initializer_std**2 == pytest.approx(plain.initializer_std**2 / width)
    assert hidden.learning_rate == pytest.approx(plain.learning_rate / width)
    # What a step takes off a weight, lr x decay, is the same at every width.
    shrink = plain.learning_rate * plain.weight_decay
    assert hidden.learning_rate * hidden.weight_decay == pytest.approx(shrink)
    assert hidden.epsilon == pytest.approx(plain.epsilon / (width * depth))
    assert rule.residual_multiplier == pytest.approx(1 / depth)
    assert rule.logits_scaling == pytest.approx(width)
    for name in ("embedding", "head", "last_norm"):
        assert rule.groups[name].learning_rate == base.groups[name].learning_rate
        assert rule.groups[name].initializer_std == base.groups[name].initializer_std
        assert rule.groups[name].epsilon == pytest.approx(base.groups[name].epsilon / width)


def test_every_size_of_the_ladder_keeps_the_fan_ins_in_step():
    """The rule scales every fan-in by the width: d_ff must grow with it."""
    ratios = [size.d_ff / size.d_model for size in sizes().values()]
    assert max(ratios) / min(ratios) < 1.05


def build(size: Size, rule: Parametrization, seed: int = 0) -> NextTokenLoss:
    config = model_config(size, rule, vocabulary_size=VOCABULARY, sequence_length=16, special={})
    return NextTokenLoss(new_model(config, rule, f"{size.name}/{seed}"))


def changes(size: Size, rule: Parametrization, steps: int = 4) -> dict[str, float]:
    """Root mean square of how far activations moved in a few Adam steps, by place."""
    loss = build(size, rule)
    model = loss.model
    groups = [
        {"params": [p], "lr": rule.groups[group_of(n)].learning_rate,
         "eps": rule.groups[group_of(n)].epsilon}
        for n, p in model.named_parameters()
    ]  # fmt: skip
    optimizer = torch.optim.Adam(groups, betas=(0.9, 0.95))
    ids = torch.arange(8 * 16).reshape(8, 16).mul_(7).remainder_(VOCABULARY)

    def look() -> dict[str, torch.Tensor]:
        with torch.no_grad():
            out = model(input_ids=ids, output_hidden_states=True, use_cache=False)
        # The residual stream before the last norm is what blocks write.
        return {"stream": out.hidden_states[-2], "logits": out.logits}

    before = look()
    for _ in range(steps):
        optimizer.zero_grad()
        loss(ids).backward()
        optimizer.step()
    after = look()
    return {k: (after[k] - before[k]).square().mean().sqrt().item() for k in before}


def standard(size: Size) -> Parametrization:
    """A deliberately wrong rule: the base rates at every width."""
    base = maximal_update(shape(TRAINING.base_d_model, size.n_layer), TRAINING)
    right = maximal_update(size, TRAINING)
    wrong = {
        name: group.__class__(**{**vars(group), "learning_rate": base.groups[name].learning_rate})
        for name, group in right.groups.items()
    }
    return right.__class__(**{**vars(right), "groups": wrong, "logits_scaling": 1.0})


def test_coordinate_check_is_flat_in_width_and_a_wrong_rule_drifts():
    narrow, wide = shape(32), shape(512)
    ours = [changes(size, maximal_update(size, TRAINING)) for size in (narrow, wide)]
    wrong = [changes(size, standard(size)) for size in (narrow, wide)]
    for place in ("stream", "logits"):
        flat = ours[1][place] / ours[0][place]
        drift = wrong[1][place] / wrong[0][place]
        assert 0.5 < flat < 2, (place, flat)
        assert drift > 3, (place, drift)


def test_coordinate_check_is_flat_in_depth():
    shallow, deep = shape(32, 2), shape(32, 16)
    moved = [changes(size, maximal_update(size, TRAINING)) for size in (shallow, deep)]
    for place in ("stream", "logits"):
        assert 0.5 < moved[1][place] / moved[0][place] < 2, place
