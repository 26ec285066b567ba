import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sizewise.stream.packing import PackingError, pack


@st.composite
def problems(draw):
    """Lengths whose total is a whole number of sequences, some documents whole."""
    sequence_length = draw(st.integers(2, 40))
    whole = draw(st.lists(st.integers(1, sequence_length), max_size=60))
    cut = draw(st.lists(st.integers(1, 4 * sequence_length), max_size=30))
    rest = -(sum(whole) + sum(cut)) % sequence_length
    cut += [rest] if rest else []
    rows = draw(st.permutations([(n, True) for n in whole] + [(n, False) for n in cut]))
    lengths = np.array([n for n, _ in rows], dtype=np.int64)
    return lengths, np.array([w for _, w in rows], dtype=bool), sequence_length


def check(lengths, whole, sequence_length, segments):
    # Every position once: pieces follow on, and the last ends where the stream does.
    assert (segments.tokens > 0).all()
    assert segments.tokens.sum() == lengths.sum()
    # No piece crosses the end of a sequence.
    assert (segments.start // sequence_length == (segments.end - 1) // sequence_length).all()
    # Every document once, in order, none of its tokens lost or repeated.
    for item in range(len(lengths)):
        pieces = np.flatnonzero(segments.item == item)
        ends = np.cumsum(segments.tokens[pieces])
        assert ends[-1] == lengths[item]
        assert (segments.offset[pieces] == ends - segments.tokens[pieces]).all()
        assert not whole[item] or len(pieces) == 1


@settings(max_examples=300, deadline=None)
@given(problems())
def test_every_position_and_every_document_exactly_once(problem):
    try:
        segments = pack(*problem)
    except PackingError as error:
        # Refused only if whole documents cannot fill the sequences between them.
        _, whole, _ = problem
        assert "divisible" in str(error)
        assert whole.any()
        return
    check(*problem, segments)


@settings(max_examples=100, deadline=None)
@given(problems(), st.integers(1, 3))
def test_enough_divisible_text_always_packs(problem, spare):
    """One divisible document at the front that could fill every sequence: never refused."""
    lengths, whole, sequence_length = problem
    filler = sequence_length * (int(whole.sum()) + spare)
    lengths, whole = np.r_[filler, lengths], np.r_[False, whole]
    check(lengths, whole, sequence_length, pack(lengths, whole, sequence_length))


def test_divisible_documents_alone_keep_their_order():
    lengths = np.array([5, 30, 1, 4])
    segments = pack(lengths, np.zeros(4, dtype=bool), 10)
    assert (np.diff(segments.item) >= 0).all()


def test_what_does_not_fit_waits_and_the_rest_is_filled():
    lengths, whole = np.array([6, 6, 20]), np.array([True, True, False])
    segments = pack(lengths, whole, 16)
    # 6, 6, then 4 of the divisible one; with 7 the second waits for the next sequence.
    assert segments.item.tolist() == [0, 1, 2, 2]
    segments = pack(np.array([10, 7, 15]), whole, 16)
    assert segments.item.tolist() == [0, 2, 1, 2]
    assert segments.tokens.tolist() == [10, 6, 7, 9]


def test_text_is_kept_back_where_the_end_would_lack_it():
    lengths = np.array([4, 9, 9, 9, 9])
    whole = np.array([False, True, True, True, True])
    check(lengths, whole, 10, pack(lengths, whole, 10))


@settings(max_examples=50, deadline=None)
@given(problems(), st.randoms(use_true_random=False))
def test_sequences_in_another_order_are_the_same_sequences(problem, random):
    lengths, whole, length = problem
    try:
        segments = pack(lengths, whole, length)
    except PackingError:
        return
    count = int(lengths.sum()) // length
    order = np.array(random.sample(range(count), count), dtype=int)
    moved = segments.in_sequence_order(order, length)

    def sequence(of, number):
        rows = of.start // length == number
        return list(zip(of.item[rows], of.offset[rows], of.tokens[rows], strict=True))

    for place, number in enumerate(order):
        assert sequence(moved, place) == sequence(segments, number)


@pytest.mark.parametrize(
    ("lengths", "whole", "message", "item"),
    [
        ([5, 11, 4], [False, True, False], "longer than a sequence", 1),
        ([5, 4], [False, False], "no whole number", None),
        ([7, 7, 6], [True, True, True], "divisible", None),
        ([10, 0], [False, False], "without tokens", 1),
    ],
)
def test_impossible_problems_are_refused(lengths, whole, message, item):
    with pytest.raises(PackingError, match=message) as error:
        pack(np.array(lengths), np.array(whole), 10)
    assert error.value.item == item


def test_many_that_wait_are_not_looked_through_again_and_again():
    """200,000 wait until the end for something that fills up; to look at all of them for every
    document that comes would take hours: no clock is needed to see that."""
    whole_ones = np.full(200_000, 30)
    # One short document, so that a rest of 16 may always be filled with something that waits.
    lengths = np.concatenate([[5], whole_ones, [251], np.full(2_000, 200)])
    lengths = np.append(lengths, -lengths.sum() % 256 or 256)
    whole = lengths <= 30
    whole[-1] = False
    found = pack(lengths, whole, 256)
    assert found.tokens.sum() == lengths.sum()
    start, end = found.start, found.end
    inside = whole[found.item]
    assert (start[inside] // 256 == (end[inside] - 1) // 256).all()
