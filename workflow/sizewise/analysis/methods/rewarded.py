"""Arms that are trained by reward: what a family's items score before and after, by size.

Four arms of one parent: two families (deductions, feelings), each with an exact reward and with one
learned from preferences. Every run is compared with the run that it continues, item by item, and
all arms share the draws of items and of seeds: what the parents are lucky with cancels.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.resample import Means
from sizewise.analysis.data.vocabulary import DEDUCTIONS, FEELINGS, LABEL, SETTING, WEIGHTS
from sizewise.analysis.methods.curves import slope
from sizewise.analysis.methods.slopes import item_chance, panel_of
from sizewise.study.messages import Message

FAMILIES = (DEDUCTIONS, FEELINGS)
EXACT, LEARNED = "exact", "learned"
PARENT = "parent"
LEAST_WEIGHTS = 1000
"""Settings of feelings with fewer weights are left out, and those of deductions beside them: as
where the price of feelings is asked (B3)."""
LEAST_GAIN = 0.05
"""Mean gain by the exact reward below which training by reward has not worked."""
CEILING = 0.95


def arm_of(family: str, source: str) -> str:
    """Name of the arm in which a family is rewarded from a source."""
    return f"{family}_{source}"


@dataclass(frozen=True, kw_only=True)
class Curve:
    """A score by size, with its resamples."""

    value: np.ndarray
    """(size,)"""
    samples: np.ndarray
    """(resample, size)"""

    def __add__(self, other: "Curve") -> "Curve":
        return Curve(value=self.value + other.value, samples=self.samples + other.samples)

    def __sub__(self, other: "Curve") -> "Curve":
        return self + other * -1

    def __mul__(self, factor: float) -> "Curve":
        return Curve(value=self.value * factor, samples=self.samples * factor)

    def slope(self, log_parameters: np.ndarray) -> tuple[float, np.ndarray]:
        """Change a decade of parameters, and its samples."""
        return float(slope(self.value, log_parameters)), slope(self.samples, log_parameters)


def paired(
    before: Panel, after: Mapping[str, Panel], metric: str, runs: Iterable[tuple[str, int]]
) -> Panel:
    """One panel whose values are `metric` at the last step of `before` (PARENT) and of `after`.

    Its only step is the last of `before`; `runs` are sizes and seeds that all of them have. Values
    are NaN on items that a panel lacks.
    """
    runs = list(runs)
    names = before.items["item_id"]

    def last(panel: Panel) -> np.ndarray:
        found = {(run.size, run.seed): row for row, run in enumerate(panel.runs)}
        rows = [found[run] for run in runs]
        at = pd.Index(panel.items["item_id"]).get_indexer(names)
        values = panel.values[metric][rows, panel.step_index()][:, at]
        return np.where(at < 0, np.nan, values)[:, None]

    kept = [run for run in before.runs if (run.size, run.seed) in set(runs)]
    runs = [(run.size, run.seed) for run in kept]
    return replace(
        before,
        runs=kept,
        steps=before.steps[[before.step_index()]],
        values={PARENT: last(before)} | {name: last(panel) for name, panel in after.items()},
    )


def runs_of(before: Panel, *after: Panel) -> list[tuple[str, int]]:
    """Sizes and seeds that all panels have, in the order of the first."""
    pairs = [[(run.size, run.seed) for run in panel.runs] for panel in (before, *after)]
    return [pair for pair in pairs[0] if all(pair in other for other in pairs[1:])]


@dataclass(frozen=True, kw_only=True)
class Rewarded:
    """A family before and after training by reward."""

    family: str
    panel: Panel
    """Values by source (PARENT, EXACT, LEARNED): right answers above guessing, as a share."""
    cells: np.ndarray
    """(setting, item) the items of each setting that counts."""
    inputs: Inputs

    @property
    def sizes(self) -> list[str]:
        """Sizes that have a run, smallest first."""
        return self.panel.sizes

    def means(self, after: str, before: str | None = None) -> Means:
        """(setting, size) scores of a source, or what it gains over another one."""
        values = self.panel.values[after]
        if before is not None:
            values = values - self.panel.values[before]
        return self.inputs.resamples.means(self.panel, values, self.cells, step=0)

    def curve(self, after: str, before: str | None = None) -> Curve:
        """The same, mean over the settings with equal weight."""
        found = self.means(after, before)
        return Curve(value=found.estimate.mean(axis=0), samples=found.samples.mean(axis=1))

    def log_parameters(self) -> np.ndarray:
        """(size,) log10 of the non-embedding parameters."""
        return np.log10([self.inputs.counts(size).non_embedding for size in self.sizes])


def _panels(inputs: Inputs, family: str, sources: Iterable[str]) -> dict[str, Panel]:
    """The panel of a family in the arms of `sources`. Raises NotMeasurable for one without."""
    found = {}
    for source in sources:
        arm = inputs.arm(arm_of(family, source))
        if family not in arm.panels:
            raise NotMeasurable(Message("family-not-evaluated", {"family": family}))
        found[source] = arm.panels[family]
    return found


def hard_settings(inputs: Inputs) -> list[float]:
    """Settings whose feelings have more than LEAST_WEIGHTS weights. Raises NotMeasurable."""
    panel = panel_of(inputs, FEELINGS)
    many = panel.kind(LABEL) & (panel.number(WEIGHTS) > LEAST_WEIGHTS)
    if not many.any():
        raise NotMeasurable(Message("b3-few-weights", {"least": LEAST_WEIGHTS}))
    return sorted(set(panel.number(SETTING)[many].tolist()))


def rewarded(inputs: Inputs, asked: Mapping[str, Iterable[str]]) -> dict[str, Rewarded]:
    """Families with the sources `asked` of each, at sizes and seeds that all of them have.

    Raises NotMeasurable where an arm is missing, or fewer than two sizes are left.
    """
    settings = hard_settings(inputs)
    before = {family: panel_of(inputs, family) for family in asked}
    after = {family: _panels(inputs, family, sources) for family, sources in asked.items()}
    runs = runs_of(*before.values(), *(p for found in after.values() for p in found.values()))
    sizes = list(dict.fromkeys(size for size, _ in runs))
    if len(sizes) < 2:
        raise NotMeasurable(
            Message("one-size", {"family": next(iter(asked)), "count": len(sizes), "sizes": sizes})
        )
    found = {}
    for family, panel in before.items():
        joined = paired(panel, after[family], "accuracy", runs)
        guess = item_chance(panel)
        values = {name: (v - guess) / (1 - guess) for name, v in joined.values.items()}
        joined = replace(joined, values=values)
        mask, number = panel.kind(LABEL), panel.number(SETTING)
        cells = np.stack([mask & (number == setting) for setting in settings])
        if not cells.any(axis=1).all():
            raise NotMeasurable(
                Message("no-knob", {"family": family, "kind": LABEL, "knobs": [SETTING]})
            )
        found[family] = Rewarded(family=family, panel=joined, cells=cells, inputs=inputs)
    return found


def sources_there(inputs: Inputs, family: str) -> list[str]:
    """Sources from which the study rewards a family."""
    return [source for source in (EXACT, LEARNED) if arm_of(family, source) in inputs.others]
