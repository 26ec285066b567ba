import random
from collections import Counter

import numpy as np
import pytest
from sizewise.corpus.emotion import Unigrams, density
from sizewise.corpus.pairs import match, select, with_density
from sizewise.study.formats.passages import Passage

PLAIN = ["stone", "river", "tree", "road", "hill", "table", "paper", "wall", "boat", "field"]
FEELING = ["love", "grief", "joy", "hate", "sorrow", "fear", "despair", "delight"]


def passage(rng: random.Random, feeling: float, words: int = 60) -> str:
    return " ".join(rng.choice(FEELING if rng.random() < feeling else PLAIN) for _ in range(words))


@pytest.fixture(scope="module")
def items() -> list[Passage]:
    """Six works of thirty passages; every other passage of a work is full of feeling."""
    rng = random.Random(7)
    return [
        Passage(item_id=f"d-{work}/{n}", domain="d", work=f"work {work}",
             text=passage(rng, 0.4 if n % 2 else 0.05, rng.randint(50, 70)))
        for work in range(6) for n in range(30)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def unigrams() -> Unigrams:
    rng = random.Random(8)
    return Unigrams(passage(rng, 0.45) for _ in range(200))


def test_a_pair_is_of_one_work_and_differs_in_feeling_alone(items, unigrams) -> None:
    measured = with_density(items)
    pairs = match(measured, unigrams)
    assert len(pairs) > 20
    spread = np.std([unigrams.bits_per_byte(item.text) for item in items])
    gap = np.std([item.emotion for item in measured])
    for pair in pairs:
        bits = [unigrams.bits_per_byte(item.text) for item in (pair.dense, pair.sparse)]
        length = [len(item.text) for item in (pair.dense, pair.sparse)]
        assert pair.dense.work == pair.sparse.work
        assert pair.dense.emotion - pair.sparse.emotion >= 0.5 * gap
        assert abs(bits[0] - bits[1]) <= 0.25 * spread + 1e-12
        assert max(length) <= 1.1 * min(length) + 1e-9
    used = Counter(item.item_id for pair in pairs for item in (pair.dense, pair.sparse))
    assert set(used.values()) == {1}


def test_matching_does_not_depend_on_the_order(items, unigrams) -> None:
    measured = with_density(items)
    assert match(measured[::-1], unigrams) == match(measured, unigrams)


def test_matching_is_optimal_where_greedy_is_not() -> None:
    """100 words could meet 92 or 108, 111 only 108: both pairs are found, whatever the order."""
    dense = [Passage(item_id=f"a/{n}", domain="d", work="w", text="love " * n, emotion=3.0)
             for n in (100, 111)]  # fmt: skip
    sparse = [Passage(item_id=f"b/{n}", domain="d", work="w", text="tree " * n, emotion=0.0)
              for n in (92, 108)]  # fmt: skip
    # Another work, so that difficulty has a spread at all.
    other = Passage(item_id="c", domain="d", work="v", text="rare " * 100, emotion=0.0)
    pairs = match([*dense, *sparse, other], Unigrams(["love tree"]))
    assert {(p.dense.item_id, p.sparse.item_id) for p in pairs} == {
        ("a/100", "b/92"), ("a/111", "b/108"),
    }  # fmt: skip


def test_selection_takes_pairs_first_and_fills_up_with_single_items(items, unigrams) -> None:
    chosen, facts = select(items, unigrams, seed=1, most_bytes=30_000)
    paired = [item for item in chosen if item.pair]
    assert facts["pairs"] == len(paired) / 2 <= facts["pairs_possible"]
    assert sum(len(item.text.encode()) for item in chosen) <= 30_000
    assert len({item.item_id for item in chosen}) == len(chosen)
    halves = {}
    for item in paired:
        halves.setdefault(item.pair, {})[item.half] = item
    for pair in halves.values():
        assert pair.keys() == {"dense", "sparse"}
        assert pair["dense"].emotion > pair["sparse"].emotion
    for item in chosen:
        assert item.emotion == round(density(item.text), 4)
        assert (item.half is None) == (item.pair is None)
    assert facts["dense"]["emotion"] > 2 * facts["sparse"]["emotion"]
    for key in ("bytes", "unigram_bits_per_byte"):
        assert facts["dense"][key] == pytest.approx(facts["sparse"][key], rel=0.05)


def test_few_bytes_give_pairs_of_many_works(items, unigrams) -> None:
    chosen, facts = select(items, unigrams, seed=1, most_bytes=5_000)
    assert facts["pairs"] < 10 and len({item.work for item in chosen if item.pair}) > 3


def test_equal_passages_give_no_pair_and_no_error(unigrams) -> None:
    same = [Passage(item_id=f"d/{n}", domain="d", work="w", text="tree " * 70) for n in range(4)]
    chosen, facts = select(same, unigrams, seed=1, most_bytes=5_000)
    assert facts == {"pairs": 0, "pairs_possible": 0} and len(chosen) == 4
    assert select([], unigrams, seed=1, most_bytes=5_000)[0] == []
