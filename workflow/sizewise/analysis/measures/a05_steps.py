"""Does size buy longer chains? Steps at which accuracy above guessing falls to one half."""

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable
from sizewise.analysis.data.vocabulary import (
    CHAINS,
    DIRECT,
    HOPS,
    OPERATIONS,
    RUNNING_STATE,
    WRITTEN,
)
from sizewise.analysis.methods.half_levels import HalfLevels, half_levels
from sizewise.analysis.methods.slopes import chance, guessing, items_of, measured_sizes, panel_of
from sizewise.study.messages import Message

CLAIM = "A5"


def _running_state(inputs: Inputs) -> tuple[list[HalfLevels], list[Message]]:
    """Kinds of the second family, and what is said where it is not there."""
    try:
        panel = panel_of(inputs, RUNNING_STATE)
        kinds = [kind for kind in (DIRECT, WRITTEN) if panel.kind(kind).any()]
        if not kinds:
            items_of(panel, DIRECT, WRITTEN)
        return [
            half_levels(inputs, panel, kind, OPERATIONS, chance(panel, panel.kind(kind)))
            for kind in kinds
        ], []
    except NotMeasurable as why:
        return [], [Message("a5-no-second-family", {"why": why.message})]


def measure(inputs: Inputs) -> Measured:
    """Slope of k50 on log size: chains answered directly; written steps, running states beside."""
    panel = panel_of(inputs, CHAINS)
    kinds = [kind for kind in (DIRECT, WRITTEN) if panel.kind(kind).any()]
    if not kinds:
        items_of(panel, DIRECT, WRITTEN)
    first, *more = [
        half_levels(inputs, panel, kind, HOPS, guessing(panel, panel.kind(kind))) for kind in kinds
    ]
    sizes = measured_sizes(panel, first.accuracy)
    chosen = [panel.sizes[i] for i in sizes]
    states, without = _running_state(inputs)
    beside = [(CHAINS, found, HOPS) for found in more]
    beside += [(RUNNING_STATE, found, OPERATIONS) for found in states]
    beside = [entry for entry in beside if entry[1].measured(sizes)]
    parts = [
        found.part(inputs, sizes, Message("answers-of", {"family": family, "kind": found.kind}))
        for family, found, _ in beside
    ]
    ends = first.outside(chosen, sizes)
    low, high = first.levels[0], first.levels[-1]
    effect, effects = first.slopes(inputs, sizes)
    return Measured(
        estimate=effect,
        samples=effects,
        finding=Message("a5-finding", {
            "kind": first.kind, "guessing": first.floor, "unit": HOPS,
            **first.both_ends(chosen, sizes),
        }),
        beside=[
            Message("a5-beside", {
                "what": Message("answers-of", {"family": family, "kind": found.kind}),
                "unit": unit, **found.both_ends(chosen, sizes),
            })
            for family, found, unit in beside
        ] + without,
        sizes=chosen,
        curve=first.middle[sizes],
        curve_samples=first.samples[:, sizes],
        parts=[part for part in parts if part],
        families=(CHAINS, RUNNING_STATE),
    )  # fmt: skip
