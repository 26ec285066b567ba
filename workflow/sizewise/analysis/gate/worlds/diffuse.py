"""B3: divergence of feelings and deductions from their true labels."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.vocabulary import DEDUCTIONS, ENTROPY, FEELINGS
from sizewise.analysis.gate.answers import answered
from sizewise.analysis.gate.design import Design
from sizewise.analysis.gate.worlds import World

SEED, ITEM = 0.15, 0.7
"""Standard deviations of log divergence: between seeds, between items and answers."""


def _falling(feelings: float, deductions: float, *, behind: float = 0.0, middle: float = 0.3):
    """Divergence `middle` nats in the middle of the ladder, falling as N^-exponent.

    Feelings lie `behind` by so many decades of N. No divergence exceeds that of a model which
    names all labels alike.
    """

    def make(design: Design, rng: np.random.Generator, strength: float) -> Inputs:
        panels = []
        for family, power, late in (
            (FEELINGS, feelings, strength * behind / 2), (DEDUCTIONS, deductions,
                                                          -strength * behind / 2),
        ):  # fmt: skip
            items = design.items[family]
            shape = (len(design.runs), len(items))
            log = np.log(middle) - power * np.log(10) * (design.decades[:, None] - late)
            log = log + rng.normal(0, SEED, (shape[0], 1)) + rng.normal(0, ITEM, shape[1])
            log = log + rng.normal(0, ITEM, shape) - ITEM**2
            reach = np.log(items["choices"].to_numpy(float)) - np.log(2) * design.number(
                family, ENTROPY
            )
            # Close to the ceiling divergence flattens instead of being cut.
            divergence = np.exp(log) / (1 + np.exp(log) / reach)
            level = np.log(np.maximum(reach / divergence - 1, 1e-4))
            panels.append(design.panel(
                family, answered(design, family, level, rng, also={"divergence": divergence})
            ))  # fmt: skip
        return design.inputs(*panels)

    return make


WORLDS = [
    # The first edition's right world had two exponents and one divergence in the middle of the
    # ladder: there feelings were dearer above it and cheaper below, and no verdict was due.
    World(claims=("B3",), name="feelings need ten times the parameters", kind="right",
          truth="supported", make=_falling(0.5, 0.5, behind=1.0)),
    World(claims=("B3",), name="both fall as N^-.5", kind="wrong", truth="too small to matter",
          make=_falling(0.5, 0.5)),
    World(claims=("B3",), name="deductions need ten times the parameters", kind="wrong",
          truth="opposite", make=_falling(0.5, 0.5, behind=-1.0)),
    World(claims=("B3",), name="feelings fall as N^-.2, deductions as N^-.6, crossing",
          kind="nuisance", truth=None, make=_falling(0.2, 0.6)),
    World(claims=("B3",), name="feelings lie beyond the ladder", kind="nuisance", truth=None,
          make=_falling(0.5, 0.5, behind=4.0)),
    World(claims=("B3",), name="floor: nobody learns either", kind="nuisance", truth=None,
          make=_falling(0.0, 0.0, middle=200.0)),
    World(claims=("B3",), name="both learn the same half at every size", kind="nuisance",
          truth=None, make=_falling(0.0, 0.0, middle=1.0)),
    World(claims=("B3",), name="ceiling: both are learned at every size", kind="nuisance",
          truth=None, make=_falling(0.0, 0.0, middle=0.002)),
]  # fmt: skip
