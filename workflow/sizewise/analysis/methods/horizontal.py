"""How many decades of size one curve lies behind another, at the shares that both reach.

A curve is the share of the reachable gain that remains to be learned, falling with size. The
distance is taken between curves that are made monotone and joined by straight lines in log size, at
shares that both have inside the ladder: no law is fitted, and nothing is read beyond the sizes that
were trained.
"""

from dataclasses import dataclass

import numpy as np

from sizewise.analysis.methods.curves import half_point

LEVELS = 12
"""Shares at which the distance is taken; it is their mean."""
MARGIN = 0.1
"""Of the common range on either side in which none is taken, where single sizes decide."""
LEAST_GAIN, MOST_GAIN = 0.1, 0.9
"""Less at every size is the floor, more at every size the ceiling."""
LEAST_RANGE = 0.1
"""A narrower common range holds no distance."""


@dataclass(frozen=True, kw_only=True)
class Distance:
    """Decades of size by which the first curve needs more for the same share."""

    by_level: np.ndarray
    """(level,) from the smallest common share of the gain to the largest."""
    samples_by_level: np.ndarray
    """(resample, level)."""
    gain: tuple[float, float]
    """The common range, shares of the reachable gain."""

    @property
    def estimate(self) -> float:
        """The mean over levels."""
        return float(self.by_level.mean())

    @property
    def samples(self) -> np.ndarray:
        """(resample,)."""
        return self.samples_by_level.mean(axis=1)


def _ends(curve: np.ndarray) -> tuple[float, float]:
    """What remains at the smallest and at the largest size, made monotone as `half_point` does."""
    return float((curve[0] + curve.max()) / 2), float((curve[-1] + curve.min()) / 2)


def gains(curve: np.ndarray) -> tuple[float, float]:
    """Share of the gain that the smallest and the largest size reach; `curve` is what remains."""
    start, end = _ends(curve)
    return 1 - start, 1 - end


def common_range(first: np.ndarray, second: np.ndarray) -> tuple[float, float]:
    """Least and most gain that both curves (size,) pass through; empty where least >= most."""
    both = np.array([gains(first), gains(second)])
    return float(both[:, 0].max()), float(both[:, 1].min())


def distance(
    first: tuple[np.ndarray, np.ndarray], second: tuple[np.ndarray, np.ndarray], x: np.ndarray
) -> Distance:
    """Of two curves, each (size,) with samples (resample, size), over `x` = log10 N, ascending.

    A resample that does not reach a level inside the ladder is held at its end: a bound towards
    zero distance.
    """
    least, most = common_range(first[0], second[0])
    room = MARGIN * (most - least)
    levels = np.linspace(least + room, most - room, LEVELS)

    def along(curve: np.ndarray) -> np.ndarray:
        found = [half_point(curve, x, 1 - level) for level in levels]
        return np.clip(np.stack(found, axis=-1), x[0], x[-1])

    return Distance(
        by_level=along(first[0]) - along(second[0]),
        samples_by_level=along(first[1]) - along(second[1]), gain=(least, most),
    )  # fmt: skip
