"""The level of difficulty at which accuracy above guessing falls to one half: k50 and its kin."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Part
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.methods.curves import chance_corrected, half_point
from sizewise.analysis.methods.slopes import at_last_step, cells_of, items_of, size_slope
from sizewise.study.messages import Message


@dataclass(frozen=True, kw_only=True, eq=False)
class HalfLevels:
    """One kind of items: where accuracy above guessing crosses one half, a size each."""

    kind: str
    levels: np.ndarray
    """Ascending values of the knob."""
    accuracy: np.ndarray
    """(level, size)."""
    middle: np.ndarray
    """(size,) the level of half accuracy; 0 where even the lowest level stays under one half,
    the highest level where none does."""
    samples: np.ndarray
    """(resample, size)."""
    floor: float
    """Accuracy of guessing."""

    def outside(self, names: Sequence[str], sizes: np.ndarray) -> list[str]:
        """Names of the sizes whose level is only a bound."""
        ends = (0, self.levels[-1])
        return [n for n, k in zip(names, self.middle[sizes], strict=True) if k in ends]

    def measured(self, sizes: np.ndarray) -> bool:
        """Whether every level has items at all of `sizes`."""
        return bool(np.isfinite(self.accuracy[:, sizes]).all())

    def slopes(self, inputs: Inputs, sizes: np.ndarray) -> tuple[float, np.ndarray]:
        """Slope of the level on log size and its samples; NaN where fewer than two are values.

        Bounds say nothing of a slope.
        """
        if len(self.outside(list(map(str, sizes)), sizes)) > len(sizes) - 2:
            return np.nan, np.full(len(self.samples), np.nan)
        return (
            float(size_slope(inputs, self.middle, sizes)),
            size_slope(inputs, self.samples, sizes),
        )

    def both_ends(self, names: Sequence[str], sizes: np.ndarray) -> dict[str, str | Message]:
        """The level at both ends of the ladder as values of a message: `smallest`, `largest`
        (names of the sizes), `level_smallest`, `level_largest`; a bound as a bound."""
        low, high = self.levels[0], self.levels[-1]
        said = [
            Message("less-than", {"value": low}) if k < low
            else Message("more-than", {"value": high}) if k >= high
            else Message("about", {"value": k})
            for k in self.middle[sizes]
        ]  # fmt: skip
        return {
            "smallest": names[0], "largest": names[-1],
            "level_smallest": said[0], "level_largest": said[-1],
        }  # fmt: skip

    def part(self, inputs: Inputs, sizes: np.ndarray, name: Message) -> Part | None:
        """The slope as a second estimate, or None where it has none."""
        estimate, samples = self.slopes(inputs, sizes)
        return Part(name=name, estimate=estimate, samples=samples) if estimate == estimate else None


def half_levels(inputs: Inputs, panel: Panel, kind: str, knob: str, floor: float) -> HalfLevels:
    """Half-accuracy levels of one kind along `knob`, at the last common step.

    Raises NotMeasurable without such items or with fewer than two levels.
    """
    mask = items_of(panel, kind)
    levels, cells = cells_of(panel, knob, mask)
    means = at_last_step(inputs, panel, cells)

    def crossing(accuracy: np.ndarray) -> np.ndarray:
        falling = np.moveaxis(chance_corrected(accuracy, floor), -2, -1)
        at = half_point(np.where(np.isnan(falling), -1.0, falling), levels)
        return np.clip(np.where(at < levels[0], 0.0, at), 0.0, levels[-1])

    return HalfLevels(
        kind=kind, levels=levels, accuracy=means.estimate, middle=crossing(means.estimate),
        samples=crossing(means.samples), floor=floor,
    )  # fmt: skip
