"""Item-level results as arrays: every item against every run and checkpoint.

The items of a family are the same for every size, seed and step, so a family is one dense array
a metric, (run, step, item), and resampling is a matrix product instead of a loop over items.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from sizewise.study.runs import Run

# Values are rounded to multiples of 2^-24. Sums of integer weights times such values are exact
# in float64 (they stay far below 2^53 of these units), so a matrix product gives the same bits
# whatever the number of threads and the order in which BLAS adds.
_QUANTUM = 2.0**24


def exactly_summable(values: np.ndarray) -> np.ndarray:
    """`values` as float64 on a grid of 2^-24; NaN stays NaN."""
    return np.round(np.asarray(values, dtype=np.float64) * _QUANTUM) / _QUANTUM


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One family: items, runs, steps, and one array a metric."""

    family: str
    items: pd.DataFrame
    """One row an item: item_id, entity_id, fact_id, kind and a column a knob (missing = None)."""
    runs: list[Run]
    """Runs of one arm, ordered by size, then seed; sizes may have different seeds, and configured
    runs that are absent have no row."""
    steps: np.ndarray
    """Evaluated steps, ascending."""
    values: Mapping[str, np.ndarray] = field(repr=False)
    """metric -> (run, step, item) float64, NaN where nothing was measured."""
    knobs: list[str]
    """Names of the knob columns of `items`."""

    @cached_property
    def sizes(self) -> list[str]:
        """Sizes that have a run, smallest first."""
        return list(dict.fromkeys(run.size for run in self.runs))

    @cached_property
    def run_size(self) -> np.ndarray:
        """Index into `sizes` of every run."""
        return np.array([self.sizes.index(run.size) for run in self.runs])

    @cached_property
    def entity(self) -> np.ndarray:
        """Code of every item's entity. An item without entity is an entity of its own."""
        names = self.items["entity_id"].astype(object)
        names = names.where(names.notna(), "item " + self.items["item_id"].astype(str))
        return pd.factorize(names, sort=True)[0]

    def number(self, knob: str) -> np.ndarray:
        """A knob as float, NaN where an item lacks it or it is no number."""
        if knob not in self.items:
            return np.full(len(self.items), np.nan)
        column = self.items[knob]
        number = pd.to_numeric(column, errors="coerce").to_numpy(dtype=float)
        is_flag = column.map(lambda value: isinstance(value, bool)).to_numpy()
        return np.where(is_flag, np.nan, number)

    def kind(self, *names: str) -> np.ndarray:
        """Mask of the items of the given kinds."""
        return self.items["kind"].isin(names).to_numpy()

    @cached_property
    def asked(self) -> np.ndarray:
        """(step, item) whether any run has an answer: early checkpoints may be asked for fewer."""
        there = [~np.isnan(values).all(axis=0) for values in self.values.values()]
        return np.any(there, axis=0)

    def throughout(self, steps: np.ndarray) -> np.ndarray:
        """(item,) mask of the items that are answered at each of `steps` (mask or positions).

        Steps without any answer do not count. What is compared between steps has to be asked for
        at all of them: fewer items than at the last step are another set.
        """
        asked = self.asked[steps]
        return asked[asked.any(axis=1)].all(axis=0)

    def step_index(self, step: int | None = None) -> int:
        """Position of `step` (default: the last one that is measured at every size)."""
        if step is not None:
            return int(np.flatnonzero(self.steps == step)[0])
        seen = ~np.isnan(next(iter(self.values.values()))).all(axis=2)
        by_size = [seen[self.run_size == s].any(axis=0) for s in range(len(self.sizes))]
        common = np.flatnonzero(np.all(by_size, axis=0))
        return int(common[-1]) if len(common) else len(self.steps) - 1
