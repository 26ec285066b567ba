"""Nesting: close what was opened last, whatever was opened and closed meanwhile.

The same structures are written in two ways: as brackets of several kinds, and in plain English, in
which each noun has a verb of its own that follows the relative clauses about the noun, and those
inside them. What opens and what closes have the same *kind*: the shape of a bracket, the noun.

A *tree* is an opener, complete pairs, a chain of levels inside one another, complete pairs, and
the closer. Its depth counts its levels, the outermost included. An item asks for the closer of a
tree. Kinds inside of the tree are drawn evenly, and those of what is open around it are balanced,
so that neither places nor counts of kinds give the answer away (docs/families.md).
"""

from typing import Annotated, Any

import numpy as np
from pydantic import Field, field_validator, model_validator

from sizewise.study.sections import Section, Share
from sizewise.world.families.nesting.trees import (
    CLOSERS,
    CONTENDERS,
    NOUNS,
    OPEN_A_KIND,
    OPENERS,
    THAT,
    VERBS,
    Trees,
    balanced,
    bracket_trees,
    brackets,
    clause_trees,
    line,
    sentence,
    starts_as_an_item,
)
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
HEADINGS = ("Brackets", "Stack", "Pairs")
# Each gets a list of nouns.
SENTENCES = ("We saw", "They met", "You drew", "I missed")
# Trees of a line of brackets; the last one is what an item asks about.
_TREES = 3
# Nouns that are listed at most: all that stand open but the one asked about.
_LISTED = OPEN_A_KIND * CONTENDERS - 1
Depth = Annotated[int, Field(ge=1)]


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
        shapes = Trees(rng, count * _TREES, knobs.train_depths, knobs.distances)
        trees = bracket_trees(rng, shapes, knobs.bracket_kinds)
        most = OPEN_A_KIND * knobs.bracket_kinds
        open_ = rng.integers(0, most, count)
        ends = np.cumsum(open_).tolist()
        opened = brackets(rng, ends[-1] if ends else 0, knobs.bracket_kinds)
        cuts = self._cuts(rng, open_)
        headings = rng.integers(0, len(HEADINGS), count).tolist()
        return [
            line(
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
        """Whole sentences for training: a list of nouns, the last one with relative clauses.

        None starts as items do, so that no short item is a sentence of training.
        """
        kept: list[str] = []
        while len(kept) < count:
            # About one in twenty-five starts so.
            drawn = self._any_sentences(rng, count + count // 16 + 8)
            kept += [text for text in drawn if not starts_as_an_item(text)]
        return kept[:count]

    def _any_sentences(self, rng: np.random.Generator, count: int) -> list[str]:
        knobs = self.knobs
        shapes = Trees(rng, count, knobs.train_depths, knobs.distances)
        trees = clause_trees(rng, shapes)
        listed = rng.integers(1, _LISTED, count, endpoint=True).tolist()
        nouns = rng.integers(0, len(NOUNS), (count, _LISTED)).tolist()
        openings = rng.integers(0, len(SENTENCES), count).tolist()
        return [
            f"{sentence(SENTENCES[opening], known[:size])}{tree}{closer}."
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
                        prompt, right, wrong = ask(rng, Trees(rng, 1, [depth], [distance]))
                        choices, answer = multiple_choice(rng, right, wrong)
                        label = f"{NAME}/{kind}/{depth:02d}-{distance:02d}-{number:05d}"
                        items.append(Item(
                            item_id=label, family=NAME, entity_id=label, fact_id=None, kind=kind,
                            prompt=prompt, choices=choices, answer=answer, target=right,
                            knobs={"depth": depth, "distance": distance},
                        ))  # fmt: skip
        return items

    def _ask_bracket(self, rng: np.random.Generator, asked: Trees) -> tuple[str, str, list[str]]:
        """Prompt, the right closer and the others, of a line whose last tree is `asked`."""
        knobs = self.knobs
        *kinds, root = balanced(rng, knobs.bracket_kinds)
        opened = "".join([OPENERS[kind] for kind in kinds])
        before = Trees(rng, _TREES - 1, knobs.train_depths, knobs.distances)
        ((tree, right),) = bracket_trees(rng, asked, knobs.bracket_kinds, root)
        trees = [*bracket_trees(rng, before, knobs.bracket_kinds), (tree, "")]
        (cuts,) = self._cuts(rng, np.array([len(opened)]))
        text = line(HEADINGS[rng.integers(len(HEADINGS))], opened, cuts, trees)
        return text, right, [c for c in CLOSERS[: knobs.bracket_kinds] if c != right]

    def _ask_clause(self, rng: np.random.Generator, asked: Trees) -> tuple[str, str, list[str]]:
        """Prompt, the right verb and that of the other open noun, where `asked` is the tree.

        Some of the nouns before it are listed and some have clauses that are open themselves, so
        that the noun asked about has no place of its own.
        """
        contenders = rng.choice(len(NOUNS), CONTENDERS, replace=False).tolist()
        *nouns, root = [contenders[kind] for kind in balanced(rng, CONTENDERS)]
        listed = int(rng.integers(1, _LISTED, endpoint=True))
        start = sentence(SENTENCES[rng.integers(len(SENTENCES))], nouns[:listed])
        around = "".join([THAT[noun] for noun in nouns[listed:]])
        ((tree, closer),) = clause_trees(rng, asked, root)
        wrong = [VERBS[noun] for noun in contenders if noun != root]
        return f"{start}{around}{tree}", closer.strip(), wrong

    def facts(self) -> dict[str, Any]:
        kinds = self.knobs.bracket_kinds
        return {"open_brackets": OPEN_A_KIND * kinds, "open_nouns": OPEN_A_KIND * CONTENDERS}


def _least_tokens(knobs: Nesting) -> int:
    depth, pairs = knobs.test_depths[-1], knobs.distances[-1]
    lines = OPEN_A_KIND * knobs.bracket_kinds + 2 * (depth + pairs)
    # A token a word, as in "that the dog" and "sees".
    sentences = 3 * (_LISTED + depth + pairs) + depth + pairs
    return max(lines * bool(knobs.bracket_items), sentences * bool(knobs.clause_items))


FAMILY = Family(
    name=NAME,
    summary="what is open: nested brackets and nested clauses by depth (A6)",
    knobs=Nesting,
    plan=_Plan,
    check=lambda knobs, budget, seed: None,
    least_tokens=_least_tokens,
)
