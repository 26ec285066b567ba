import random
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sizewise.corpus.duplicates import (
    SHINGLE_WORDS,
    Shingler,
    bands,
    jaccard,
    normal_form,
    resembling,
)

WORDS = st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta"]), min_size=1, max_size=60)


def plain_shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    width = min(SHINGLE_WORDS, len(words))
    return {tuple(words[i : i + width]) for i in range(len(words) - width + 1)}


def plain_jaccard(one: str, other: str) -> float:
    a, b = plain_shingles(one), plain_shingles(other)
    return len(a & b) / len(a | b)


@given(WORDS, WORDS)
def test_similarity_is_that_of_sets_of_word_tuples(one: list[str], other: list[str]) -> None:
    texts = " ".join(one), ", ".join(other).upper()
    shingle = Shingler()
    assert jaccard(*map(shingle, texts)) == pytest.approx(plain_jaccard(*texts))


def test_shingles_do_not_depend_on_what_was_read_before() -> None:
    text = "the quick brown fox jumps over the lazy dog"
    used = Shingler()
    used("over the lazy dog and more words that it remembers")
    assert np.array_equal(used(text), Shingler()(text))


def test_text_without_words_has_a_shingle_too() -> None:
    assert Shingler()("***").size == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("1 + 2", "1 - 2"), ("C", "C++"), ("C", "c"), ("की", "का"), ("a[i]", "a(i)"), ("!x", "x"),
     ("to be or not", "to be or nor"), ("***", "---"), ("e\u0301t", "et")],
)  # fmt: skip
def test_texts_that_a_reader_tells_apart_are_no_duplicates(one: str, other: str) -> None:
    assert normal_form(one) != normal_form(other)


@given(st.text(alphabet="ab+-की \n\t", max_size=40))
def test_blanks_alone_make_no_other_text(text: str) -> None:
    spread = "\n ".join(text.split()) + "\t"
    assert normal_form(spread) == normal_form(text)


def test_a_vowel_sign_belongs_to_its_word() -> None:
    shingle = Shingler()
    assert jaccard(shingle("की बात है यह एक"), shingle("का बात है यह एक")) == 0


@pytest.mark.parametrize("threshold", [0.1, 0.3, 0.5, 0.7, 0.9, 1.0])
def test_bands_miss_a_pair_at_the_threshold_once_in_ten_thousand(threshold: float) -> None:
    count, rows = bands(threshold)
    assert count >= 2 and count * rows <= 64
    if threshold >= 0.15:
        assert (1 - threshold**rows) ** count <= 1e-4


def corpus_with_copies(seed: int) -> tuple[list[str], list[str]]:
    """Training and held-out texts; some of the former copy the latter with words replaced."""
    rng = random.Random(seed)
    vocabulary = [f"w{n}" for n in range(300)]
    held_out = [rng.choices(vocabulary, k=rng.randint(20, 200)) for _ in range(40)]
    training = [rng.choices(vocabulary, k=rng.randint(20, 200)) for _ in range(80)]
    for original in held_out:
        copy = list(original)
        for _ in range(rng.randint(0, len(copy) // 12)):
            copy[rng.randrange(len(copy))] = rng.choice(vocabulary)
        training.append(copy)
    rng.shuffle(training)
    return [" ".join(words) for words in training], [" ".join(words) for words in held_out]


@pytest.mark.parametrize("threshold", [0.3, 0.7, 0.95])
def test_finds_exactly_what_comparing_every_pair_finds(threshold: float) -> None:
    for seed in range(3):
        training, held_out = corpus_with_copies(seed)
        expected = {
            number
            for number, text in enumerate(training)
            if max(plain_jaccard(text, other) for other in held_out) >= threshold
        }
        assert 0 < len(expected) < len(training)
        shingle = Shingler()
        found = resembling(
            list(map(shingle, training)), map(shingle, held_out), threshold=threshold
        )
        assert found == expected


def test_nothing_held_out_resembles_nothing() -> None:
    assert resembling([Shingler()("one two")], [], threshold=0.7) == set()
