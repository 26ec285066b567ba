"""Records: A1 (what is held where a stream plants more than the small sizes have room for)."""

from dataclasses import replace

import numpy as np
import pandas as pd

from sizewise.analysis.data.answers import DERIVED, METRICS
from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.vocabulary import (
    ATTRIBUTE,
    PLANTED_BITS,
    POSSIBLE_BITS,
    RECORDS,
)
from sizewise.analysis.gate.design import FACTS, Design
from sizewise.analysis.gate.worlds import World
from sizewise.analysis.methods.capacity import capacity
from sizewise.study.ladder import size_named

ARM = "capacity"
SEED_NOISE = 0.03
"""Standard deviation between seeds of the log of what a model can hold."""
DOUBT = 0.02
"""Bits that a model lacks of a fact that it knows."""


def _facts(arm: Design, planted: float, exposures: int) -> pd.DataFrame:
    """A ledger of people whose records hold `planted` bits."""
    items = arm.items[RECORDS].drop_duplicates(ATTRIBUTE)
    people = int(planted / items[PLANTED_BITS].astype(float).sum())
    return pd.DataFrame({
        "family": RECORDS,
        "fact_id": [f"{i}/{name}" for i in range(people) for name in items[ATTRIBUTE]],
        "value": "planted", "exposures": exposures,
    })[FACTS]  # fmt: skip


def _world(*, planted: float = 1.6, exposures: int = 100, kept: float = 1.0, depth: float = 1.0):
    """A stream plants `planted` times what the smallest size has room for.

    Of what a size has room for it keeps a share `kept`, some facts whole and others not at all; or
    of every fact a share `depth` of its bits and no more, which tells choices apart.
    """

    def make(design: Design, rng: np.random.Generator, strength: float) -> Inputs:
        blank = design.inputs()
        if ARM not in design.arms:
            return blank
        arm = design.arms[ARM]
        counts = {z: size_named(z).counts(arm.vocabulary_size).total for z in arm.sizes}
        limit = capacity(max(exposures, 100))
        bits = planted * limit * counts[arm.sizes[0]]
        luck = np.exp(SEED_NOISE * rng.standard_normal(len(arm.runs)))
        room = luck * limit * np.array([counts[run.size] for run in arm.runs]) / bits
        share = np.minimum(room, 1) * kept
        items = arm.items[RECORDS]
        knows = rng.random((len(arm.runs), len(items))) < share[:, None]
        possible, whole = (arm.number(RECORDS, knob) for knob in (POSSIBLE_BITS, PLANTED_BITS))
        held = np.where(knows, depth * whole - DOUBT, 0.0)
        guess = rng.random(knows.shape) < 1 / items["choices"].to_numpy(float)
        values = {name: np.full(knows.shape, np.nan) for name in (*METRICS, *DERIVED)}
        values["right_bits"] = np.minimum(held - possible, 0)
        values["accuracy"] = (knows | guess).astype(float)
        facts = _facts(arm, bits, exposures)
        return replace(blank, others={ARM: arm.inputs(arm.panel(RECORDS, values), facts=facts)})

    return make


WORLDS = [
    World(claims=("A1",), name="all that fits is kept: the smallest holds a part, the largest all",
          kind="right", truth="supported", make=_world()),
    World(claims=("A1",), name="the largest has room for all and keeps four in five",
          kind="wrong", truth="opposite", make=_world(kept=0.8)),
    World(claims=("A1",), name="of every fact half the bits are kept, enough to choose by",
          kind="nuisance", truth="opposite", make=_world(depth=0.5)),
    World(claims=("A1",), name="no size is full: all keep all", kind="nuisance", truth=None,
          make=_world(planted=0.5)),
    World(claims=("A1",), name="full, and told too seldom", kind="nuisance", truth=None,
          make=_world(exposures=32, kept=0.6)),
    World(claims=("A1",), name="room, and nothing was learned", kind="nuisance", truth=None,
          make=_world(kept=0.0)),
]  # fmt: skip
