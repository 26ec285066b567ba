"""Pairs of held-out passages of one work, one dense with feeling and one sparse.

Within a work period, dialect, genre and author are the same. Length and unigram difficulty are
matched: what is left between the halves of a pair is the feeling (study: claim B3, natural half).
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from sizewise.corpus.emotion import Unigrams, density
from sizewise.corpus.held_out import choose, size_of
from sizewise.study.formats.passages import HALVES, Passage

# Calipers. A quarter of a standard deviation is that of Rosenbaum and Rubin 1985 (The American
# Statistician 39(1)).
_DIFFICULTY_DEVIATIONS = 0.25
_LENGTH_RATIO = 1.1
_LEAST_GAP_DEVIATIONS = 0.5
_FORBIDDEN, _TINY = 1e6, 1e-9


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two passages of one work that differ in emotional density."""

    dense: Passage
    sparse: Passage


def with_density(items: Sequence[Passage]) -> list[Passage]:
    """`items` with their emotional density."""
    return [Passage(**dict(item) | {"emotion": round(density(item.text), 4)}) for item in items]


def match(items: Sequence[Passage], unigrams: Unigrams) -> list[Pair]:
    """As many pairs as the calipers allow, in order of their works, each item in one at most.

    In each work the passages above its median density meet those at or below it, so that the sum
    of the distances in length and difficulty is least (optimal matching). Two passages never meet
    whose difficulty differs by more than a quarter of the standard deviation over `items`, whose
    lengths differ by more than a tenth, or whose densities differ by less than half a deviation.
    """
    by_work: dict[str, list[Passage]] = defaultdict(list)
    for item in sorted(items, key=lambda item: item.item_id):
        by_work[item.work].append(item)
    difficulty = {item.item_id: unigrams.bits_per_byte(item.text) for item in items}
    reach = _DIFFICULTY_DEVIATIONS * float(np.std(list(difficulty.values()))) if items else 0.0
    gap = _LEAST_GAP_DEVIATIONS * float(np.std([i.emotion for i in items])) if items else 0.0
    return [
        pair for work in sorted(by_work) for pair in _in_work(by_work[work], difficulty, reach, gap)
    ]


def _in_work(
    items: list[Passage], difficulty: dict[str, float], reach: float, gap: float
) -> list[Pair]:
    median = np.median([item.emotion for item in items])
    dense = [item for item in items if item.emotion > median]
    sparse = [item for item in items if item.emotion <= median]
    harder = _apart(dense, sparse, lambda item: difficulty[item.item_id])
    longer = _apart(dense, sparse, lambda item: np.log(size_of([item])))
    denser = _apart(dense, sparse, lambda item: item.emotion)
    allowed = (harder <= reach) & (longer <= np.log(_LENGTH_RATIO)) & (denser >= gap)
    # Each distance in units of its caliper.
    cost = harder / max(reach, _TINY) + longer / np.log(_LENGTH_RATIO)
    rows, columns = linear_sum_assignment(np.where(allowed, cost, _FORBIDDEN))
    return [
        Pair(dense=dense[row], sparse=sparse[column])
        for row, column in zip(rows, columns, strict=True)
        if allowed[row, column]
    ]


def _apart(
    one: list[Passage], other: list[Passage], measure: Callable[[Passage], Any]
) -> np.ndarray:
    """Absolute differences of `measure`: (one, other)."""
    values = [np.array([measure(item) for item in items], dtype=float) for items in (one, other)]
    return np.abs(np.subtract.outer(*values))


def select(
    items: Sequence[Passage], unigrams: Unigrams, *, seed: int, most_bytes: int
) -> tuple[list[Passage], dict[str, Any]]:
    """Items of an expressive domain, pairs first, then single ones, up to `most_bytes`.

    Works take turns in an order by seed. Returns the items with `emotion`, `half` and `pair`, and
    how well the halves match: pairs, and by half the means of emotional density, bytes and
    difficulty (bits a byte).
    """
    measured = with_density(items)
    matched = [(pair.dense, pair.sparse) for pair in match(measured, unigrams)]
    pairs = choose(matched, seed=seed, most_bytes=most_bytes)
    chosen = [
        Passage(**dict(item) | {"half": half, "pair": f"{item.domain} {number}"})
        for number, pair in enumerate(pairs, start=1)
        for half, item in zip(HALVES, pair, strict=True)
    ]
    taken = {item.item_id for item in chosen}
    rest = [(item,) for item in measured if item.item_id not in taken]
    room = most_bytes - size_of(chosen)
    singles = [item for (item,) in choose(rest, seed=seed, most_bytes=room)]
    facts: dict[str, Any] = {"pairs": len(pairs), "pairs_possible": len(matched)}
    for half in HALVES if pairs else ():
        own = [item for item in chosen if item.half == half]
        facts[half] = {
            "emotion": _mean([item.emotion for item in own]),
            "bytes": _mean([size_of([item]) for item in own]),
            "unigram_bits_per_byte": _mean([unigrams.bits_per_byte(item.text) for item in own]),
        }
    return chosen + singles, facts


def _mean(values: Sequence[float | None]) -> float:
    return round(float(np.mean(np.asarray(values, dtype=float))), 4)
