"""A9 (induction heads), A10 (one look), A11 (flipped labels): what is read from the prompt."""

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.vocabulary import FLIPPED, LOOKUP, NEW_LANGUAGE, RULE, SHOTS, USUAL
from sizewise.analysis.gate.answers import NOISE, formed, known, scores, values
from sizewise.analysis.gate.design import Design
from sizewise.analysis.gate.worlds import NEVER, World
from sizewise.study.ladder import size_named

STEPS = 4
SEQUENCES = 24


def _prompts(
    design: Design,
    rng: np.random.Generator,
    *,
    forms: tuple[float, float] = (1.0, 1.0),
    overrides: tuple[float, float] = (0.5, 0.5),
    guesses: tuple[float, float] = (0.0, 0.0),
    look: tuple[float, float] = (0.3, 0.3),
    doubling: float = 0.4,
    rules: tuple[str, ...] = ("order", "echo", "agreement", "mapping"),
    strength: float = 1.0,
) -> Inputs:
    """Pairs are shares at the smallest and the largest size.

    `forms`: seeds that form look-up; `overrides`: flipped labels that are read by who has it;
    `guesses`: labels, flipped or not, at which who has look-up guesses instead of following
    training; `look`: rules told at one look by who has it, and `doubling` logits more a doubling of
    shots; `rules`: those that anybody learns.
    """

    def along(pair: tuple[float, float]) -> np.ndarray:
        middle = sum(pair) / 2
        return np.clip(
            middle + strength * (pair[1] - pair[0]) * (design.rise - 0.5), 1e-4, 1 - 1e-4
        )

    def logit(share: np.ndarray) -> np.ndarray:
        return np.log(share / (1 - share))[:, None]

    has = formed(design, along(forms) if forms != (1.0, 1.0) else np.ones(len(design.runs)), rng)
    shots = np.log2(np.maximum(np.nan_to_num(design.number(NEW_LANGUAGE, SHOTS), nan=1), 1))
    kind = design.items[NEW_LANGUAGE]["kind"].to_numpy()
    level = np.full((len(design.runs), len(kind)), NEVER)
    level = np.where(kind == RULE, logit(along(look)) + doubling * shots, level)
    level = np.where(design.items[NEW_LANGUAGE]["rule"].isin(rules) | (kind != RULE), level, NEVER)
    level = np.where(kind == LOOKUP, 4.0, level)
    level = np.where(kind == FLIPPED, logit(along(overrides)), level)
    level = np.where(has[:, None], level, NEVER)
    level = np.where(kind == USUAL, 4.0, level)
    # Who guesses neither reads labels nor follows training.
    unsure = has[:, None] & (rng.random(level.shape) < along(guesses)[:, None])
    unsure &= (kind == USUAL) | (kind == FLIPPED)
    level = np.where(unsure, NEVER, level)
    knows = known(design, NEW_LANGUAGE, level, rng, NOISE)
    # Who does not read the labels follows those of training, which are wrong on every flipped item.
    follows = (kind == FLIPPED) & ~knows & ~unsure
    right = np.arange(2) == design.items[NEW_LANGUAGE]["answer"].to_numpy(float)[:, None]
    most = max(int(design.items[NEW_LANGUAGE]["choices"].max()), 2)
    lean = np.zeros((*follows.shape, most))
    lean[..., :2] = 4.0 * follows[..., None] * ~right
    given = scores(design, NEW_LANGUAGE, knows, rng, lean=lean)
    return design.inputs(
        design.panel(NEW_LANGUAGE, values(design, NEW_LANGUAGE, knows, given, rng))
    )


def _probes(
    design: Design, rng: np.random.Generator, has: np.ndarray, guess: np.ndarray
) -> dict[str, pd.DataFrame]:
    """Tables of heads and repeats: who `has` the circuit saves six nats on words.

    `guess` (run,) is what a model saves without any head, nats: it learns which tokens come.
    """
    runs, tokens = len(design.runs), ("vocabulary", "words")
    steps = np.linspace(design.steps / STEPS, design.steps, STEPS).round().astype(int)
    when = rng.integers(0, STEPS - 1, runs)
    there = has.astype(bool)[:, None] & (np.arange(STEPS) >= when[:, None])
    # (run, step, tokens): the circuit serves the words alone.
    reads = there[..., None] & (np.array(tokens) == "words")
    score = np.where(reads, 0.7, 0.03) + 0.02 * rng.random(reads.shape)
    gain = np.where(reads, 6.0, guess[:, None, None])
    shape = (*reads.shape, SEQUENCES)
    first = 7.5 + 0.2 * rng.standard_normal(shape)
    second = first - gain[..., None] - 0.15 * rng.standard_normal(shape)
    index = pd.MultiIndex.from_product(
        [range(runs), steps, tokens], names=["run", "step", "tokens"]
    )
    rows = index.to_frame(index=False)
    names = pd.DataFrame([run._asdict() for run in design.runs])
    depth = np.array([size_named(run.size).n_layer - 1 for run in design.runs])
    rows = pd.concat([names.iloc[rows["run"]].reset_index(drop=True), rows], axis=1)
    heads = rows.assign(layer=depth[rows["run"]], head=0)
    for name in ("prefix_matching", "previous_token"):
        heads = heads.assign(**{name: score.ravel(), f"{name}_error": 0.01, f"{name}_even": 0.03})
    repeats = rows.loc[np.repeat(rows.index, SEQUENCES)].reset_index(drop=True)
    repeats = repeats.assign(
        sequence=np.tile(np.arange(SEQUENCES), len(rows)), first_loss=first.ravel(),
        second_loss=second.ravel(), early_loss=first.ravel(), late_loss=second.ravel(),
    )  # fmt: skip
    return {"heads": heads.drop(columns="run"), "repeats": repeats.drop(columns="run")}


def _heads(forms: tuple[float, float], guess: tuple[float, float] = (0.1, 0.1)):
    def make(design: Design, rng: np.random.Generator, strength: float) -> Inputs:
        middle, half = sum(forms) / 2, strength * (forms[1] - forms[0]) / 2
        has = formed(design, np.clip(middle + half * (2 * design.rise - 1), 0, 1), rng)
        gain = guess[0] + (guess[1] - guess[0]) * design.rise
        return design.inputs(probes=_probes(design, rng, has, gain))

    return make


def _world(**shares):
    return lambda design, rng, strength: _prompts(design, rng, strength=strength, **shares)


WORLDS = [
    # As seeds were found to form look-up (docs/log.md): a share that rises by .65 on the ladder.
    World(claims=("A9",), name="the larger, the more seeds form heads", kind="right",
          truth="supported", make=_heads(NOISE.formed)),
    # As the essay has it, of heads that are far stronger.
    World(claims=("A9",), name="no small model forms heads, every large one does", kind="right",
          truth="supported", make=_heads((0.0, 1.0))),
    World(claims=("A9",), name="half of the seeds form heads at every size", kind="wrong",
          truth="too small to matter", make=_heads((0.5, 0.5))),
    World(claims=("A9",), name="every run forms heads, the larger guess better", kind="wrong",
          truth="too small to matter", make=_heads((1.0, 1.0), (0.05, 0.5))),
    World(claims=("A9",), name="no head anywhere, the larger guess better", kind="nuisance",
          truth=None, make=_heads((0.0, 0.0), (0.05, 0.5))),
    World(claims=("A10",), name="the largest has it at one look, the smallest never",
          kind="right", truth="supported",
          make=_world(forms=NOISE.formed, look=(0.02, 0.97), doubling=0.1)),
    World(claims=("A10",), name="all have look-up, the largest has it at one look", kind="right",
          truth="supported", make=_world(look=(0.02, 0.97), doubling=0.1)),
    World(claims=("A10",), name="all learn a rule equally fast", kind="wrong",
          truth="too small to matter", make=_world(look=(0.4, 0.4))),
    World(claims=("A10",), name="one rule of three is learned, equally at every size",
          kind="nuisance", truth="too small to matter",
          make=_world(look=(0.8, 0.8), rules=("order",))),
    World(claims=("A10", "A11"), name="floor: nobody reads the prompt", kind="nuisance",
          truth=None, make=_world(forms=(0.0, 0.0))),
    # Size buys nothing here: the effect is zero, and a verdict may say so.
    World(claims=("A10",), name="seeds form look-up or not, by chance", kind="nuisance",
          truth="too small to matter", make=_world(forms=(0.5, 0.5), look=(0.5, 0.5))),
    World(claims=("A11",), name="who reads labels overrides more, the larger it is",
          kind="right", truth="supported",
          make=_world(forms=NOISE.formed, overrides=(0.1, 0.95))),
    World(claims=("A11",), name="more seeds form look-up with size, and override alike",
          kind="nuisance", truth="too small to matter",
          make=_world(forms=NOISE.formed, overrides=(0.7, 0.7))),
    World(claims=("A11",), name="who reads labels overrides in one half, at every size",
          kind="wrong", truth="too small to matter", make=_world()),
    World(claims=("A11",), name="seeds form look-up or not, by chance, and override alike",
          kind="nuisance", truth="too small to matter",
          make=_world(forms=(0.5, 0.5), overrides=(0.7, 0.7))),
    World(claims=("A11",), name="nobody overrides: the small follow training, the large guess",
          kind="nuisance", truth=None,
          make=_world(overrides=(0.0, 0.0), guesses=(0.0, 1.0))),
    World(claims=("A11",), name="nobody overrides: the small guess, the large follow training",
          kind="nuisance", truth=None,
          make=_world(overrides=(0.0, 0.0), guesses=(1.0, 0.0))),
    World(claims=("A11",), name="only the largest form look-up, and override", kind="nuisance",
          truth=None, make=_world(forms=(0.0, 0.3), overrides=(0.7, 0.7))),
]  # fmt: skip
