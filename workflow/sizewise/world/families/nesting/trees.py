"""Trees of openers and closers, written as brackets or as relative clauses."""

from collections.abc import Iterator

import numpy as np

OPENERS, CLOSERS = "([{<", ")]}>"
_NAMES = """baker bird boy cat cow dog duck girl goat horse king nurse owl pig queen
tutor"""
# Even places are singular, odd ones plural.
NOUNS = tuple(form for name in _NAMES.split() for form in (name, f"{name}s"))
NUMBERS = 2
_VERBS = "call feed find hear help know like see"
VERBS = tuple(_VERBS.split())
OPEN_A_KIND = 2
"""Of each kind, what stands open when an item asks, the opener that is asked about included."""
_CLOSE = str.maketrans(OPENERS, CLOSERS)
_PAIR = {opener: opener + closer for opener, closer in zip(OPENERS, CLOSERS, strict=True)}
THAT = tuple(f" that the {noun}" for noun in NOUNS)
"""What opens a clause, by noun."""
_AGREEING = tuple(f" {verb}s" for verb in VERBS), tuple(f" {verb}" for verb in VERBS)
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
    """`trees` as relative clauses; `root` is the number of the outermost nouns, if given."""
    drawn = rng.integers(0, len(NOUNS), trees.openers)
    if root is not None:
        drawn[trees.starts] += root - drawn[trees.starts] % NUMBERS
    verbs = rng.integers(0, len(VERBS), trees.openers).tolist()
    nouns, written = drawn.tolist(), []
    closers = [_AGREEING[noun & 1][verb] for noun, verb in zip(nouns, verbs, strict=True)]
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


def balanced(rng: np.random.Generator, kinds: int) -> list[int]:
    """Kinds of what stands open, each kind twice: the first and the last are even draws.

    The last one is the answer. Neither the first kind nor any count says anything about it.
    """
    first, last = rng.integers(0, kinds, 2).tolist()
    middle = list(range(kinds)) * OPEN_A_KIND
    middle.remove(first)
    middle.remove(last)
    return [first, *rng.permutation(middle).tolist(), last]
