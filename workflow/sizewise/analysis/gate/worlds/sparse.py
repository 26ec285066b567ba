"""B6: held-out loss of rungs and of mixtures of experts, by total and by active parameters."""

from dataclasses import replace

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.panel import Panel, exactly_summable
from sizewise.analysis.data.resample import Resamples
from sizewise.analysis.gate.design import Design
from sizewise.analysis.gate.worlds import World
from sizewise.analysis.methods.total_and_active import ARM
from sizewise.study.runs import Run
from sizewise.study.sparse import active_of, any_size

SEED, PASSAGE = 0.01, 0.05
"""Standard deviations of bits a byte: between seeds, between passages."""
DOMAINS, PASSAGES = 8, 20
MIXTURES = {"85k-a26k": 3, "223k-a84k": 3, "779k-a235k": 3}
"""Seeds by size of the arm, for a study that has none."""


def mixtures_of(design: Design) -> list[Run]:
    """Runs of the arm: the study's, or those that it would have."""
    runs = design.settings.runs_of(ARM)
    return runs or [Run(ARM, size, seed) for size, n in MIXTURES.items() for seed in range(n)]


def _passages() -> pd.DataFrame:
    domain = np.repeat([f"domain {i}" for i in range(DOMAINS)], PASSAGES)
    names = [f"{d}/{i}" for i, d in enumerate(domain)]
    return pd.DataFrame({
        "domain": domain, "kind": domain, "item_id": names, "entity_id": names, "bytes": 1000.0,
        "work": names,
    })  # fmt: skip


def _losses(total: float, active: float, *, bend: float = 0.0, seed: float = SEED):
    """Bits a byte that a decade of each count saves; `bend` is what the saving of both together
    loses a decade."""

    def make(design: Design, rng: np.random.Generator, strength: float) -> Inputs:
        items = _passages()
        hard = rng.normal(0, PASSAGE, len(items))
        middle = 5.0

        def panel(runs: list[Run]) -> Panel:
            sizes = [any_size(run.size) for run in runs]
            t = np.log10([size.counts(0).non_embedding for size in sizes]) - middle
            a = np.log10([active_of(size, 0).non_embedding for size in sizes]) - middle
            saved = total * t + active * a
            place = saved / (total + active) if total + active else saved
            level = 2.0 - strength * saved + bend / 2 * place**2
            level = level + rng.normal(0, seed, len(runs))
            bits = level[:, None] + hard + rng.normal(0, PASSAGE / 5, (len(runs), len(items)))
            return Panel(
                family="held_out", items=items, runs=runs, steps=np.array([design.steps]),
                values={"bits_per_byte": exactly_summable(bits[:, None])}, knobs=[],
            )  # fmt: skip

        ladder = design.inputs(held_out=panel(design.runs))
        runs, analysis = mixtures_of(design), design.settings.analysis
        arm = replace(
            ladder, name=ARM, runs=runs, held_out=panel(runs),
            resamples=Resamples(
                seed=analysis.seed, samples=analysis.bootstrap_samples, arm=ARM
            ),
        )  # fmt: skip
        return replace(ladder, others={ARM: arm})

    return make


WORLDS = [
    World(claims=("B6",), arm=ARM, name="mixtures: total and active weigh alike", kind="right",
          truth="supported", make=_losses(0.1, 0.1, bend=0.05)),
    World(claims=("B6",), arm=ARM, name="mixtures: active ones alone", kind="wrong",
          truth="too small to matter", make=_losses(0.0, 0.2)),
    World(claims=("B6",), arm=ARM, name="mixtures: the total alone", kind="wrong",
          truth="too small to matter", make=_losses(0.2, 0.0)),
    World(claims=("B6",), arm=ARM, name="mixtures: a larger total harms", kind="wrong",
          truth="opposite", make=_losses(-0.1, 0.3)),
    World(claims=("B6",), arm=ARM, name="mixtures: active ones alone, by a law that flattens fast",
          kind="nuisance", truth="too small to matter", make=_losses(0.0, 0.2, bend=0.15)),
    World(claims=("B6",), arm=ARM, name="mixtures: nothing but seeds", kind="nuisance", truth=None,
          make=_losses(0.0, 0.0, seed=0.05)),
]  # fmt: skip
