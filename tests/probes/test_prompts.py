"""Every entity in every phrasing, under each tag and under none."""

from collections import Counter

import pytest
from sizewise.probes.prompts import crossed
from sizewise.study.errors import StudyError

from tests.probes.conftest import NAMES, source_items


def test_every_entity_is_asked_in_every_phrasing_under_every_tag():
    items = source_items()
    design = crossed(items, entities=99, seed=1)
    assert design.shape == (8, 4, 3)
    assert len(set(design.prompts)) == len(design.prompts) == 8 * 4 * 3
    assert {item.prompt for item in items} < set(design.prompts)
    for name in NAMES:
        assert sum(name in prompt for prompt in design.prompts) == 12
    assert design.sources == ("almanac", "tales")


def test_prompts_lie_in_the_order_of_entity_phrasing_and_tag():
    design = crossed(source_items(), entities=99, seed=1)
    names = {f"entity{i}": name for i, name in enumerate(NAMES)}
    for row, entity in enumerate(design.entities):
        for frame in range(4):
            first, second, none = design.prompts[row * 12 + frame * 3 :][:3]
            assert "almanac" in first
            assert "old tales" in second
            assert "According" not in none
            rest = {prompt.split(", what ")[-1] for prompt in (first, second)}
            assert rest == {none.removeprefix("Question: What ")}
            assert all(names[entity] in prompt for prompt in (first, second, none))


def test_each_half_of_the_phrasings_has_each_relation():
    prompts = crossed(source_items(), entities=99, seed=1).prompts[:12:3]
    words = [Counter("crop" if "grow" in p or "sown" in p else "food" for p in prompts[half::2])
             for half in (0, 1)]  # fmt: skip
    assert words == [Counter(crop=1, food=1)] * 2


def test_entities_are_drawn_by_seed():
    draws = [crossed(source_items(), entities=4, seed=seed).entities for seed in (1, 1, 2)]
    assert len(draws[0]) == 4
    assert draws[0] == draws[1] != draws[2]


@pytest.mark.parametrize(
    "keep",
    [
        lambda item: False,
        lambda item: item.entity_id in ("entity0", "entity1", "entity2"),
        lambda item: item.knobs["source"] == "almanac",
        lambda item: item.kind != "untagged",
        lambda item: item.kind == "noisy",
    ],
    ids=["none", "three entities", "one source", "no untagged", "other kinds"],
)
def test_too_few_items_give_no_design(keep):
    assert crossed([item for item in source_items() if keep(item)], entities=9, seed=1) is None


def test_an_entity_without_a_name_of_its_own_is_named():
    items = source_items((*NAMES[:7], NAMES[0]))
    with pytest.raises(StudyError, match=r"0 words name entity0 in all of its prompts"):
        crossed(items, entities=9, seed=1)
