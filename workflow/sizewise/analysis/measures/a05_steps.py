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

CLAIM = "A5"


def _running_state(inputs: Inputs) -> tuple[list[HalfLevels], str]:
    """Kinds of the second family, and what is said where it is not there."""
    try:
        panel = panel_of(inputs, RUNNING_STATE)
        kinds = [kind for kind in (DIRECT, WRITTEN) if panel.kind(kind).any()]
        if not kinds:
            items_of(panel, DIRECT, WRITTEN)
        return [
            half_levels(inputs, panel, kind, OPERATIONS, chance(panel, panel.kind(kind)))
            for kind in kinds
        ], ""
    except NotMeasurable as why:
        return [], f" (no second family beside it: {why})"


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
    beside = [(found, f"{found.kind} steps of chains", "hops") for found in more]
    beside += [(found, f"running states, {found.kind} answers", "operations") for found in states]
    beside = [entry for entry in beside if entry[0].measured(sizes)]
    parts = [found.part(inputs, sizes, name) for found, name, _ in beside]
    ends = first.outside(chosen, sizes)
    low, high = first.levels[0], first.levels[-1]
    effect, effects = first.slopes(inputs, sizes)
    return Measured(
        estimate=effect,
        samples=effects,
        finding=(
            f"accuracy above guessing ({first.floor:.2f}) falls to one half at "
            f"{first.words(chosen, sizes, 'hops')}, {first.kind} answers"
            + "".join(f"; {n}: {found.words(chosen, sizes, u)}" for found, n, u in beside)
            + without
        ),
        sizes=chosen,
        curve=first.middle[sizes],
        curve_samples=first.samples[:, sizes],
        bounds=f"k50 at {', '.join(ends)} lies outside of the {low:g} to {high:g} hops tested"
        if ends else None,
        parts=[part for part in parts if part],
        families=(CHAINS, RUNNING_STATE),
    )  # fmt: skip
