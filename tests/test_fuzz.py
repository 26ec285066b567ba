"""Configurations that nobody means: each is read, or refused in one line.

`SIZEWISE_FUZZ=2000 python -m pytest tests/test_fuzz.py` tries as many of each kind.
"""

import copy
import json
import os
from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from sizewise.load import check_study, load_study
from sizewise.study.errors import StudyError

from tests.reliability import tried

ROOT = Path(__file__).resolve().parents[1]
CONFIG = yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))
EXAMPLES = int(os.environ.get("SIZEWISE_FUZZ", "60"))

ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8),
    st.sampled_from([
        0, -1, 1, 2**63, 10**30, -(10**30), 1e308, float("nan"), float("inf"), "", " ", "../..",
        "<script>", "; rm -rf x", "$(x)", "ladder", "main", "25k", "\x00", "é" * 300, [], {}, [[]],
        [None], {"": 1}, {"a": {}}, [1, 2], ["a", "a"], "2026-11-29",
    ]),
    st.lists(st.integers(-3, 3), max_size=3),
    st.dictionaries(st.text(max_size=4), st.integers(-3, 3), max_size=2),
)  # fmt: skip


def places(value, path=()):
    """Paths of all keys and elements."""
    inner = (
        value.items()
        if isinstance(value, dict)
        else (enumerate(value) if isinstance(value, list) else ())
    )
    for key, child in inner:
        yield (*path, key)
        yield from places(child, (*path, key))


PLACES = sorted(places(CONFIG), key=repr)


def changed(values: dict, path: tuple, how: str, new) -> dict:
    values = copy.deepcopy(values)
    owner = values
    for key in path[:-1]:
        owner = owner[key]
    if how == "replace":
        owner[path[-1]] = new
    elif how == "delete":
        del owner[path[-1]]
    elif isinstance(owner, dict):
        owner[str(new)[:20]] = copy.deepcopy(owner[path[-1]])
    return values


OUTCOMES = Counter()


@pytest.fixture(scope="module", autouse=True)
def outcomes():
    """Says at the end how many were tried."""
    yield
    tried(**OUTCOMES)


def read_or_one_line(read) -> None:
    try:
        read()
        OUTCOMES["read"] += 1
    except StudyError as error:
        OUTCOMES["one line"] += 1
        text = str(error)
        assert text.strip() and "\n" not in text, text
        assert len(text) < 4000, "a line that somebody can read"


@settings(max_examples=EXAMPLES)
@given(st.data())
def test_any_value_at_any_key(data):
    """One to three changes at once: values replaced, keys deleted, keys repeated elsewhere."""
    values = CONFIG
    for _ in range(data.draw(st.integers(1, 3))):
        here = [path for path in PLACES if path in set(places(values))]
        path = data.draw(st.sampled_from(here))
        how = data.draw(st.sampled_from(["replace", "replace", "replace", "delete", "add"]))
        values = changed(values, path, how, data.draw(ODD))
    read_or_one_line(lambda: check_study(values, "config.yaml"))


@settings(max_examples=EXAMPLES)
@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_bytes_for_a_file(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("fuzz") / "study.yaml"
    path.write_bytes(content)
    read_or_one_line(lambda: load_study([ROOT / "config.yaml", path]))


LINES = (ROOT / "studies/desk.yaml").read_text(encoding="utf-8").splitlines()


@settings(max_examples=EXAMPLES)
@given(st.data())
def test_any_edit_of_the_lines_of_a_study(tmp_path_factory, data):
    """Lines repeated (keys that stand twice), lost, swapped, cut, indented; anchors broken."""
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        how = data.draw(st.sampled_from(["repeat", "drop", "swap", "cut", "indent", "anchor"]))
        if how == "repeat":
            lines.insert(at, lines[at])
        elif how == "drop" and len(lines) > 1:
            del lines[at]
        elif how == "swap":
            lines[at], lines[at - 1] = lines[at - 1], lines[at]
        elif how == "cut":
            lines[at] = lines[at][: data.draw(st.integers(0, len(lines[at])))]
        elif how == "indent":
            lines[at] = " " * data.draw(st.integers(1, 4)) + lines[at]
        else:
            lines[at] = lines[at].replace(
                ": ",
                data.draw(
                    st.sampled_from([": *x ", ": &x ", ": !!python/object:os.system ", ": <<: "])
                ),
                1,
            )
    path = tmp_path_factory.mktemp("fuzz") / "study.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    read_or_one_line(lambda: load_study([ROOT / "config.yaml", path]))


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [*a]", "&a {a: *a}", "name: &x [" + "*x," * 3 + "]", "a: " + "[" * 5000,
        "a:\n" * 3 + "?", "%YAML 9.9\n---\na: 1", "--- a\n--- b", "name: !!binary aGk=",
        "name: 2026-13-45", "mix: !!set {a, b}", "? [a, b]\n: 1", "1: 2", "null: 1",
        "name: quick\nname: quick", "mix: {tokens: .nan}", "mix: {tokens: 1e999}",
        "{" + json.dumps("x" * 100_000) + ": 1}",
    ],
)  # fmt: skip
def test_yaml_that_is_legal_and_meant_by_nobody(tmp_path, text):
    path = tmp_path / "study.yaml"
    path.write_text(text, encoding="utf-8")
    read_or_one_line(lambda: load_study([ROOT / "config.yaml", path]))
