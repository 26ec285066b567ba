"""`sizewise gate` and `sizewise power`: what verdicts are worth, and what a design can see.

On the roof, because both put together a study's items (world), its analysis and public models.
"""

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from sizewise.analysis.data.settings import read_settings
from sizewise.analysis.gate.design import Design
from sizewise.analysis.gate.page import write_page
from sizewise.analysis.gate.trials import corrected, outside, tallies, tests_of
from sizewise.analysis.gate.worlds import all_worlds
from sizewise.observation import null_worlds as public
from sizewise.observation.table import read_public
from sizewise.studies import Study
from sizewise.study.arms import MAIN
from sizewise.study.claims import Register, read_register
from sizewise.study.errors import StudyError
from sizewise.study.null_worlds import Tally
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


def design_of(study: Study, *, resamples: int) -> Design:
    """The ladder of a study as the gate simulates it: its items, runs and steps."""
    settings = read_settings(study.section_json("name", "arms", "streams", "analysis", "mix"))
    settings = replace(
        settings, analysis=settings.analysis.model_copy(update={"bootstrap_samples": resamples})
    )
    seen = study.seen_by(stream=MAIN)
    families = [name for name in seen.world.families if seen.mix.shares.get(name, 0) > 0]
    return Design(
        settings=settings,
        items={family: _table(plan_of(seen, family).items()) for family in families},
        vocabulary_size=study.stream.vocabulary_size,
        batch_tokens=study.stream.batch_tokens,
        steps=study.mix.tokens // study.stream.batch_tokens,
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
            verdicts, effects = [], []
            for entry in public.entries(
                register, table, analysis, world, repeats=repeats, seed=seed
            ):
                entry = outside(by_id[claim], entry, analysis.confidence)
                verdicts.append(corrected(
                    entry, tests_of(register), analysis.confidence, hardest=world.kind == "right"
                ))  # fmt: skip
                effects.append(entry["effect"])
            effect = float(pd.Series(effects, dtype=float).median())
            yield Tally.of(claim, world.name, world.kind, world.truth, verdicts, effect)


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
    command: str,
) -> list[Tally]:
    """Run the gate and write `output`, a page, and the JSON of the same name beside it.

    Raises StudyError for a claim without worlds.
    """
    wanted = list(claims) or known_claims()
    unknown = [claim for claim in wanted if claim not in known_claims()]
    if unknown:
        raise StudyError(
            f"--claims {unknown[0]}: no world concerns it; there are worlds for "
            f"{', '.join(known_claims())}"
        )
    design, rules = design_of(study, resamples=resamples), read_register(register)
    found, started = [], time.perf_counter()
    for one in (
        *tallies(rules, all_worlds(), design, claims=wanted, repeats=repeats, seed=seed),
        *public_tallies(rules, data, design, claims=wanted, repeats=repeats, seed=seed),
    ):
        found.append(one)
    print(f"gate: {time.perf_counter() - started:.0f} s", file=sys.stderr)
    write_page(output, found, rules, design, command=command, seed=seed)
    return found
