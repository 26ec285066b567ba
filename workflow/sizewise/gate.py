"""`sizewise gate` and `sizewise power`: what verdicts are worth, and what a design can see.

On the roof, because both put together a study's items (world), its analysis and public models.
"""

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sizewise.analysis.data.settings import Settings, read_settings
from sizewise.analysis.gate.allocation import allocate, cost
from sizewise.analysis.gate.design import Design
from sizewise.analysis.gate.page import write_page
from sizewise.analysis.gate.power import (
    measured_minutes,
    minutes_of,
    right_world,
    seen,
    variance,
)
from sizewise.analysis.gate.record import add, read_record
from sizewise.analysis.gate.trials import outside, tallies, tally_of, tests_of
from sizewise.analysis.gate.worlds import World, all_worlds
from sizewise.analysis.measures import discover
from sizewise.observation import null_worlds as public
from sizewise.observation.table import read_public
from sizewise.studies import Study
from sizewise.study.arms import MAIN
from sizewise.study.claims import Register, read_register
from sizewise.study.errors import StudyError
from sizewise.study.null_worlds import Tally
from sizewise.study.runs import LADDER
from sizewise.world.build import plan_of
from sizewise.world.family import Item


def _table(items: Iterable[Item]) -> pd.DataFrame:
    """Items as a panel's, without their texts."""
    items = list(items)
    frame = pd.DataFrame({
        "item_id": [item.item_id for item in items],
        "entity_id": [item.entity_id for item in items],
        "fact_id": [item.fact_id for item in items],
        "kind": [item.kind for item in items],
        "choices": [float(len(item.choices)) for item in items],
        "answer": [float("nan") if item.answer is None else float(item.answer) for item in items],
    })  # fmt: skip
    names = sorted({name for item in items for name in item.knobs} - {*frame})
    knobs = {
        name: pd.Series([item.knobs.get(name) for item in items], dtype=object) for name in names
    }
    frame = pd.concat([frame, pd.DataFrame(knobs)], axis=1)
    return frame.sort_values(["kind", "item_id"], kind="stable", ignore_index=True)


def settings_of(study: Study) -> Settings:
    """What analysis knows of a study."""
    return read_settings(study.section_json("name", "arms", "streams", "analysis", "mix"))


def design_of(study: Study, *, resamples: int) -> Design:
    """The arms of a study as the gate simulates them: items, runs and steps, the ladder first."""
    settings = settings_of(study)
    settings = replace(
        settings, analysis=settings.analysis.model_copy(update={"bootstrap_samples": resamples})
    )
    ladder = _design(study, settings, LADDER)
    own = [a for a, arm in study.arms.items() if arm.stream != MAIN and arm.parent is None]
    return replace(ladder, arms={name: _design(study, settings, name) for name in own})


def _design(study: Study, settings: Settings, arm: str) -> Design:
    """One arm of it, with the items of the stream that it reads."""
    seen = study.seen_by(arm=arm)
    families = [name for name in seen.world.families if seen.mix.shares.get(name, 0) > 0]
    return Design(
        settings=settings,
        name=arm,
        items={family: _table(plan_of(seen, family).items()) for family in families},
        vocabulary_size=seen.stream.vocabulary_size,
        batch_tokens=seen.stream.batch_tokens,
        steps=seen.mix.tokens // seen.stream.batch_tokens,
    )


def public_tallies(
    register: Register, data: Path, design: Design, *, claims: Iterable[str], repeats: int,
    seed: int,
) -> Iterator[Tally]:  # fmt: skip
    """Worlds of public models, corrected as those of the ladder are."""
    table, wanted = read_public(data), set(claims)
    analysis = design.settings.analysis
    by_id = {claim.id: claim for claim in register.claims}
    for world in public.WORLDS:
        for claim in wanted & set(world.claims):
            entries = public.entries(
                register, table, analysis, world, repeats=repeats, seed=seed
            )  # fmt: skip
            found = (outside(by_id[claim], entry, analysis.confidence) for entry in entries)
            yield tally_of(
                by_id[claim], world, found, tests_of(register), analysis.confidence
            )  # fmt: skip


def worlds_of(study: Study) -> list[World]:
    """Worlds of trainings, but for those of arms that the study does not have."""
    return [world for world in all_worlds() if world.arm is None or world.arm in [*study.arms]]


def known_claims() -> list[str]:
    """Claims that a world concerns, in the order of the worlds."""
    named = [claim for world in (*all_worlds(), *public.WORLDS) for claim in world.claims]
    return sorted(set(named), key=lambda name: (name[0], int(name[1:])))


def gate(
    study: Study,
    *,
    claims: Sequence[str],
    register: Path,
    data: Path,
    repeats: int,
    resamples: int,
    seed: int,
    output: Path,
    record: Path,
    command: str,
) -> list[Tally]:
    """Run the gate; write `record`, a JSON by claim, and `output`, its page.

    Claims are tried in the order in which they are named. Those that are not named keep what the
    record has of them. Raises StudyError for a claim without worlds, or where the record was made
    for another design.
    """
    wanted = list(claims) or known_claims()
    unknown = [claim for claim in wanted if claim not in known_claims()]
    if unknown:
        raise StudyError(
            f"--claims {unknown[0]}: no world concerns it; there are worlds for "
            f"{', '.join(known_claims())}"
        )
    design, rules = design_of(study, resamples=resamples), read_register(register)
    found: list[Tally] = []
    read_record(record, design)
    by_id = {claim.id: claim for claim in rules.claims if claim.test is not None}
    for claim in (by_id[name] for name in wanted if name in by_id):
        started = time.perf_counter()
        asked = {"claims": [claim.id], "repeats": repeats, "seed": seed}
        own = list(tallies(rules, worlds_of(study), design, **asked))
        # What an arm of this study tests, public models do not decide here.
        own = own or list(public_tallies(rules, data, design, **asked))
        if not own:
            continue
        # After every claim, so that one that is stopped loses one claim and not an hour.
        content = add(record, design, claim, own, command=command, seed=seed)
        write_page(output, content, rules)
        found += own
        print(f"gate: {claim.id} {time.perf_counter() - started:.0f} s", file=sys.stderr)
    return found


def power(
    study: Study,
    *,
    claims: Sequence[str],
    register: Path,
    data: Path,
    results: Path | None,
    core_hours: float | None,
    repeats: int,
    resamples: int,
    seed: int,
) -> dict[str, Any]:
    """What the ladder of a study can see of each claim, and seeds for a time.

    `design`: seeds by size; `claims`: an entry a claim (`analysis.gate.power.Seen`). With
    `core_hours` also `minutes` (of one seed by size), `carried` (sizes whose minutes are carried
    over from others), `plan` (seeds by size), `plan_hours`, `design_hours`,
    `served` (claims it rests on) and for each claim `planned`, the detectable effect of the plan.
    """
    design, rules = design_of(study, resamples=resamples), read_register(register)
    worlds, measures = worlds_of(study), discover()
    chosen = [
        (claim, world)
        for claim in rules.claims
        if claim.test is not None and claim.id in measures
        and (not claims or claim.id in claims)
        and (world := right_world(claim.id, worlds))
    ]  # fmt: skip
    if not chosen:
        raise StudyError(f"--claims {','.join(claims)}: no such claim has a world; leave it out")
    tests = tests_of(rules)
    found = {
        claim.id: seen(
            claim, world, design, repeats=min(repeats, world.most_repeats or repeats), seed=seed,
            tests=tests,
        )
        for claim, world in chosen
    }  # fmt: skip
    told: dict[str, Any] = {
        "study": study.name, "tests": tests, "seed": seed, "resamples": resamples,
        "design": {z: sum(run.size == z for run in design.runs) for z in design.sizes},
        "claims": [one.to_json() for one in found.values()],
    }  # fmt: skip
    if core_hours is None:
        return told
    arms = [LADDER, *design.settings.shorter]
    minutes, carried = minutes_of(
        design, data, measured_minutes(results, design.sizes, arms) if results else {}
    )
    variances = {
        claim.id: fitted
        for claim, world in chosen
        # Whose measure takes seconds a ladder is left out: nine designs of it would take hours.
        if world.most_repeats is None
        and (fitted := variance(claim, world, design, repeats=repeats, seed=seed))
    }
    if not variances:
        raise StudyError("--core-hours: no claim has an interval to plan by; name other claims")
    plan = allocate(list(variances.values()), minutes, core_hours)
    counts = np.array(list(plan.values()))
    own = np.array(list(told["design"].values()))
    for entry in told["claims"]:
        fitted = variances.get(entry["claim"])
        if fitted and entry["detectable"] is not None:
            away = entry["detectable"] - entry["threshold"]
            entry["planned"] = entry["threshold"] + away * fitted.error(counts) / fitted.error(own)
    price = np.array(list(minutes.values()))
    return told | {
        "minutes": minutes, "carried": carried, "plan": plan, "plan_hours": cost(price, counts),
        "design_hours": cost(price, own), "core_hours": core_hours, "served": list(variances),
    }  # fmt: skip
