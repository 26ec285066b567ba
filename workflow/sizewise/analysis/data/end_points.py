"""The ends of trainings: a ladder whose every step is one at which the rate has fallen.

A checkpoint before the rate has fallen lies above what a training that ended there would have
reached, and how far depends on the size. Where a study has short trainings that leave the ladder's
(arms with `ends_at`), their ends and the ladder's own last step compare like with like.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.panel import Panel
from sizewise.study.runs import Run


def end_points(inputs: Inputs) -> Inputs | None:
    """The ladder at the ends of its shorter and of its full trainings; None without shorter ones.

    Steps are those ends. A run that has no shorter training has NaN there.
    """
    names = sorted(inputs.study.shorter, key=inputs.study.shorter.__getitem__)
    shorter = [inputs.others[name] for name in names if name in inputs.others]
    if not shorter:
        return None
    panels = {
        family: _joined(panel, [one.panels[family] for one in shorter if family in one.panels])
        for family, panel in inputs.panels.items()
    }
    held_out = _joined(inputs.held_out, [one.held_out for one in shorter])
    return replace(inputs, panels=panels, held_out=held_out, public={}, all_decayed=True)


def _joined(panel: Panel, shorter: list[Panel]) -> Panel:
    """The last step of `panel`, and before it those of the shorter panels, by size and seed."""
    ends = [(panel, panel.step_index())] + [(one, one.step_index()) for one in shorter]
    ends.sort(key=lambda end: end[0].steps[end[1]])
    steps = np.array([one.steps[at] for one, at in ends])
    names = panel.items["item_id"]
    values = {
        metric: np.full((len(panel.runs), len(ends), len(names)), np.nan) for metric in panel.values
    }
    for column, (one, at) in enumerate(ends):
        places = pd.Index(one.items["item_id"]).get_indexer(names)
        for row, run in enumerate(panel.runs):
            mine = _row(one, run)
            if mine is None:
                continue
            for metric, array in values.items():
                found = one.values[metric][mine, at][places] if metric in one.values else np.nan
                array[row, column] = np.where(places < 0, np.nan, found)
    return replace(panel, steps=steps, values=values)


def _row(panel: Panel, run: Run) -> int | None:
    """Row of the run of the same size and seed, in whatever arm; None where there is none."""
    for row, other in enumerate(panel.runs):
        if (other.size, other.seed) == (run.size, run.seed):
            return row
    return None
