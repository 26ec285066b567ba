"""What a measure returns, and how it says that it cannot."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from sizewise.study.messages import Message


class NotMeasurable(Exception):
    """A measure lacks what it needs; its message says exactly what."""

    def __init__(self, message: Message) -> None:
        """`message` as the report is to say it."""
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, kw_only=True)
class Part:
    """A second estimate beside the primary one, in the same unit (another kind, another family)."""

    name: Message
    """A noun phrase."""
    estimate: float
    samples: np.ndarray | None = None
    """(resample,); None where `interval` is given."""
    interval: tuple[float, float] | None = None


Reason = Literal["floor", "ceiling", "out of range", "crossing"]
"""Why an effect cannot be read from any interval."""


@dataclass(frozen=True)
class Unreadable:
    """Why an effect cannot be read from these results."""

    reason: Reason
    message: Message
    """The reason in a sentence, with its numbers."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What a measure returns."""

    estimate: float
    """The effect in the register's unit."""
    samples: np.ndarray | None
    """(resample,) bootstrap replicates of the effect; None where `interval` is given."""
    finding: Message
    """What was found, in one sentence."""
    sizes: list[str]
    curve: np.ndarray
    """(size,) the measure at each size."""
    curve_samples: np.ndarray | None = None
    """(resample, size); None where the points have no interval of their own."""
    curve_range: tuple[float, float] | None = None
    """Values that the measure can take, (0, 1) for a share: intervals of the curve stay inside."""
    curve_bounds: list[str | None] | None = None
    """Of each size: `above` or `below` where the true value lies beyond the one in `curve`."""
    interval: tuple[float, float] | None = None
    """Interval of the effect where it does not come from `samples`."""
    beside: list[Message] = field(default_factory=list)
    """Sentences that follow the finding."""
    unreadable: Unreadable | None = None
    """Why no verdict may be given, whatever the interval says; None where one may."""
    conditions: dict[str, Part] = field(default_factory=dict)
    """Second quantities that a rule may ask for, by the name that it uses."""
    parts: list[Part] = field(default_factory=list)
    """Shown beside the effect; the sentence names those that say the contrary."""
    also: list[str] = field(default_factory=list)
    """Sizes of another arm that the effect rests on beside `sizes`; they have no curve here."""
    families: tuple[str, ...] = ()
    """Families whose gaps concern this claim; () for all."""
