"""A7: which constraint of an instruction is dropped."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.vocabulary import CONSTRAINTS, INSTRUCTIONS, TRAINED
from sizewise.analysis.gate.answers import NOISE, known
from sizewise.analysis.gate.design import Design
from sizewise.analysis.gate.worlds import World
from sizewise.analysis.methods.constraints import kinds_by_place


def _instructions(
    *,
    base: tuple[float, float] = (0.5, 0.7),
    decay: tuple[float, float] = (0.0, 0.0),
    untrained: tuple[float, float] = (0.0, 0.0),
    kinds: tuple[float, float] = (1.0, 1.0),
):
    """`base` share met at the first place, `decay` logits a place, at both ends of the ladder.

    Beyond the numbers of constraints that training has `untrained` logits a place come on top.
    Kinds of constraints differ by a standard deviation of `kinds` logits, in an order of its own at
    each end: some are met by chance, others are learned late.
    """

    def make(design: Design, rng: np.random.Generator, strength: float) -> Inputs:
        items = design.items[INSTRUCTIONS]
        number = design.number(INSTRUCTIONS, CONSTRAINTS)
        asked = kinds_by_place(items)
        names, kind = np.unique(asked, return_inverse=True)
        kind = kind.reshape(asked.shape)

        def along(pair: tuple[float, float], scale: float = 1.0) -> np.ndarray:
            middle = sum(pair) / 2
            return (middle + scale * (pair[1] - pair[0]) * (design.rise - 0.5))[:, None]

        share = along(base)
        ends = [sd * rng.standard_normal(len(names)) for sd in kinds]
        of_kind = ends[0] + (ends[1] - ends[0]) * design.rise[:, None]
        long = ~items[TRAINED].astype(bool).to_numpy()
        found = {}
        # An answer as a whole is met or missed more often: one draw of entities for all places.
        luck = rng.normal(0, NOISE.entity, len(number))
        for place in range(int(np.nanmax(number))):
            level = np.log(share / (1 - share)) + place * along(decay, strength)
            level = level + np.where(long, place * along(untrained), 0.0) + luck
            level = level + of_kind[:, kind[:, place]]
            met = known(design, INSTRUCTIONS, level, rng).astype(float)
            found[f"check {place + 1}"] = np.where(place < number, met, np.nan)
        checks = np.stack(list(found.values()))
        there = ~np.isnan(checks)
        found["satisfied"] = np.nansum(checks, axis=0) / there.sum(axis=0)
        found["accuracy"] = np.where(there, checks == 1, True).all(axis=0).astype(float)
        blank = np.full(found["accuracy"].shape, np.nan)
        for name in ("probability", "brier", "margin", "edit_similarity"):
            found[name] = blank
        return design.inputs(design.panel(INSTRUCTIONS, found))

    return make


# Trained lengths end at three places: to drop the tail is to meet three in four of the first
# constraints and one in five of the third.
_DROPS = {"base": (0.75, 0.75), "decay": (-1.25, 0.0)}

WORLDS = [
    World(claims=("A7",), name="the small one drops the tail, the large one nothing",
          kind="right", truth="supported", make=_instructions(**_DROPS)),
    World(claims=("A7",), name="places count alike at every size", kind="wrong",
          truth="too small to matter", make=_instructions()),
    World(claims=("A7",), name="all drop the tail alike", kind="wrong",
          truth="too small to matter",
          make=_instructions(base=(0.75, 0.75), decay=(-0.3, -0.3))),
    World(claims=("A7",), name="the large one drops the tail, the small one nothing",
          kind="wrong", truth="opposite",
          make=_instructions(base=(0.75, 0.75), decay=(0.0, -1.25))),
    World(claims=("A7",), name="kinds are learned at sizes of their own, places count alike",
          kind="nuisance", truth="too small to matter",
          make=_instructions(kinds=(2.0, 2.0))),
    World(claims=("A7",), name="the large one keeps the last at lengths that nobody trained",
          kind="nuisance", truth="too small to matter", make=_instructions(untrained=(0.0, 0.5))),
    World(claims=("A7",), name="the last is kept better and better, no size drops any",
          kind="nuisance", truth=None, make=_instructions(base=(0.5, 0.5), decay=(0.0, 0.5))),
    World(claims=("A7",), name="all drop the tail alike, the small ones near the floor",
          kind="nuisance", truth="too small to matter",
          make=_instructions(base=(0.05, 0.75), decay=(-0.4, -0.4))),
    World(claims=("A7",), name="floor: next to nothing is met", kind="nuisance", truth=None,
          make=_instructions(base=(0.01, 0.01), kinds=(0.3, 0.3))),
]  # fmt: skip
