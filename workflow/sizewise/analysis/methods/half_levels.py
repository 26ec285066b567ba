"""The level of difficulty at which accuracy above guessing falls to one half: k50 and its kin."""

from dataclasses import dataclass

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Part
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.methods.curves import chance_corrected, half_level
from sizewise.analysis.methods.reach import Reach, reach
from sizewise.analysis.methods.single_runs import run_means
from sizewise.analysis.methods.slopes import cells_of, items_of
from sizewise.study.messages import Message


@dataclass(frozen=True, kw_only=True, eq=False)
class HalfLevels:
    """One kind of items: where accuracy above guessing crosses one half."""

    kind: str
    levels: np.ndarray
    """Ascending values of the knob."""
    accuracy: np.ndarray
    """(level, size), mean over the runs."""
    reach: Reach

    def both_ends(self) -> dict[str, str | Message]:
        """The level at both ends of the ladder as values of a message: `smallest`, `largest`
        (names of the sizes), `level_smallest`, `level_largest`; a bound as a bound."""
        said = [
            Message("less-than", {"value": level}) if side == "below"
            else Message("more-than", {"value": level}) if side == "above"
            else Message("about", {"value": level})
            for side, level in zip(self.reach.sides, self.reach.middle, strict=True)
        ]  # fmt: skip
        return {
            "smallest": self.reach.sizes[0], "largest": self.reach.sizes[-1],
            "level_smallest": said[0], "level_largest": said[-1],
        }  # fmt: skip

    def part(self, name: Message) -> Part | None:
        """The slope as a second estimate, or None where it has none."""
        if self.reach.line is None:
            return None
        return Part(name=name, estimate=self.reach.slope, samples=self.reach.slopes)


def half_levels(
    inputs: Inputs,
    panel: Panel,
    kind: str,
    knob: str,
    floor: float | np.ndarray,
    partner: HalfLevels | None = None,
) -> HalfLevels:
    """Half-accuracy levels of one kind along `knob`, at the last common step.

    `floor` is the accuracy of guessing, one number or (level,). Beside a `partner`, another kind of
    the same runs, seeds move both. Raises NotMeasurable without such items, with fewer than two
    levels or two sizes.
    """
    levels, cells = cells_of(panel, knob, items_of(panel, kind))
    means, items = run_means(inputs, panel, cells), float(cells.sum(axis=1).mean())
    guess = np.broadcast_to(floor, len(levels))

    def crossing(accuracy: np.ndarray) -> np.ndarray:
        return half_level(chance_corrected(np.moveaxis(accuracy, -2, -1), guess), levels, items)

    found = reach(
        inputs, means, crossing(means.estimate), crossing(means.samples),
        (float(levels[0]), float(levels[-1])), able="above",
        easiest=chance_corrected(means.estimate[0], guess[0]), key=(panel.family, kind),
        partner=partner.reach if partner else None,
    )  # fmt: skip
    return HalfLevels(
        kind=kind, levels=levels, accuracy=means.over_seeds(means.estimate), reach=found,
    )  # fmt: skip
