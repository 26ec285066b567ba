"""Trees of openers and closers, written as brackets or as relative clauses."""

from collections.abc import Iterator

import numpy as np

OPENERS, CLOSERS = "([{<", ")]}>"
# What each one does, and no other: a noun and its verb, as an opener and its closer.
_DOINGS = {
    "baker": "feeds", "cat": "likes", "dog": "finds", "goat": "knows", "king": "rules",
    "nurse": "helps", "owl": "hears", "queen": "calls",
}  # fmt: skip
NOUNS, VERBS = tuple(_DOINGS), tuple(_DOINGS.values())
CONTENDERS = 2
"""Nouns that an item has open; the choices are their verbs."""
OPEN_A_KIND = 2
"""Of each kind, what stands open when an item asks, the opener that is asked about included."""
_CLOSE = str.maketrans(OPENERS, CLOSERS)
_PAIR = {opener: opener + closer for opener, closer in zip(OPENERS, CLOSERS, strict=True)}
THAT = tuple(f" that the {noun}" for noun in NOUNS)
"""What opens a clause, by noun."""
_CLOSER = tuple(f" {verb}" for verb in VERBS)
Tree = tuple[str, str]
"""The text of a tree up to its closer, and the closer."""


class Trees:
    """Random shapes of `count` trees; kinds and words are left to how they are written."""

    def __init__(
        self, rng: np.random.Generator, count: int, depths: list[int], distances: list[int]
    ) -> None:
        self.depths = rng.choice(depths, count)
        pairs = rng.choice(distances, count)
        self.before = rng.integers(0, pairs, endpoint=True)
        """Pairs in front of the nested levels; the others follow them."""
        self.ends = np.cumsum(self.depths + pairs)
        self.starts = self.ends - self.depths - pairs
        """A tree's openers: of its levels from the outermost, then of its pairs."""

    @property
    def openers(self) -> int:
        """Openers of all trees."""
        return int(self.ends[-1]) if len(self.ends) else 0

    def __iter__(self) -> Iterator[tuple[int, ...]]:
        columns = self.starts, self.ends, self.depths, self.before
        return zip(*(column.tolist() for column in columns), strict=True)


def brackets(rng: np.random.Generator, count: int, kinds: int) -> str:
    """`count` openers, evenly of `kinds` kinds."""
    drawn = rng.integers(0, kinds, count)
    return np.frombuffer(OPENERS.encode(), np.uint8)[drawn].tobytes().decode()


def bracket_trees(
    rng: np.random.Generator, trees: Trees, kinds: int, root: int | None = None
) -> list[Tree]:
    """`trees` as brackets without spaces; `root` is the kind of the outermost ones, if given."""
    drawn, written = brackets(rng, trees.openers, kinds), []
    for start, end, depth, before in trees:
        outer = drawn[start] if root is None else OPENERS[root]
        inner = drawn[start + 1 : start + depth]
        pairs = "".join([_PAIR[opener] for opener in drawn[start + depth : end]])
        cut = 2 * before
        levels = inner + inner[::-1].translate(_CLOSE)
        written.append((outer + pairs[:cut] + levels + pairs[cut:], outer.translate(_CLOSE)))
    return written


def line(heading: str, opened: str, cuts: list[int], trees: list[Tree]) -> str:
    """Brackets: openers that stay open, cut into what precedes each tree, and the trees."""
    parts, at = [], 0
    for cut, (tree, closer) in zip([*cuts, len(opened)], trees, strict=True):
        parts += (opened[at:cut], tree, closer)
        at = cut
    return f"{heading}: {' '.join(''.join(parts))}"


def clause_trees(rng: np.random.Generator, trees: Trees, root: int | None = None) -> list[Tree]:
    """`trees` as relative clauses; `root` is the outermost noun of each, if given."""
    drawn = rng.integers(0, len(NOUNS), trees.openers)
    if root is not None:
        drawn[trees.starts] = root
    nouns, written = drawn.tolist(), []
    closers = [_CLOSER[noun] for noun in nouns]
    for start, end, depth, before in trees:
        pairs = range(start + depth, end)
        clauses = [THAT[nouns[pair]] + closers[pair] for pair in pairs]
        if depth > 1:
            levels = range(start + 1, start + depth)
            opened = [THAT[nouns[level]] for level in levels]
            closed = [closers[level] for level in reversed(levels)]
            clauses.insert(before, "".join(opened + closed))
        # Clauses about the same noun are joined: "the dog that the cat sees and that the owl …".
        written.append((THAT[nouns[start]] + " and".join(clauses), closers[start]))
    return written


def sentence(opening: str, nouns: list[int]) -> str:
    """A sentence up to the last of the nouns that it lists."""
    *first, last = [f"the {NOUNS[noun]}" for noun in nouns]
    return f"{opening} {', '.join(first)} and {last}" if first else f"{opening} {last}"


def starts_as_an_item(text: str) -> bool:
    """Whether the first nouns of a sentence are balanced, as they are in every item."""
    parts = text.split(" the ", OPEN_A_KIND * CONTENDERS + 1)[1 : OPEN_A_KIND * CONTENDERS + 1]
    nouns = [part.split(" ", 1)[0].rstrip(",") for part in parts]
    return sorted(map(nouns.count, set(nouns))) == [OPEN_A_KIND] * CONTENDERS


def balanced(rng: np.random.Generator, kinds: int) -> list[int]:
    """Kinds of what stands open, each kind twice: the first and the last are even draws.

    The last one is the answer. Neither the first kind nor any count says anything about it.
    """
    first, last = rng.integers(0, kinds, 2).tolist()
    middle = list(range(kinds)) * OPEN_A_KIND
    middle.remove(first)
    middle.remove(last)
    return [first, *rng.permutation(middle).tolist(), last]
