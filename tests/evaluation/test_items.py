import json

import pytest
from sizewise.evaluation.items import choice_items, read_items, read_passages, written_items
from sizewise.study.errors import StudyError

from tests.evaluation.tiny_study import ITEMS, write_corpus, write_world


def test_items_come_in_the_order_of_the_file(tmp_path):
    world = write_world(tmp_path, {"chains": ITEMS["chains"]()})
    choices = choice_items(world=str(world), family="chains")["test"]
    written = written_items(world=str(world), family="chains", version=1)["test"]
    assert choices["item_id"] == [f"chains/direct{i}" for i in range(6)]
    assert written["item_id"] == [f"chains/written{i}" for i in range(6)]
    assert json.loads(written[2]["knobs"]) == {"hops": 2, "written": True}


def test_kinds_may_have_different_knobs(tmp_path):
    items = ITEMS["biographies"]()
    items[3]["knobs"] = {"city": "Ulmar", "share": 0.5, "known": True, "none": None}
    world = write_world(tmp_path, {"biographies": items})
    rows = choice_items(world=str(world), family="biographies")["test"]
    assert json.loads(rows[3]["knobs"]) == items[3]["knobs"]
    assert json.loads(rows[2]["knobs"]) == items[2]["knobs"]


def test_line_separators_inside_a_text_do_not_end_a_line(tmp_path):
    row = {"item_id": "a", "domain": "plays", "work": "w", "text": "one\u2028two\x85three"}
    assert read_passages(write_corpus(tmp_path, [row]))[0].text == row["text"]


def test_no_item_for_a_task_is_named(tmp_path):
    world = write_world(tmp_path, {"sources": ITEMS["sources"]()})
    with pytest.raises(StudyError, match=r"sources\.jsonl: holds no item"):
        written_items(world=str(world), family="sources")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"answer": 10}, "line 2, line: .*answer 10 is no index of 10 choices"),
        ({"answer": None}, "answer None is no index"),
        ({"choices": ["", " 1"]}, "a choice is empty"),
        ({"prompt": ""}, "line 2, prompt"),
        ({"kind": None}, "line 2, kind"),
        ({"item_id": "chains/direct0"}, "line 2: item_id 'chains/direct0' stands twice"),
        ({"knobs": {"hops": [1]}}, "line 2, knobs.hops"),
    ],
)
def test_a_wrong_item_is_named_by_file_and_line(tmp_path, change, message):
    items = [item for item in ITEMS["chains"]() if item["choices"]]
    items[1] |= change
    world = write_world(tmp_path, {"chains": items})
    with pytest.raises(StudyError, match=message) as error:
        read_items(world, "chains")
    assert "\n" not in str(error.value)
    assert "chains.jsonl" in str(error.value)


def test_a_truncated_line_is_named(tmp_path):
    world = write_world(tmp_path, {"chains": ITEMS["chains"]()})
    path = world / "items/chains.jsonl"
    path.write_text(path.read_text()[:-20])
    with pytest.raises(StudyError, match="line 12"):
        read_items(world, "chains")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(StudyError, match=r"chains\.jsonl: missing"):
        read_items(tmp_path, "chains")
