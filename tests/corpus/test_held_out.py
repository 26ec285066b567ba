from collections import Counter

from sizewise.corpus.held_out import LEAST_BYTES, MOST_BYTES, choose, pieces
from sizewise.study.formats.passages import Passage

SENTENCES = " ".join(f"This is sentence number {n} of a long paragraph." for n in range(100))


def items(works: int, each: int) -> list[Passage]:
    return [
        Passage(item_id=f"{work}/{n}", domain="d", work=f"work {work}", text="x" * 500)
        for work in range(works)
        for n in range(each)
    ]


def test_pieces_are_whole_sentences_of_the_right_length() -> None:
    found = list(pieces("d-1", "d", "w", SENTENCES))
    assert [item.item_id for item in found] == [f"d-1/{n}" for n in range(len(found))]
    assert all(LEAST_BYTES <= len(item.text.encode()) <= MOST_BYTES for item in found)
    assert all(item.text.startswith("This") and item.text.endswith(".") for item in found)


def test_text_too_short_for_an_item_gives_none() -> None:
    assert list(pieces("d-1", "d", "w", "short")) == []


def single(pool: list[Passage]) -> list[tuple[Passage]]:
    return [(item,) for item in pool]


def test_choice_goes_round_the_works() -> None:
    chosen = choose(single(items(works=10, each=8)), seed=1, most_bytes=12_500)
    assert len(chosen) == 25
    assert sorted(Counter(item.work for (item,) in chosen).values()) == [2] * 5 + [3] * 5


def test_groups_stay_together() -> None:
    pool = items(works=3, each=8)
    groups = list(zip(pool[::2], pool[1::2], strict=True))
    chosen = choose(groups, seed=1, most_bytes=5_400)
    assert len(chosen) == 5 and set(chosen) < set(groups)


def test_choice_depends_on_the_seed_and_not_on_the_order() -> None:
    pool = single(items(works=10, each=8))
    chosen = choose(pool, seed=1, most_bytes=5000)
    assert choose(pool[::-1], seed=1, most_bytes=5000) == chosen
    assert choose(pool, seed=2, most_bytes=5000) != chosen


def test_no_items_no_choice() -> None:
    assert choose([], seed=1, most_bytes=5000) == []
