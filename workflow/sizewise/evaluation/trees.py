"""Continuations to score, laid out so that what they share is read once.

The sequences of a row form a tree (a trie of token ids): what several begin with, be it the prompt
of an item, the first words of two choices or the opening of two prompts, stands there once.

    sequences   P P a b    P P a c    P P d        (c, b and d are predicted, not read)
    row         P P a
    positions   0 1 2

    sequences   P P a b x    P P a c x    P P d x
    row         P P a b c d
    positions   0 1 2 3 3 2
    sees        what lies on its own way to the root, and nothing else

Every token so gets the log-probabilities that it would get alone (tree attention, as in Miao et al.
2024, SpecInfer, arXiv 2305.09781). A row without a fork is an ordinary sequence.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import torch

# A sequence opens a new row where it shares less than one token in so many with the one before.
_SHARED_OF = 4


@dataclass(frozen=True, kw_only=True)
class Continuation:
    """A continuation of a context, both as token ids; `request` is its number."""

    request: int
    context: Sequence[int]
    tokens: Sequence[int]

    @property
    def read(self) -> list[int]:
        """What the model reads: the last token is only predicted."""
        return [*self.context, *self.tokens[:-1]]


@dataclass(kw_only=True)
class Row:
    """A tree of tokens, each behind its parent and before the next branch (in preorder)."""

    tokens: list[int] = field(default_factory=list)
    depths: list[int] = field(default_factory=list)
    """Tokens from the root to this one: its position."""
    picks: list[tuple[int, int, int]] = field(default_factory=list)
    """Place, token predicted there, request."""

    def add(self, sequence: Sequence[int], path: list[int]) -> None:
        """Append what `sequence` has behind the places of `path`, which is continued in place."""
        new = range(len(self.tokens), len(self.tokens) + len(sequence) - len(path))
        self.tokens += sequence[len(path) :]
        self.depths += range(len(path), len(sequence))
        path += new

    @property
    def forked(self) -> bool:
        """Whether some token does not follow the one beside it."""
        return self.depths != list(range(len(self.depths)))

    def ends(self) -> list[int]:
        """The place behind the last descendant of each token: those before it see the token."""
        ends = [len(self.tokens)] * len(self.tokens)
        path: list[int] = []
        for place, depth in enumerate(self.depths):
            for closed in path[depth:]:
                ends[closed] = place
            path[depth:] = [place]
        return ends


def grow(continuations: Iterable[Continuation], *, longest: int, share: bool) -> list[Row]:
    """Rows of at most `longest` tokens; a row a continuation unless `share`.

    Sorted by their tokens, so that the rows, and with them the last bits of a score, do not depend
    on the order of the items.
    """
    rows: list[Row] = []
    before: list[int] = []
    path: list[int] = []
    sequences = [(continuation.read, continuation) for continuation in continuations]
    for read, continuation in sorted(sequences, key=lambda pair: (pair[0], pair[1].tokens)):
        shared = _common(before, read) if share else 0
        fits = rows and len(rows[-1].tokens) + len(read) - shared <= longest
        if not fits or shared * _SHARED_OF < len(read):
            rows.append(Row())
            shared = 0
        before, path = read, path[:shared]
        rows[-1].add(read, path)
        first = len(continuation.context) - 1
        rows[-1].picks += [
            (path[first + number], token, continuation.request)
            for number, token in enumerate(continuation.tokens)
        ]
    return rows


def _common(left: Sequence[int], right: Sequence[int]) -> int:
    for count, (a, b) in enumerate(zip(left, right, strict=False)):
        if a != b:
            return count
    return min(len(left), len(right))


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Rows that the model reads at once, padded on the right to the longest."""

    tokens: torch.Tensor
    """Token ids, int64 (rows, length)."""
    positions: torch.Tensor | None
    """Distance from the beginning, int64 (rows, length); None where it is the column."""
    sees: torch.Tensor | None
    """Who sees whom, bool (rows, 1, length, length); None for plain causal attention."""
    kept: torch.Tensor
    """Places, counted through all rows, whose next token is asked for; int64, ascending."""
    picks: torch.Tensor
    """Columns: number of the place in `kept`, token predicted there, request; int64."""


def batches(rows: Sequence[Row], *, positions: int) -> Iterator[Batch]:
    """Batches of at most `positions` tokens with their padding (but one row at least).

    Rows of like length together waste little on padding. The sort is stable: batches, too, are the
    same for any order of the items.
    """
    for forked in (False, True):
        alike = sorted(
            (row for row in rows if row.forked is forked), key=lambda row: -len(row.tokens)
        )
        start = 0
        while start < len(alike):
            size = max(1, positions // len(alike[start].tokens))
            yield _batch(alike[start : start + size], forked=forked)
            start += size


def _batch(rows: Sequence[Row], *, forked: bool) -> Batch:
    length = len(rows[0].tokens)
    tokens = torch.zeros((len(rows), length), dtype=torch.long)
    depths = torch.zeros_like(tokens)
    columns = torch.arange(length)
    # Padding sees itself: a token that sees nothing has no average to take.
    ends = (columns + 1).repeat(len(rows), 1)
    picks = []
    for number, row in enumerate(rows):
        size = len(row.tokens)
        tokens[number, :size] = torch.tensor(row.tokens)
        picks += [(number * length + place, token, request) for place, token, request in row.picks]
        if forked:
            depths[number, :size] = torch.tensor(row.depths)
            ends[number, :size] = torch.tensor(row.ends())
    places, token, request = torch.tensor(picks).unbind(1)
    kept, number = places.unique(return_inverse=True)
    sees = (columns <= columns[:, None]) & (columns[:, None] < ends[:, None, None, :])
    return Batch(
        tokens=tokens,
        positions=depths if forked else None,
        sees=sees if forked else None,
        kept=kept,
        picks=torch.stack([number, token, request], dim=1),
    )
