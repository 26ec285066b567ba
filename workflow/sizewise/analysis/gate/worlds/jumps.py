"""A0 (hard items) and A8 (jumps): abilities by difficulty, along the ladder."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.vocabulary import (
    BIOGRAPHIES,
    CHAINS,
    DIFFICULTY,
    NESTING,
    NEW_LANGUAGE,
    RUNNING_STATE,
    VERSES,
)
from sizewise.analysis.gate.answers import answered, formed
from sizewise.analysis.gate.design import Design
from sizewise.analysis.gate.worlds import ALWAYS, NEVER, World

FAMILIES = (BIOGRAPHIES, CHAINS, RUNNING_STATE, NESTING, VERSES, NEW_LANGUAGE)
JUMPING = (CHAINS, RUNNING_STATE, NESTING)
"""For A8."""


def hardness(design: Design, family: str) -> np.ndarray:
    """(item,) 0 for the easiest to 1 for the hardest items of each kind; one half without knob."""
    kinds = design.items[family]["kind"].to_numpy()
    found = np.full(len(kinds), 0.5)
    for kind in np.unique(kinds):
        own = kinds == kind
        for knob, sign in DIFFICULTY.items():
            values = sign * np.where(own, design.number(family, knob), np.nan)
            levels = np.unique(values[~np.isnan(values)])
            if len(levels) > 1:
                place = np.searchsorted(levels, values) / (len(levels) - 1)
                found = np.where(own & ~np.isnan(values), place, found)
                break
    return found


def _graded(easy: tuple[float, float], hard: tuple[float, float], *, never: int = 0):
    """Logits at the smallest and the largest size, of the easiest and of the hardest items.

    In every `never`-th family nobody can do any but the easiest.
    """

    def make(design: Design, rng: np.random.Generator, strength: float) -> Inputs:
        panels = []
        for number, family in enumerate(name for name in FAMILIES if name in design.items):
            h, rise = hardness(design, family), design.rise[:, None]
            ends = [
                sum(pair) / 2 + scale * (pair[1] - pair[0]) * (rise - 0.5)
                for pair, scale in ((easy, 1.0), (hard, strength))
            ]
            level = ends[0] + (ends[1] - ends[0]) * h
            if never and number % never == 0:
                level = np.where(h > 0, NEVER, level)
            panels.append(design.panel(family, answered(design, family, level, rng)))
        return design.inputs(*panels)

    return make


def _formed(easy: float, hard: float):
    """Runs form a family's ability or not, ever more often with size; `easy` and `hard` are the
    logits of its easiest and hardest items in a run that has."""

    def make(design: Design, rng: np.random.Generator, strength: float) -> Inputs:
        panels = []
        for family in (name for name in FAMILIES if name in design.items):
            h = hardness(design, family)
            has = formed(design, 0.1 + 0.6 * strength * design.rise, rng)[:, None]
            level = np.where(has, easy + (hard - easy) * h, NEVER)
            panels.append(design.panel(family, answered(design, family, level, rng)))
        return design.inputs(*panels)

    return make


def _laws(jumping: int, *, low: float = -1.5, high: float = 0.5, height: float = 6.0,
          steps: int = 1, forms: tuple[float, float] | None = None,
          largest: bool = False):  # fmt: skip
    """Abilities that grow smoothly with size, the first `jumping` families at a critical one.

    Logits rise in log size from `low` to `high`, and by `height` at once where they jump, at the
    `largest` size or between two inner ones. `steps`:
    answers that need as many steps of equal share, so that exact matches look sharp. With `forms`
    a run forms the ability or not, with a share that grows smoothly from the first to the second.
    """

    def make(design: Design, rng: np.random.Generator, strength: float) -> Inputs:
        panels = []
        order = [run.size for run in design.runs]
        rank = np.array([design.sizes.index(size) for size in order])
        last = len(design.sizes)
        for position, family in enumerate(n for n in JUMPING if n in design.items):
            level = low + (high - low) * design.rise
            if position < jumping:
                # Between two inner rungs, another pair for each family.
                critical = last - 1 if largest else 2 + position % max(last - 3, 1)
                level = np.where(rank >= critical, -3 + strength * height, -3.0)
            if forms is not None:
                share = forms[0] + (forms[1] - forms[0]) * design.rise
                level = np.where(rng.random(len(rank)) < share, 3.0, -3.0)
            if steps > 1:
                one = 1 / (1 + np.exp(-(level + 1.5)))
                level = np.log(one**steps / (1 - one**steps))
            h = hardness(design, family)
            grid = level[:, None] - 1.5 * (h - 0.5)
            panels.append(design.panel(family, answered(design, family, grid, rng)))
        return design.inputs(*panels)

    return make


WORLDS = [
    World(claims=("A0",), name="all do the easy ones, the large the hard ones too",
          kind="right", truth="supported", make=_graded((2.5, 3.5), (-3.0, 3.0))),
    World(claims=("A0",), name="the gap is the same on easy and hard ones", kind="wrong",
          truth="too small to matter", make=_graded((-0.8, 1.2), (-1.2, 0.8))),
    World(claims=("A0",), name="the large gain on the easy ones, nobody on the hard ones",
          kind="wrong", truth="opposite", make=_graded((-1.0, 3.5), (-0.3, 0.0))),
    World(claims=("A0",), name="the gap is the same, and in every other family nobody can do more",
          kind="nuisance", truth="too small to matter",
          make=_graded((-0.8, 1.2), (-1.2, 0.8), never=2)),
    World(claims=("A0",), name="runs form it or not, easy and hard ones alike", kind="nuisance",
          truth="too small to matter", make=_formed(2.0, 2.0)),
    World(claims=("A0",), name="floor: nobody can do the hard ones", kind="nuisance", truth=None,
          make=_graded((-1.0, 2.5), (NEVER, NEVER))),
    World(claims=("A0",), name="guessing: nobody can do any", kind="nuisance", truth=None,
          make=_graded((NEVER, NEVER), (NEVER, NEVER))),
    World(claims=("A8",), name="most abilities jump between inner rungs", kind="right",
          truth="supported", make=_laws(3), most_repeats=60),
    # The essay says that some abilities jump: one is enough.
    World(claims=("A8",), name="one family jumps, the others grow smoothly", kind="right",
          truth="supported", make=_laws(1), most_repeats=60),
    World(claims=("A8",), name="all abilities grow smoothly", kind="wrong",
          truth="opposite", make=_laws(0), most_repeats=60),
    World(claims=("A8",), name="four steps of a smooth ability each", kind="wrong",
          truth="opposite", make=_laws(0, steps=4), most_repeats=60),
    World(claims=("A8",), name="a steep rise from hardly any to nearly all", kind="wrong",
          truth="opposite", make=_laws(0, low=-4.0, high=4.0), most_repeats=60),
    World(claims=("A8",), name="seeds form it or not, ever more often with size",
          kind="nuisance", truth="opposite", make=_laws(0, forms=(0.2, 0.8)), most_repeats=60),
    World(claims=("A8",), name="seeds form it or not, from never to always", kind="nuisance",
          truth="opposite", make=_laws(0, forms=(0.0, 1.0)), most_repeats=60),
    # No plateau behind it: not to be found, and not to be denied.
    World(claims=("A8",), name="the largest size alone can do it", kind="nuisance",
          truth="supported", make=_laws(3, largest=True), most_repeats=60),
    World(claims=("A8",), name="floor: nothing is learned", kind="nuisance", truth=None,
          make=_laws(0, low=NEVER, high=NEVER), most_repeats=60),
    World(claims=("A8",), name="ceiling: all is known at every size", kind="nuisance", truth=None,
          make=_laws(0, low=ALWAYS, high=ALWAYS), most_repeats=60),
]  # fmt: skip
