"""B4, B5: what training by reward does to the size slopes of deductions and feelings."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import expit, logit

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.vocabulary import DEDUCTIONS, FEELINGS
from sizewise.analysis.gate.design import Design
from sizewise.analysis.gate.worlds import World
from sizewise.analysis.methods.rewarded import EXACT, FAMILIES, LEARNED, arm_of
from sizewise.study.runs import LADDER, Run

ITEM, SEED, RUN = 1.0, 0.3, 0.15
"""Standard deviations in logits: between items, between parents, and between trainings of one."""
ANEW = 0.3
"""Share of the answers that a training by reward draws anew, right or wrong."""


@dataclass(frozen=True)
class Line:
    """Share of right answers above guessing by size, straight in logits."""

    small: float
    """At the smallest size."""
    large: float
    """At the largest."""

    def level(self, rise: np.ndarray) -> np.ndarray:
        """(run,) logits."""
        return logit(self.small) * (1 - rise) + logit(self.large) * rise


@dataclass(frozen=True)
class Outcome:
    """A family before, and after each reward."""

    before: Line
    exact: Line
    learned: Line


def _of_arms(design: Design) -> Design:
    """The design with the runs of the ladder that arms by reward continue: all if it names none."""
    names = [arm_of(family, source) for family in FAMILIES for source in (EXACT, LEARNED)]
    runs = [{(r.size, r.seed) for r in design.settings.runs_of(name)} for name in names]
    runs = [found for found in runs if found]
    if not runs:
        return design
    both = set.intersection(*runs)
    kept = [run for run in design.runs if (run.size, run.seed) in both]
    settings = replace(design.settings, runs=[Run(LADDER, r.size, r.seed) for r in kept])
    return replace(design, settings=settings)


def _right(line: Line, hard: np.ndarray, luck: np.ndarray, chance: np.ndarray, design: Design):
    """(run, item) probability of a right answer."""
    level = line.level(design.rise)[:, None] + luck[:, None] + hard
    return chance + (1 - chance) * expit(level)


def _world(deductions: Outcome, feelings: Outcome, *, anew: float = ANEW):
    """A ladder and its four arms; `anew` is the share of answers that an arm draws again."""

    def make(design: Design, rng: np.random.Generator, strength: float) -> Inputs:
        few = _of_arms(design)
        ladder, arms = [], {arm_of(f, s): [] for f in FAMILIES for s in (EXACT, LEARNED)}
        parents = rng.normal(0, SEED, len(design.runs))
        at = [design.runs.index(run) for run in few.runs]
        for family, outcome in ((DEDUCTIONS, deductions), (FEELINGS, feelings)):
            items = design.items[family]
            chance = 1 / np.maximum(items["choices"].to_numpy(float), 1)
            hard = rng.normal(0, ITEM, len(items))
            drawn = rng.random((len(design.runs), len(items)))
            before = drawn < _right(outcome.before, hard, parents, chance, design)
            ladder.append(design.panel(family, {"accuracy": before.astype(float)}))
            for source, line in ((EXACT, outcome.exact), (LEARNED, outcome.learned)):
                luck = parents[at] + rng.normal(0, RUN, len(at))
                again = rng.random((len(at), len(items)))
                same = rng.random(again.shape) >= anew
                draws = np.where(same, drawn[at], again)
                right = draws < _right(line, hard, luck, chance, few)
                arms[arm_of(family, source)].append(
                    few.panel(family, {"accuracy": right.astype(float)})
                )
        others = {
            name: replace(few.inputs(*panels), name=name) for name, panels in arms.items() if panels
        }
        return replace(design.inputs(*ladder), others=others)

    return make


# Parents of both families learn alike: a tenth at the smallest size, six tenths at the largest.
_START = Line(0.1, 0.6)
_LEARNED, _STEEP, _SOME = Line(0.85, 0.95), Line(0.15, 0.7), Line(0.35, 0.75)
_NOTHING = Outcome(_START, _START, _START)
_FLOOR = Outcome(*[Line(0.002, 0.002)] * 3)
_TOP = Outcome(*[Line(0.99, 0.995)] * 3)

WORLDS = [
    World(claims=("B4",), name="a clear reward flattens deductions, a vague one leaves feelings",
          kind="right", truth="supported",
          make=_world(Outcome(_START, _LEARNED, _SOME), Outcome(_START, _LEARNED, _STEEP))),
    World(claims=("B4",), name="both are flattened alike", kind="wrong",
          truth="too small to matter",
          make=_world(Outcome(_START, _LEARNED, _LEARNED), Outcome(_START, _LEARNED, _LEARNED))),
    World(claims=("B4",), name="the vague reward flattens, and the clear one does not",
          kind="wrong", truth="opposite",
          make=_world(Outcome(_START, Line(0.25, 0.9), _STEEP),
                      Outcome(_START, _LEARNED, _LEARNED))),
    World(claims=("B4",), name="reward is found by no policy: nothing moves", kind="nuisance",
          truth=None, make=_world(_NOTHING, _NOTHING)),
    World(claims=("B4",), name="nothing moves, and a third of the answers waver", kind="nuisance",
          truth=None, make=_world(_NOTHING, _NOTHING, anew=1.0)),
    World(claims=("B4", "B5"), name="floor: nobody learns either, by no reward", kind="nuisance",
          truth=None, make=_world(_FLOOR, _FLOOR)),
    World(claims=("B4", "B5"), name="ceiling: the parents know all", kind="nuisance", truth=None,
          make=_world(_TOP, _TOP)),
    World(claims=("B5",), name="structure makes the gap: feelings stay steep by any reward",
          kind="right", truth="supported",
          make=_world(Outcome(_START, _LEARNED, _LEARNED), Outcome(_START, _STEEP, _STEEP))),
    World(claims=("B5",), name="reward makes the gap: exactly rewarded, feelings are flat",
          kind="wrong", truth="opposite",
          make=_world(Outcome(_START, _LEARNED, _STEEP), Outcome(_START, _LEARNED, _STEEP))),
    World(claims=("B5",), name="both families are flattened by both: there is no gap",
          kind="nuisance", truth=None,
          make=_world(Outcome(_START, _LEARNED, _LEARNED), Outcome(_START, _LEARNED, _LEARNED))),
]  # fmt: skip
