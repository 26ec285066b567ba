import json

import pytest
from datasets import Dataset
from sizewise.evaluation.items import (
    choice_items,
    held_out_passages,
    spread,
    written_items,
)
from sizewise.study.errors import StudyError
from sizewise.study.formats.items import read_items

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
    items[3]["knobs"] = {"city": "Ulmar", "share": 0.5, "known": True}
    world = write_world(tmp_path, {"biographies": items})
    rows = choice_items(world=str(world), family="biographies")["test"]
    assert json.loads(rows[3]["knobs"]) == items[3]["knobs"]
    assert json.loads(rows[2]["knobs"]) == items[2]["knobs"]


def test_line_separators_inside_a_text_do_not_end_a_line(tmp_path):
    row = {"item_id": "a", "domain": "plays", "work": "w", "text": "one\u2028two\x85three"}
    corpus = write_corpus(tmp_path, [row])
    assert held_out_passages(corpus=str(corpus))["test"][0]["text"] == row["text"]


def test_no_item_for_a_task_is_named(tmp_path):
    world = write_world(tmp_path, {"sources": ITEMS["sources"]()})
    with pytest.raises(StudyError, match=r"sources\.jsonl: holds no item"):
        written_items(world=str(world), family="sources")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"answer": 10}, "line 2: .*answer 10 is no index of 10 choices"),
        ({"answer": None}, "answer None is no index"),
        ({"choices": ["", " 1"]}, "line 2: choices.0"),
        ({"prompt": ""}, "line 2: prompt"),
        ({"kind": None}, "line 2: kind"),
        ({"item_id": "chains/direct0"}, "line 2: item_id 'chains/direct0' stands twice"),
        ({"knobs": {"hops": [1]}}, "line 2: knobs.hops"),
    ],
)
def test_a_wrong_item_is_named_by_file_and_line(tmp_path, change, message):
    items = [item for item in ITEMS["chains"]() if item["choices"]]
    items[1] |= change
    world = write_world(tmp_path, {"chains": items})
    with pytest.raises(StudyError, match=message) as error:
        list(read_items(world, "chains"))
    assert "\n" not in str(error.value)
    assert "chains.jsonl" in str(error.value)


CHECK = {"check": "count", "words": 2}


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("written", {"checks": []}, "line 1: checks: "),
        ("written", {"checks": [{"check": "rhyme"}]}, "line 1: checks.0: .*'rhyme'.*'count'"),
        ("written", {"checks": [CHECK | {"words": 0}]}, "line 1: checks.0.count.words"),
        ("written", {"probabilities": []}, "0 probabilities of 0 choices"),
        ("direct", {"checks": [CHECK]}, "checks are for written answers"),
        ("direct", {"probabilities": [0.5, 0.5]}, "2 probabilities of 10 choices"),
        ("direct", {"probabilities": [0.11] * 10}, "add up to 1.1, not to 1"),
        ("direct", {"probabilities": [-0.1, 1.1] + [0] * 8}, "line 1: probabilities.0"),
        ("direct", {"probabilities": [0.2, 0.8] + [0] * 8}, "answer 0 is not the most probable"),
    ],
)
def test_wrong_checks_and_probabilities_are_named(tmp_path, name, change, message):
    item = next(i for i in ITEMS["chains"]() if i["kind"] == name) | change
    world = write_world(tmp_path, {"chains": [item]})
    with pytest.raises(StudyError, match=message) as error:
        list(read_items(world, "chains"))
    assert "\n" not in str(error.value)


def test_checks_and_probabilities_reach_the_data_set(tmp_path):
    items = ITEMS["chains"]()
    items[0]["probabilities"] = [0.3, 0.2] + [0.0625] * 8
    # Constraints of different keys need no common schema; other items may have none.
    items[1]["checks"] = [CHECK, {"check": "order", "before": "a", "after": "b"}]
    world = write_world(tmp_path, {"chains": items})
    choices = choice_items(world=str(world), family="chains")["test"]
    written = written_items(world=str(world), family="chains")["test"]
    assert choices[0]["probabilities"] == items[0]["probabilities"]
    assert choices[1]["probabilities"] is None
    assert json.loads(written[0]["checks"]) == items[1]["checks"]
    assert written[1]["checks"] is None


def test_a_truncated_line_is_named(tmp_path):
    world = write_world(tmp_path, {"chains": ITEMS["chains"]()})
    path = world / "items/chains.jsonl"
    path.write_text(path.read_text()[:-20])
    with pytest.raises(StudyError, match="line 12"):
        list(read_items(world, "chains"))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(StudyError, match=r"chains\.jsonl: missing"):
        list(read_items(tmp_path, "chains"))


def _ordered(levels: int, each: int, kind: str = "direct") -> list[dict[str, str]]:
    return [
        {
            "kind": kind,
            "item_id": f"{kind}/{level}/{i:02d}",
            "level": str(level),
            "side": str(i % 2),
        }
        for level in range(levels)
        for i in range(each)
    ]


def test_some_items_of_a_kind_keep_the_shares_of_its_levels():
    rows = Dataset.from_list(_ordered(7, 40) + _ordered(2, 5, "written"))
    places = spread(rows, 64)
    assert places == sorted(set(places))
    mixed = rows.shuffle(seed=3)
    same = mixed.select(spread(mixed, 64))["item_id"]
    assert sorted(same) == sorted(rows.select(places)["item_id"])
    chosen = rows.select(places).to_pandas()
    assert chosen.kind.value_counts().to_dict() == {"direct": 64, "written": 10}
    by_level = chosen[chosen.kind == "direct"].level.value_counts()
    assert by_level.min() >= 8
    assert by_level.max() <= 11
    # A fixed stride would have met one of two alternating sides alone.
    assert 20 <= (chosen.side[chosen.kind == "direct"] == "0").sum() <= 44


def test_all_items_where_a_kind_has_no_more():
    rows = Dataset.from_list(_ordered(3, 4))
    assert spread(rows, 12) == spread(rows, 99) == list(range(12))
