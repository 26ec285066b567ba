"""Would another choice have given other verdicts?

Every claim is judged again with resamples of another seed, and again with one seed of training
left out of every size that has three or more; Holm's correction is made anew each time. A verdict
that only some of these give hangs on a choice that nobody would defend.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pandas as pd

from sizewise.analysis.claims.entries import claim_entries
from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.restricted import restricted
from sizewise.study.claims import Register

RESAMPLED, WITHOUT = "resamples", "without-a-seed"
LEAST_SEEDS = 3
_OF_ENTRY = ("verdict", "undecided", "effect", "low", "high")
COLUMNS = ("choice", "place", "claim", *_OF_ENTRY, "verdict_here", "flips")


def _without(place: int, seeds: list[int]) -> list[int]:
    return [*seeds[:place], *seeds[place + 1 :]] if len(seeds) >= LEAST_SEEDS else seeds


def choices(inputs: Inputs) -> Iterator[tuple[str, int, Inputs]]:
    """(kind, place, what the study would be): other resamples, then each place among the seeds."""
    seed = inputs.study.analysis.seed + 1
    yield RESAMPLED, seed, restricted(inputs, seed=seed)
    arms = (inputs, *inputs.others.values())
    most = max(len(seeds) for one in arms for seeds in one.seeds_by_size.values())
    for place in range(most if most >= LEAST_SEEDS else 0):
        yield WITHOUT, place, restricted(inputs, kept=partial(_without, place))


def stability_table(
    register: Register,
    inputs: Inputs,
    other: dict[str, dict[str, Any]],
    entries: list[dict[str, Any]],
) -> pd.DataFrame:
    """A row a choice and claim: what it says then, what it says here (`entries`), whether it flips.

    No row where the study does not ask for it (`analysis.stability`). Claims of public models
    (`other`) are left out: none of these choices is theirs, but for Holm's correction, which they
    enter.
    """
    here = {entry["id"]: entry for entry in entries if entry["id"] not in other}
    rows = []
    for choice, place, chosen in choices(inputs) if inputs.study.analysis.stability else ():
        for entry in claim_entries(register, chosen, other, noise=False):
            if entry["id"] not in here:
                continue
            verdict = here[entry["id"]]["verdict"]
            rows.append({
                "choice": choice, "place": place, "claim": entry["id"],
                **{key: entry.get(key) for key in _OF_ENTRY},
                "verdict_here": verdict, "flips": entry["verdict"] != verdict,
            })  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))
