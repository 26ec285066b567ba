"""Moves of a walk: permutations of posts that generate a non-commutative group.

Where a walk in an abelian group leads is a sum, which counts of the operations give. In the
symmetric groups the order of the operations decides (S5 is not even solvable: Barrington 1989).
The walker stands on one of the points that the group permutes, so that a table of one operation
has points x moves lines.
"""

from collections.abc import Iterator
from itertools import permutations
from math import factorial

import numpy as np

POINTS = {"S3": 3, "S5": 5}
"""Points that each group permutes; both act on them as the whole symmetric group."""


def _squares(rng: np.random.Generator, points: int) -> Iterator[tuple[int, ...]]:
    """`points` permutations that send every point to every point once: rows of a Latin square."""
    before, after = rng.permutation(points), rng.permutation(points)
    for turn in range(points):
        yield tuple(after[(before + turn) % points].tolist())


def _generates(moves: list[tuple[int, ...]], points: int) -> bool:
    """Whether every permutation of `points` is a product of `moves`."""
    reached, fresh = {tuple(range(points))}, [tuple(range(points))]
    while fresh:
        found = {tuple(move[i] for i in one) for one in fresh for move in moves} - reached
        reached |= found
        fresh = list(found)
    return len(reached) == factorial(points)


def moves_of(rng: np.random.Generator, group: str, count: int) -> np.ndarray:
    """`count` different moves, a multiple of the points: int64 (count, points), where each leads.

    From any point equally many of them lead to each point, so that an unknown operation leaves
    nothing known of where the walk is. Together they generate the group.
    """
    points = POINTS[group]
    if count == factorial(points):
        return np.array(list(permutations(range(points))))
    while True:
        moves = [m for _ in range(count // points) for m in _squares(rng, points)]
        if len(set(moves)) == count and _generates(moves, points):
            return np.array(moves)


def walk(moves: np.ndarray, start: np.ndarray, walks: np.ndarray) -> np.ndarray:
    """The post after each operation: (..., n) for starts (...) and numbers of moves (..., n)."""
    states = np.empty_like(walks)
    state = start
    for step in range(walks.shape[-1]):
        state = moves[walks[..., step], state]
        states[..., step] = state
    return states
