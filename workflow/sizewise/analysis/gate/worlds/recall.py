"""Biographies: A1 (stored bits), A2 (long tail), A3 (confabulation)."""

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.vocabulary import (
    ABSTENTION,
    BIOGRAPHIES,
    EXPOSURES,
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


def _forgotten(fall: float, strangers: float):
    """Lean towards abstaining rises by `fall` nats from end to end on forgotten facts, by
    `strangers` on people that nobody knows."""

    def make(design: Design, rng: np.random.Generator, strength: float) -> Inputs:
        return _ladder(
            design, rng, half=np.log2(60) - 2 * design.rise,
            silent=-1.0 + strength * fall * design.rise,
            strangers=-1.0 + strength * strangers * design.rise,
        )  # fmt: skip

    return make


WORLDS = [
    World(claims=("A1",), name="the largest recovers all, the smallest half", kind="right",
          truth="supported",
          make=lambda d, rng, strength: _ladder(d, rng, half=4 - strength * 20 * d.rise**3)),
    World(claims=("A1",), name="the largest recovers half", kind="wrong",
          truth="too small to matter",
          make=lambda d, rng, strength: _ladder(d, rng, half=6 - 2 * d.rise)),
    World(claims=("A1",), name="exposures bind and not parameters", kind="nuisance", truth=None,
          make=_flat(5)),
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
    World(claims=("A2", "A1"), name="floor: nothing is recalled", kind="nuisance", truth=None,
          make=_flat(ALWAYS * 3)),
    World(claims=("A2",), name="ceiling: all is recalled", kind="nuisance", truth=None,
          make=_flat(-ALWAYS * 3)),
    World(claims=("A3",), name="the larger, the more often it abstains on what it forgot",
          kind="right", truth="supported", make=_forgotten(4.0, 4.0)),
    World(claims=("A3",), name="all confabulate alike", kind="wrong", truth="too small to matter",
          make=_forgotten(0.0, 0.0)),
    World(claims=("A3",), name="strangers are told apart, forgotten facts are made up as ever",
          kind="nuisance", truth="too small to matter", make=_forgotten(0.0, 4.0)),
]  # fmt: skip
