"""Stores, run folders and outputs on different file systems, where no file can have two names."""

import os
import tempfile
from pathlib import Path

import pytest
from sizewise.runs.outputs import link_tree, move_into_place
from sizewise.study.artifacts import link_file, write_manifest
from sizewise.study.identity import Identity
from sizewise.study.store import Store

IDENTITY = Identity(job="test", of={}, config={}, code="c", packages={}, inputs={})


@pytest.fixture
def elsewhere(tmp_path):
    """A folder on another file system than `tmp_path`."""
    for place in ("/dev/shm", "/run", "/var/tmp", str(Path.home())):  # noqa: S108
        folder = Path(place)
        if os.access(folder, os.W_OK) and folder.stat().st_dev != tmp_path.stat().st_dev:
            with tempfile.TemporaryDirectory(dir=folder) as name:
                yield Path(name)
            return
    pytest.skip("this machine has one file system")


def made(folder: Path) -> Path:
    (folder / "below").mkdir(parents=True)
    (folder / "below/weights").write_bytes(b"w" * 1000)
    return folder / "below/weights"


def test_a_file_is_copied_where_it_cannot_be_linked(tmp_path, elsewhere):
    file = made(tmp_path / "one")
    with pytest.raises(OSError, match="cross-device"):
        (elsewhere / "weights").hardlink_to(file)
    for _ in range(2):  # The second time there is a file in its place.
        copy = link_file(file, elsewhere / "two/weights")
        assert copy.read_bytes() == file.read_bytes() and not copy.samefile(file)


def test_a_store_elsewhere_keeps_and_gives_back(tmp_path, elsewhere):
    root, again, store = tmp_path / "results", tmp_path / "again", Store(elsewhere / "store")
    file = made(root)
    manifest = write_manifest(root, files=[file], identity=IDENTITY)
    store.keep(manifest, root)
    file.write_bytes(b"edited")
    assert store.put_in_place("test", IDENTITY.sha256, again) == manifest
    assert (again / "below/weights").read_bytes() == b"w" * 1000
    # A copy that somebody edits is not the store's.
    (again / "below/weights").write_bytes(b"edited")
    assert store.put_in_place("test", IDENTITY.sha256, again) == manifest
    assert (again / "below/weights").read_bytes() == b"w" * 1000


def test_outputs_move_to_another_file_system_as_a_whole(tmp_path, elsewhere):
    made(tmp_path / "runs/checkpoints")
    link_tree(tmp_path / "runs/checkpoints", elsewhere / "checkpoints")
    assert (elsewhere / "checkpoints/below/weights").is_file()
    whole, output = tmp_path / "runs/output", elsewhere / "results/seed0"
    made(whole)
    output.mkdir(parents=True)
    (output / "old").touch()
    move_into_place(whole, output)
    assert [path.name for path in output.iterdir()] == ["below"]
    assert [path.name for path in output.parent.iterdir()] == ["seed0"]
    assert not whole.exists()
