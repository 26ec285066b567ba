"""Programs that check a written answer, one a constraint (docs/families.md, instructions).

Verifiable instructions as in Zhou et al. 2023 (IFEval, arXiv 2311.07911): whether an answer heeds
one is decided by its words alone. A constraint is a mapping whose `check` names its program.
"""

import re
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

Word = Annotated[str, Field(pattern=r"^\w+$")]
Count = Annotated[int, Field(ge=1)]


class _Constraint(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    def holds(self, words: Sequence[str]) -> bool:
        """Whether an answer of these words heeds the constraint; no words heed none.

        That a word is missing from nothing is no achievement.
        """
        return bool(words) and self._holds(words)

    def _holds(self, words: Sequence[str]) -> bool:
        raise NotImplementedError


class CountCheck(_Constraint):
    """The answer has `words` words."""

    check: Literal["count"]
    words: Count

    def _holds(self, words: Sequence[str]) -> bool:
        return len(words) == self.words


class FirstCheck(_Constraint):
    """The answer begins with `word`."""

    check: Literal["first"]
    word: Word

    def _holds(self, words: Sequence[str]) -> bool:
        return words[0] == self.word


class LastCheck(_Constraint):
    """The answer ends with `word`."""

    check: Literal["last"]
    word: Word

    def _holds(self, words: Sequence[str]) -> bool:
        return words[-1] == self.word


class IncludeCheck(_Constraint):
    """`word` occurs."""

    check: Literal["include"]
    word: Word

    def _holds(self, words: Sequence[str]) -> bool:
        return self.word in words


class ExcludeCheck(_Constraint):
    """`word` does not occur."""

    check: Literal["exclude"]
    word: Word

    def _holds(self, words: Sequence[str]) -> bool:
        return self.word not in words


class OrderCheck(_Constraint):
    """Both words occur, and `before` occurs before `after` does for the first time."""

    check: Literal["order"]
    before: Word
    after: Word

    def _holds(self, words: Sequence[str]) -> bool:
        both = self.before in words and self.after in words
        return both and words.index(self.before) < words.index(self.after)


class LengthCheck(_Constraint):
    """Every word has at least, at most or exactly `letters` letters, as `bound` says."""

    check: Literal["length"]
    bound: Literal["least", "most", "exact"]
    letters: Count

    def _holds(self, words: Sequence[str]) -> bool:
        lengths = [len(word) for word in words]
        return (self.bound == "most" or min(lengths) >= self.letters) and (
            self.bound == "least" or max(lengths) <= self.letters
        )


class RepetitionCheck(_Constraint):
    """`word` occurs `times` times, no more and no less."""

    check: Literal["repetition"]
    word: Word
    times: Count

    def _holds(self, words: Sequence[str]) -> bool:
        return words.count(self.word) == self.times


Constraint = Annotated[
    CountCheck | FirstCheck | LastCheck | IncludeCheck | ExcludeCheck | OrderCheck | LengthCheck
    | RepetitionCheck,
    Field(discriminator="check"),
]  # fmt: skip
CONSTRAINTS: TypeAdapter[list[Constraint]] = TypeAdapter(list[Constraint])
"""Reads a list of constraints from mappings or JSON."""


def words_of(text: str) -> list[str]:
    """The words of an answer in lower case; punctuation does not count."""
    return re.findall(r"\w+", text.lower())


def satisfied(text: str, constraints: Sequence[Constraint]) -> list[bool]:
    """Whether `text` heeds each of `constraints`, in their order."""
    words = words_of(text)
    return [constraint.holds(words) for constraint in constraints]
