import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sizewise.study.artifacts import MANIFEST, read_json, write_json
from sizewise.study.errors import StudyError
from sizewise.study.formats.shards import ShardLayout, TokenStream

from tests.manifests import write_manifest

LAYOUT = ShardLayout(
    tokens=7 * 12,
    sequence_length=4,
    batch_sequences=3,
    shard_batches=3,
    token_dtype="uint16",  # noqa: S106
)


def write_stream(folder, layout, ids):
    files = []
    for index in range(layout.n_shards):
        steps = layout.shard_steps(index)
        path = folder / layout.shard_name(index)
        path.parent.mkdir(exist_ok=True, parents=True)
        part = ids[steps.start * layout.batch_tokens : steps.stop * layout.batch_tokens]
        path.write_bytes(b"".join(int(i).to_bytes(layout.dtype.itemsize, "little") for i in part))
        files.append(path)
    write_manifest(
        folder, job="stream", files=files,
        facts={"layout": layout.to_json()},
    )  # fmt: skip


@pytest.mark.parametrize("token_dtype", ["uint16", "uint32"])
def test_batches_are_slices_of_the_stream(tmp_path, token_dtype):
    layout = ShardLayout(**{**LAYOUT.to_json(), "token_dtype": token_dtype})
    # The largest ids: a wrong width, sign or byte order cannot go unseen.
    ids = np.iinfo(token_dtype).max - np.arange(layout.tokens, dtype=np.int64) * 257
    write_stream(tmp_path, layout, ids)
    stream = TokenStream(tmp_path)
    assert len(stream) == 7
    assert [p.name for p in sorted((tmp_path / "shards").iterdir())] == [
        "shard_00000.bin", "shard_00001.bin", "shard_00002.bin",
    ]  # fmt: skip
    for step in (6, 0, 3, 2, 6):
        batch = stream.batch(step)
        assert batch.dtype == np.int64
        assert np.array_equal(batch, ids[step * 12 : step * 12 + 12].reshape(3, 4))
        batch[:] = 0  # a copy
    assert stream.batch(6).all()


def test_there_are_no_other_steps(tmp_path):
    write_stream(tmp_path, LAYOUT, np.arange(LAYOUT.tokens))
    for step in (-1, 7):
        with pytest.raises(StudyError, match="steps 0 to 6"):
            TokenStream(tmp_path).batch(step)


@pytest.mark.parametrize("verify", [True, False])
@pytest.mark.parametrize("index", [0, 2])
def test_a_truncated_or_missing_shard_is_named(tmp_path, verify, index):
    write_stream(tmp_path, LAYOUT, np.arange(LAYOUT.tokens))
    path = tmp_path / LAYOUT.shard_name(index)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(StudyError, match=f"{path.name}: .*truncated"):
        TokenStream(tmp_path, verify=verify)
    path.unlink()
    with pytest.raises(StudyError, match=f"{path.name}: .*missing"):
        TokenStream(tmp_path, verify=verify)


def test_an_altered_shard_is_named(tmp_path):
    write_stream(tmp_path, LAYOUT, np.arange(LAYOUT.tokens))
    path = tmp_path / LAYOUT.shard_name(1)
    path.write_bytes(path.read_bytes()[::-1])
    with pytest.raises(StudyError, match=r"shard_00001\.bin: altered"):
        TokenStream(tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        {"tokens": 85},
        {"tokens": 0},
        {"shard_batches": 0},
        {"sequence_length": -4},
        {"batch_sequences": 1.5},
        {"token_dtype": "float32"},
        {"unknown": 1},
    ],
)
def test_a_layout_that_cannot_be_is_refused(tmp_path, change):
    write_stream(tmp_path, LAYOUT, np.arange(LAYOUT.tokens))
    manifest = read_json(tmp_path / MANIFEST)
    manifest["facts"]["layout"].update(change)
    write_json(tmp_path / MANIFEST, manifest)
    with pytest.raises(StudyError, match="layout"):
        TokenStream(tmp_path)


@given(st.integers(1, 50), st.integers(1, 9), st.integers(1, 9), st.integers(1, 60))
def test_shards_divide_the_steps(steps, sequence_length, batch_sequences, shard_batches):
    layout = ShardLayout(
        tokens=steps * sequence_length * batch_sequences,
        sequence_length=sequence_length,
        batch_sequences=batch_sequences,
        shard_batches=shard_batches,
        token_dtype="uint16",  # noqa: S106
    )
    assert layout.n_steps == steps
    covered = [step for i in range(layout.n_shards) for step in layout.shard_steps(i)]
    assert covered == list(range(steps))
    assert all(len(layout.shard_steps(i)) <= shard_batches for i in range(layout.n_shards))
    with pytest.raises(IndexError):
        layout.shard_steps(layout.n_shards)
