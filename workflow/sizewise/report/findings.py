"""Messages made from numbers by rules: titles of figures, leads of chapters, the headline.

The rule of difference: two estimates differ where their intervals do not overlap. This is
stricter than a test at the same level (Schenker and Gentleman 2001,
doi 10.1198/000313001317097960), so a title may miss a difference and hardly ever invents one.
Where a claim has its own interval, that one decides, and zero inside it means "no difference
seen". Without an interval nothing is said to differ.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sizewise.study.messages import Message, say, selector


@dataclass(frozen=True)
class Estimate:
    """A value and its interval; None where there is none."""

    value: float
    low: float | None = None
    high: float | None = None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Estimate":
        """From a row with value, low, high."""

        def real(key: str) -> float | None:
            found = row.get(key)
            return None if found is None or math.isnan(found) else float(found)

        return cls(float(row["value"]), real("low"), real("high"))

    @property
    def has_interval(self) -> bool:
        """Whether both ends are known."""
        return self.low is not None and self.high is not None

    @property
    def excludes_zero(self) -> bool:
        """Whether the interval lies on one side of zero."""
        return self.has_interval and (self.low > 0 or self.high < 0)


def direction(first: Estimate, last: Estimate) -> int:
    """1 where `last` is clearly above `first`, -1 clearly below, 0 no difference seen."""
    if not (first.has_interval and last.has_interval):
        return 0
    if last.low > first.high:
        return 1
    return -1 if last.high < first.low else 0


Form = Callable[[float], Message]
"""What makes a message of a number: with its unit, in a reader's digits."""


def as_share(value: float) -> Message:
    """A share as percent."""
    return say("share", value=float(value))


def estimate_message(value: float, low: float | None, high: float | None) -> Message:
    """A value with its interval, digits as `numbers.estimate` has them.

    Without an interval where one of its ends is None or NaN, as tables have what is not known.
    """
    if low is None or high is None or math.isnan(low) or math.isnan(high):
        return say("value-alone", value=float(value))
    return say("value-interval", value=float(value), low=float(low), high=float(high))


def no_difference(what: Message, small: str, large: str) -> Message:
    """`No difference seen in {what} between {small} and {large}`."""
    return say("no-difference", what=what, small=small, large=large)


def change(
    what: Message, small: str, large: str, first: Estimate, last: Estimate, sizes: Any,
    *, form: Form = as_share,
) -> Message:  # fmt: skip
    """`Recall rises from 21 % at 25k to 83 % at 792k`, or that no difference is seen.

    `what` is a noun phrase in the singular: what the change is of.
    """
    sign = direction(first, last)
    if sign == 0:
        return no_difference(what, small, large)
    return say(
        "change", what=what, way="up" if sign > 0 else "down", first=form(first.value),
        small=small, last=form(last.value), large=large, caveat=caveat(sizes),
    )  # fmt: skip


def caveat(sizes: Any) -> Message:
    """What a title that compares sizes has to add: noise between seeds may be unknown."""
    return say("one-run") if sizes.runs == 1 else say("nothing")


def last_step(frame: Any) -> Any:
    """The rows of `frame` at its last step: what the trained models do."""
    return frame[frame["step"] == frame["step"].max()]


def ends(frame: Any, sizes: Any) -> tuple[Estimate, Estimate]:
    """The estimates at the smallest and at the largest size of `frame`, one row a size."""
    rows = {row["size"]: row for row in frame.to_dict("records")}
    names = [name for name in sizes.names if name in rows]
    return Estimate.of(rows[names[0]]), Estimate.of(rows[names[-1]])


def over_sizes(what: Message, frame: Any, sizes: Any, *, form: Form = as_share) -> Message:
    """`change` between the smallest and the largest size of `frame` (size, value, low, high).

    One row a size; with one size there is nothing to compare, and the title only states it.
    """
    present = set(frame["size"])
    names = [name for name in sizes.names if name in present]
    first, last = ends(frame, sizes)
    if len(names) == 1:
        return say("only-size", what=what, value=form(first.value), size=names[0])
    return change(what, names[0], names[-1], first, last, sizes, form=form)


def over_floor(what: Message, frame: Any, sizes: Any) -> Message:
    """`over_sizes`, or that no size is clearly above guessing, whose curve says nothing of size.

    `frame` also has the column chance, NaN where nobody can guess and the floor is zero. Clearly:
    the interval lies above the floor; without intervals the floor says nothing.
    """
    known = frame.dropna(subset=["low", "high"])
    above = known["low"] > known["chance"].fillna(0)
    if known.empty or above.any():
        return over_sizes(what, frame, sizes)
    floor = "chance" if frame["chance"].notna().any() else "zero"
    return say("not-above-guessing", what=what, floor=floor)


def fewer(what: Message, frame: Any, sizes: Any) -> Message:
    """`Exposures for half recall: 3.1× fewer at 33× the size`, or more, or no difference.

    `frame` has one row a size: size, value, low, high, and bound where a value is only one
    (`above`: the true one is larger); the ratio then says "at least".
    """
    present = [name for name in sizes.names if name in set(frame["size"])]
    first, last = ends(frame, sizes)
    small, large = present[0], present[-1]
    size_ratio = sizes.parameters(large) / sizes.parameters(small)
    sign = direction(first, last)
    if sign == 0 or min(first.value, last.value) <= 0:
        return no_difference(what, small, large)
    ratio = first.value / last.value if sign < 0 else last.value / first.value
    bounds = {row["size"]: row.get("bound") for row in frame.to_dict("records")}
    larger, smaller = (small, large) if sign < 0 else (large, small)
    if bounds[larger] == "below" or bounds[smaller] == "above":
        return no_difference(what, small, large)
    least = bounds[larger] == "above" or bounds[smaller] == "below"
    return say(
        "fewer", what=what, least="yes" if least else "no", ratio=ratio,
        way="fewer" if sign < 0 else "more", sizes=size_ratio, caveat=caveat(sizes),
    )  # fmt: skip


def tally(signs: Sequence[int], what: str, sizes: Any) -> Message:
    """In how many of several measures the ends of the ladder differ, and which way.

    `signs` as from `direction`; `what` is an entry of the catalogue's `tally-noun`.
    """
    total, up, down = len(signs), signs.count(1), signs.count(-1)
    noun = say("tally-noun", name=what, count=total)
    if not up and not down:
        return say("tally-none", noun=noun, small=sizes.smallest, large=sizes.largest)
    parts = [
        *([say("tally-up", count=up)] if up else []),
        *([say("tally-down", count=down)] if down else []),
        *([say("tally-flat", count=total - up - down)] if total > up + down else []),
    ]
    return say(
        "tally", noun=noun, parts=parts, small=sizes.smallest, large=sizes.largest,
        caveat=caveat(sizes),
    )  # fmt: skip


def fit_title(row: Mapping[str, Any]) -> Message:
    """Finding of a power law with floor: `value` is the exponent of N, with its interval."""
    exponent = Estimate.of(row)
    if not exponent.excludes_zero:
        return say("fit-flat")
    return say("fit-falls", exponent=estimate_message(exponent.value, exponent.low, exponent.high))


def formation(frame: Any, sizes: Any) -> str:
    """From which evaluated step on a size is clearly above chance, by size and kind.

    `frame`: size, kind, step, value, low, high, chance. Clearly: the interval lies above chance
    at that step and at all later ones; where there is no chance, above zero.
    """
    parts = []
    for kind, rows in frame.groupby("kind"):
        formed = {}
        for size, curve in rows.groupby("size"):
            curve = curve.sort_values("step")
            floor = curve["chance"].fillna(0)
            above = (curve["low"] > floor).to_numpy()[::-1]
            run = next((i for i, one in enumerate(above) if not one), len(above))
            if run:
                formed[size] = int(curve["step"].iloc[-run])
        floor = "chance" if rows["chance"].notna().any() else "zero"
        what = say("kind", name=str(kind))
        if not formed:
            parts.append(say("formation-none", what=what, floor=floor))
            continue
        steps: dict[int, list[str]] = {}
        for size in sizes.names:
            if size in formed:
                steps.setdefault(formed[size], []).append(size)
        every = len(formed) == rows["size"].nunique() and len(steps) == 1
        places = [
            say("formation-every", step=step) if every
            else say("formation-at", step=step, sizes=names)
            for step, names in sorted(steps.items())
        ]  # fmt: skip
        parts.append(say("formation", what=what, floor=floor, places=places))
    return say("clauses", parts=parts)


def headline(views: Sequence[Any], sizes: Sequence[str]) -> Message:
    """The report's first sentences: what is decided, the clearest finding, or why there is none.

    `views` are verdicts.View; `sizes` the study's sizes in order.
    """
    from sizewise.report.verdicts import SHAPES
    from sizewise.study.verdicts import DECIDED, NOT_MEASURED

    tested = [view for view in views if view.claim.test]
    measured = [view for view in tested if view.verdict != NOT_MEASURED]
    if not measured:
        return say("headline-none", tested=len(tested))
    by_verdict = {
        verdict: [view for view in measured if view.verdict == verdict]
        for verdict in SHAPES
        if verdict != NOT_MEASURED
    }
    parts = [
        say("headline-count", count=len(found), verdict=selector(verdict))
        for verdict, found in by_verdict.items()
        if found
    ]
    said = [say("headline", tested=len(tested), measured=len(measured), parts=parts)]
    decided = sorted(
        [view for verdict in DECIDED for view in by_verdict[verdict]],
        key=lambda view: -view.strength,
    )
    if decided:
        best = decided[0]
        said.append(say(
            "headline-clearest", title=best.words.title, verdict=selector(best.verdict),
            effect=best.effect or "none",
        ))  # fmt: skip
    undecided = [view for view in measured if view.claim.arm == "ladder" and view not in decided]
    if {view.finding.n_seeds for view in undecided} == {1}:
        said.append(say("headline-one-seed", small=sizes[0], large=sizes[-1]))
    elif not decided:
        said.append(say("headline-wide"))
    return say("sentences", parts=said)
