"""The gate's table as a page of the documentation."""

from pathlib import Path
from typing import Any

from sizewise.analysis.gate.record import outdated, tallies_of
from sizewise.study.claims import Claim, Register
from sizewise.study.null_worlds import LEAST_FOUND, MOST_ERRORS, Tally
from sizewise.study.verdicts import DECIDED

_WHY = {
    "broke": "the measure ends with an arithmetic error",
    "misled": "decides against the truth too often",
    "blind": "is not found",
    "not measured": "nothing to measure with this study's items",
}


def _cell(share: tuple[float, float, float]) -> str:
    value, low, high = share
    return f"{value:.3f} [{low:.3f}, {high:.3f}]"


def _row(one: Tally) -> str:
    verdicts = "; ".join(f"{name} {_cell(one.share(name))}" for name in one.counts)
    right = one.truth or "must not decide"
    effect = "-" if one.effect is None else f"{one.effect:.3g}"
    passed = f"**fails**: {_WHY[one.failure]}{_takes(one)}" if one.failure else "passes"
    return (
        f"| {one.claim} | {one.world} | {one.kind} | {right} | {effect} | {verdicts} | "
        f"{_cell(one.errors)} | {passed} |"
    )


def _takes(one: Tally) -> str:
    """What it would take to find a right world that is not found often enough."""
    match one.needed:
        case "never":
            return (
                ": no number of runs would do, as the measured effect lies short of the threshold"
            )
        case "second seed":
            return ": some size has a single run; two seeds of every size would do"
        case "nearly":
            return ": nearly often enough, a few runs more would do"
        case "more":
            return f": about {one.runs:.2g} times the runs (or models) would find it"
        case "many":
            return ": many times the runs would be needed, and nobody can say how many"
        case _:
            return ""


def _of_claim(claim: Claim, tallies: list[Tally]) -> str:
    """A row of the table by claim."""
    failing = [one for one in tallies if one.failure]
    found = min((one.found[0] for one in tallies if one.kind == "right"), default=None)
    misled = max(one.errors[0] for one in tallies)
    why = "; ".join(f"*{one.world}* {_WHY[one.failure]}{_takes(one)}" for one in failing)
    return (
        f"| {claim.id} | {claim.version} | {'**fails**' if failing else 'passes'} | "
        f"{len(tallies)} | {'-' if found is None else f'{found:.2f}'} | {misled:.2f} | {why} |"
    )


def _made(claim: Claim, tallies: list[Tally], own: dict[str, Any]) -> str:
    """A row of how a claim was tried."""
    repeats = sorted({one.repeats for one in tallies})
    return f"| {claim.id} | {', '.join(map(str, repeats))} | {own['date']} | `{own['command']}` |"


def page(record: dict[str, Any], register: Register) -> str:
    """Markdown of a record (`record.add`)."""
    tallies = tallies_of(record, register)
    by_claim = [
        (claim, own)
        for claim in register.claims
        if (own := [one for one in tallies if one.claim == claim.id])
    ]
    tested = [claim.id for claim, _ in by_claim]
    days = sorted({record["claims"][name]["date"] for name in tested})
    old = outdated(record, register)
    lines = [
        "# Null worlds",
        "",
        f"Made on {' and '.join(days)} by `sizewise gate`, a claim at a time as the last table "
        "says; not written by hand.",
        "",
        "Each claim is tried on simulated ladders whose truth is known: the study's own items, "
        f"answered at {', '.join(f'{z} by {n} seeds' for z, n in record['seeds'].items())}, "
        f"{record['resamples']:,} resamples, through the claim's own "
        "measure, the judge and Holm's correction. A world in which the essay is right is judged "
        "at the hardest place of that correction, all others at the easiest, because what the "
        "other claims say is unknown. Worlds of B1 and B2, and of B6 where the study has no "
        "mixtures of experts, are ratings drawn for the models, vendors, sizes and dates of the "
        "published table.",
        "",
        f"*Errors* are verdicts that decide ({', '.join(DECIDED)}) and do not say what is so; at "
        f"most {MOST_ERRORS:.0%} of them pass, and a right world has to be found in "
        f"{LEAST_FOUND:.0%}. Intervals are Wilson's, 95 %.",
        "",
        "A claim fails for any of its worlds. One that is not found often enough tells nothing "
        "false: it stays undecided more often than it should, and the last column says with how "
        "many runs it would not. One that is misled needs another measure, or seeds enough that "
        "they do not agree by chance, and its verdicts are not to be believed in that world.",
        "",
        *([f"Tried with an earlier entry of the register and left out: {', '.join(old)}.", ""]
          if old else []),
        "| claim | version | | worlds | found, least | misled, most | why; what it takes |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *(_of_claim(claim, own) for claim, own in by_claim),
        "",
        "## Every world",
        "",
        "| claim | world | kind | truth | effect, median | verdicts | errors | |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
        *(_row(one) for one in tallies),
        "",
        "## How it was made",
        "",
        "| claim | ladders a world | on | by |",
        "| --- | --- | --- | --- |",
        *(_made(claim, own, record["claims"][claim.id]) for claim, own in by_claim),
        "",
    ]  # fmt: skip
    return "\n".join(lines)


def write_page(path: Path, record: dict[str, Any], register: Register) -> None:
    """Write `path`."""
    path.write_text(page(record, register), encoding="utf-8")
