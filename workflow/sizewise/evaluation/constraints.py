"""Programs that check a written answer, one a constraint (docs/families.md, instructions).

Verifiable instructions as in Zhou et al. 2023 (IFEval, arXiv 2311.07911): whether an answer heeds
one is decided by its words alone.
"""

import re
from collections.abc import Sequence

from sizewise.study.formats.constraints import (
    Constraint,
    CountCheck,
    ExcludeCheck,
    FirstCheck,
    IncludeCheck,
    LastCheck,
    LengthCheck,
    OrderCheck,
    RepetitionCheck,
)


def words_of(text: str) -> list[str]:
    """The words of an answer in lower case; punctuation does not count."""
    return re.findall(r"\w+", text.lower())


def holds(constraint: Constraint, words: Sequence[str]) -> bool:
    """Whether an answer of these words heeds the constraint; no words heed none.

    That a word is missing from nothing is no achievement.
    """
    if not words:
        return False
    match constraint:
        case CountCheck():
            return len(words) == constraint.words
        case FirstCheck():
            return words[0] == constraint.word
        case LastCheck():
            return words[-1] == constraint.word
        case IncludeCheck():
            return constraint.word in words
        case ExcludeCheck():
            return constraint.word not in words
        case OrderCheck(before=before, after=after):
            both = before in words and after in words
            return both and words.index(before) < words.index(after)
        case LengthCheck(bound=bound, letters=letters):
            lengths = [len(word) for word in words]
            return (bound == "most" or min(lengths) >= letters) and (
                bound == "least" or max(lengths) <= letters
            )
        case RepetitionCheck():
            return words.count(constraint.word) == constraint.times


def satisfied(text: str, constraints: Sequence[Constraint]) -> list[bool]:
    """Whether `text` heeds each of `constraints`, in their order."""
    words = words_of(text)
    return [holds(constraint, words) for constraint in constraints]
