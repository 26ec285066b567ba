import shutil

import numpy as np
import pyarrow.parquet as pq
import pytest
from sizewise.cli import main
from sizewise.stream.verify import verify
from sizewise.study.artifacts import MANIFEST, read_json, sha256_of, write_json
from sizewise.study.errors import StudyError


@pytest.fixture
def copy(built, tmp_path):
    return shutil.copytree(built.output, tmp_path / "stream")


def rehash(folder, name):
    """A forger's work: the manifest agrees with the altered file."""
    manifest = read_json(folder / MANIFEST)
    manifest["files"][name] = sha256_of(folder / name)
    write_json(folder / MANIFEST, manifest)


def test_a_good_stream_is_good(built):
    assert len(verify(built.output)) == 2
    assert len(verify(built.output, built.corpus, built.world)) == 3


@pytest.mark.parametrize(
    "name",
    ["shards/shard_00001.bin", "order.parquet", "ledger.parquet", "tokenizer/tokenizer.json"],
)
@pytest.mark.parametrize("damage", ["truncated", "altered", "missing"])
def test_damage_is_named(copy, name, damage):
    path = copy / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(data if damage == "altered" else data[:-2])
    with pytest.raises(StudyError, match=name):
        verify(copy)


def test_a_swap_that_the_manifest_hides_is_found_by_the_seed(built, copy):
    """Two sequences of the shards exchanged, hashes made to fit: only the seed can tell."""
    name = "shards/shard_00000.bin"
    ids = np.fromfile(copy / name, dtype="<u2").reshape(-1, 128)
    order = pq.read_table(copy / "order.parquet").to_pandas()
    openings = order[order["document_token"] == 0].groupby("sequence")["token_start"]
    places = {s: tuple(v % 128) for s, v in openings if s < len(ids)}
    # Change ordinary tokens only, so that documents still open where the order says.
    assert places
    ids[0][ids[0] != 0] = 5
    ids.tofile(copy / name)
    rehash(copy, name)
    verify(copy)
    with pytest.raises(StudyError, match=f"{name}: not what the seed"):
        verify(copy, built.corpus, built.world)


def test_an_order_that_the_manifest_hides_is_found(built, copy):
    path = copy / "order.parquet"
    table = pq.read_table(path)
    pq.write_table(table.slice(1), path)
    rehash(copy, "order.parquet")
    with pytest.raises(StudyError, match=r"order\.parquet: does not follow on at token 0"):
        verify(copy)
    pq.write_table(table.slice(0, len(table) - 1), path)
    rehash(copy, "order.parquet")
    with pytest.raises(StudyError, match=r"order\.parquet: ends at token"):
        verify(copy)


def test_an_order_of_another_seed_is_found(built, copy):
    manifest = read_json(copy / MANIFEST)
    manifest["config"]["stream"]["seed"] = 9
    write_json(copy / MANIFEST, manifest)
    with pytest.raises(StudyError, match=r"order\.parquet: not what the seed"):
        verify(copy, built.corpus, built.world)


def test_a_manifest_of_something_else_is_refused(built, copy):
    manifest = read_json(copy / MANIFEST)
    write_json(copy / MANIFEST, {**manifest, "facts": {}})
    with pytest.raises(StudyError, match="no layout"):
        verify(copy)
    (copy / MANIFEST).unlink()
    with pytest.raises(StudyError, match="missing"):
        verify(copy)
    del manifest["files"]["ledger.parquet"]
    write_json(copy / MANIFEST, manifest)
    with pytest.raises(StudyError, match=r"does not list ledger\.parquet"):
        verify(copy)


def test_other_inputs_are_refused(built, copy):
    manifest = read_json(copy / MANIFEST)
    manifest["inputs"]["world/exposures.parquet"] = "0" * 64
    write_json(copy / MANIFEST, manifest)
    with pytest.raises(StudyError, match=r"was built from another world/exposures\.parquet"):
        verify(copy, built.corpus, built.world)


def test_the_command_line(built, copy, capsys):
    assert main(["stream", "verify", str(built.output)]) == 0
    assert "8 files" in capsys.readouterr().out
    (copy / "ledger.parquet").write_bytes(b"")
    assert main(["stream", "verify", str(copy)]) == 2
    error = capsys.readouterr().err
    assert error.startswith("sizewise: ")
    assert error.count("\n") == 1
    assert "ledger.parquet" in error
    assert main(["stream", "verify", str(copy), "--corpus", "x"]) == 2
    assert main(["stream", "verify", str(copy), "--workers", "0"]) == 2
