"""A16: what a size answers at equal loss of the same items.

A family's own loss falls with its ability, so a world in which size only adds ability says nothing
at equal loss. What can differ there is how right answers come about. Who knows some items by heart
and hedges on the others has the same mean loss as who has a rule that leans towards the right
choice in all of them, and has fewer of them right. `rule` is the share of items that a run answers
by rule; where it grows with size, quality does.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.vocabulary import (
    BIOGRAPHIES,
    CHAINS,
    DEDUCTIONS,
    NEW_LANGUAGE,
    RUNNING_STATE,
    SOURCES,
)
from sizewise.analysis.gate.answers import LEAD, values
from sizewise.analysis.gate.design import Design
from sizewise.analysis.gate.worlds import NEVER, World
from sizewise.analysis.gate.worlds.jumps import hardness

SKILLS = (CHAINS, RUNNING_STATE, NEW_LANGUAGE, DEDUCTIONS)
MEMORY = (BIOGRAPHIES, SOURCES)
CHECKPOINTS, EARLIEST, PASSAGES = 5, 1 / 8, 12
LOSS_SEED, LOSS_CHECKPOINT = 0.004, 0.002
"""Standard deviations of bits a byte between seeds and between checkpoints."""
ABILITY_SEED, ABILITY_CHECKPOINT, ENTITY = 0.25, 0.1, 0.8
"""Standard deviations of logits; the last between entities, the same for all runs."""
RULE_SCATTER, HEDGE = 1.0, 0.3
"""Standard deviation of a choice's score, nats: by rule, and of what is not known by heart."""

ByRun = Callable[[Design], np.ndarray]


def _loss(n: np.ndarray, d: np.ndarray) -> np.ndarray:
    """Bits a byte of the simulated held-out text."""
    return 1.2 + 30 / n**0.35 + 500 / d**0.5


def _answers(
    design: Design, family: str, level: np.ndarray, rule: np.ndarray, surer: np.ndarray,
    rng: np.random.Generator,
) -> dict[str, np.ndarray]:  # fmt: skip
    """Metrics of items at `level` (run, step, item) logits; `rule` and `surer` are (run,).

    By heart an item is known with the level's probability, and then ahead by LEAD; by rule the
    right choice is ahead by the level itself, log odds against the others taken together.
    """
    items = design.items[family]
    answer, choices = items["answer"].to_numpy(float), items["choices"].to_numpy(int)
    heart = rng.logistic(size=level.shape) < level
    by_rule = rng.random(level.shape) < rule[:, None, None]
    most = max(int(choices.max()), 1)
    noise = rng.standard_normal((*level.shape, most))
    lead = np.where(by_rule, np.maximum(level + 1.5, 0.0), LEAD * heart)
    scatter = np.where(by_rule, RULE_SCATTER, HEDGE)
    given = scatter[..., None] * noise
    given = given + lead[..., None] * (np.arange(most) == answer[:, None])
    given = given * surer[:, None, None, None]
    given = np.where(np.arange(most) < choices[:, None], given, -np.inf)
    return values(design, family, heart, given, rng)


def _ladder(
    *,
    rule: ByRun = lambda design: np.full(len(design.runs), 0.5),
    surer: ByRun = lambda design: np.ones(len(design.runs)),
    exposures: float = 0.0,
    floor: bool = False,
):
    """Skills follow the held-out loss of the checkpoint; seeds differ in luck.

    Memory families follow `exposures` logits a doubling of the tokens, and size.
    """

    def make(design: Design, rng: np.random.Generator, strength: float) -> Inputs:
        first = np.ceil(EARLIEST * design.steps)
        steps = np.unique(np.geomspace(first, design.steps, CHECKPOINTS).astype(int))
        n, d = 10 ** design.log_parameters[:, None], steps * float(design.batch_tokens)
        clean = _loss(n, d)
        loss = clean + rng.normal(0, LOSS_SEED, (len(clean), 1))
        loss = loss + rng.normal(0, LOSS_CHECKPOINT, clean.shape)
        skill = NEVER + 0 * clean if floor else 3.0 * (np.median(clean) - clean)
        facts = exposures * np.log2(d / d[-1]) + 0.6 * design.decades[:, None] + 0 * clean
        middle = rule(design).mean()
        share = middle + strength * (rule(design) - middle)
        panels = []
        for family in (name for name in (*SKILLS, *MEMORY) if name in design.items):
            level = facts if exposures and family in MEMORY else skill
            level = level + rng.normal(0, ABILITY_SEED, (len(clean), 1))
            level = level + rng.normal(0, ABILITY_CHECKPOINT, clean.shape)
            code = np.unique(design.items[family]["entity_id"].astype(str), return_inverse=True)[1]
            hard = rng.normal(0, ENTITY, code.max() + 1)[code]
            hard = hard - 1.5 * (hardness(design, family) - 0.5)
            panels.append(design.panel(
                family,
                _answers(design, family, level[..., None] + hard, share, surer(design), rng),
                steps=steps,
            ))  # fmt: skip
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


def _beyond(design: Design) -> np.ndarray:
    """(run,) 0 below the critical size in the middle of the ladder, 1 above it."""
    return 1 / (1 + np.exp(-design.decades / 0.1))


WORLDS = [
    World(claims=("A16",), name="past a critical size skills are rules, below it single items",
          kind="right", truth="supported", make=_ladder(rule=_beyond), most_repeats=40),
    World(claims=("A16",), name="all sizes know alike, and ability follows loss", kind="wrong",
          truth="too small to matter", make=_ladder(), most_repeats=40),
    World(claims=("A16",), name="past a critical size skills are single items, below it rules",
          kind="wrong", truth="opposite", make=_ladder(rule=lambda d: 1 - _beyond(d)),
          most_repeats=40),
    World(claims=("A16",), name="memory follows exposures: at equal loss the larger saw fewer",
          kind="nuisance", truth="too small to matter", make=_ladder(exposures=0.8),
          most_repeats=40),
    World(claims=("A16",), name="the larger is surer of the same answers", kind="nuisance",
          truth="too small to matter",
          make=_ladder(surer=lambda design: np.exp(0.5 * design.decades)), most_repeats=40),
    World(claims=("A16",), name="floor: all guess, whatever the loss of text", kind="nuisance",
          truth=None, make=_ladder(floor=True), most_repeats=40),
]  # fmt: skip
