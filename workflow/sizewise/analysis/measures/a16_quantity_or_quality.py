"""Quantity or quality? What log size still explains of ability at equal held-out loss."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable, Part
from sizewise.analysis.methods.matched_ladder import around, fit_all

CLAIM = "A16"


def measure(inputs: Inputs) -> Measured:
    """Mean over families of the logits a decade of N at equal loss; each family beside it."""
    fits, failures = fit_all(inputs)
    if not fits:
        raise NotMeasurable("; ".join(failures.values()) or "no family has items")
    several = inputs.fewest_seeds > 1

    def interval_of(chosen: list) -> tuple[float, tuple[float, float]]:
        return around(chosen, several_seeds=several, confidence=inputs.study.analysis.confidence)

    gamma, whole = interval_of(fits)
    by_size = np.mean([fit.by_size for fit in fits], axis=0)
    sizes = np.flatnonzero(np.isfinite(by_size))
    each = ", ".join(f"{fit.family} {fit.gamma:+.2f}" for fit in fits)
    parts = []
    for fit in fits:
        value, ends = interval_of([fit])
        parts.append(Part(name=fit.family, estimate=value, interval=ends))
    lacking = f" ({'; '.join(failures.values())})" if failures else ""
    return Measured(
        estimate=gamma,
        samples=None,
        interval=whole,
        finding=(
            f"at equal held-out loss a decade of size moves ability by {gamma:+.2f} logits "
            f"({each}), over {fits[0].points} points of size, seed and step{lacking}"
        ),
        sizes=[inputs.sizes[i] for i in sizes],
        curve=by_size[sizes],
        parts=parts if len(parts) > 1 else [],
    )
