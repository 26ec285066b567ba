import re
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sizewise.corpus.text import cut, rejoin_prose, tidy, without_licence_pages

TEXT = st.text(alphabet=st.sampled_from("ab .!\n'éß漢"), min_size=1, max_size=600)


def test_tidy_leaves_one_spelling_of_quotes_and_blanks() -> None:
    raw = "\ufeff“It’s\u00a0here”  \r\n\r\n\r\n\r\n\r\nso\u00adft\x1a\n"
    assert tidy(raw) == '"It\'s here"\n\n\nsoft'


@given(TEXT)
def test_tidy_twice_is_tidy_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_wrapped_prose_becomes_a_line_and_verse_keeps_its_lines() -> None:
    prose = [
        "It did always seem so to us; but now, in",
        "the division of the kingdom, it",
        "seems.",
    ]
    verse = ["Attend the lords of France and", "Burgundy, Gloster", "Meantime we shall"]
    assert rejoin_prose(prose) == [" ".join(prose)]
    assert rejoin_prose(verse) == verse


def test_overlong_verse_line_is_rejoined_alone() -> None:
    lines = ["Is general woe. Friends of my soul, you", "twain", "Rule the realm", "And sustain",
             "I have a journey"]  # fmt: skip
    assert rejoin_prose(lines) == [f"{lines[0]} twain", *lines[2:]]


def test_hyphen_at_a_wrap_joins_without_blank_but_a_dash_does_not() -> None:
    assert rejoin_prose(["a that-way-", "accomplish'd courtier"]) == [
        "a that-way-accomplish'd courtier"
    ]
    assert rejoin_prose(["so it was--", "or not"]) == ["so it was-- or not"]


def test_project_gutenberg_pages_are_taken_off() -> None:
    book = (
        "The Project Gutenberg EBook\n*** START OF THIS PROJECT GUTENBERG EBOOK LEAR ***\n"
        "ACT I.\n*** END OF THIS PROJECT GUTENBERG EBOOK LEAR ***\nlicence\n"
    )
    assert without_licence_pages(book) == "ACT I.\n"


@given(TEXT, st.integers(1, 20), st.integers(21, 60))
def test_cut_loses_nothing_but_blanks_and_keeps_its_bounds(
    text: str, least: int, most: int
) -> None:
    pieces = cut(text, least=least, most=most)
    assert re.sub(r"\s", "", "".join(pieces)) == re.sub(r"\s", "", text)
    assert all(len(piece.encode()) <= most for piece in pieces)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("one two.\n\nthree four\nfive", ["one two.", "three four\nfive"]),
        ("one two\nthree four five.", ["one two", "three four five."]),
        ("One two. Three four five", ["One two.", "Three four five"]),
        ("def a():\n\n    x\n\ndef b():\n    y", ["def a():\n\n    x", "def b():\n    y"]),
    ],
)
def test_cut_prefers_the_coarsest_boundary_in_reach(text: str, pieces: list[str]) -> None:
    assert cut(text, least=5, most=22) == pieces


def test_cut_never_splits_a_character() -> None:
    assert "".join(cut("漢" * 40, least=5, most=10)) == "漢" * 40


def steps(work: Callable[[], object]) -> int:
    """Lines of Python that `work` takes."""
    count = 0

    def trace(frame, event, argument):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


WORST = [" ", "\t \n", "\n", '."', "a b. ", "\u00a0", "x", "é", "\r", "-\n"]


@pytest.mark.parametrize("piece", WORST)
def test_twice_the_text_takes_twice_the_steps(piece: str) -> None:
    for clean in (
        tidy,
        lambda text: rejoin_prose(text.split("\n")),
        lambda text: cut(text, least=20, most=50),
    ):
        once, twice = (steps(lambda n=n, f=clean: f(piece * n)) for n in (400, 800))
        assert twice <= 2 * once + 20


@pytest.mark.parametrize("blank", [" ", "\t", "\u00a0"])
def test_a_line_of_three_million_blanks_ends(blank: str) -> None:
    """What takes the square of them would take hours: no clock is needed to see that."""
    assert tidy(f"a{blank * 3_000_000}b").count("b") == 1


def test_prose_of_many_lines_is_joined_once() -> None:
    lines = ["Word"] + ["word"] * 200_000
    (joined,) = rejoin_prose(lines)
    assert joined.count(" ") == 200_000
