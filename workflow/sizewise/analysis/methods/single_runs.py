"""Means of single runs, where a measure takes each seed as a point of its own."""

from dataclasses import dataclass, replace

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.methods.slopes import measured_sizes
from sizewise.study.runs import Run


@dataclass(frozen=True, kw_only=True, eq=False)
class RunMeans:
    """Means over cells of items of the runs at those sizes that have one in every cell."""

    sizes: list[str]
    """Names of the sizes, smallest first."""
    size: np.ndarray
    """(run,) index into `sizes`."""
    x: np.ndarray
    """(run,) log10 of non-embedding parameters."""
    estimate: np.ndarray
    """(cell, run)."""
    samples: np.ndarray
    """(resample, cell, run), under resamples of entities and items that all runs share."""

    def over_seeds(self, values: np.ndarray) -> np.ndarray:
        """Means of `values` (…, run) over the runs of a size, (…, size)."""
        return np.stack(
            [values[..., self.size == k].mean(axis=-1) for k in range(len(self.sizes))], axis=-1
        )


def run_means(
    inputs: Inputs, panel: Panel, cells: np.ndarray, values: np.ndarray | None = None
) -> RunMeans:
    """Means of `values` (default: accuracy) over `cells` (cell, item) at the last common step.

    A run that lacks a cell is left out. Raises NotMeasurable with fewer than two sizes.
    """
    values = panel.values["accuracy"] if values is None else values
    step = panel.step_index()
    # A size of one run has no noise of seeds: every run as a size of its own.
    apart = replace(
        panel, steps=panel.steps[step : step + 1], values={"value": values[:, step : step + 1]},
        runs=[Run(run.arm, f"{run.size} {run.seed}", 0) for run in panel.runs],
    )  # fmt: skip
    means = inputs.resamples.means(apart, apart.values["value"], cells, step=0)
    whole = np.isfinite(means.estimate).all(axis=0)
    by_size = np.full((len(cells), len(panel.sizes)), np.nan)
    for k in range(len(panel.sizes)):
        own = whole & (panel.run_size == k)
        if own.any():
            by_size[:, k] = means.estimate[:, own].mean(axis=1)
    sizes = measured_sizes(panel, by_size)
    kept = np.flatnonzero(whole & np.isin(panel.run_size, sizes))
    drawn = means.samples[..., kept]
    estimate = means.estimate[:, kept]
    log_parameters = dict(zip(inputs.sizes, inputs.log_parameters, strict=True))
    return RunMeans(
        sizes=[panel.sizes[k] for k in sizes],
        size=np.searchsorted(sizes, panel.run_size[kept]),
        x=np.array([log_parameters[panel.runs[r].size] for r in kept]),
        estimate=estimate,
        # A cell of few items may have none in a resample: it says nothing there.
        samples=np.where(np.isnan(drawn), estimate, drawn),
    )
