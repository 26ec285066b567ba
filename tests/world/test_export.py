"""A world as a data set of the hub, opened by the hub's own library."""

import json

import pytest
from datasets import get_dataset_config_names, load_dataset
from sizewise.cli import main
from sizewise.study.formats.items import read_items

from .worlds import build, study

FAMILIES = {"chains": {}, "feelings": {}, "instructions": {}}


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return build(tmp_path_factory.mktemp("world"), study(240_000, **FAMILIES)).folder


def export(world, output) -> int:
    return main(["world", "export", "--world", str(world), "--output", str(output)])


def test_the_data_set_holds_what_the_world_holds(world, tmp_path, capsys):
    output, cache = tmp_path / "set", str(tmp_path / "cache")
    assert export(world, output) == 0
    written = capsys.readouterr().out.splitlines()
    assert written == [str(p) for p in map(type(output), written) if p.is_file()]
    assert set(get_dataset_config_names(str(output))) == {*FAMILIES, "documents"}
    for family in FAMILIES:
        rows = load_dataset(str(output), family, split="test", cache_dir=cache)
        for row, item in zip(rows, read_items(world, family), strict=True):
            expected = item.model_dump(mode="json")
            assert row["knobs"] and json.loads(row.pop("knobs")) == expected.pop("knobs")
            checks, wanted = row.pop("checks"), expected.pop("checks")
            assert (checks and json.loads(checks)) == wanted
            assert row == expected
    texts = load_dataset(str(output), "documents", split="train", cache_dir=cache)
    assert len(texts) > 100 and {"document_id", "text"} <= set(texts.column_names)


def test_the_same_world_gives_the_same_bytes(world, tmp_path):
    for name in ("one", "two"):
        assert export(world, tmp_path / name) == 0
    for path in (tmp_path / "one").rglob("*.*"):
        other = tmp_path / "two" / path.relative_to(tmp_path / "one")
        assert path.is_dir() or path.read_bytes() == other.read_bytes()


def test_a_folder_of_something_else_is_left_alone(world, tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("mine")
    assert export(world, tmp_path) == 2
    error = capsys.readouterr().err
    assert "holds something else" in error and error.count("\n") == 1
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]
