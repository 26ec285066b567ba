"""Quantity or quality? What log size still explains of ability at equal held-out loss."""

import warnings

import numpy as np
from scipy.stats import t

from sizewise.analysis.inputs import Inputs
from sizewise.analysis.levels import held_out_by_run
from sizewise.analysis.matched import fit_family, standard_error
from sizewise.analysis.verdicts import Measured, NotMeasurable, Part
from sizewise.analysis.vocabulary import DIFFICULTY

CLAIM = "A16"


def measure(inputs: Inputs) -> Measured:
    """Mean over families of the logits a decade of N at equal loss; each family beside it."""
    _, by_run = held_out_by_run(inputs)
    held = inputs.held_out.steps
    fits, failures = [], []
    for panel in inputs.panels.values():
        loss = np.full((len(panel.runs), len(panel.steps)), np.nan)
        _, mine, theirs = np.intersect1d(panel.steps, held, return_indices=True)
        loss[:, mine] = by_run[0][:, theirs]
        knobs = {k: sign for k, sign in DIFFICULTY.items() if k in panel.knobs}
        try:
            with warnings.catch_warnings():
                # Perfect predictions of single cells are ordinary here and change nothing.
                warnings.simplefilter("ignore")
                fits.append(fit_family(panel, loss, inputs.log_parameters, knobs))
        except NotMeasurable as why:
            failures.append(str(why))
    if not fits:
        raise NotMeasurable("; ".join(failures) or "no family has items")
    seeds = min(len(s) for s in inputs.seeds_by_size.values())
    several = seeds > 1
    # Loss and size vary between runs: two of their degrees of freedom are spent.
    factor = t.ppf((1 + inputs.study.analysis.confidence) / 2, max(len(inputs.runs) - 2, 1))

    def around(chosen: list) -> tuple[float, tuple[float, float]]:
        gamma = float(np.mean([fit.gamma for fit in chosen]))
        half = factor * standard_error(chosen, runs=several)
        return gamma, (gamma - half, gamma + half)

    gamma, whole = around(fits)
    by_size = np.mean([fit.by_size for fit in fits], axis=0)
    sizes = np.flatnonzero(np.isfinite(by_size))
    each = ", ".join(f"{fit.family} {fit.gamma:+.2f}" for fit in fits)
    parts = []
    for fit in fits:
        value, ends = around([fit])
        parts.append(Part(name=fit.family, estimate=value, interval=ends))
    lacking = f" ({'; '.join(failures)})" if failures else ""
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
