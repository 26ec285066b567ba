"""A user's YAML: mistakes with their line, and files over one another."""

import pytest
from sizewise.study.errors import StudyError
from sizewise.study.yaml_files import merge, read_mapping, read_yaml


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: quick\nladder: [25k\n", "line 3: not YAML"),
        ("a: 1\nb: {c: 1,\n    c: 2}\n", "line 3: the key c stands twice; correct it"),
        ("a: 1\nb: 2\na: 3\n", "line 3: the key a stands twice; correct it"),
        ("a: 1\nb: .nan\n", "line 2: .nan is not a finite number; correct it"),
        ("a: [1, -.inf]\n", "line 1: -.inf is not a finite number; correct it"),
        ("a: 1\nb: !!python/object:os.system {}\n", "line 2: "),
        ("- 1\n", "holds no mapping"),
    ],
)
def test_a_mistake_is_one_line_that_names_its_own(tmp_path, text, message):
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StudyError) as caught:
        read_mapping(path)
    assert str(caught.value).startswith(f"{path}")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_is_right_is_read(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("a: &x {b: 1, c: 1.5}\nd: {<<: *x, b: 2}\n", encoding="utf-8")
    assert read_yaml(path) == {"a": {"b": 1, "c": 1.5}, "d": {"b": 2, "c": 1.5}}


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(StudyError, match=r"none\.yaml: no such file"):
        read_yaml(tmp_path / "none.yaml")


def test_mappings_merge_but_shares_and_seeds_are_replaced_as_a_whole():
    base = {"mix": {"tokens": 1, "shares": {"a": 1.0}},
            "arms": {"ladder": {"seeds": {"25k": 1}, "parent": None}}}  # fmt: skip
    over = {"mix": {"shares": {"b": 1.0}}, "arms": {"ladder": {"seeds": {"83k": 2}}}}
    assert merge(base, over) == {
        "mix": {"tokens": 1, "shares": {"b": 1.0}},
        "arms": {"ladder": {"seeds": {"83k": 2}, "parent": None}},
    }
    assert base["mix"]["shares"] == {"a": 1.0}
