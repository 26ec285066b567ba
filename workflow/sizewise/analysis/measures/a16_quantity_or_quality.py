"""Quantity or quality? What log size still explains of ability at equal held-out loss."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable, Part
from sizewise.analysis.methods.matched_ladder import around, fit_all
from sizewise.study.messages import Message

CLAIM = "A16"


def measure(inputs: Inputs) -> Measured:
    """Mean over families of the logits a decade of N at equal loss; each family beside it."""
    fits, failures = fit_all(inputs)
    if not fits:
        raise NotMeasurable(
            Message("a16-no-fit", {"families": list(failures.values())})
            if failures
            else Message("a16-no-items", {})
        )
    several = inputs.fewest_seeds > 1

    def interval_of(chosen: list) -> tuple[float, tuple[float, float]]:
        return around(chosen, several_seeds=several, confidence=inputs.study.analysis.confidence)

    gamma, whole = interval_of(fits)
    by_size = np.mean([fit.by_size for fit in fits], axis=0)
    sizes = np.flatnonzero(np.isfinite(by_size))
    each = [Message("a16-family", {"family": fit.family, "gamma": fit.gamma}) for fit in fits]
    parts = []
    for fit in fits:
        value, ends = interval_of([fit])
        name = Message("family-alone", {"family": fit.family})
        parts.append(Part(name=name, estimate=value, interval=ends))
    return Measured(
        estimate=gamma,
        samples=None,
        interval=whole,
        finding=Message("a16-finding", {
            "gamma": gamma, "families": each, "points": fits[0].points,
        }),
        beside=list(failures.values()),
        sizes=[inputs.sizes[i] for i in sizes],
        curve=by_size[sizes],
        parts=parts if len(parts) > 1 else [],
    )  # fmt: skip
