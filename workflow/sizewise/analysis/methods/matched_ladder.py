"""The matched-loss test on the study's own ladder: a fit of every family, and their mean."""

import numpy as np
from scipy.stats import t

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.vocabulary import DIFFICULTY
from sizewise.analysis.methods.held_out import held_out_by_run
from sizewise.analysis.methods.matched import (
    MatchedLoss,
    fit_family,
    runs_that_moved,
    standard_error,
)
from sizewise.study.messages import Message


def loss_of(inputs: Inputs, panel: Panel) -> np.ndarray:
    """Held-out bits per byte at the panel's (run, step), NaN where none was measured."""
    _, by_run = held_out_by_run(inputs)
    loss = np.full((len(panel.runs), len(panel.steps)), np.nan)
    _, mine, theirs = np.intersect1d(panel.steps, inputs.held_out.steps, return_indices=True)
    at = [inputs.held_out.runs.index(run) for run in panel.runs]
    loss[:, mine] = by_run[0][np.ix_(at, theirs)]
    return loss


def fit_all(inputs: Inputs) -> tuple[list[MatchedLoss], dict[str, Message]]:
    """A fit of every family that allows one, and why not for the others, by name."""
    fits, failures = [], {}
    for name, panel in inputs.panels.items():
        knobs = {k: sign for k, sign in DIFFICULTY.items() if k in panel.knobs}
        try:
            fits.append(fit_family(panel, loss_of(inputs, panel), inputs.log_parameters, knobs))
        except NotMeasurable as why:
            failures[name] = why.message
    return fits, failures


def around(
    fits: list[MatchedLoss], *, several_seeds: bool, confidence: float
) -> tuple[float, tuple[float, float]]:
    """Mean gamma of `fits` and its interval, Student's with the runs less two."""
    # Loss and size vary between runs: two of their degrees of freedom are spent.
    factor = t.ppf((1 + confidence) / 2, max(runs_that_moved(fits) - 2, 1))
    gamma = float(np.mean([fit.gamma for fit in fits]))
    half = factor * standard_error(fits, runs=several_seeds)
    return gamma, (gamma - half, gamma + half)
