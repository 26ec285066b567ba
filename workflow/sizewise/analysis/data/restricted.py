"""What a study would be with some of its seeds, had it ended earlier, or with other resamples."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.resample import Resamples
from sizewise.study.runs import Run


def all_seeds(seeds: list[int]) -> list[int]:
    """The seeds of a size, all of them."""
    return seeds


def restricted(
    inputs: Inputs,
    *,
    kept: Callable[[list[int]], list[int]] = all_seeds,
    step: int | None = None,
    samples: int | None = None,
    seed: int | None = None,
) -> Inputs:
    """`inputs` of an arm and of those beside it with the seeds that `kept` keeps of each size's.

    Also had they ended at `step`, and with `samples` resamples drawn from `seed`; None leaves
    these as they are. An arm of which nothing is left, as of one that goes on from the ladder's
    end and did not exist at a checkpoint before it, is not there.
    """
    of_size = {size: {*kept(seeds)} for size, seeds in inputs.seeds_by_size.items()}
    runs = {run for run in inputs.runs if run.seed in of_size[run.size]}
    analysis = inputs.study.analysis.model_copy(update={} if seed is None else {"seed": seed})

    def frame(table: pd.DataFrame) -> pd.DataFrame:
        if {*Run._fields} <= {*table}:
            rows = table[[*Run._fields]].itertuples(index=False, name=None)
            table = table[np.array([row in runs for row in rows], dtype=bool)]
        if step is not None and "step" in table:
            table = table[table["step"] <= step]
        return table

    def panel(one: Panel) -> Panel:
        rows = [i for i, run in enumerate(one.runs) if run in runs]
        columns = one.steps <= (np.inf if step is None else step)
        return replace(
            one, runs=[one.runs[i] for i in rows], steps=one.steps[columns],
            values={name: value[rows][:, columns] for name, value in one.values.items()},
        )  # fmt: skip

    others = {
        name: restricted(other, kept=kept, step=step, samples=samples, seed=seed)
        for name, other in inputs.others.items()
    }
    return replace(
        inputs,
        study=replace(inputs.study, analysis=analysis),
        others={
            n: other for n, other in others.items() if other.runs and len(other.held_out.steps)
        },
        runs=[run for run in inputs.runs if run in runs],
        panels={name: panel(one) for name, one in inputs.panels.items()},
        public={name: panel(one) for name, one in inputs.public.items()},
        held_out=panel(inputs.held_out),
        logs={run: frame(log) for run, log in inputs.logs.items() if run in runs},
        probes={name: frame(table) for name, table in inputs.probes.items()},
        resamples=Resamples(
            seed=analysis.seed, samples=samples or inputs.resamples.samples, arm=inputs.name
        ),
    )
