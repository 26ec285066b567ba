"""Exposures that a fact needs for 50 % recall, f50, by size: claim A2 and its projection."""

from dataclasses import dataclass

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.vocabulary import BIOGRAPHIES, EXPOSURES, RECALL
from sizewise.analysis.methods.curves import chance_corrected, logistic_midpoints
from sizewise.analysis.methods.reach import Reach, reach
from sizewise.analysis.methods.single_runs import run_means
from sizewise.analysis.methods.slopes import cells_of, items_of, panel_of
from sizewise.study.messages import Message


@dataclass(frozen=True, kw_only=True, eq=False)
class HalfRecall:
    """f50 of every size that recall was measured at, and its exponent in size."""

    reach: Reach
    """log2 f50 of the runs and the line through them."""

    @property
    def sizes(self) -> list[str]:
        """Names, smallest first."""
        return self.reach.sizes

    @property
    def exposures(self) -> np.ndarray:
        """(size,) f50 of the middle run; an end of the stream's exposures where it is a bound."""
        return 2.0**self.reach.middle

    @property
    def samples(self) -> np.ndarray:
        """(resample, size)."""
        return 2.0**self.reach.samples

    @property
    def exponent(self) -> float:
        """Of f50 in N; NaN where it cannot be read."""
        return self.reach.slope * np.log10(2)

    @property
    def exponents(self) -> np.ndarray:
        """(resample,)."""
        return self.reach.slopes * np.log10(2)

    @property
    def most(self) -> float:
        """The most exposures at which recall was measured."""
        return 2.0 ** self.reach.ends[1]

    @property
    def fewest(self) -> float:
        """The fewest exposures."""
        return 2.0 ** self.reach.ends[0]

    def log_exposures_at(self, log_parameters: float) -> tuple[float, np.ndarray]:
        """log10 f50 on the line at a size, with its resamples; only where there is an exponent."""
        level, levels = self.reach.line.at(log_parameters)
        return level * np.log10(2), levels * np.log10(2)


def half_recall(inputs: Inputs, *, abstaining: bool = False) -> HalfRecall:
    """log2 f50 of every run from a logistic in log2 exposures, at the last common step.

    Recall among the values: who knows a fact and still says "not recorded" has it. With
    `abstaining` that choice counts as wrong, and f50 also tells how readily a model abstains. Both
    are corrected for chance. Runs beyond the stream's exposures are known to lie there. Raises
    NotMeasurable that says what is missing.
    """
    panel = panel_of(inputs, BIOGRAPHIES)
    recorded = items_of(panel, RECALL) & (panel.number(EXPOSURES) > 0)
    levels, cells = cells_of(panel, EXPOSURES, recorded, least=3)
    values = panel.values["accuracy" if abstaining else "value_accuracy"]
    if np.isnan(values[..., recorded]).all():
        raise NotMeasurable(Message("no-abstaining-choice", {"family": BIOGRAPHIES}))
    choices = panel.items["choices"].to_numpy(dtype=float)[recorded] - (not abstaining)
    x, weights = np.log2(levels), cells.sum(axis=1).astype(float)
    means = run_means(inputs, panel, cells, values)

    def corrected(recall: np.ndarray) -> np.ndarray:
        return chance_corrected(recall, float((1 / choices).mean()))

    def midpoints(recall: np.ndarray) -> np.ndarray:
        rows = np.moveaxis(corrected(recall), -2, -1)
        middle, _ = logistic_midpoints(rows.reshape(-1, len(x)), x, weights, rising=True)
        return middle.reshape(rows.shape[:-1])

    return HalfRecall(
        reach=reach(
            inputs, means, midpoints(means.estimate), midpoints(means.samples), (x[0], x[-1]),
            able="below", easiest=corrected(means.estimate)[-1],
            key=(BIOGRAPHIES, "accuracy" if abstaining else "value_accuracy"),
        )
    )  # fmt: skip
