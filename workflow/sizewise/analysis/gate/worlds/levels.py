"""A4 (exact wording), A5 (steps), A6 (stack): how far an ability reaches."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.vocabulary import (
    CHAINS,
    CONTINUE,
    DEPTH,
    DISTRACTORS,
    DUPLICATES,
    HOPS,
    NESTING,
    OPERATIONS,
    RUNNING_STATE,
    VERSES,
    WRITTEN,
)
from sizewise.analysis.gate.answers import answered, formed
from sizewise.analysis.gate.design import Design
from sizewise.analysis.gate.worlds import ALWAYS, NEVER, World

STEEPNESS = 1.5
"""Logits lost a level beyond the half level."""


def _verses(low: float, high: float, slope: float = 0.8):
    """Half of the verses are extracted at 2^low copies at the smallest size, 2^high at the
    largest."""

    def make(design: Design, rng: np.random.Generator, strength: float) -> Inputs:
        half = low + strength * (high - low) * design.rise
        x = np.log2(np.maximum(design.number(VERSES, DUPLICATES), 0.5))
        level = slope * (x - half[:, None])
        level = np.where(design.of_kind(VERSES, CONTINUE), level, NEVER)
        return design.inputs(design.panel(VERSES, answered(design, VERSES, level, rng)))

    return make


def _reach(
    families: dict[str, str],
    middle: float,
    slope: float,
    *,
    plateau: bool = False,
    forms: tuple[float, float] = (1.0, 1.0),
    written: bool = True,
):
    """An ability that reaches `middle` levels in the middle of the ladder, `slope` more a decade.

    On a `plateau` nothing is known but which tokens are candidates: one in three is right, and one
    in three at every step that is written. A run has the ability at all with a share that rises
    from `forms[0]` at the smallest size to `forms[1]` at the largest. Without `written`, size buys
    nothing where steps are written.
    """

    def make(design: Design, rng: np.random.Generator, strength: float) -> Inputs:
        half = middle + strength * slope * design.decades
        share = forms[0] + (forms[1] - forms[0]) * design.rise
        able = formed(design, share, rng)
        panels = []
        for family, knob in families.items():
            if family not in design.items:
                continue
            number, steps = design.number(family, knob), design.of_kind(family, WRITTEN)
            own = np.where(steps & (not written), middle, half[:, None])
            level = STEEPNESS * (own - number)
            if plateau:
                share = 1 / (1 + design.number(family, DISTRACTORS))
                share = np.where(np.isnan(share), 1 / 3, share)
                share = np.where(steps, share**number, share)
                level = np.broadcast_to(np.log(share / (1 - share)), level.shape)
            level = np.where(able[:, None], level, NEVER)
            panels.append(design.panel(family, answered(design, family, level, rng)))
        return design.inputs(*panels)

    return make


_STEPS = {CHAINS: HOPS, RUNNING_STATE: OPERATIONS}
_STACK = {NESTING: DEPTH}

WORLDS = [
    World(claims=("A4",), name="extraction rises with size", kind="right", truth="supported",
          make=_verses(8.0, 3.0)),
    World(claims=("A4",), name="extraction is the same at all sizes", kind="wrong",
          truth="too small to matter", make=_verses(5.0, 5.0)),
    World(claims=("A4",), name="extraction falls with size", kind="wrong", truth="opposite",
          make=_verses(3.0, 6.0)),
    World(claims=("A4",), name="floor: the largest extract one in a hundred", kind="nuisance",
          truth=None, make=_verses(20.0, 12.5)),
    World(claims=("A4",), name="floor: nothing is extracted", kind="nuisance", truth=None,
          make=_verses(40.0, 40.0)),
    World(claims=("A4",), name="ceiling: all is extracted", kind="nuisance", truth=None,
          make=_verses(-40.0, -40.0)),
    World(claims=("A5",), name="two steps more a decade", kind="right", truth="supported",
          make=_reach(_STEPS, 4.0, 2.0)),
    World(claims=("A5",), name="all walk equally far", kind="wrong", truth="too small to matter",
          make=_reach(_STEPS, 3.5, 0.0)),
    World(claims=("A5",), name="a little further, the small ones below one step", kind="wrong",
          truth="too small to matter", make=_reach(_STEPS, 1.2, 0.3)),
    World(claims=("A5",), name="seeds form it or not, the larger the more, and two steps further",
          kind="right", truth="supported", make=_reach(_STEPS, 4.0, 2.0, forms=(0.6, 1.0))),
    World(claims=("A5",), name="seeds form it or not, all that do walk equally far", kind="wrong",
          truth="too small to matter", make=_reach(_STEPS, 3.5, 0.0, forms=(0.6, 0.6))),
    World(claims=("A5",), name="two steps more a decade where no step is written", kind="nuisance",
          truth="too small to matter", make=_reach(_STEPS, 4.0, 2.0, written=False)),
    World(claims=("A5",), name="floor: no step at any size", kind="nuisance", truth=None,
          make=_reach(_STEPS, -20.0, 0.0)),
    World(claims=("A5",), name="plateau: only the candidates are known", kind="nuisance",
          truth=None, make=_reach(_STEPS, 0.0, 0.0, plateau=True)),
    World(claims=("A6",), name="two levels more a decade", kind="right", truth="supported",
          make=_reach(_STACK, 5.0, 2.0)),
    World(claims=("A6",), name="all keep equally many", kind="wrong", truth="too small to matter",
          make=_reach(_STACK, 5.0, 0.0)),
    World(claims=("A6",), name="a little deeper, the small ones below one level", kind="wrong",
          truth="too small to matter", make=_reach(_STACK, 1.2, 0.3)),
    World(claims=("A6",), name="seeds form it or not, the larger the more, and two levels deeper",
          kind="right", truth="supported", make=_reach(_STACK, 5.0, 2.0, forms=(0.6, 1.0))),
    World(claims=("A6",), name="seeds form it or not, all that do keep equally many", kind="wrong",
          truth="too small to matter", make=_reach(_STACK, 5.0, 0.0, forms=(0.6, 0.6))),
    World(claims=("A6",), name="floor: nothing is closed", kind="nuisance", truth=None,
          make=_reach(_STACK, -20.0, 0.0)),
    World(claims=("A6",), name="ceiling: all is closed", kind="nuisance", truth=None,
          make=_reach(_STACK, ALWAYS * 4, 0.0)),
]  # fmt: skip
