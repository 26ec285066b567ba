import hashlib
import json
import stat

import pytest
from sizewise.study.artifacts import (
    MANIFEST,
    read_json,
    read_manifest,
    sha256_of,
    sha256_of_json,
    verify_files,
    whole_file,
    write_json,
    write_manifest,
)
from sizewise.study.errors import StudyError
from sizewise.study.identity import Identity

IDENTITY = Identity(
    job="test", of={}, config={"k": 2}, code="c", packages={"p": "1"}, inputs={"x": "1"}
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "sub").mkdir()
    files = [tmp_path / "b.bin", tmp_path / "sub" / "a.bin"]
    for file in files:
        file.write_bytes(file.name.encode() * 1000)
    write_manifest(tmp_path, files=files, identity=IDENTITY, facts={"n": 3})
    return tmp_path


def test_sha256_is_that_of_the_bytes(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"abc" * 100_000)
    assert sha256_of(path) == hashlib.sha256(b"abc" * 100_000).hexdigest()


def test_sha256_of_json_knows_no_order_of_keys():
    assert sha256_of_json({"a": 1, "中": [2, None]}) == sha256_of_json({"中": [2, None], "a": 1})
    assert sha256_of_json({"a": 1}) != sha256_of_json({"a": 1.5})


def test_a_whole_file_appears_at_the_end(tmp_path):
    path = tmp_path / "new" / "file"
    with whole_file(path) as part:
        part.write_text("half")
        assert not path.exists()
    assert path.read_text() == "half"
    assert stat.S_IMODE(path.stat().st_mode) & 0o400
    assert [p.name for p in path.parent.iterdir()] == ["file"]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_failed_writer_leaves_what_was_there(tmp_path, error):
    path = tmp_path / "file"
    path.write_text("old")
    with pytest.raises(error), whole_file(path) as part:
        part.write_text("new")
        raise error
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_has_ordinary_permissions(tmp_path):
    ordinary = tmp_path / "ordinary"
    ordinary.touch()
    with whole_file(tmp_path / "whole"):
        pass
    assert (tmp_path / "whole").stat().st_mode == ordinary.stat().st_mode


def test_json_reads_back(tmp_path):
    value = {"b": [1, 2.5, None, True], "a": "中文\n\x00"}
    write_json(tmp_path / "f.json", value)
    assert read_json(tmp_path / "f.json") == value
    assert "中文" in (tmp_path / "f.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "message"), [(None, "missing"), ("{", "not JSON"), ("", "not JSON")]
)
def test_json_that_is_not_there_is_one_line(tmp_path, content, message):
    path = tmp_path / "f.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(StudyError, match=f"f.json: {message}") as error:
        read_json(path)
    assert "\n" not in str(error.value)


def test_a_manifest_tells_files_inputs_config_and_code(folder):
    manifest = read_manifest(folder)
    assert manifest["files"] == {name: sha256_of(folder / name) for name in ("b.bin", "sub/a.bin")}
    assert (manifest["inputs"], manifest["config"]) == ({"x": "1"}, {"k": 2})
    assert manifest["facts"] == {"n": 3}
    assert manifest["identity"] == IDENTITY.sha256
    assert (manifest["job"], manifest["code"], manifest["packages"]) == ("test", "c", {"p": "1"})


def test_the_same_outputs_give_the_same_manifest(folder):
    before = (folder / MANIFEST).read_bytes()
    files = [folder / "sub" / "a.bin", folder / "b.bin"]
    write_manifest(folder, files=files, identity=IDENTITY, facts={"n": 3})
    assert (folder / MANIFEST).read_bytes() == before


def test_good_files_pass_and_the_manifest_comes_back(folder):
    assert verify_files(folder) == read_manifest(folder)
    assert verify_files(folder, ["b.bin"]) == read_manifest(folder)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda p: p.unlink(), "missing"),
        (lambda p: p.write_bytes(p.read_bytes()[:-1]), "altered or truncated"),
        (lambda p: p.write_bytes(b"x" + p.read_bytes()[1:]), "altered or truncated"),
        (lambda p: p.write_bytes(b""), "altered or truncated"),
    ],
)
def test_a_damaged_file_is_named(folder, damage, message):
    damage(folder / "sub" / "a.bin")
    with pytest.raises(StudyError, match=f"sub/a.bin: {message}"):
        verify_files(folder)
    verify_files(folder, ["b.bin"])


def test_a_file_outside_the_manifest_is_refused(folder):
    (folder / "c.bin").touch()
    with pytest.raises(StudyError, match=r"c\.bin: not listed"):
        verify_files(folder, ["c.bin"])


@pytest.mark.parametrize("value", [[], {}, "text", None])
def test_what_is_no_manifest_is_refused(folder, value):
    (folder / MANIFEST).write_text(json.dumps(value))
    with pytest.raises(StudyError, match="not a manifest"):
        read_manifest(folder)
