from hypothesis import given
from hypothesis import strategies as st
from sizewise.study.formats.names import checkpoint_folder, checkpoint_name, items_file, step_of

STEPS = st.integers(0, 10**7 - 1)


@given(STEPS)
def test_a_file_of_a_checkpoint_tells_its_step(step):
    assert step_of(f"{checkpoint_folder(step)}/model.safetensors") == step


@given(STEPS, STEPS)
def test_names_sort_as_steps_do(first, second):
    assert (checkpoint_name(first) < checkpoint_name(second)) == (first < second)


def test_other_files_have_no_step():
    for name in ("log.parquet", "checkpoints/step12/model.safetensors", "checkpoints/step0000012",
                 "checkpoints/step0000012/a/b", "x/checkpoints/step0000012/a"):  # fmt: skip
        assert step_of(name) is None


def test_items_lie_in_a_file_a_family():
    assert items_file("chains") == "items/chains.jsonl"
