"""Constraints on a written answer: what an item's `checks` hold (docs/families.md, instructions).

Verifiable instructions as in Zhou et al. 2023 (IFEval, arXiv 2311.07911). `check` names the program
that decides; the programs are evaluation's.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

Word = Annotated[str, Field(pattern=r"^\w+$")]
Count = Annotated[int, Field(ge=1)]


class _Constraint(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CountCheck(_Constraint):
    """The answer has `words` words."""

    check: Literal["count"]
    words: Count


class FirstCheck(_Constraint):
    """The answer begins with `word`."""

    check: Literal["first"]
    word: Word


class LastCheck(_Constraint):
    """The answer ends with `word`."""

    check: Literal["last"]
    word: Word


class IncludeCheck(_Constraint):
    """`word` occurs."""

    check: Literal["include"]
    word: Word


class ExcludeCheck(_Constraint):
    """`word` does not occur."""

    check: Literal["exclude"]
    word: Word


class OrderCheck(_Constraint):
    """Both words occur, and `before` occurs before `after` does for the first time."""

    check: Literal["order"]
    before: Word
    after: Word


class LengthCheck(_Constraint):
    """Every word has at least, at most or exactly `letters` letters, as `bound` says."""

    check: Literal["length"]
    bound: Literal["least", "most", "exact"]
    letters: Count


class RepetitionCheck(_Constraint):
    """`word` occurs `times` times, no more and no less."""

    check: Literal["repetition"]
    word: Word
    times: Count


Constraint = Annotated[
    CountCheck | FirstCheck | LastCheck | IncludeCheck | ExcludeCheck | OrderCheck | LengthCheck
    | RepetitionCheck,
    Field(discriminator="check"),
]  # fmt: skip
CONSTRAINTS: TypeAdapter[list[Constraint]] = TypeAdapter(list[Constraint])
"""Reads a list of constraints from mappings or JSON."""
