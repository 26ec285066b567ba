import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from sizewise.evaluation.checkpoints import (
    choose_steps,
    exported_steps,
    load_model,
    verify_checkpoints,
)
from sizewise.study.errors import StudyError

from tests.evaluation.tiny_study import tiny_model, write_training
from tests.manifests import write_manifest


def test_steps_are_even_in_log():
    exported = [0, 1, 2, 4, 8, 16, 32, 64]
    assert choose_steps(exported, 3) == [1, 8, 64]
    assert choose_steps(exported, 4) == [1, 4, 16, 64]
    assert choose_steps(exported, 1) == [64]
    assert choose_steps(exported, 7) == exported[1:]
    assert choose_steps(exported, 8) == exported
    assert choose_steps([0], 4) == [0]


@given(st.sets(st.integers(0, 10**7), min_size=1, max_size=30), st.integers(1, 40))
def test_any_choice_is_exported_distinct_and_ends_with_the_last(exported, count):
    chosen = choose_steps(exported, count)
    assert chosen[-1] == max(exported)
    assert set(chosen) <= set(exported)
    assert len(chosen) == len(set(chosen)) == min(count, len(exported))
    if count < len(exported):
        assert min(chosen) > 0


def test_exported_steps(make_study):
    assert exported_steps(make_study()["training"]) == [0, 10, 100]


def test_no_checkpoint_is_named(tmp_path):
    write_manifest(tmp_path, job="training", files=[])
    with pytest.raises(StudyError, match="lists no checkpoint"):
        exported_steps(tmp_path)


@pytest.mark.parametrize("damage", ["truncate", "alter", "delete"])
def test_a_damaged_checkpoint_is_named(make_study, damage):
    training = make_study()["training"]
    path = training / "checkpoints/step0000010/model.safetensors"
    content = bytearray(path.read_bytes())
    if damage == "truncate":
        path.write_bytes(content[:-10])
    elif damage == "alter":
        content[-1] ^= 1
        path.write_bytes(content)
    else:
        path.unlink()
    with pytest.raises(StudyError, match=r"step0000010/model\.safetensors") as error:
        verify_checkpoints(training, [10, 100])
    assert "\n" not in str(error.value)
    # The other one is whole, and only what is asked for is read.
    verify_checkpoints(training, [100])


def test_two_steps_with_the_same_weights_are_refused(tmp_path, tokenizer, model):
    training = write_training(tmp_path, tokenizer, {1: model, 2: model})
    with pytest.raises(StudyError, match="same weights as checkpoints/step0000001"):
        verify_checkpoints(training, [1, 2])


def test_a_loaded_model_is_the_saved_one(make_study):
    loaded = load_model(make_study()["training"] / "checkpoints/step0000010")
    saved = tiny_model(10)
    ids = torch.arange(20)[None]
    with torch.inference_mode():
        assert torch.equal(loaded(ids).logits, saved(ids).logits)
    assert loaded.dtype == torch.float32
    assert not loaded.training
    assert math.isfinite(loaded(ids).logits.sum().item())


def test_a_folder_without_a_model_is_one_line(tmp_path):
    with pytest.raises(StudyError, match="no model") as error:
        load_model(tmp_path)
    assert "\n" not in str(error.value)
