"""Loss against size and tokens, L = E + A / N^alpha + B / D^beta, for thousands of resamples.

`fits.fit_floor_law` answers for one set of points from many starts. For given exponents the law is
linear in E, A and B, none of which may be negative, so only the exponents are searched (variable
projection, Golub and Pereyra 1973, doi 10.1137/0710036): a grid, then the parabola through the
grid's neighbours of the best point. Errors are relative to the mean loss of each point.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np

EXPONENTS = np.geomspace(0.03, 2.0, 36)
# E, A and B; what is left when one of them would be negative.
_TERMS = ([0, 1, 2], [1, 2], [0, 1], [0, 2], [1], [2])


@dataclass(frozen=True, kw_only=True)
class SizeTokenLaws:
    """One law a row. `middle` is (N, D) to which scales are relative."""

    terms: np.ndarray
    """(row, 3): E, and the loss of the size and the token term at the middle of the data."""
    exponents: np.ndarray
    """(row, 2): alpha, beta. An end of EXPONENTS is a bound."""
    middle: tuple[float, float]

    def size_term(self, n: float) -> np.ndarray:
        """A / N^alpha, (row,)."""
        return self.terms[:, 1] * (n / self.middle[0]) ** -self.exponents[:, 0]

    def level(self, n: float, d: float) -> np.ndarray:
        """Loss at N and D, (row,)."""
        tokens = self.terms[:, 2] * (d / self.middle[1]) ** -self.exponents[:, 1]
        return self.terms[:, 0] + self.size_term(n) + tokens


def _parabola(costs: np.ndarray, best: np.ndarray) -> np.ndarray:
    """Exponents between grid points: the bottom of the parabola in log exponent, by rows.

    `costs` is (row, exponent); the ends of the grid stay where they are.
    """
    rows, inner = np.arange(len(best)), np.clip(best, 1, len(EXPONENTS) - 2)
    left, middle, right = (costs[rows, inner + step] for step in (-1, 0, 1))
    bend = left - 2 * middle + right
    with np.errstate(divide="ignore", invalid="ignore"):
        shift = np.where(bend > 0, (left - right) / (2 * bend), 0.0)
    shift = np.where(np.isfinite(shift) & (inner == best), np.clip(shift, -1, 1), 0.0)
    step = np.log(EXPONENTS[1] / EXPONENTS[0])
    return EXPONENTS[best] * np.exp(shift * step)


def _solve(design: np.ndarray, loss: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Best non-negative terms for one design (point, 3) and rows of loss (row, point), and costs.

    The constrained optimum of three terms is that of one of their subsets.
    """
    terms, cost = np.zeros((len(loss), 3)), np.full(len(loss), np.inf)
    for chosen in _TERMS:
        part = design[:, chosen]
        found = loss @ np.linalg.pinv(part).T
        misfit = ((loss - found @ part.T) ** 2).sum(axis=1)
        better = (found >= 0).all(axis=1) & (misfit < cost)
        terms[better] = 0
        terms[np.ix_(better, chosen)] = found[better]
        cost = np.where(better, misfit, cost)
        if better.all():
            # More terms never fit worse.
            break
    return terms, cost


def size_token_laws(loss: np.ndarray, n: np.ndarray, d: np.ndarray) -> SizeTokenLaws:
    """Fit rows of `loss` (row, point) > 0 at N (point,) and D (point,)."""
    middle = float(np.exp(np.log(n).mean())), float(np.exp(np.log(d).mean()))
    weight = 1 / loss.mean(axis=0)

    def design(alpha: float, beta: float) -> np.ndarray:
        x = np.stack([np.ones(len(n)), (n / middle[0]) ** -alpha, (d / middle[1]) ** -beta], axis=1)
        return x * weight[:, None]

    weighted = loss * weight
    size = len(EXPONENTS)
    costs = np.empty((size, size, len(loss)))
    for i, j in product(range(size), range(size)):
        costs[i, j] = _solve(design(EXPONENTS[i], EXPONENTS[j]), weighted)[1]
    best = costs.reshape(size * size, -1).argmin(axis=0)
    i, j = np.unravel_index(best, (size, size))
    rows = np.arange(len(loss))
    alpha = _parabola(costs[:, j, rows].T, i)
    beta = _parabola(costs[i, :, rows], j)
    terms = np.empty((len(loss), 3))
    for row in rows:
        grid, cost = _solve(design(EXPONENTS[i[row]], EXPONENTS[j[row]]), weighted[row : row + 1])
        fine, finer = _solve(design(alpha[row], beta[row]), weighted[row : row + 1])
        if finer[0] > cost[0]:
            alpha[row], beta[row], fine = EXPONENTS[i[row]], EXPONENTS[j[row]], grid
        terms[row] = fine[0]
    return SizeTokenLaws(terms=terms, exponents=np.stack([alpha, beta], axis=1), middle=middle)
