"""A16: ability beside held-out loss, along training."""

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.vocabulary import (
    BIOGRAPHIES,
    CHAINS,
    NESTING,
    RUNNING_STATE,
    VERSES,
)
from sizewise.analysis.gate.answers import answered
from sizewise.analysis.gate.design import Design
from sizewise.analysis.gate.worlds import World
from sizewise.analysis.gate.worlds.jumps import hardness

SKILLS, MEMORY = (CHAINS, RUNNING_STATE, NESTING), (BIOGRAPHIES, VERSES)
CHECKPOINTS, PASSAGES = 8, 12
LOSS_SEED, LOSS_CHECKPOINT = 0.004, 0.002
"""Standard deviations of bits a byte between seeds and between checkpoints."""


def _loss(n: np.ndarray, d: np.ndarray) -> np.ndarray:
    """Bits a byte of the simulated held-out text."""
    return 1.2 + 30 / n**0.35 + 500 / d**0.5


def _ladder(*, jump: float = 0.0, gamma: float = 0.0, by_tokens: float = 0.0):
    """Skills follow loss, plus `gamma` logits a decade and `jump` logits at a critical size.

    Memory families follow `by_tokens` logits a doubling of the tokens (exposures) and size.
    """

    def make(design: Design, rng: np.random.Generator, strength: float) -> Inputs:
        steps = np.unique(np.geomspace(design.steps / 30, design.steps, CHECKPOINTS).astype(int))
        n, d = 10 ** design.log_parameters[:, None], steps * float(design.batch_tokens)
        clean = _loss(n, d)
        loss = clean + rng.normal(0, LOSS_SEED, (len(clean), 1))
        loss = loss + rng.normal(0, LOSS_CHECKPOINT, clean.shape)
        x = design.decades[:, None]
        skill = 3.0 * (np.median(clean) - clean) + strength * gamma * x
        skill = skill + strength * jump / (1 + np.exp(-x / 0.1))
        memory = by_tokens * np.log2(d / np.median(d)) + 0.6 * x + 0 * clean
        wanted = [(name, skill) for name in SKILLS]
        wanted += [(name, memory if by_tokens else skill) for name in MEMORY]
        panels = []
        for family, level in wanted:
            if family in design.items:
                hard = level[..., None] - 1.5 * (hardness(design, family) - 0.5)
                panels.append(
                    design.panel(family, answered(design, family, hard, rng), steps=steps)
                )
        return design.inputs(*panels, held_out=_passages(design, loss, steps, rng))

    return make


def _passages(
    design: Design, loss: np.ndarray, steps: np.ndarray, rng: np.random.Generator
) -> Panel:
    """Held-out passages of one domain with this mean loss (run, step)."""
    names = [f"p{i:02d}" for i in range(PASSAGES)]
    items = pd.DataFrame({
        "domain": "text", "kind": "text", "item_id": names, "entity_id": names, "work": names,
        "bytes": 1000.0, "fact_id": None,
    })  # fmt: skip
    hard = rng.normal(0, 0.05, PASSAGES)
    return Panel(
        family="held_out", items=items, runs=design.runs, steps=steps,
        values={"bits_per_byte": loss[..., None] + hard - hard.mean()}, knobs=[],
    )  # fmt: skip


WORLDS = [
    World(claims=("A16",), name="a break of one logit at a critical size, at equal loss",
          kind="right", truth="supported", make=_ladder(jump=1.0)),
    World(claims=("A16",), name="ability follows loss", kind="wrong",
          truth="too small to matter", make=_ladder()),
    World(claims=("A16",), name="at equal loss the larger does worse", kind="wrong",
          truth="opposite", make=_ladder(gamma=-0.5)),
    World(claims=("A16",), name="memory follows exposures: at equal loss the larger saw fewer",
          kind="nuisance", truth="too small to matter", make=_ladder(by_tokens=0.8)),
]  # fmt: skip
