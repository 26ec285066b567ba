"""Does size buy longer chains? Steps at which accuracy above guessing falls to one half."""

import numpy as np

from sizewise.analysis.curves import chance_corrected, half_point
from sizewise.analysis.inputs import Inputs
from sizewise.analysis.panel import Panel
from sizewise.analysis.slopes import (
    at_last_step,
    chance,
    items_of,
    levels_of,
    measured_sizes,
    panel_of,
    size_slope,
)
from sizewise.analysis.verdicts import Measured, Part
from sizewise.analysis.vocabulary import CHAINS, DIRECT, DISTRACTORS, HOPS, WRITTEN

CLAIM = "A5"


def guessing(panel: Panel, mask: np.ndarray) -> float:
    """Accuracy of naming the end of any chain of the prompt, 1 / (1 + distractors).

    A model reaches it once it knows which tokens are candidates, before it can follow a chain: a
    stage, not an ability. Where the choices leave more to chance, chance counts.
    """
    chains = 1 + panel.number(DISTRACTORS)[mask]
    plateau = float(np.nanmean(1 / chains)) if np.isfinite(chains).any() else 0.0
    return max(plateau, chance(panel, mask))


def k50(inputs: Inputs, panel: Panel, kind: str) -> tuple[np.ndarray, ...]:
    """(levels, accuracy (hops, size), k50 (size), its samples, floor) of one kind.

    k50 is 0 where even the fewest hops stay under one half, and the most hops where none does.
    """
    mask = items_of(panel, kind)
    levels = levels_of(panel, HOPS, mask)
    cells = np.stack([mask & (panel.number(HOPS) == level) for level in levels])
    floor = guessing(panel, mask)
    means = at_last_step(inputs, panel, cells)

    def steps(accuracy: np.ndarray) -> np.ndarray:
        falling = np.moveaxis(chance_corrected(accuracy, floor), -2, -1)
        crossing = half_point(np.where(np.isnan(falling), -1.0, falling), levels)
        return np.clip(np.where(crossing < levels[0], 0.0, crossing), 0.0, levels[-1])

    return levels, means.estimate, steps(means.estimate), steps(means.samples), floor


def _hops(curve: np.ndarray, names: list[str], levels: np.ndarray) -> str:
    """k50 at both ends of the ladder in words; where it is a bound, as a bound."""
    words = [
        f"fewer than {levels[0]:g}" if k < levels[0]
        else f"more than {levels[-1]:g}" if k >= levels[-1] else f"{k:.1f}"
        for k in curve
    ]  # fmt: skip
    return f"{words[0]} hops at {names[0]} and {words[-1]} at {names[-1]}"


def measure(inputs: Inputs) -> Measured:
    """Slope of k50 on log size, direct answers first, written steps beside it."""
    panel = panel_of(inputs, CHAINS)
    kinds = [kind for kind in (DIRECT, WRITTEN) if panel.kind(kind).any()]
    if not kinds:
        items_of(panel, DIRECT, WRITTEN)
    found = {kind: k50(inputs, panel, kind) for kind in kinds}
    levels, accuracy, curve, drawn, floor = found[kinds[0]]
    sizes = measured_sizes(panel, accuracy)
    chosen, curve, drawn = [panel.sizes[i] for i in sizes], curve[sizes], drawn[:, sizes]
    parts, others = [], []
    for kind in kinds[1:]:
        other_levels, other, middle, samples, _ = found[kind]
        if not np.isfinite(other[:, sizes]).all():
            continue
        parts.append(Part(
            name=f"{kind} steps",
            estimate=float(size_slope(inputs, middle, sizes)),
            samples=size_slope(inputs, samples, sizes),
        ))  # fmt: skip
        others.append(f"with {kind} steps {_hops(middle[sizes], chosen, other_levels)}")
    ends = [name for name, k in zip(chosen, curve, strict=True) if k in (0, levels[-1])]
    outside = (
        f"k50 at {', '.join(ends)} lies outside of the {levels[0]:g} to {levels[-1]:g} hops tested"
    )
    effect = float(size_slope(inputs, found[kinds[0]][2], sizes))
    effects = size_slope(inputs, found[kinds[0]][3], sizes)
    if len(ends) > len(chosen) - 2:
        # Bounds say nothing of the slope: there is no effect to show.
        effect, effects = np.nan, np.full(len(effects), np.nan)
    return Measured(
        estimate=effect,
        samples=effects,
        finding=(
            f"accuracy above guessing ({floor:.2f}) falls to one half at "
            f"{_hops(curve, chosen, levels)}, {kinds[0]} answers"
            + "".join(f"; {text}" for text in others)
        ),
        sizes=chosen,
        curve=curve,
        curve_samples=drawn,
        bounds=outside if ends else None,
        parts=parts,
        families=(CHAINS,),
    )
