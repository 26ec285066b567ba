"""Simulated worlds whose truth is known, and what a claim's verdicts on them say of its test.

Shared by the rooms that judge claims. A claim passes where no world makes it err in more than
MOST_ERRORS of the repeats, and where it finds the essay right in LEAST_FOUND of them when it is.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import NormalDist
from typing import Any, Literal

from sizewise.study.artifacts import read_json
from sizewise.study.errors import StudyError
from sizewise.study.formats.names import NULL_WORLDS
from sizewise.study.verdicts import DECIDED, NOT_MEASURED, ONE_RUN

Kind = Literal["right", "wrong", "nuisance"]
Truth = Literal["supported", "too small to matter", "opposite"]
Needed = Literal["second seed", "nearly", "more", "many", "never"]

BROKE = "broke"
"""In place of a verdict: the measure ended with an arithmetic error."""
MOST_ERRORS, LEAST_FOUND = 0.05, 0.8
NEARLY = 1.15
"""Times the runs below which what is missing is within the error of the estimate itself."""
SELDOM = 0.2
"""Share of ladders found below which most fail for more than the width of their intervals, so that
no number of runs can be told from it."""


def wilson(hits: int, repeats: int) -> tuple[float, float]:
    """95 % interval of a share.

    E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22
    (1927): the shares p from which hits/repeats lies no further than z standard errors, which are
    the roots of a quadratic equation. Libraries have it too, and every chapter waited two seconds
    for one to be imported.
    """
    z2 = NormalDist().inv_cdf(0.975) ** 2
    share = hits / repeats
    middle = share + z2 / (2 * repeats)
    half = math.sqrt(z2 * (share * (1 - share) + z2 / (4 * repeats)) / repeats)
    scale = 1 + z2 / repeats
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def is_true(verdict: str, truth: Truth | None) -> bool:
    """Whether a verdict that decides says what is so; where `truth` is None none may decide."""
    return verdict == truth


@dataclass(frozen=True)
class Tally:
    """The verdicts of one claim in one world."""

    claim: str
    world: str
    kind: Kind
    truth: Truth | None
    counts: Mapping[str, int]
    """Repeats by verdict."""
    effect: float | None = None
    """Median of the estimates, in the claim's unit; None where none was finite."""
    runs: float | None = None
    """How many times as many runs would find the effect in LEAST_FOUND of the ladders, were its
    error that of the seeds alone; None where that cannot be said."""
    reason: str | None = None
    """Why most of the undecided repeats are undecided; None where that is not known."""

    @classmethod
    def of(
        cls, claim: str, world: str, kind: Kind, truth: Truth | None,
        verdicts: Iterable[str], effect: float | None = None, runs: float | None = None,
        reasons: Iterable[str] = (),
    ) -> "Tally":  # fmt: skip
        """From one verdict a repeat, and the reasons of those that are undecided."""
        counts = dict(Counter(verdicts).most_common())
        common = [reason for reason, _ in Counter(reasons).most_common(1)]
        return cls(claim, world, kind, truth, counts, effect, runs, *common)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Tally":
        """The inverse of `to_json`."""
        counts = {name: one["count"] for name, one in content["verdicts"].items()}
        named = ("claim", "world", "kind", "truth", "effect", "runs")
        one = {name: content[name] for name in named}
        # Records of an earlier gate have no reason.
        return cls(**one, counts=counts, reason=content.get("reason"))

    @property
    def repeats(self) -> int:
        """Simulated ladders or tables."""
        return sum(self.counts.values())

    def share(self, verdict: str) -> tuple[float, float, float]:
        """Share of a verdict and its interval."""
        hits = self.counts.get(verdict, 0)
        return hits / self.repeats, *wilson(hits, self.repeats)

    @property
    def errors(self) -> tuple[float, float, float]:
        """Share of repeats that a verdict decides against the truth, and its interval."""
        hits = sum(
            count for verdict, count in self.counts.items()
            if verdict in DECIDED and not is_true(verdict, self.truth)
        )  # fmt: skip
        return hits / self.repeats, *wilson(hits, self.repeats)

    @property
    def found(self) -> tuple[float, float, float]:
        """Share of repeats whose verdict says what is so, and its interval."""
        hits = sum(count for v, count in self.counts.items() if is_true(v, self.truth))
        return hits / self.repeats, *wilson(hits, self.repeats)

    @property
    def measured(self) -> bool:
        """Whether the measure gave anything in at least one repeat."""
        return any(verdict != NOT_MEASURED for verdict in self.counts)

    @property
    def failure(self) -> str | None:
        """Why the claim fails in this world: broke, misled, blind, not measured; or None."""
        if BROKE in self.counts:
            return "broke"
        if not self.measured:
            return "not measured"
        if self.errors[0] > MOST_ERRORS:
            return "misled"
        if self.kind == "right" and self.found[0] < LEAST_FOUND:
            return "blind"
        return None

    @property
    def needed(self) -> Needed | None:
        """What a right world that is not found would take: a `second seed` at every size,
        `nearly` (hardly more runs than are there), `more` (`runs` times as many), `many` (no
        number can be told, as hardly any ladder finds it), `never`; None where nothing is missing,
        or nobody can say."""
        if self.failure != "blind":
            return None
        if self.reason == ONE_RUN:
            return "second seed"
        if self.runs is None:
            return "never"
        if self.runs >= NEARLY:
            return "more" if self.found[0] >= SELDOM else "many"
        return "nearly" if self.found[0] >= LEAST_FOUND / 2 else None

    def to_json(self) -> dict[str, Any]:
        """For the JSON beside the page."""
        shares = {
            verdict: {
                "count": count,
                **dict(zip(("share", "low", "high"), self.share(verdict), strict=True)),
            }
            for verdict, count in self.counts.items()
        }
        return {
            "claim": self.claim, "world": self.world, "kind": self.kind, "truth": self.truth,
            "repeats": self.repeats, "verdicts": shares, "errors": self.errors[0],
            "errors_high": self.errors[2], "found": self.found[0], "effect": self.effect,
            "runs": self.runs, "reason": self.reason, "failure": self.failure,
        }  # fmt: skip


@dataclass(frozen=True)
class Tried:
    """What the gate found of one claim."""

    entry: str
    """sha256 of the claim's entry in the register when it was tried."""
    tallies: tuple[Tally, ...]
    seeds: Mapping[str, int] = field(default_factory=dict)
    """Of the simulated ladders, by size."""


def read_tried(register: Path) -> dict[str, Tried]:
    """By claim, from the gate's file beside `register`; empty where there is none.

    Raises StudyError where the file is not one of the gate's.
    """
    path = register.parent / NULL_WORLDS
    if not path.is_file():
        return {}
    try:
        content = read_json(path)
        return {
            name: Tried(
                one["entry"], tuple(Tally.from_json(world) for world in one["worlds"]),
                dict(content["seeds"]),
            )
            for name, one in content["claims"].items()
        }  # fmt: skip
    except (KeyError, TypeError) as error:
        raise StudyError(
            f"{path}: is no file of the gate ({error}); restore it or run `sizewise gate`"
        ) from None
