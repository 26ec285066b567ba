"""Does size buy longer chains? Steps at which accuracy above guessing falls to one half."""

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable, Unreadable
from sizewise.analysis.data.vocabulary import (
    CHAINS,
    DIRECT,
    HOPS,
    OPERATIONS,
    RUNNING_STATE,
    WRITTEN,
)
from sizewise.analysis.methods.half_levels import HalfLevels, half_levels
from sizewise.analysis.methods.slopes import chance, guessing, items_of, levels_of, panel_of
from sizewise.study.messages import Message, selector

CLAIM = "A5"


def _second(inputs: Inputs) -> tuple[list[tuple[str, HalfLevels, str]], list[Message]]:
    """What stands beside written chains: (family, levels, unit), and what is said of the lack."""
    chains = panel_of(inputs, CHAINS)
    found, without = [], []
    if chains.kind(DIRECT).any():
        floor = guessing(chains, chains.kind(DIRECT))
        found.append((CHAINS, half_levels(inputs, chains, DIRECT, HOPS, floor), HOPS))
    try:
        states = panel_of(inputs, RUNNING_STATE)
        kinds = [kind for kind in (WRITTEN, DIRECT) if states.kind(kind).any()]
        if not kinds:
            items_of(states, DIRECT, WRITTEN)
        for kind in kinds:
            # A written answer is right where every state of it is: nobody guesses that.
            floor = 0.0 if kind == WRITTEN else chance(states, states.kind(kind))
            levels = half_levels(inputs, states, kind, OPERATIONS, floor)
            found.append((RUNNING_STATE, levels, OPERATIONS))
    except NotMeasurable as why:
        without = [Message("a5-no-second-family", {"why": why.message})]
    return found, without


def _powers(found: HalfLevels) -> list[Message]:
    """What single steps imply for several at the largest size, if steps failed independently."""
    shares, level = found.accuracy[:, -1], found.levels
    # The level next to the one at which the largest size is right half of the time.
    at = int(abs(level - found.reach.middle[-1]).argmin())
    if level[0] != 1 or at == 0 or shares[0] == 0:
        return []
    return [
        Message("a5-powers", {
            "largest": found.reach.sizes[-1], "steps": int(level[at]), "single": shares[0],
            "power": shares[0] ** level[at], "measured": shares[at],
        })
    ]  # fmt: skip


def measure(inputs: Inputs) -> Measured:
    """Slope of k50 on log size, a censored line through all runs: chains with written steps.

    Chains answered directly and running states stand beside it, a line of their own each.
    """
    panel = panel_of(inputs, CHAINS)
    written = items_of(panel, WRITTEN)
    # Who knows which labels are candidates, and not which one, guesses anew at every step.
    guess = guessing(panel, written) ** levels_of(panel, HOPS, written)
    first = half_levels(inputs, panel, WRITTEN, HOPS, guess)
    reach = first.reach
    second, without = _second(inputs)
    parts = [
        found.part(Message("answers-of", {"family": family, "kind": found.kind}))
        for family, found, _ in second
    ]
    return Measured(
        estimate=reach.slope,
        samples=reach.slopes,
        finding=Message("a5-finding", {"kind": first.kind, "unit": HOPS, **first.both_ends()}),
        beside=_powers(first) + [
            Message("a5-beside", {
                "what": Message("answers-of", {"family": family, "kind": found.kind}),
                "unit": unit, **found.both_ends(),
            })
            for family, found, unit in second
        ] + without,
        sizes=reach.sizes,
        curve=reach.middle,
        curve_samples=reach.samples,
        curve_bounds=list(reach.sides),
        unreadable=Unreadable(reach.reason, Message("a5-unreadable", {
            "why": selector(reach.reason), "low": reach.ends[0], "high": reach.ends[1],
        })) if reach.reason else None,
        parts=[part for part in parts if part],
        families=(CHAINS, RUNNING_STATE),
    )  # fmt: skip
