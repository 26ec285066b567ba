"""What was pulled is what its manifests say, or nothing opens it."""

import pytest
from sizewise.study.artifacts import sha256_of, write_json
from sizewise.study.errors import StudyError
from sizewise.tracking.pulled import check_pulled


@pytest.fixture
def pulled(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "results/tiny/training"
    folder.mkdir(parents=True)
    (folder / "model.safetensors").write_bytes(b"weights")
    (folder / "log.parquet").write_bytes(b"log")
    files = {path.name: sha256_of(path) for path in folder.iterdir()}
    write_json(folder / "manifest.json", {"files": files})
    return folder


def test_what_is_whole_is_counted(pulled):
    assert check_pulled("tiny") == 1


def test_what_is_missing_will_be_made(pulled):
    (pulled / "log.parquet").unlink()
    assert check_pulled("tiny") == 1


def test_an_altered_file_is_named(pulled):
    (pulled / "model.safetensors").write_bytes(b"WEIGHTS")
    with pytest.raises(StudyError, match=r"model\.safetensors: altered .*1 fault\(s\)"):
        check_pulled("tiny")


@pytest.mark.parametrize("name", ["/etc/passwd", "../../other/file"])
def test_a_manifest_that_reaches_outside_is_refused(pulled, name):
    write_json(pulled / "manifest.json", {"files": {name: "0" * 64}})
    with pytest.raises(StudyError, match="lies outside its folder"):
        check_pulled("tiny")
