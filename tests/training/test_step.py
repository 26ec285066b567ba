"""One step: the same update however the batch is cut and the optimizer sharded."""

from types import SimpleNamespace

import numpy as np
import pytest
import torch
from sizewise.runs.hash_chain import sequence_digests
from sizewise.study.errors import StudyError
from sizewise.study.formats.shards import ShardLayout
from sizewise.study.ladder import size_named
from sizewise.training.engine import Engine
from sizewise.training.step import train_step

from tests.runs.streams import VOCABULARY

from .conftest import training_section

LAYOUT = ShardLayout(
    tokens=64 * 6,
    sequence_length=16,
    batch_sequences=4,
    shard_batches=6,
    token_dtype="uint16",  # noqa: S106
)
# Adam's first steps divide small gradients by themselves, so rounding grows to a share of the step
# (hidden rate 0.0067); a tenth of a step tells it from another update.
ROUNDING = 7e-4
BATCHES = np.random.default_rng(0).integers(VOCABULARY, size=(6, 4, 16))


def trained(alone, steps: int = 3, seed: int = 0, **changes) -> tuple[Engine, list]:
    engine = Engine(
        size=size_named("83k"),
        seed=seed,
        training=training_section(**changes),
        layout=LAYOUT,
        vocabulary_size=VOCABULARY,
        special={"eos_token_id": 0},
        processes=alone,
    )
    return engine, [train_step(engine, batch, 1.0) for batch in BATCHES[:steps]]


def test_accumulation_changes_nothing_but_rounding(alone):
    whole, one = trained(alone)
    parts, two = trained(alone, device_sequences=1)
    for (a, norm_a, digests_a), (b, norm_b, digests_b) in zip(one, two, strict=True):
        assert float(a["loss"]) == pytest.approx(float(b["loss"]), rel=1e-5)
        assert float(norm_a) == pytest.approx(float(norm_b), rel=1e-4)
        assert digests_a == digests_b
    for a, b in zip(whole.weights().values(), parts.weights().values(), strict=True):
        torch.testing.assert_close(a, b, rtol=0, atol=ROUNDING)


@pytest.mark.parametrize("stage", [1, 2, 3])
def test_every_zero_stage_trains_the_same(alone, stage):
    plain, one = trained(alone)
    sharded, two = trained(alone, zero_stage=stage)
    assert [float(s.loss) for s in one] == pytest.approx([float(s.loss) for s in two], rel=1e-5)
    assert [float(s[1]) for s in one] == pytest.approx([float(s[1]) for s in two], rel=1e-4)
    for a, b in zip(plain.weights().values(), sharded.weights().values(), strict=True):
        torch.testing.assert_close(a, b, rtol=0, atol=ROUNDING)


def test_one_step_is_torchs_clipped_adamw(alone):
    """The oracle: the same model, torch alone, five kinds of parameters with their own rates."""
    from sizewise.training.engine import parameter_groups
    from sizewise.training.model import NextTokenLoss

    engine, steps = trained(alone, steps=2, gradient_clip=0.5, weight_decay=0.1)
    twin, _ = trained(alone, steps=0, weight_decay=0.1)
    model = twin.model
    optimizer = torch.optim.AdamW(
        parameter_groups(model, twin.parametrization), betas=(0.9, 0.95), fused=True
    )
    for batch, (means, norm, _) in zip(BATCHES, steps, strict=False):
        optimizer.zero_grad()
        expected = NextTokenLoss(model)(torch.from_numpy(batch))
        expected.backward()
        expected_norm = torch.nn.utils.clip_grad_norm_(model.parameters(), 0.5)
        optimizer.step()
        assert means["loss"].item() == expected.item()
        assert float(norm) == float(expected_norm)
    for name, tensor in engine.weights().items():
        assert torch.equal(tensor, model.state_dict()[name]), name


@pytest.mark.parametrize("stage", [0, 2])
def test_seeds_differ_under_zero(alone, stage):
    _, one = trained(alone, zero_stage=stage)
    _, two = trained(alone, zero_stage=stage, seed=1)
    assert all(float(a.loss) != float(b.loss) for a, b in zip(one, two, strict=True))


def test_digests_are_of_the_batch_in_order(alone):
    _, steps = trained(alone, device_sequences=2)
    assert [s[2] for s in steps] == [sequence_digests(batch) for batch in BATCHES[:3]]


@pytest.mark.parametrize(("precision", "stage"), [("bf16", 0), ("bf16", 1), ("bf16", 3)])
def test_bf16_trains(alone, precision, stage):
    _, expected = trained(alone)
    half, steps = trained(alone, precision=precision, zero_stage=stage)
    assert [float(s.loss) for s in steps] == pytest.approx(
        [float(s.loss) for s in expected], rel=0.01
    )
    assert {t.dtype for t in half.weights().values()} == {torch.bfloat16}


def test_a_compiler_that_fails_on_the_model_is_a_line():
    from torch._dynamo.exc import TorchDynamoException

    with (
        pytest.raises(StudyError, match=r"torch\.compile: x\.cpp:3: error: no; mend the compiler"),
        Engine._compiling(SimpleNamespace(compiled=True)),
    ):
        raise TorchDynamoException("C++ compile error\n\nOutput:\nx.cpp:3: error: no\n")
