"""Nesting: close what was opened last, whatever was opened and closed meanwhile.

The same structures are written in two ways: as brackets of several kinds, and in plain English, in
which a verb agrees in number with a noun that stands before nested relative clauses (agreement
over other nouns, as in Linzen et al. 2016, arXiv 1611.01368). What opens and what closes have the
same *kind*: the shape of a bracket, the number of a noun.

A *tree* is an opener, complete pairs, a chain of levels inside one another, complete pairs, and
the closer. Its depth counts its levels, the outermost included. An item asks for the closer of a
tree. Kinds inside of the tree are drawn evenly, and those of what is open around it are balanced,
so that neither places nor counts of kinds give the answer away (docs/families.md).
"""

from typing import Annotated, Any

import numpy as np
from pydantic import Field, field_validator, model_validator

from sizewise.study.config import Section, Share
from sizewise.world.family import (
    JOB_DOCUMENTS,
    Documents,
    Family,
    Item,
    ascending,
    multiple_choice,
)
from sizewise.world.randomness import generator

NAME = "nesting"
OPENERS, CLOSERS = "([{<", ")]}>"
HEADINGS = ("Brackets", "Stack", "Pairs")
# Past tense agrees with no noun; each gets a list of nouns.
SENTENCES = ("We saw", "They met", "You drew", "I missed")
_NAMES = "baker bird boy cat cow dog duck girl goat horse king nurse owl pig queen tutor".split()
# Even numbers are singular, odd ones plural.
NOUNS = tuple(form for name in _NAMES for form in (name, f"{name}s"))
VERBS = tuple("call feed find hear help know like see".split())
_CLOSE = str.maketrans(OPENERS, CLOSERS)
_PAIR = {opener: opener + closer for opener, closer in zip(OPENERS, CLOSERS, strict=True)}
_THAT = tuple(f" that the {noun}" for noun in NOUNS)
_AND_THAT = tuple(f" and{that}" for that in _THAT)
_VERB = tuple(f" {verb}s" for verb in VERBS), tuple(f" {verb}" for verb in VERBS)
# Trees of a line of brackets; the last one is what an item asks about.
_TREES = 3
# Of each kind, what stands open when an item asks, the opener that is asked about included.
_OPEN_A_KIND = 2
_NUMBERS = 2
_LISTED = _OPEN_A_KIND * _NUMBERS - 1
Depth = Annotated[int, Field(ge=1)]
Tree = tuple[str, str]
"""The text of a tree up to its closer, and the closer."""


class Nesting(Section):
    """Knobs of nesting: brackets and clauses closed at known depth and distance."""

    train_depths: list[Depth] = Field(
        description="levels of a tree in training, each equally often"
    )
    test_depths: list[Depth] = Field(
        description="levels of the tree in items; the largest lies above those of training"
    )
    distances: list[Annotated[int, Field(ge=0)]] = Field(
        description="complete pairs beside the nested levels, between an opener and its closer, "
        "in training and in items"
    )
    bracket_kinds: int = Field(
        ge=2, le=len(OPENERS), description="kinds of brackets; chance is 1/bracket_kinds"
    )
    clause_share: Share = Field(description="share of the documents in plain English")
    sequences: int = Field(ge=1, description="lines of brackets or sentences a document")
    bracket_items: int = Field(ge=0, description="items, for each depth and distance")
    clause_items: int = Field(ge=0, description="items, for each depth and distance")

    @field_validator("train_depths", "test_depths")
    @classmethod
    def _different(cls, values: list[int]) -> list[int]:
        return ascending(values)

    @field_validator("distances")
    @classmethod
    def _all_different(cls, values: list[int]) -> list[int]:
        if not values or len(set(values)) < len(values):
            raise ValueError("must be different whole numbers of at least 0; correct the list")
        return sorted(values)

    @model_validator(mode="after")
    def _deeper(self) -> "Nesting":
        if self.test_depths[-1] <= self.train_depths[-1]:
            raise ValueError(
                f"test_depths end at {self.test_depths[-1]} and train_depths at "
                f"{self.train_depths[-1]}; items must go deeper than training"
            )
        return self


class _Trees:
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

    def __iter__(self):
        columns = self.starts, self.ends, self.depths, self.before
        return zip(*(column.tolist() for column in columns), strict=True)


def _bracket_text(rng: np.random.Generator, count: int, kinds: int) -> str:
    """`count` openers, evenly of `kinds` kinds."""
    return (
        np.frombuffer(OPENERS.encode(), np.uint8)[rng.integers(0, kinds, count)].tobytes().decode()
    )


def _bracket_trees(
    rng: np.random.Generator, trees: _Trees, kinds: int, root: int | None = None
) -> list[Tree]:
    """`trees` as brackets without spaces; `root` is the kind of the outermost ones, if given."""
    drawn, written = _bracket_text(rng, trees.openers, kinds), []
    for start, end, depth, before in trees:
        outer = drawn[start] if root is None else OPENERS[root]
        inner = drawn[start + 1 : start + depth]
        pairs = "".join([_PAIR[opener] for opener in drawn[start + depth : end]])
        cut = 2 * before
        levels = inner + inner[::-1].translate(_CLOSE)
        written.append((outer + pairs[:cut] + levels + pairs[cut:], outer.translate(_CLOSE)))
    return written


def _clause_trees(rng: np.random.Generator, trees: _Trees, root: int | None = None) -> list[Tree]:
    """`trees` as relative clauses; `root` is the number of the outermost nouns, if given."""
    nouns = rng.integers(0, len(NOUNS), trees.openers)
    if root is not None:
        nouns[trees.starts] += root - nouns[trees.starts] % _NUMBERS
    verbs = rng.integers(0, len(VERBS), trees.openers).tolist()
    nouns = nouns.tolist()
    closers = [_VERB[noun & 1][verb] for noun, verb in zip(nouns, verbs, strict=True)]
    written = []
    for start, end, depth, before in trees:
        nested = range(start + 1, start + depth)
        parts, cut = [_THAT[nouns[start]]], start + depth + before
        for pair in range(start + depth, end):
            if pair == cut and nested:
                parts.append(_levels(nouns, closers, nested, first=before == 0))
            that = _THAT if pair == start + depth and (before or not nested) else _AND_THAT
            parts += (that[nouns[pair]], closers[pair])
        if cut == end and nested:
            parts.append(_levels(nouns, closers, nested, first=before == 0))
        written.append(("".join(parts), closers[start]))
    return written


def _levels(nouns: list[int], closers: list[str], levels: range, first: bool) -> str:
    """A chain of relative clauses, one inside another; `first` of those about a noun or not."""
    opened = [_THAT[nouns[i]] for i in levels[1:]]
    outer = (_THAT if first else _AND_THAT)[nouns[levels[0]]]
    return "".join([outer, *opened, *[closers[i] for i in reversed(levels)]])


def _line(heading: str, opened: str, cuts: list[int], trees: list[Tree]) -> str:
    """Brackets: openers that stay open, cut into what precedes each tree, and the trees."""
    parts, at = [], 0
    for cut, (tree, closer) in zip([*cuts, len(opened)], trees, strict=True):
        parts += (opened[at:cut], tree, closer)
        at = cut
    return f"{heading}: {' '.join(''.join(parts))}"


def _sentence(opening: str, nouns: list[int]) -> str:
    """A sentence up to the last of the nouns that it lists."""
    names = [f"the {NOUNS[noun]}" for noun in nouns]
    return f"{opening} {' and '.join([', '.join(names[:-1])] * (len(names) > 1) + names[-1:])}"


def balanced(rng: np.random.Generator, kinds: int) -> list[int]:
    """Kinds of what stands open, each kind twice: the first and the last are even draws.

    The last one is the answer. Neither the first kind nor any count says anything about it.
    """
    first, last = rng.integers(0, kinds, 2).tolist()
    middle = list(range(kinds)) * _OPEN_A_KIND
    middle.remove(first)
    middle.remove(last)
    return [first, *rng.permutation(middle).tolist(), last]


class _Plan:
    # Nothing is stated a promised number of times: every document fills the budget.
    fixed = 0

    def __init__(self, knobs: Nesting, budget: int, seed: int) -> None:
        self.knobs, self.seed = knobs, seed

    def write(self, job: int) -> Documents:
        rng, n = generator(self.seed, NAME, "job", job), self.knobs.sequences
        clauses = rng.random(JOB_DOCUMENTS) < self.knobs.clause_share
        english = int(clauses.sum())
        lines = (
            iter(self._lines(rng, (JOB_DOCUMENTS - english) * n)),
            iter(self._sentences(rng, english * n)),
        )
        return Documents(
            ["\n".join([next(lines[kind]) for _ in range(n)]) for kind in clauses.tolist()]
        )

    def _lines(self, rng: np.random.Generator, count: int) -> list[str]:
        """Lines of brackets for training; some of what they open stays open."""
        knobs = self.knobs
        shapes = _Trees(rng, count * _TREES, knobs.train_depths, knobs.distances)
        trees = _bracket_trees(rng, shapes, knobs.bracket_kinds)
        most = _OPEN_A_KIND * knobs.bracket_kinds
        open_ = rng.integers(0, most, count)
        ends = np.cumsum(open_).tolist()
        opened = _bracket_text(rng, ends[-1] if ends else 0, knobs.bracket_kinds)
        cuts = self._cuts(rng, open_)
        headings = rng.integers(0, len(HEADINGS), count).tolist()
        return [
            _line(
                HEADINGS[headings[i]], opened[end - size : end], cuts[i],
                trees[i * _TREES : (i + 1) * _TREES],
            )
            for i, (size, end) in enumerate(zip(open_.tolist(), ends, strict=True))
        ]  # fmt: skip

    def _cuts(self, rng: np.random.Generator, sizes: np.ndarray) -> list[list[int]]:
        """Where what stays open is cut by the trees between it."""
        shape = (len(sizes), _TREES - 1)
        return np.sort(rng.integers(0, sizes[:, None], shape, endpoint=True), axis=1).tolist()

    def _sentences(self, rng: np.random.Generator, count: int) -> list[str]:
        """Whole sentences for training: a list of nouns, the last one with relative clauses."""
        knobs = self.knobs
        shapes = _Trees(rng, count, knobs.train_depths, knobs.distances)
        trees = _clause_trees(rng, shapes)
        listed = rng.integers(1, _LISTED, count, endpoint=True).tolist()
        nouns = rng.integers(0, len(NOUNS), (count, _LISTED)).tolist()
        openings = rng.integers(0, len(SENTENCES), count).tolist()
        return [
            f"{_sentence(SENTENCES[opening], known[:size])}{tree}{closer}."
            for opening, known, size, (tree, closer) in zip(
                openings, nouns, listed, trees, strict=True
            )
        ]

    def items(self) -> list[Item]:
        knobs, items = self.knobs, []
        for kind, ask, count in (
            ("brackets", self._ask_bracket, knobs.bracket_items),
            ("clauses", self._ask_clause, knobs.clause_items),
        ):
            for depth in knobs.test_depths:
                for distance in knobs.distances:
                    rng = generator(self.seed, NAME, "items", kind, depth, distance)
                    for number in range(count):
                        prompt, right, wrong = ask(rng, _Trees(rng, 1, [depth], [distance]))
                        choices, answer = multiple_choice(rng, right, wrong)
                        label = f"{NAME}/{kind}/{depth:02d}-{distance:02d}-{number:05d}"
                        items.append(Item(
                            item_id=label, family=NAME, entity_id=label, fact_id=None, kind=kind,
                            prompt=prompt, choices=choices, answer=answer, target=right,
                            knobs={"depth": depth, "distance": distance},
                        ))  # fmt: skip
        return items

    def _ask_bracket(self, rng: np.random.Generator, asked: _Trees) -> tuple[str, str, list[str]]:
        """Prompt, the right closer and the others, of a line whose last tree is `asked`."""
        knobs = self.knobs
        *kinds, root = balanced(rng, knobs.bracket_kinds)
        opened = "".join([OPENERS[kind] for kind in kinds])
        before = _Trees(rng, _TREES - 1, knobs.train_depths, knobs.distances)
        ((tree, right),) = _bracket_trees(rng, asked, knobs.bracket_kinds, root)
        trees = [*_bracket_trees(rng, before, knobs.bracket_kinds), (tree, "")]
        (cuts,) = self._cuts(rng, np.array([len(opened)]))
        line = _line(HEADINGS[rng.integers(len(HEADINGS))], opened, cuts, trees)
        return line, right, [c for c in CLOSERS[: knobs.bracket_kinds] if c != right]

    def _ask_clause(self, rng: np.random.Generator, asked: _Trees) -> tuple[str, str, list[str]]:
        """Prompt, the right form of a verb and the wrong one, where the tree is `asked`.

        Some of the nouns before it are listed and some have clauses that are open themselves, so
        that the noun asked about has no place of its own.
        """
        *numbers, root = balanced(rng, _NUMBERS)
        nouns = [2 * int(rng.integers(len(_NAMES))) + number for number in numbers]
        listed = int(rng.integers(1, _LISTED, endpoint=True))
        start = _sentence(SENTENCES[rng.integers(len(SENTENCES))], nouns[:listed])
        around = "".join([_THAT[noun] for noun in nouns[listed:]])
        ((tree, closer),) = _clause_trees(rng, asked, root)
        right = closer.strip()
        wrong = right.removesuffix("s") if root == 0 else f"{right}s"
        return f"{start}{around}{tree}", right, [wrong]

    def facts(self) -> dict[str, Any]:
        return {"openers_open_when_asked": _OPEN_A_KIND * self.knobs.bracket_kinds}


def _least_tokens(knobs: Nesting) -> int:
    depth, pairs = knobs.test_depths[-1], knobs.distances[-1]
    brackets = _OPEN_A_KIND * knobs.bracket_kinds + 2 * (depth + pairs)
    # A token a word, as in "that the dog" and "sees".
    clauses = 3 * (_LISTED + depth + pairs) + depth + pairs
    return max(brackets * bool(knobs.bracket_items), clauses * bool(knobs.clause_items))


FAMILY = Family(
    name=NAME,
    summary="what is open: nested brackets and nested clauses by depth (A6)",
    knobs=Nesting,
    plan=_Plan,
    check=lambda knobs, budget, seed: None,
    least_tokens=_least_tokens,
)
