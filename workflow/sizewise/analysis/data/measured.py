"""What a measure returns, and how it says that it cannot."""

from dataclasses import dataclass, field

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
    curve_bounds: list[str | None] | None = None
    """Of each size: `above` or `below` where the true value lies beyond the one in `curve`."""
    interval: tuple[float, float] | None = None
    """Interval of the effect where it does not come from `samples`."""
    beside: list[Message] = field(default_factory=list)
    """Sentences that follow the finding."""
    bounds: list[Message] = field(default_factory=list)
    """Why the effect is only a bound (a level was never reached); none where it is a value. A
    bound understates the effect, so it can support a claim and cannot contradict it."""
    parts: list[Part] = field(default_factory=list)
    """A part whose own verdict opposes the primary one makes the claim mixed."""
    families: tuple[str, ...] = ()
    """Families whose gaps concern this claim; () for all."""
