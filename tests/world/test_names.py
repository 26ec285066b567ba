"""Invented names: different ones, as many as asked, and each of one kind only."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sizewise.study.errors import StudyError
from sizewise.world import names
from sizewise.world.families.new_language.words import KNOWN, USUAL
from sizewise.world.labels import LABELS
from sizewise.world.randomness import generator, permutations

KINDS = [names.GIVEN, names.SURNAME, names.TOWN, names.PLACE]


@settings(deadline=None)
@given(st.sampled_from(KINDS), st.data())
def test_numbers_and_names_are_one_to_one(kind, data):
    first, second = (data.draw(st.integers(0, len(kind) - 1)) for _ in range(2))
    assert (kind.name(first) == kind.name(second)) == (first == second)
    assert re.fullmatch("[A-Z][a-z]{4,}", kind.name(first))


def test_no_name_is_of_two_kinds():
    every = [{kind.name(i) for i in range(len(kind))} for kind in KINDS]
    assert [len(of) for of in every] == [len(kind) for kind in KINDS]
    assert len(set.union(*every)) == sum(map(len, every))
    # Labels are in lower case and so no names; of one length, none is the start of another.
    words = [*LABELS, *KNOWN, *USUAL]
    assert len(set(words)) == len(words) and {len(word) for word in words} == {4}


def test_no_name_or_label_is_a_word_of_natural_text():
    """Checked on the text that two of the natural domains are cut from, which is installed."""
    import networkx
    import sympy

    found = set()
    for package in (networkx, sympy):
        for path in Path(package.__file__).parent.rglob("*.py"):
            found.update(re.findall("[A-Za-z]{4,}", path.read_text(encoding="utf-8")))
    found = {word.lower() for word in found}
    assert "theorem" in found
    invented = {kind.name(i).lower() for kind in KINDS for i in range(len(kind))}
    invented |= {*LABELS, *KNOWN, *USUAL}
    assert not invented & found


def test_strangers_are_nobody_known():
    people = names.draw_people(generator(0, "people"), 500)
    full = {name for _, name in people}
    assert len(full) == 500
    assert not full & set(names.draw_strangers(generator(0, "strangers"), 500, full))


def test_more_than_there_are_is_refused():
    with pytest.raises(StudyError, match="asks for 4,501 names, there are 4,500"):
        names.draw(generator(0), names.TOWN, 4501, "here")
    with pytest.raises(StudyError, match="ask for fewer"):
        names.check_people(10**9, "here")


def test_generators_are_named_and_nothing_else_matters():
    a, b = generator(1, "x", 2), generator(1, "x", 2)
    generator(1, "y").random()
    assert a.random() == b.random() != generator(2, "x", 2).random()
    # Joining names must not make two lists of names one.
    assert generator(1, "a", "b").random() != generator(1, "ab").random()


def test_permutations_are_permutations():
    rows = permutations(generator(3), 50, 9)
    assert rows.shape == (50, 9)
    assert (rows.argsort(axis=1).argsort(axis=1) == rows).all()
    assert len({tuple(row) for row in rows.tolist()}) > 40
