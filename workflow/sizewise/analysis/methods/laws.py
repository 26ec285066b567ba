"""Forms of a loss against size: four rivals, with their bounds and starts.

All are laws of log loss in x = ln N, N relative to the middle of the fitted sizes:

- power: a - alpha x
- power with floor: log(e^E + e^(a - alpha x)), the size term of Hoffmann et al. 2022 (arXiv
  2203.15556)
- logistic: a - log(1 + e^(k (x - m))), a critical size below which nothing falls
- broken: the smoothly broken power law with one break of Caballero et al. 2022 (arXiv 2210.14891,
  equation 1): log(e^E + e^(b - c0 x - c1 f log(1 + e^((x - d) / f)))). It has six parameters, more
  than a short ladder carries; then the floor is left out, then the break's width f is held at
  SHARP, and the number of parameters says so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import numpy as np

SHARP = 0.25
"""Width of a break in ln N where the data are too few to fit it: about a tenth of a decade."""


@dataclass(frozen=True, kw_only=True)
class Law:
    """A form with its parameters' bounds and starts."""

    name: str
    breaks: bool
    """Whether the form has a critical size."""
    curve: Callable[[np.ndarray, np.ndarray], np.ndarray]
    """Parameters (…, parameter, 1) and x (point,) to log loss (…, point)."""
    low: Callable[["Frame"], list]
    high: Callable[["Frame"], list]
    starts: Callable[["Frame"], list[tuple]]

    def parameters(self) -> int:
        """Number of free parameters."""
        return len(self.low(Frame(-1.0, 1.0, np.zeros(1), np.zeros(1))))


@dataclass(frozen=True)
class Frame:
    """Where the fitted points lie: range of x, range of log loss of every row (row,)."""

    left: float
    right: float
    bottom: np.ndarray
    top: np.ndarray


def _log_sum(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """log(e^a + e^b), analytic in both, for complex steps."""
    top = np.maximum(a.real, b.real)
    return top + np.log(np.exp(a - top) + np.exp(b - top))


def _softplus(z: np.ndarray) -> np.ndarray:
    return _log_sum(np.zeros_like(z), z)


def _broken(b, c0, c1, d, f, x):
    return b - c0 * x - c1 * f * _softplus((x - d) / f)


_EXPONENT = (-0.5, 3.0)


def _levels(frame: Frame) -> tuple[np.ndarray, np.ndarray]:
    room = 3.0 + frame.top - frame.bottom
    return frame.bottom - room, frame.top + room


def _floor_range(frame: Frame) -> tuple[np.ndarray, np.ndarray]:
    return frame.bottom - 12.0, frame.bottom + 0.5 * (frame.top - frame.bottom)


def _breaks(frame: Frame) -> list[float]:
    return [frame.left + share * (frame.right - frame.left) for share in (0.2, 0.5, 0.8)]


def _slope(frame: Frame) -> np.ndarray:
    return (frame.top - frame.bottom) / (frame.right - frame.left)


def _broken_starts(frame: Frame) -> list[tuple]:
    """b, c0, c1, d of breaks at three places, in both directions."""
    whole = _slope(frame)
    pairs = [(0.2 * whole, 1.6 * whole), (0.5 * whole, whole), (1.5 * whole, -whole)]
    middle = (frame.bottom + frame.top) / 2
    return [(middle, c0, c1, d) for (c0, c1), d in product(pairs, _breaks(frame))]


POWER = Law(
    name="power", breaks=False,
    curve=lambda p, x: p[..., 0, :] - p[..., 1, :] * x,
    low=lambda f: [_levels(f)[0], _EXPONENT[0]],
    high=lambda f: [_levels(f)[1], _EXPONENT[1]],
    starts=lambda f: [((f.top + f.bottom) / 2, _slope(f))],
)  # fmt: skip
FLOOR = Law(
    name="power with floor", breaks=False,
    curve=lambda p, x: _log_sum(p[..., 2, :] + 0 * x, p[..., 0, :] - p[..., 1, :] * x),
    low=lambda f: [_levels(f)[0], _EXPONENT[0], _floor_range(f)[0]],
    high=lambda f: [_levels(f)[1], _EXPONENT[1], _floor_range(f)[1]],
    starts=lambda f: [
        ((f.top + f.bottom) / 2, m * _slope(f) + 0.01, f.bottom + e)
        for m, e in product((1.0, 2.0, 5.0), (-6.0, -1.0, -0.1))
    ],
)  # fmt: skip
LOGISTIC = Law(
    name="logistic", breaks=True,
    curve=lambda p, x: p[..., 0, :] - _softplus(p[..., 1, :] * (x - p[..., 2, :])),
    low=lambda f: [_levels(f)[0], 0.0, f.left - 3.0],
    high=lambda f: [_levels(f)[1] + 9.0, 8.0, f.right + 3.0],
    starts=lambda f: [
        (f.top + 0.1, k * _slope(f) + 0.05, d)
        for k, d in product((1.0, 4.0), [f.left - 1.0, *_breaks(f), f.right + 0.5])
    ],
)  # fmt: skip
_BOX = (
    lambda f: [_levels(f)[0], _EXPONENT[0], -_EXPONENT[1], f.left],
    lambda f: [_levels(f)[1], _EXPONENT[1], _EXPONENT[1], f.right],
)
BROKEN = (
    Law(
        name="broken", breaks=True,
        curve=lambda p, x: _log_sum(
            p[..., 5, :] + 0 * x,
            _broken(*(p[..., k, :] for k in range(4)), np.exp(p[..., 4, :]), x),
        ),
        low=lambda f: [*_BOX[0](f), np.log(0.05), _floor_range(f)[0]],
        high=lambda f: [*_BOX[1](f), np.log(2.0), _floor_range(f)[1]],
        starts=lambda f: [
            (*s, np.log(SHARP), f.bottom + e)
            for s, e in product(_broken_starts(f), (-6.0, -0.5))
        ],
    ),
    Law(
        name="broken", breaks=True,
        curve=lambda p, x: _broken(*(p[..., k, :] for k in range(4)), np.exp(p[..., 4, :]), x),
        low=lambda f: [*_BOX[0](f), np.log(0.05)],
        high=lambda f: [*_BOX[1](f), np.log(2.0)],
        starts=lambda f: [(*s, np.log(SHARP)) for s in _broken_starts(f)],
    ),
    Law(
        name="broken", breaks=True,
        curve=lambda p, x: _broken(*(p[..., k, :] for k in range(4)), SHARP, x),
        low=lambda f: _BOX[0](f), high=lambda f: _BOX[1](f),
        starts=_broken_starts,
    ),
)  # fmt: skip


def laws_for(points: int) -> list[Law]:
    """The rivals that so many points can carry.

    The broken law comes in the fullest form with fewer parameters than points: its break would
    otherwise be drawn through the noise. The others need as many points as parameters.
    """
    found = [law for law in (POWER, FLOOR, LOGISTIC) if law.parameters() <= points]
    broken = next((law for law in BROKEN if law.parameters() < points), None)
    return [*found, broken] if broken else found
