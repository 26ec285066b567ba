"""Biographies: A2 (long tail), A3 (confabulation)."""

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.vocabulary import (
    ABSTENTION,
    BIOGRAPHIES,
    EXPOSURES,
    POPULATION,
    RECALL,
    UNKNOWN_KINDS,
)
from sizewise.analysis.gate.answers import (
    answered,
    formed,
    known,
    lean_towards,
    scores,
    values,
)
from sizewise.analysis.gate.design import FACTS, Design
from sizewise.analysis.gate.worlds import ALWAYS, NEVER, World

STEEPNESS = 1.2
"""Logits of recall a doubling of exposures."""


def _facts(design: Design) -> pd.DataFrame:
    """The ledger's facts: those that are asked for, which are a fair sample of the bins."""
    items = design.items[BIOGRAPHIES]
    some = items[items["kind"] == RECALL].drop_duplicates("fact_id")
    return pd.DataFrame({
        "family": BIOGRAPHIES, "fact_id": some["fact_id"], "value": "planted",
        "exposures": some[EXPOSURES].astype(int),
    })[FACTS]  # fmt: skip


def _ladder(
    design: Design,
    rng: np.random.Generator,
    *,
    half: np.ndarray,
    silent: np.ndarray | float = 1.5,
    strangers: np.ndarray | float = 1.5,
) -> Inputs:
    """Half recall at 2^`half` (run,) exposures.

    `silent` (run,) is the lean towards abstaining on recorded facts that are not recalled, nats,
    `strangers` that on people who are not recorded or never seen.
    """
    x = np.log2(np.maximum(design.number(BIOGRAPHIES, EXPOSURES), 0.5))
    unknown = design.of_kind(BIOGRAPHIES, *UNKNOWN_KINDS)
    level = STEEPNESS * (x - np.broadcast_to(half, len(design.runs))[:, None])
    level = np.where(unknown, NEVER, level)
    both = (np.broadcast_to(one, len(design.runs))[:, None] for one in (silent, strangers))
    told, asked = both
    lean = lean_towards(
        design, BIOGRAPHIES, design.number(BIOGRAPHIES, ABSTENTION), np.where(unknown, asked, told)
    )
    return design.inputs(
        design.panel(BIOGRAPHIES, answered(design, BIOGRAPHIES, level, rng, lean=lean)),
        facts=_facts(design),
    )


def _tail(exponent: float, middle: float = np.log2(40)):
    """f50 of 2^middle exposures in the middle of the ladder, and an exponent in N."""

    def make(design: Design, rng: np.random.Generator, strength: float) -> Inputs:
        half = middle + strength * exponent * design.decades * np.log2(10)
        return _ladder(design, rng, half=half)

    return make


def _some_seeds(exponent: float, share: float = 0.6):
    """As `_tail`, for a `share` of the seeds of every size; the others recall nothing."""

    def make(design: Design, rng: np.random.Generator, strength: float) -> Inputs:
        half = np.log2(40) + strength * exponent * design.decades * np.log2(10)
        learns = formed(design, np.full(len(design.runs), share), rng)
        return _ladder(design, rng, half=np.where(learns, half, 3 * ALWAYS))

    return make


def _shy(design: Design, rng: np.random.Generator, strength: float) -> Inputs:
    """All sizes know the same facts, but the small ones say "not recorded" to what they know."""
    items = design.items[BIOGRAPHIES]
    x = np.log2(np.maximum(design.number(BIOGRAPHIES, EXPOSURES), 0.5))
    unknown = design.of_kind(BIOGRAPHIES, *UNKNOWN_KINDS)
    level = np.where(unknown, NEVER, STEEPNESS * (x - np.log2(30)))
    level = np.broadcast_to(level, (len(design.runs), len(items)))
    knows = known(design, BIOGRAPHIES, level, rng)
    silent = design.number(BIOGRAPHIES, ABSTENTION)
    nats = np.broadcast_to(6.0 * (1 - design.rise)[:, None], level.shape)
    given = scores(design, BIOGRAPHIES, knows, rng)
    given = given + lean_towards(design, BIOGRAPHIES, silent, nats)
    answers = values(design, BIOGRAPHIES, knows, given, rng)
    return design.inputs(design.panel(BIOGRAPHIES, answers), facts=_facts(design))


def _flat(half: float):
    return lambda design, rng, strength: _ladder(design, rng, half=np.array(half))


SURE = 5.0
"""Nats by which a made-up value, or "not recorded", is ahead of the rest."""


def _forgotten(
    invents: tuple[float, float],
    strangers: tuple[float, float],
    *,
    half: tuple[float, float] = (6.0, 3.5),
    sure: tuple[float, float] = (SURE, SURE),
    doubling: float = 0.0,
    register: float = 0.0,
):
    """A value is made up for a forgotten fact with a share of `invents`, at both ends of the
    ladder, and for a person whom nobody knows with one of `strangers`; else "not recorded" is said.

    Half recall at 2^`half` exposures; either answer is ahead by `sure` nats. A doubling of
    exposures adds `doubling` logits to the share of forgotten facts, the second register twice
    `register` to that of the first.
    """

    def make(design: Design, rng: np.random.Generator, strength: float) -> Inputs:
        items, rise = design.items[BIOGRAPHIES], design.rise[:, None]
        unknown = design.of_kind(BIOGRAPHIES, *UNKNOWN_KINDS)
        x = np.log2(np.maximum(design.number(BIOGRAPHIES, EXPOSURES), 0.5))

        def along(ends: tuple[float, float]) -> np.ndarray:
            a, b = (np.log(p / (1 - p)) for p in ends)
            return (a + b) / 2 + strength * (b - a) * (rise - 0.5)

        second = items[POPULATION].to_numpy() != items[POPULATION].min()
        tilt = doubling * (x - 2) + register * np.where(second, 1, -1)
        level = np.where(unknown, along(strangers), along(invents) + tilt)
        made_up = known(design, BIOGRAPHIES, level, rng)
        choices, answer = items["choices"].to_numpy(int), items["answer"].to_numpy(int)
        silent = design.number(BIOGRAPHIES, ABSTENTION).astype(int)
        order = rng.random((*made_up.shape, choices.max()))
        places = np.arange(choices.max())
        taken = (places == answer[:, None]) | (places == silent[:, None])
        wrong = np.where(taken | (places >= choices[:, None]), -1.0, order).argmax(axis=-1)
        said = np.where(made_up, wrong, silent)
        ahead = sure[0] + (sure[1] - sure[0]) * rise
        lean = ahead[..., None] * (places == said[..., None])
        recall = STEEPNESS * (x - (half[0] + (half[1] - half[0]) * rise))
        recall = np.where(unknown, NEVER, recall)
        return design.inputs(
            design.panel(BIOGRAPHIES, answered(design, BIOGRAPHIES, recall, rng, lean=lean)),
            facts=_facts(design),
        )

    return make


WORLDS = [
    World(claims=("A2",), name="f50 falls as N^-.5", kind="right", truth="supported",
          make=_tail(-0.5)),
    World(claims=("A2",), name="f50 falls as N^-.5, the small ones out of range", kind="right",
          truth="supported", make=_tail(-0.5, np.log2(90))),
    World(claims=("A2",), name="f50 falls as N^-.5, half of the sizes out of range", kind="right",
          truth="supported", make=_tail(-0.5, np.log2(180))),
    World(claims=("A2",), name="f50 falls as N^-.05, half of the sizes out of range", kind="wrong",
          truth="too small to matter", make=_tail(-0.05, np.log2(250))),
    World(claims=("A2",), name="f50 is the same in the seeds that learn it, six in ten",
          kind="wrong", truth="too small to matter", make=_some_seeds(0.0)),
    World(claims=("A2",), name="all know alike, the small ones say that it is not recorded",
          kind="nuisance", truth="too small to matter", make=_shy),
    World(claims=("A2",), name="f50 is the same at all sizes", kind="wrong",
          truth="too small to matter", make=_tail(0.0)),
    World(claims=("A2",), name="f50 rises as N^.3", kind="wrong", truth="opposite",
          make=_tail(0.3)),
    World(claims=("A2",), name="floor: nothing is recalled", kind="nuisance", truth=None,
          make=_flat(ALWAYS * 3)),
    World(claims=("A2",), name="ceiling: all is recalled", kind="nuisance", truth=None,
          make=_flat(-ALWAYS * 3)),
    World(claims=("A3",), name="the larger, the more often it abstains on what it forgot",
          kind="right", truth="supported", make=_forgotten((0.7, 0.3), (0.7, 0.3))),
    World(claims=("A3",), name="all confabulate alike", kind="wrong", truth="too small to matter",
          make=_forgotten((0.5, 0.5), (0.5, 0.5))),
    World(claims=("A3",), name="the larger, the more it makes up", kind="wrong",
          truth="opposite", make=_forgotten((0.3, 0.7), (0.3, 0.7))),
    World(claims=("A3",), name="strangers are told apart, forgotten facts are made up as ever",
          kind="nuisance", truth="too small to matter", make=_forgotten((0.5, 0.5), (0.8, 0.2))),
    World(claims=("A3",), name="what is told more often is made up more, at every size",
          kind="nuisance", truth="too small to matter",
          make=_forgotten((0.5, 0.5), (0.5, 0.5), half=(6.0, 2.0), doubling=0.6)),
    World(claims=("A3",), name="the mixture of strangers decides and not the size",
          kind="nuisance", truth="too small to matter",
          make=_forgotten((0.5, 0.5), (0.5, 0.5), register=1.0)),
    World(claims=("A3",), name="the larger is surer of whatever it says", kind="nuisance",
          truth="too small to matter",
          make=_forgotten((0.5, 0.5), (0.5, 0.5), sure=(2.0, 6.0))),
    World(claims=("A3",), name="ceiling: nothing is forgotten", kind="nuisance", truth=None,
          make=_forgotten((0.7, 0.3), (0.7, 0.3), half=(-30.0, -30.0))),
    World(claims=("A3",), name="nobody is sure of anything", kind="nuisance", truth=None,
          make=_forgotten((0.7, 0.3), (0.7, 0.3), sure=(0.0, 0.0), half=(30.0, 30.0))),
]  # fmt: skip
