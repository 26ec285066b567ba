"""A14: overlap of the directions of sources and entities."""

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.gate.design import Design
from sizewise.analysis.gate.worlds import World
from sizewise.study.ladder import size_named

ENTITIES = 40


def _overlap(trained: float, *, untrained: float = -1.0, learns: bool = True):
    """Squared overlap d^`untrained` at step 0, and d^`trained` times a constant of it at the end.

    One seed differs from another in both: its tokens' directions are drawn once.
    """

    def make(design: Design, rng: np.random.Generator, strength: float) -> Inputs:
        tables = []
        heads = []
        for run in design.runs:
            width = size_named(run.size).d_model
            own, luck = np.exp(0.1 * rng.standard_normal(2))
            for step in (0, design.steps):
                end = step > 0 and learns
                mean = own / 80 * (width / 80) ** (untrained + strength * trained * end)
                mean = mean * (3.0 * luck if end else 1.0)
                # A squared cosine of random directions scatters as chi-square with one degree.
                product = mean * rng.chisquare(4, ENTITIES) / 4
                tables.append(pd.DataFrame({
                    **run._asdict(), "step": step, "pair": "source-entity", "layer": 0,
                    "first": "almanac", "second": [f"e{i:02d}" for i in range(ENTITIES)],
                    "product": product, "reliability": 1.0, "d_model": width,
                }))  # fmt: skip
                heads.append({**run._asdict(), "step": step, "tokens": "words"})
        probes = {"overlap": pd.concat(tables, ignore_index=True), "heads": pd.DataFrame(heads)}
        return design.inputs(probes=probes)

    return make


WORLDS = [
    World(claims=("A14",), name="overlap falls faster than width makes it", kind="right",
          truth="supported", make=_overlap(-1.0)),
    World(claims=("A14",), name="training raises overlap alike at all widths", kind="wrong",
          truth="too small to matter", make=_overlap(0.0)),
    World(claims=("A14",), name="training ties wide models' directions more", kind="wrong",
          truth="opposite", make=_overlap(1.0)),
    World(claims=("A14",), name="untrained: random directions", kind="nuisance",
          truth="too small to matter", make=_overlap(0.0, learns=False)),
    World(claims=("A14",), name="untrained ones fall as d^-1.5, and training changes nothing of it",
          kind="nuisance", truth="too small to matter", make=_overlap(0.0, untrained=-1.5)),
]  # fmt: skip
