"""Documents into sequences of equal length, without padding. A pure function on lengths.

Some documents are *whole*: they must lie inside one sequence (planted facts, whose position and
count must be exact). All others may be cut at the end of a sequence and continue in a later one.
"""

from collections import deque
from dataclasses import dataclass

import numpy as np


class PackingError(Exception):
    """The documents cannot fill the sequences. `item` is the index of one that is too long."""

    def __init__(self, message: str, item: int | None = None) -> None:
        super().__init__(message)
        self.item = item


@dataclass(frozen=True)
class Segments:
    """Pieces of documents in stream order: together they cover every position exactly once.

    Three int64 arrays of one length: `item` (index into the lengths), `offset` (tokens of the
    document before the piece) and `tokens` (of the piece).
    """

    item: np.ndarray
    offset: np.ndarray
    tokens: np.ndarray

    @property
    def end(self) -> np.ndarray:
        """Position in the stream behind each piece."""
        return np.cumsum(self.tokens)

    @property
    def start(self) -> np.ndarray:
        """Position in the stream of each piece's first token."""
        return self.end - self.tokens

    def in_sequence_order(self, order: np.ndarray, sequence_length: int) -> "Segments":
        """The sequences in another order: place i takes sequence `order[i]`, inside as it was."""
        place = np.empty_like(order)
        place[order] = np.arange(len(order))
        rows = np.argsort(place[self.start // sequence_length], kind="stable")
        return Segments(self.item[rows], self.offset[rows], self.tokens[rows])


def pack(lengths: np.ndarray, whole: np.ndarray, sequence_length: int) -> Segments:
    """Pack documents, in the order given, into sequences of `sequence_length` tokens.

    `lengths` (int64) are tokens a document, `whole` (bool) marks those that may not be cut. One
    pass over the order: a whole document that does not fit into the rest of the sequence waits,
    and the rest is filled with what comes next that fits, at the latest by cutting a document
    that may be cut. What waits goes first in the next sequence, so it waits for few sequences.

    Near the end no divisible document may be left to fill up with. Then the last divisible ones
    are moved behind everything else, just as many as it takes.

    Raises PackingError where a whole document is longer than a sequence, the total is not a
    whole number of sequences, or divisible documents are too few to fill up with.
    """
    lengths = np.asarray(lengths, dtype=np.int64)
    whole = np.asarray(whole, dtype=bool)
    if len(lengths) and lengths.min() < 1:
        raise PackingError("a document without tokens", int(lengths.argmin()))
    if lengths.sum() % sequence_length:
        raise PackingError(f"{lengths.sum():,} tokens are no whole number of sequences")
    too_long = np.flatnonzero(whole & (lengths > sequence_length))
    if len(too_long):
        raise PackingError("a whole document is longer than a sequence", int(too_long[0]))

    divisible = np.flatnonzero(~whole)
    kept_back = 0
    while True:
        order = _divisible_last(lengths, divisible, kept_back)
        segments = _pack_once(order, lengths, whole, sequence_length)
        if segments is not None:
            return segments
        if kept_back >= lengths[divisible].sum():
            raise PackingError("too little divisible text to fill up the sequences")
        kept_back = max(4 * kept_back, sequence_length)


def _divisible_last(lengths: np.ndarray, divisible: np.ndarray, tokens: int) -> np.ndarray:
    """Indices in order, the last divisible documents (at least `tokens`) moved to the end."""
    from_the_end = np.cumsum(lengths[divisible][::-1])
    count = int(np.searchsorted(from_the_end, tokens)) + 1 if tokens else 0
    moved = divisible[max(len(divisible) - count, 0) :] if count else divisible[:0]
    stays = np.ones(len(lengths), dtype=bool)
    stays[moved] = False
    return np.concatenate([np.flatnonzero(stays), moved])


def _pack_once(
    order: np.ndarray, lengths: np.ndarray, whole: np.ndarray, sequence_length: int
) -> Segments | None:
    """One pass; None if a sequence could not be filled."""
    items: list[int] = []
    offsets: list[int] = []
    tokens: list[int] = []
    # Python numbers: numpy scalars make this loop several times slower.
    length_of, is_whole = lengths.tolist(), whole.tolist()
    upcoming = iter(order.tolist())
    # By length, as (order of arrival, item): of tens of thousands that wait, where little can be
    # cut, the first that fits is the first of one of few lengths.
    waiting: dict[int, deque[tuple[int, int]]] = {}
    arrived = 0
    shortest = int(lengths[whole].min()) if whole.any() else 0
    opened, done = -1, 0  # the divisible document being written, and how much of it is
    room = sequence_length

    def place(item: int, offset: int, count: int) -> None:
        nonlocal room
        items.append(item)
        offsets.append(offset)
        tokens.append(count)
        room = room - count or sequence_length

    while True:
        if waiting and room >= shortest:
            fitting = min(
                ((queue[0], length) for length, queue in waiting.items() if length <= room),
                default=None,
            )
            if fitting is not None:
                (_, item), length = fitting
                waiting[length].popleft()
                if not waiting[length]:
                    del waiting[length]
                place(item, 0, length)
                continue
        if opened >= 0:
            count = min(room, length_of[opened] - done)
            place(opened, done, count)
            done += count
            if done == length_of[opened]:
                opened, done = -1, 0
            continue
        item = next(upcoming, None)
        if item is None:
            break
        if not is_whole[item]:
            opened = item
        elif length_of[item] <= room:
            place(item, 0, length_of[item])
        else:
            waiting.setdefault(length_of[item], deque()).append((arrived, item))
            arrived += 1
    if waiting:
        return None
    return Segments(*(np.asarray(column, dtype=np.int64) for column in (items, offsets, tokens)))
