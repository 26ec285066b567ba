"""Files of JSON lines: items and passages come back as they were written."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from sizewise.study.errors import StudyError
from sizewise.study.formats import items, passages
from sizewise.study.formats.items import Item
from sizewise.study.formats.passages import Passage

TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
NUMBER = st.floats(allow_nan=False, allow_infinity=False)
KNOB = st.booleans() | st.integers(-(2**53), 2**53) | NUMBER | st.text()


@st.composite
def item(draw: st.DrawFn, number: int) -> Item:
    choices = draw(st.lists(TEXT, max_size=4))
    answer = draw(st.sampled_from(range(len(choices)))) if choices else None
    check = {"check": "order", "before": "a", "after": "b"}
    return Item(
        item_id=f"item {number}", family="f", entity_id=draw(TEXT),
        fact_id=draw(st.none() | TEXT), kind="k", prompt=draw(TEXT), choices=choices,
        answer=answer, target=draw(TEXT),
        knobs=draw(st.dictionaries(st.text(), KNOB, max_size=3)),
        checks=None if choices else draw(st.none() | st.just([check])),
        probabilities=[float(i == answer) for i in range(len(choices))] if choices else None,
    )  # fmt: skip


@given(st.data())
def test_items_come_back_as_they_were(data):
    count = data.draw(st.integers(0, 4))
    written = [data.draw(item(number)) for number in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "items" / "f.jsonl"
        items.FILE.write(path, written)
        read = list(items.read_items(Path(folder), "f"))
    assert read == written
    # 1, 1.0 and True are equal and not the same.
    assert [[*map(type, i.knobs.values())] for i in read] == [
        [*map(type, i.knobs.values())] for i in written
    ]


@given(st.lists(TEXT, max_size=5))
def test_passages_come_back_whatever_their_text(texts):
    written = [
        Passage(item_id=str(i), domain="plays", work="w", text=text, emotion=0.5, half="dense",
                pair="plays 1")
        for i, text in enumerate(texts)
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / passages.FILE.name
        passages.FILE.write(path, written)
        assert list(passages.FILE.read(path)) == written


ROW = {"item_id": "a", "domain": "plays", "work": "w", "text": "t"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"text": ""}, "line 2: text: "),
        ({"half": "loud"}, "line 2: half: .*'dense' or 'sparse'"),
        ({"work": None}, "line 2: work: "),
        ({"shoe_size": 41}, "line 2: unknown key shoe_size; "),
        ({"item_id": "a"}, "line 2: item_id 'a' stands twice"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, change, message):
    path = tmp_path / passages.FILE.name
    rows = [ROW, ROW | {"item_id": "b"} | change]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    with pytest.raises(StudyError, match=message) as caught:
        list(passages.FILE.read(path))
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(str(path))
    assert str(caught.value).endswith("run the job `corpus` again")


def test_an_id_that_repeats_is_not_written(tmp_path):
    path = tmp_path / passages.FILE.name
    with pytest.raises(StudyError, match="line 2: item_id 'a' stands twice"):
        passages.FILE.write(path, [Passage(**ROW), Passage(**ROW)])
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_item_cannot_be_made():
    with pytest.raises(ValidationError, match="shoe_size"):
        Passage(**ROW, shoe_size=41)
    with pytest.raises(ValidationError, match="answer 2 is no index of 2 choices"):
        Item(item_id="a", family="f", entity_id="e", fact_id=None, kind="k", prompt="p",
             choices=[" x", " y"], answer=2, target="x", knobs={})  # fmt: skip
    # JSON would say null.
    with pytest.raises(ValidationError, match="finite"):
        Passage(**ROW, emotion=float("inf"))
