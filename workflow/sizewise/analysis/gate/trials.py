"""Many simulated ladders of one world through a claim's measure, the judge and Holm.

Holm's correction depends on the other claims, of which a world says nothing. So the essay must be
found right at the hardest place of the correction (all other tests at p = 1), and no world may
mislead at the easiest (all others at p = 0): both through the judge's own `holm`.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

import numpy as np
from numpy.linalg import LinAlgError

from sizewise.analysis.claims.significance import detectable_effect, holm, interval_p
from sizewise.analysis.claims.verdicts import judge, not_measured
from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable
from sizewise.analysis.data.resample import generator
from sizewise.analysis.gate.design import Design
from sizewise.analysis.gate.worlds import World
from sizewise.analysis.measures import discover
from sizewise.study.claims import Claim, Register
from sizewise.study.null_worlds import BROKE, Kind, Tally, Truth
from sizewise.study.verdicts import SUPPORTED

Measure = Callable[[Inputs], Measured]


class AnyWorld(Protocol):
    """What the worlds of every room have in common."""

    name: str
    kind: Kind
    truth: Truth | None


def entry_of(claim: Claim, measure: Measure, inputs: Inputs) -> dict[str, Any]:
    """The claim's entry of claims.json, before Holm's correction.

    Its verdict is BROKE where the measure runs into a number that it cannot compute with.
    """
    try:
        return judge(claim, measure(inputs), inputs.home_of(claim.arm))
    except NotMeasurable as why:
        return not_measured(claim, inputs, [why.message])
    except (ArithmeticError, LinAlgError):
        # A fault of the measure, which a study would meet as a crash: the table shows where.
        return not_measured(claim, inputs, []) | {"verdict": BROKE}


def corrected(entry: dict[str, Any], tests: int, confidence: float, *, hardest: bool) -> str:
    """The verdict after Holm's correction over `tests` claims, at its hardest or easiest place."""
    other = {"p_value": 1.0 if hardest else 0.0, "verdict": "", "reason": []}
    others = [dict(other, id=f"other {i}") for i in range(tests - 1)]
    return holm([entry, *others], confidence)[0]["verdict"]


def outside(claim: Claim, entry: dict[str, Any], confidence: float) -> dict[str, Any]:
    """An entry of public models with the p-value that its interval implies."""
    ends = [entry["effect"], entry["low"], entry["high"]]
    if entry.get("p_value") is not None or None in ends:
        return entry
    return entry | {"p_value": interval_p(*ends, confidence, claim.regions)}


def entries(
    claim: Claim, world: World, design: Design, *, repeats: int, seed: int, strength: float = 1.0
) -> Iterator[dict[str, Any]]:
    """One entry a simulated ladder."""
    measure = discover()[claim.id]
    for repeat in range(repeats):
        # The same ladders for every strength and design of seeds: their differences are not luck.
        rng = generator(seed, "world", world.name, repeat)
        yield entry_of(claim, measure, world.make(design, rng, strength))


def tally(claim: Claim, world: World, design: Design, *, repeats: int, seed: int, tests: int
          ) -> Tally:  # fmt: skip
    """The verdicts of one claim in one world."""
    found = entries(claim, world, design, repeats=repeats, seed=seed)
    return tally_of(claim, world, found, tests, design.settings.analysis.confidence)


def tally_of(
    claim: Claim, world: AnyWorld, found: Iterable[dict[str, Any]], tests: int, confidence: float
) -> Tally:
    """The same from its entries, one a repeat, as the judge of whatever room gave them."""
    found = list(found)
    hardest = world.kind == "right"
    verdicts = [corrected(entry, tests, confidence, hardest=hardest) for entry in found]
    effects = [entry["effect"] for entry in found if entry["effect"] is not None]
    median = float(np.median(effects)) if effects else None
    runs = runs_needed(claim, found, tests, confidence) if world.truth == SUPPORTED else None
    reasons = [entry["undecided"] for entry in found if entry.get("undecided")]
    return Tally.of(claim.id, world.name, world.kind, world.truth, verdicts, median, runs, reasons)


def runs_needed(
    claim: Claim, found: Iterable[dict[str, Any]], tests: int, confidence: float
) -> float | None:
    """How many times as many runs would support the claim with 80 % power, from its entries.

    The distance of the detectable effect from the threshold goes as one over the root of the
    number of runs, as far as seeds make the error. None without intervals, or where the effect
    itself lies short of the threshold: then no number of runs would do.
    """
    whole = [e for e in found if None not in (e["effect"], e["low"], e["high"])]
    if not whole:
        return None
    place = claim.support
    sign = 1 if place.side == "above" else -1
    away = sign * (np.median([e["effect"] for e in whole]) - place.threshold)
    reach = [
        sign * (detectable_effect(e["low"], e["high"], confidence, place, tests) - place.threshold)
        for e in whole
    ]
    return float((np.median(reach) / away) ** 2) if away > 0 else None


def tests_of(register: Register) -> int:
    """Primary tests of the register: as many as Holm can correct over."""
    return sum(claim.test is not None for claim in register.claims)


def tallies(
    register: Register,
    worlds: Iterable[World],
    design: Design,
    *,
    claims: Iterable[str],
    repeats: int,
    seed: int,
) -> Iterator[Tally]:
    """All worlds of `claims`, in the order of the register."""
    worlds, wanted, known = list(worlds), set(claims), discover()
    for claim in register.claims:
        if claim.id in wanted and claim.id in known and claim.test is not None:
            for world in worlds:
                if claim.id in world.claims:
                    most = min(repeats, world.most_repeats or repeats)
                    yield tally(
                        claim, world, design, repeats=most, seed=seed, tests=tests_of(register)
                    )
