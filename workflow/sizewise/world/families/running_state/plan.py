"""Writes walks and asks about them."""

from typing import TYPE_CHECKING, Any

import numpy as np

from sizewise.world.families.running_state.groups import POINTS, moves_of, walk
from sizewise.world.families.running_state.text import (
    HEADINGS,
    MOST,
    POSTS,
    heading,
    named,
    problem,
)
from sizewise.world.family import JOB_DOCUMENTS, Documents, Item, multiple_choice
from sizewise.world.randomness import generator

if TYPE_CHECKING:
    from sizewise.world.families.running_state import RunningState

NAME = "running_state"
# Of two operations there are so few problems that items could keep them all from training: they
# ask about this share.
_PAIRS_ASKED = 1 / 3
# Orders of an item's operations that are tried for other ends.
_ORDERS = 64


class RunningStatePlan:
    """The family at given knobs and seed; see `sizewise.world.family.Plan`."""

    # Nothing is stated a promised number of times: every document fills the budget.
    fixed = 0

    def __init__(self, knobs: "RunningState", budget: int, seed: int) -> None:
        self.knobs, self.seed, self.points = knobs, seed, POINTS[knobs.group]
        self.moves = moves_of(generator(seed, NAME, "moves"), knobs.group, knobs.moves)
        """(moves, points) where each move leads from each tree."""
        self.texts = named(generator(seed, NAME, "names"), knobs.moves)
        """By month and move."""
        self._asked = {count: self._problems(count) for count in knobs.test_operations}
        # One operation is a table that training states in full. Whoever asks for more must be
        # answered without having been told.
        held = [_codes(*asked[:2]) for count, asked in self._asked.items() if count > 1]
        self._held_out = np.concatenate(held) if held else np.empty(0, np.int64)

    def _problems(self, count: int) -> tuple[np.ndarray, np.ndarray, list[np.ndarray]]:
        """Starts (n,), walks (n, count) and the trees that each item offers, the right one first.

        From two operations on, the trees offered are ends of the same operations in other orders,
        and each of them is right with the same probability: who knows the start and how often each
        move occurs is exactly at chance.
        """
        rng, n = generator(self.seed, NAME, "problems", count), self.knobs.direct_items
        starts, walks, offered = [], [], []
        # By start and operations, whatever their order: each order is an item's or none is.
        asked = rng.random((self.points, self.knobs.moves, self.knobs.moves)) < _PAIRS_ASKED
        while len(starts) < n:
            start = rng.integers(0, self.points)
            drawn = rng.integers(0, self.knobs.moves, count)
            if count == 1:
                end = int(walk(self.moves, start, drawn)[-1])
                others = rng.permutation(np.delete(np.arange(self.points), end))
                ends = np.array([end, *others[: self.knobs.choices - 1]])
            elif count == 2 and not asked[start, drawn.min(), drawn.max()]:
                continue
            else:
                orders = rng.permuted(np.tile(drawn, (_ORDERS, 1)), axis=1)
                reached = walk(self.moves, np.full(_ORDERS, start), orders)[:, -1]
                ends = np.unique(reached)
                wanted = min(self.knobs.choices, 2 if count == 2 else self.knobs.choices)
                if len(ends) < wanted:
                    continue
                ends = rng.permutation(ends)[:wanted]
                drawn = orders[rng.choice(np.flatnonzero(reached == ends[0]))]
            starts.append(start)
            walks.append(drawn)
            offered.append(ends)
        shaped = np.array(walks, dtype=np.int64).reshape(n, count)
        return np.array(starts, dtype=np.int64), shaped, offered

    def write(self, job: int) -> Documents:
        """The documents of a job; see `sizewise.world.family.Plan`."""
        knobs, rng = self.knobs, generator(self.seed, NAME, "job", job)
        n = JOB_DOCUMENTS
        shape = (n, knobs.problems)
        written = (rng.random(n) < knobs.written_share).tolist()
        style = rng.integers(0, HEADINGS, n).tolist()
        start = rng.integers(0, self.points, shape)
        walks = rng.integers(0, knobs.moves, (*shape, max(knobs.train_operations)))
        month = rng.integers(0, MOST, shape).tolist()
        count = rng.choice(knobs.train_operations, shape)
        count[rng.random(shape) < knobs.single_share] = 1
        # What an item asks is cut to its first operation here.
        for length in set(knobs.train_operations) & set(self._asked) - {1}:
            same = np.isin(_codes(start, walks[..., :length]), self._held_out)
            count[same & (count == length)] = 1
        states = walk(self.moves, start, walks).tolist()
        starts, many, counts = start.tolist(), walks.tolist(), count.tolist()
        texts = []
        for row in range(n):
            lines = [heading(style[row], self.points)]
            for first, ops, passed, length, begin in zip(
                starts[row], many[row], states[row], counts[row], month[row], strict=True
            ):
                lines.append(" ".join(problem(
                    self.texts, first, ops[:length], passed[:length], begin, written[row]
                )))  # fmt: skip
            texts.append("\n".join(lines))
        return Documents(texts)

    def items(self) -> list[Item]:
        """All held-out items; see `sizewise.world.family.Plan`."""
        levels = [self._items(count) for count in self._asked]
        # One problem of each length, then the next of each: whoever looks at the first few sees
        # different ones.
        return [item for same in zip(*levels, strict=True) for items in same for item in items]

    def _items(self, count: int) -> list[list[Item]]:
        """For each problem its direct item and, for the first ones, the written item."""
        rng = generator(self.seed, NAME, "items", count)
        starts, walks, offered = self._asked[count]
        states = walk(self.moves, starts, walks).tolist()
        problems = []
        for number, (start, ops, ends) in enumerate(
            zip(starts.tolist(), walks.tolist(), offered, strict=True)
        ):
            label = f"{count:02d}-{number:05d}"
            title = heading(int(rng.integers(HEADINGS)), self.points)
            month = int(rng.integers(MOST))
            told = self.texts, start, ops, states[number], month
            question, right = problem(*told, written=False)
            choices, answer = multiple_choice(rng, right, [POSTS[i] for i in ends[1:].tolist()])
            knobs = {"operations": count, "group": self.knobs.group}
            common = {
                "family": NAME, "entity_id": f"{NAME}/problem/{label}", "fact_id": None,
            }  # fmt: skip
            items = [Item(
                item_id=f"{NAME}/direct/{label}", kind="direct", target=right,
                prompt=f"{title}\n{question}", choices=choices, answer=answer,
                knobs=knobs | {"floor": 1 / len(choices)}, **common,
            )]  # fmt: skip
            if number < self.knobs.written_items:
                question, steps = problem(*told, written=True)
                items.append(Item(
                    item_id=f"{NAME}/written/{label}", kind="written", choices=[], answer=None,
                    prompt=f"{title}\n{question}", target=steps, knobs=knobs | {"floor": 0.0},
                    **common,
                ))  # fmt: skip
            problems.append(items)
        return problems

    def facts(self) -> dict[str, Any]:
        """Counts worth stating; see `sizewise.world.family.Plan`."""
        return {
            "table_lines": self.knobs.moves * self.points,
            "problems_kept_from_training": int(np.unique(self._held_out).size),
        }


def _codes(start: np.ndarray, walks: np.ndarray) -> np.ndarray:
    """A number for each problem, the same for no two: int64 of the shape of `start`.

    `walks` (…, count). The largest is below 5 * 31**12, about 4e18: it fits into 63 bits.
    """
    # 1 + move, so that none is not the move 0.
    places = 31 ** np.arange(walks.shape[-1], dtype=np.int64)
    return (walks + 1) @ places * len(POSTS) + start
