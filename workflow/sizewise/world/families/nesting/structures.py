"""Nested structures as two kinds of text: brackets, and guests who come and go.

A structure is what is still open, outermost first, and complete *segments* in the gaps between.
Closing something also closes whatever was opened after it and is still open ("skipped"): a bracket
of its kind ends all that stands inside, who leaves takes along all who came later. So neither a
count of each kind nor a scan from the end that matches kinds tells what is open; a stack does.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

Event = tuple[bool, int]
"""Whether something opens, and its kind."""
# Segments that a plan draws before it writes; each line takes a few of them.
_POOL = 4096
# Parts of a segment's inside: none, one or two, with these probabilities; deepest level.
_PARTS, _DEEPEST = (0.05, 0.35, 0.6), 4
# Events of a segment at most, so that lines fit into a sequence.
_LONGEST = 10
# Share of the segments that stand behind everything that is open, whatever the depth.
_LAST_SHARE = 0.5


class Surface(NamedTuple):
    """How a structure is written."""

    kind: str
    """What items about it are called."""
    opens: tuple[str, ...]
    closes: tuple[str, ...]
    closing: tuple[str, ...]
    """What is written for each kind when all is closed at the end."""
    headings: tuple[str, ...]
    mark: str
    """What stands between a structure and its closing."""


_SHAPES = tuple(zip("([{<", ")]}>", strict=True))
_NAMES = ("baker", "cat", "dog", "goat", "king", "nurse", "owl", "queen")
BRACKETS = Surface(
    "brackets", tuple(a for a, _ in _SHAPES), tuple(b for _, b in _SHAPES),
    tuple(b for _, b in _SHAPES), ("Brackets", "Stack", "Signs"), " =",
)  # fmt: skip
GUESTS = Surface(
    "guests", _NAMES, tuple(f"out {name}" for name in _NAMES), _NAMES,
    ("Hall", "Tent", "Lodge"), "; all out:",
)  # fmt: skip


def segment(
    rng: np.random.Generator,
    kinds: int,
    skip_share: float,
    outer: int | None = None,
    level: int = 1,
) -> list[Event]:
    """A complete segment: an opener, its inside, its closer.

    The inside has at most two parts, each a segment or, with probability `skip_share`, an opener
    that only the segment's own closer closes. That one has another kind, so that the closer goes
    back to its own opener; where the segment lies in another one, of kind `outer`, it has that
    one's kind, so that the outer closer too must find its own opener by more than its kind.
    """
    kind = int(rng.integers(kinds))
    if outer is not None and kind == outer:
        kind = (kind + int(rng.integers(1, kinds))) % kinds
    events = [(True, kind)]
    for _ in range(rng.choice(3, p=_PARTS) if level < _DEEPEST else 0):
        if rng.random() < skip_share:
            other = (kind + int(rng.integers(1, kinds))) % kinds
            events.append((True, other if outer is None else outer))
        else:
            events += segment(rng, kinds, skip_share, kind, level + 1)
    return [*events, (False, kind)]


def open_after(events: list[Event]) -> list[int]:
    """Kinds that are open after `events`, outermost first."""
    stack: list[int] = []
    for opens, kind in events:
        if opens:
            stack.append(kind)
        else:
            while stack.pop() != kind:
                pass
    return stack


@dataclass(frozen=True)
class Shapes:
    """Random structures of one surface as columns; one row a structure."""

    depths: np.ndarray
    """(n,) what is open at the end."""
    kinds: np.ndarray
    """(n, deepest) its kinds, outermost first; the first `depths` of a row count."""
    distances: np.ndarray
    """(n,) segments."""
    segments: np.ndarray
    """(n, most) their numbers in the pool; the first `distances` of a row count."""
    gaps: np.ndarray
    """(n, most) how many openers of what is open stand before each segment, ascending."""


def shapes(
    rng: np.random.Generator, count: int, depths: list[int], distances: list[int], kinds: int
) -> Shapes:
    """`count` structures whose depth and distance are drawn from the lists."""
    deep = rng.choice(depths, count)
    far = rng.choice(distances, count)
    shape = (count, max(distances))
    gaps = (rng.random(shape) * (deep[:, None] + 1)).astype(np.int64)
    # Half of them behind all that is open: what was opened last is seldom what was named last.
    gaps = np.where(rng.random(shape) < _LAST_SHARE, deep[:, None], gaps)
    # Those that do not count come last.
    gaps[np.arange(max(distances)) >= far[:, None]] = np.iinfo(np.int64).max
    return Shapes(
        deep,
        rng.integers(0, kinds, (count, max(depths))),
        far,
        rng.integers(0, _POOL, (count, max(distances))),
        np.sort(gaps, axis=1),
    )


class Writer:
    """Writes structures of one surface; its segments are drawn once."""

    def __init__(
        self, rng: np.random.Generator, surface: Surface, kinds: int, skip_share: float
    ) -> None:
        self.surface, self.kinds = surface, kinds
        pool: list[list[Event]] = []
        while len(pool) < _POOL:
            drawn = segment(rng, kinds, skip_share)
            if len(drawn) <= _LONGEST:
                pool.append(drawn)
        self._pool = [
            " ".join([(surface.opens if opens else surface.closes)[kind] for opens, kind in events])
            for events in pool
        ]

    def closing(self, kinds: list[int]) -> str:
        """What closes `kinds` (outermost first), the innermost first."""
        words = self.surface.closing
        return " ".join([words[kind] for kind in reversed(kinds)])

    def write(self, rng: np.random.Generator, drawn: Shapes) -> list[tuple[str, list[int]]]:
        """Each structure up to where its closing begins, and the kinds that are open there."""
        surface, pool, written = self.surface, self._pool, []
        opens, mark = surface.opens, surface.mark
        headings = rng.integers(0, len(surface.headings), len(drawn.depths)).tolist()
        columns = (drawn.depths, drawn.kinds, drawn.distances, drawn.segments, drawn.gaps)
        rows = zip(headings, *(column.tolist() for column in columns), strict=True)
        for heading, depth, kinds, distance, segments, gaps in rows:
            del kinds[depth:]
            parts = [opens[kind] for kind in kinds]
            # From the last one on, so that the places before it stay where they are.
            for place in range(distance - 1, -1, -1):
                parts.insert(gaps[place], pool[segments[place]])
            written.append((f"{surface.headings[heading]}: {' '.join(parts)}{mark}", kinds))
        return written
