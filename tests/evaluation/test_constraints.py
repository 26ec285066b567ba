import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from sizewise.evaluation.constraints import satisfied, words_of
from sizewise.study.formats.constraints import CONSTRAINTS


def check(text: str, **constraint) -> bool:
    return satisfied(text, CONSTRAINTS.validate_python([constraint]))[0]


@pytest.mark.parametrize(
    ("constraint", "holds", "fails"),
    [
        ({"check": "count", "words": 2}, ["a b", "A, b."], ["a", "a b c"]),
        ({"check": "first", "word": "fox"}, ["fox", "Fox hen"], ["hen fox", "foxes"]),
        ({"check": "last", "word": "fox"}, ["fox", "hen fox."], ["fox hen"]),
        ({"check": "include", "word": "fox"}, ["hen fox owl"], ["hen owl", "foxes"]),
        ({"check": "exclude", "word": "fox"}, ["hen owl", "foxes"], ["hen fox", "Fox"]),
        ({"check": "order", "before": "a", "after": "b"}, ["a b", "c a c b", "a b a"],
         ["b a", "a", "b", "c", "b a b"]),
        ({"check": "length", "bound": "exact", "letters": 3}, ["fox hen"], ["fox he", "fox hens"]),
        ({"check": "length", "bound": "most", "letters": 3}, ["fox he"], ["fox hens"]),
        ({"check": "length", "bound": "least", "letters": 3}, ["fox hens"], ["fox he"]),
        ({"check": "repetition", "word": "a", "times": 2}, ["a b a", "a a"], ["a", "a a a", "b"]),
    ],
)  # fmt: skip
def test_programs_by_hand(constraint, holds, fails):
    for text in holds:
        assert check(text, **constraint), text
    for text in fails:
        assert not check(text, **constraint), text
    # Nothing written heeds nothing, "without fox" included.
    assert not check("", **constraint)
    assert not check(" .", **constraint)


def test_answers_come_in_the_order_of_the_constraints():
    constraints = CONSTRAINTS.validate_python(
        [{"check": "count", "words": 3}, {"check": "first", "word": "a"},
         {"check": "last", "word": "a"}]
    )  # fmt: skip
    assert satisfied("a b c", constraints) == [True, True, False]


WORDS = st.lists(st.sampled_from("abc"), min_size=1, max_size=6)


@given(WORDS)
def test_programs_agree_with_each_other(words):
    text = " ".join(words)
    assert words_of(text) == words
    for word in "abc":
        included = check(text, check="include", word=word)
        assert included != check(text, check="exclude", word=word)
        times = [check(text, check="repetition", word=word, times=n) for n in range(1, 7)]
        assert sum(times) == included
        assert included or not check(text, check="first", word=word)
        backwards = " ".join(reversed(words))
        assert check(text, check="last", word=word) == check(backwards, check="first", word=word)
    one_way = check(text, check="order", before="a", after="b")
    other_way = check(text, check="order", before="b", after="a")
    assert one_way + other_way == ("a" in words and "b" in words)
    assert [n for n in range(1, 8) if check(text, check="count", words=n)] == [len(words)]


@pytest.mark.parametrize(
    "constraint",
    [
        {"check": "rhyme", "word": "a"},
        {"word": "a"},
        {"check": "count", "words": 0},
        {"check": "first", "word": "two words"},
        {"check": "first", "word": "a", "times": 2},
        {"check": "length", "bound": "about", "letters": 3},
    ],
)
def test_unknown_constraints_are_refused(constraint):
    with pytest.raises(ValidationError):
        CONSTRAINTS.validate_python([constraint])
