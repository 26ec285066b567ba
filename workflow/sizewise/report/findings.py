"""Sentences made from numbers by rules: titles of figures, leads of chapters, the headline.

The rule of difference: two estimates differ where their intervals do not overlap. This is
stricter than a test at the same level (Schenker and Gentleman 2001,
doi 10.1198/000313001317097960), so a title may miss a difference and hardly ever invents one.
Where a claim has its own interval, that one decides, and zero inside it means "no difference
seen". Without an interval nothing is said to differ.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sizewise.report import numbers


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


def no_difference(what: str, between: str | None = None) -> str:
    """`No difference seen in {what} between {between}`."""
    return f"No difference seen in {what}" + (f" between {between}" if between else "")


def change(
    what: str,
    small: str,
    large: str,
    first: Estimate,
    last: Estimate,
    *,
    form: Any = numbers.share,
    plural: bool = False,
    caveat: str = "",
) -> str:
    """`Recall rises from 21 % at 25k to 83 % at 792k`, or that no difference is seen.

    `what` is a noun phrase, `plural` its number; `caveat` follows a stated difference.
    """
    sign = direction(first, last)
    if sign == 0:
        return no_difference(what, f"{small} and {large}")
    verb = ("rise" if sign > 0 else "fall") + ("" if plural else "s")
    head = what[0].upper() + what[1:]
    reach = f"from {form(first.value)} at {small} to {form(last.value)} at {large}"
    return f"{head} {verb} {reach}{caveat}"


def last_step(frame: Any) -> Any:
    """The rows of `frame` at its last step: what the trained models do."""
    return frame[frame["step"] == frame["step"].max()]


def ends(frame: Any, sizes: Any) -> tuple[Estimate, Estimate]:
    """The estimates at the smallest and at the largest size of `frame`, one row a size."""
    rows = {row["size"]: row for row in frame.to_dict("records")}
    names = [name for name in sizes.names if name in rows]
    return Estimate.of(rows[names[0]]), Estimate.of(rows[names[-1]])


def over_sizes(
    what: str, frame: Any, sizes: Any, *, form: Any = numbers.share, plural: bool = False
) -> str:
    """`change` between the smallest and the largest size of `frame` (size, value, low, high).

    One row a size; with one size there is nothing to compare, and the title only states it.
    """
    present = set(frame["size"])
    names = [name for name in sizes.names if name in present]
    first, last = ends(frame, sizes)
    if len(names) == 1:
        return f"{what[0].upper()}{what[1:]}: {form(first.value)} at {names[0]}, the only size here"
    return change(
        what, names[0], names[-1], first, last, form=form, plural=plural, caveat=sizes.caveat
    )


def fewer(what: str, frame: Any, sizes: Any) -> str:
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
        return no_difference(what, f"{small} and {large}")
    ratio = first.value / last.value if sign < 0 else last.value / first.value
    bounds = {row["size"]: row.get("bound") for row in frame.to_dict("records")}
    larger, smaller = (small, large) if sign < 0 else (large, small)
    if bounds[larger] == "below" or bounds[smaller] == "above":
        return no_difference(what, f"{small} and {large}")
    least = "at least " if bounds[larger] == "above" or bounds[smaller] == "below" else ""
    return (
        f"{what[0].upper()}{what[1:]}: {least}{numbers.times(ratio)} "
        f"{'fewer' if sign < 0 else 'more'} "
        f"at {numbers.times(size_ratio)} the size{sizes.caveat}"
    )


def tally(signs: Sequence[int], noun: str, up: str, down: str, sizes: Any, *, good: int = 1) -> str:
    """`Loss …`: in how many of several measures the ends of the ladder differ, and which way.

    `signs` as from `direction`; `good` is the sign that `up` names.
    """
    total, between = len(signs), f"{sizes.smallest} and {sizes.largest}"
    better, worse = signs.count(good), signs.count(-good)
    if not better and not worse:
        return no_difference(f"any of {count(total, noun)}", between)
    parts = []
    if better:
        parts.append(f"{up} in {better} of {count(total, noun)}")
    if worse:
        parts.append(
            f"{down} in {worse} of {count(total, noun)}" if not better else f"{down} in {worse}"
        )
    if total - better - worse:
        parts.append(f"no difference seen in {total - better - worse}")
    text = f"At {sizes.largest} loss is {listing(parts)}, compared with {sizes.smallest}"
    return text + sizes.caveat


def fit_title(row: Mapping[str, Any]) -> str:
    """Finding of a power law with floor: `value` is the exponent of N, with its interval."""
    exponent = Estimate.of(row)
    if not exponent.excludes_zero:
        return "A power law with a floor fits, and its exponent cannot be told from zero"
    text = numbers.estimate(exponent.value, exponent.low, exponent.high)
    return f"Loss falls towards a floor with N to the power of minus {text}"


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
        if not formed:
            parts.append(f"no size is above {floor} in {kind} answers")
            continue
        steps: dict[int, list[str]] = {}
        for size in sizes.names:
            if size in formed:
                steps.setdefault(formed[size], []).append(size)
        every = len(formed) == rows["size"].nunique()
        named = [
            f"at {'every size' if every and len(steps) == 1 else listing(names)} from step {step:,}"
            for step, names in sorted(steps.items())
        ]
        parts.append(f"{kind.replace('_', ' ')} answers are above {floor} {listing(named)}")
    text = "; ".join(parts)
    return text[0].upper() + text[1:]


def count(number: int, noun: str, plural: str | None = None) -> str:
    """`1 claim`, `3 claims`; `no claim` for none."""
    return f"{number or 'no'} {noun if number in (0, 1) else plural or noun + 's'}"


def listing(parts: Sequence[str]) -> str:
    """`a, b and c`."""
    *rest, last = parts
    return f"{', '.join(rest)} and {last}" if rest else last


def headline(views: Sequence[Any], sizes: Sequence[str]) -> str:
    """The report's first sentences: what is decided, the clearest finding, or why there is none.

    `views` are verdicts.View; `sizes` the study's sizes in order.
    """
    from sizewise.report.verdicts import SHAPES
    from sizewise.study.verdicts import DECIDED, NOT_MEASURED

    tested = [view for view in views if view.claim.test]
    measured = [view for view in tested if view.verdict != NOT_MEASURED]
    if not measured:
        return f"None of the {len(tested)} claims is measured yet."
    by_verdict = {
        verdict: [view for view in measured if view.verdict == verdict]
        for verdict in SHAPES
        if verdict != NOT_MEASURED
    }
    parts = [f"{len(found)} {verdict}" for verdict, found in by_verdict.items() if found]
    text = f"Of {len(tested)} claims {len(measured)} are measured here: {listing(parts)}."
    decided = sorted(
        [view for verdict in DECIDED for view in by_verdict[verdict]],
        key=lambda view: -view.strength,
    )
    if decided:
        best = decided[0]
        text += f" The clearest: {best.claim.title} {best.verdict.capitalize()}"
        text += f", {best.effect}" if best.effect else ""
        text += "." if best.claim.arm == "ladder" else f" ({best.claim.arm} arm)."
    undecided = [view for view in measured if view.claim.arm == "ladder" and view not in decided]
    seeds = {view.finding.n_seeds for view in undecided}
    reach = f" of the ladder from {sizes[0]} to {sizes[-1]}" if len(sizes) > 1 else ""
    if seeds == {1}:
        return text + (
            f" With one seed a size{reach}, differences between sizes cannot be told from "
            "differences between runs: the curves below are a first look."
        )
    if decided:
        return text
    return text + " No interval is narrow enough to decide; the curves below are a first look."
