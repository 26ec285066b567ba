"""The gate's table as a page of the documentation and as JSON."""

import datetime
from pathlib import Path

from sizewise.analysis.gate.design import Design
from sizewise.study.artifacts import write_json
from sizewise.study.claims import Register
from sizewise.study.null_worlds import DECIDED, LEAST_FOUND, MOST_ERRORS, Tally

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
    passed = f"**fails**: {_WHY[one.failure]}" if one.failure else "passes"
    return (
        f"| {one.claim} | {one.world} | {one.kind} | {right} | {effect} | {verdicts} | "
        f"{_cell(one.errors)} | {passed} |"
    )


def page(
    tallies: list[Tally], register: Register, design: Design, *, command: str, day: datetime.date
) -> str:
    """Markdown."""
    seeds = {s: sum(run.size == s for run in design.runs) for s in design.sizes}
    versions = {claim.id: claim.version for claim in register.claims}
    failing = {one.claim for one in tallies if one.failure}
    tested = list(dict.fromkeys(one.claim for one in tallies))
    passing = [f"{name} (version {versions[name]})" for name in tested if name not in failing]
    missed = [f"{name} (version {versions[name]})" for name in tested if name in failing]
    lines = [
        "# Null worlds",
        "",
        f"Made on {day.isoformat()} by `{command}`; not written by hand.",
        "",
        "Each claim is tried on simulated ladders whose truth is known: the study's own items, "
        f"answered at {', '.join(f'{z} by {n} seeds' for z, n in seeds.items())}, "
        f"{design.settings.analysis.bootstrap_samples:,} resamples, through the claim's own "
        "measure, the judge and Holm's correction. A world in which the essay is right is judged "
        "at the hardest place of that correction, all others at the easiest, because what the "
        "other claims say is unknown. Worlds of B1, B2 and B6 are ratings drawn for the models, "
        "vendors, sizes and dates of the published table.",
        "",
        f"*Errors* are verdicts that decide ({', '.join(DECIDED)}) and do not say what is so; at "
        f"most {MOST_ERRORS:.0%} of them pass, and a right world has to be found in "
        f"{LEAST_FOUND:.0%}. Intervals are Wilson's, 95 %.",
        "",
        f"Passing: {', '.join(passing) or 'none'}.",
        "",
        f"Failing: {', '.join(missed) or 'none'}. What it would take is what `sizewise power` "
        "says; a claim that is misled needs another measure and not more seeds.",
        "",
        "| claim | world | kind | truth | effect, median | verdicts | errors | |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
        *(_row(one) for one in tallies),
        "",
    ]
    return "\n".join(lines)


def write_page(
    path: Path,
    tallies: list[Tally],
    register: Register,
    design: Design,
    *,
    command: str,
    seed: int,
) -> None:
    """Write `path` and the JSON of the same name."""
    day = datetime.datetime.now(datetime.UTC).date()
    path.parent.mkdir(parents=True, exist_ok=True)
    text = page(tallies, register, design, command=command, day=day)
    path.write_text(text, encoding="utf-8")
    write_json(path.with_suffix(".json"), {
        "date": day.isoformat(), "command": command, "seed": seed,
        "register_sha256": register.sha256,
        "study": design.settings.name, "resamples": design.settings.analysis.bootstrap_samples,
        "seeds": {z: sum(run.size == z for run in design.runs) for z in design.sizes},
        "worlds": [one.to_json() for one in tallies],
    })  # fmt: skip
