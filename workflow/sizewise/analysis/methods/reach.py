"""How far the runs of a ladder get, in levels of which some lie beyond what was tested."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Reason
from sizewise.analysis.data.resample import generator
from sizewise.analysis.methods.censored import CensoredLine, censor, censored_line
from sizewise.analysis.methods.single_runs import RunMeans

Side = Literal["below", "above"]

# Accuracy above guessing at the easiest level from which on a size has learned something.
_LEARNED = 0.1


@dataclass(frozen=True, kw_only=True, eq=False)
class Reach:
    """A level of every run, of the middle run of every size, and the line through the runs."""

    sizes: list[str]
    ends: tuple[float, float]
    """Lowest and highest level that was tested."""
    middle: np.ndarray
    """(size,) the level of the middle run; at an end of the range where it lies beyond."""
    samples: np.ndarray
    """(resample, size), under resamples of items and of the runs of a size."""
    sides: list[Side | None]
    """Of each size: where the level of its middle run lies, None inside of the range."""
    inside: list[int]
    """Of each size: its runs inside of the range."""
    runs: list[int]
    """Of each size: its runs."""
    reason: Reason | None
    """Why no line can be read from the runs; None where one can."""
    line: CensoredLine | None
    """Of the level on log10 size; None where `reason` says why."""

    @property
    def slope(self) -> float:
        """Levels a decade of size; NaN where they have no line."""
        return self.line.slope if self.line else np.nan

    @property
    def slopes(self) -> np.ndarray:
        """(resample,)."""
        return self.line.slopes if self.line else np.full(len(self.samples), np.nan)

    def beyond(self, side: Side) -> list[str]:
        """Names of the sizes whose middle run lies there."""
        return [name for name, s in zip(self.sizes, self.sides, strict=True) if s == side]

    def read(self) -> list[str]:
        """Names of the sizes whose middle run lies inside of the range."""
        return [name for name, s in zip(self.sizes, self.sides, strict=True) if s is None]


def _middle(levels: np.ndarray, size: np.ndarray, ends: tuple[float, float]) -> np.ndarray:
    """Medians over the runs of a size, (…, run) to (…, size), with what is beyond far beyond."""
    far = 1e6 * (ends[1] - ends[0])
    finite = np.clip(levels, ends[0] - far, ends[1] + far)
    groups = range(int(size.max()) + 1)
    return np.stack([np.median(finite[..., size == k], axis=-1) for k in groups], axis=-1)


def reach(
    inputs: Inputs,
    means: RunMeans,
    levels: np.ndarray,
    drawn: np.ndarray,
    ends: tuple[float, float],
    *,
    able: Side,
    easiest: np.ndarray,
    key: Sequence[str],
    partner: Reach | None = None,
) -> Reach:
    """What the `levels` (run,) of runs, and `drawn` (resample, run), say of a ladder.

    Levels outside of `ends` only count as beyond them. `able` is the side on which a run is that
    can do everything that was tested, `easiest` (run,) accuracy above guessing at the easiest
    level. Without two sizes whose middle run lies inside of the range there is no line. `key` names
    the draws; beside a `partner`, other levels of the same runs, seeds move both.
    """
    levels, drawn = censor(levels, ends), censor(drawn, ends)
    middle = _middle(levels, means.size, ends)
    sides: list[Side | None] = [
        "below" if m < ends[0] else "above" if m > ends[1] else None for m in middle
    ]
    learned = bool((means.over_seeds(easiest) > _LEARNED).any())
    reason = _reason(sides, able, learned)
    rng = generator(inputs.resamples.seed, "line", inputs.name, *key)
    line = None
    if reason is None:
        other = partner.line if partner else None
        if other is not None and len(other.residuals) != len(levels):
            other = None
        line = censored_line(levels, drawn, means.x, means.size, ends, rng, other)
    shuffled = drawn.copy()
    for k in range(len(means.sizes)):
        own = np.flatnonzero(means.size == k)
        picked = own[rng.integers(0, len(own), (len(drawn), len(own)))]
        shuffled[:, own] = np.take_along_axis(drawn, picked, axis=1)
    return Reach(
        sizes=means.sizes, ends=ends, middle=np.clip(middle, *ends),
        samples=np.clip(_middle(shuffled, means.size, ends), *ends), sides=sides,
        inside=[int(np.isfinite(levels[means.size == k]).sum()) for k in range(len(means.sizes))],
        runs=[int((means.size == k).sum()) for k in range(len(means.sizes))],
        reason=reason, line=line,
    )  # fmt: skip


def _reason(sides: Sequence[Side | None], able: Side, learned: bool) -> Reason | None:
    if sum(side is None for side in sides) >= 2:
        return None
    if set(sides) == {able}:
        return "ceiling"
    return "floor" if None not in sides and able not in sides and not learned else "out of range"
