"""The words of a verdict, and where the interval of an effect must lie for each.

Shared by the rooms that judge claims and by those that show what was judged. A claim is supported
where the whole interval lies beyond the effect that matters, too small to matter where it lies
whole within that effect on both sides of zero, opposite where it lies whole on the other side, and
undecided otherwise, with the reason and with the side to which the estimate leans.
"""

from typing import NamedTuple

import numpy as np

SUPPORTED = "supported"
TOO_SMALL = "too small to matter"
OPPOSITE = "opposite"
UNDECIDED = "undecided"
NOT_MEASURED = "not measured"

DECIDED = (SUPPORTED, TOO_SMALL, OPPOSITE)
VERDICTS = (*DECIDED, UNDECIDED, NOT_MEASURED)

ONE_RUN = "one run"
"""Some size has one seed: the noise between seeds is unknown."""
TOO_WIDE = "too wide"
"""The interval reaches over a border, or does not hold after Holm's correction."""
FLOOR = "floor"
"""Nothing was learned at any size, so that no difference can show."""
CEILING = "ceiling"
"""All is learned at every size."""
OUT_OF_RANGE = "out of range"
"""What is asked lies beyond what the items or the stream hold."""
CROSSING = "crossing"
"""The effect has one sign at one end of what is asked and the other sign at the other end."""
CONDITION = "condition"
"""The effect is there, and what the rule asks beside it is not."""
REASONS = (ONE_RUN, TOO_WIDE, FLOOR, CEILING, OUT_OF_RANGE, CROSSING, CONDITION)


class Place(NamedTuple):
    """One side of a threshold: where an interval lies for a verdict."""

    side: str
    threshold: float

    def holds(self, low: float, high: float) -> bool:
        """Whether the whole interval lies there."""
        return low > self.threshold if self.side == "above" else high < self.threshold

    def outside(self, samples: np.ndarray) -> np.ndarray:
        """(resample,) whether a replicate lies on the other side."""
        return samples <= self.threshold if self.side == "above" else samples >= self.threshold

    @property
    def borders(self) -> tuple["Place", ...]:
        """The places whose common part this is."""
        return (self,)

    @property
    def values(self) -> dict[str, str | float]:
        """`side` and `threshold`, for a message."""
        return self._asdict()

    def __str__(self) -> str:
        return f"{self.side} {self.threshold:g}"


class Within(NamedTuple):
    """Closer to zero than a limit, on either side."""

    limit: float

    def holds(self, low: float, high: float) -> bool:
        """Whether the whole interval lies there."""
        return all(border.holds(low, high) for border in self.borders)

    @property
    def borders(self) -> tuple[Place, ...]:
        """The places whose common part this is."""
        return Place("below", self.limit), Place("above", -self.limit)

    def __str__(self) -> str:
        return f"within {self.limit:g} of zero"


def verdict_of(regions: dict[str, Place | Within], low: float, high: float) -> str | None:
    """Whose region holds the interval, in the order of DECIDED; None for none.

    An interval close to zero on the other side is too small to matter before it is opposite.
    """
    for verdict in DECIDED:
        if verdict in regions and regions[verdict].holds(low, high):
            return verdict
    return None


def leaning_of(regions: dict[str, Place | Within], estimate: float) -> str | None:
    """The verdict that the estimate alone would give; None where it has no value."""
    if not np.isfinite(estimate):
        return None
    return verdict_of(regions, estimate, estimate)
