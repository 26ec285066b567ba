"""Simulated ladders with known truth: how often the calls and fits of this room are right.

`sizewise calibrate` runs what the tests run small; docs/coverage.md reports its result with its
seed. A ladder is that of the desk tier: six sizes, eight to three seeds, twelve checkpoints. The
loss is a law in N and D; a family's ability depends on it, and in one of the worlds also on size.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.resample import Resamples, generator, interval
from sizewise.analysis.methods.curves import sigmoid
from sizewise.analysis.methods.matched import CALLS, Regions, around, call, fit_items
from sizewise.analysis.methods.surface import EARLIEST, fit_surface
from sizewise.study.ladder import size_named
from sizewise.study.runs import LADDER, Run
from sizewise.study.verdicts import OPPOSITE, SUPPORTED, TOO_SMALL, UNDECIDED, Place, Within

SIZES = ("25k", "83k", "233k", "792k", "1.9M", "4.8M")
SEEDS = (8, 8, 8, 8, 5, 3)
VOCABULARY = 4096
A16: Regions = {
    SUPPORTED: Place("above", 0.1), TOO_SMALL: Within(0.1), OPPOSITE: Place("below", 0.0),
}  # fmt: skip
"""The rule of the claim, which a test compares with the register."""
TOKENS = np.geomspace(0.3e6, 10e6, 12)


@dataclass(frozen=True, kw_only=True)
class Noise:
    """Noise of a simulated ladder."""

    loss_seed: float = 0.004
    """Standard deviation between seeds, bits per byte."""
    loss_checkpoint: float = 0.002
    ability_seed: float = 0.1
    """Standard deviation between seeds, logits."""
    ability_checkpoint: float = 0.05
    entity: float = 0.5
    """Standard deviation between entities, logits."""


@dataclass(frozen=True, kw_only=True)
class World:
    """How ability follows from loss and size."""

    name: str
    steps: int = 1
    """Tokens that all have to be right: exact match of p^steps."""
    jump: float = 0.0
    """Logits gained at a critical size, at equal loss."""
    seeds: int | tuple[int, ...] = SEEDS
    """A size, or one number for all of SIZES."""
    expected: str = "quantity"

    def seeds_by_size(self) -> tuple[int, ...]:
        """Seeds of each of SIZES."""
        return (self.seeds,) * len(SIZES) if isinstance(self.seeds, int) else self.seeds


WORLDS = (
    World(name="smooth law of loss, scored by exact match of one token"),
    World(name="smooth law of loss, scored by exact match of four tokens", steps=4),
    World(name="a break of two logits at a critical size, at equal loss", jump=2.0,
          expected="quality"),
    World(name="a break of half a logit", jump=0.5, expected="quality"),
    World(name="a break of two logits, one seed", jump=2.0, seeds=1, expected=UNDECIDED),
    World(name="smooth law, one seed", seeds=1, expected=UNDECIDED),
)  # fmt: skip


def log_parameters() -> np.ndarray:
    """log10 of the non-embedding parameters of SIZES."""
    return np.log10([size_named(s).counts(VOCABULARY).non_embedding for s in SIZES])


def true_loss(n: np.ndarray, d: np.ndarray) -> np.ndarray:
    """Held-out bits per byte of the simulated ladders."""
    return 1.2 + 30 / n**0.35 + 500 / d**0.5


def ladder(
    world: World, noise: Noise, rng: np.random.Generator, *, items: int = 150
) -> tuple[Panel, np.ndarray]:
    """A family's panel and its held-out loss (run, step) in a world."""
    log_n = log_parameters()
    seeds = world.seeds_by_size()
    runs = [Run(LADDER, z, seed) for z, n in zip(SIZES, seeds, strict=True) for seed in range(n)]
    n = np.repeat(log_n, seeds)[:, None]
    clean = true_loss(10**n, TOKENS)
    shape = clean.shape
    loss = clean + rng.normal(0, noise.loss_seed, (len(runs), 1))
    loss = loss + rng.normal(0, noise.loss_checkpoint, shape)
    critical = log_n[len(log_n) // 2 - 1 : len(log_n) // 2 + 1].mean()
    level = 3.0 * (np.median(clean) - clean) + world.jump * sigmoid((n - critical) / 0.1)
    level = level + rng.normal(0, noise.ability_seed, (len(runs), 1))
    level = level + rng.normal(0, noise.ability_checkpoint, shape)
    entity = np.arange(items) // 2
    hard = rng.normal(0, noise.entity, entity.max() + 1)[entity]
    depth = rng.integers(0, 3, items)
    shift = np.log(world.steps)  # keeps exact matches of several tokens within reach
    one = sigmoid(level[..., None] + hard - 0.4 * depth + shift)
    right = (rng.random(one.shape) < one**world.steps).astype(float)
    table = pd.DataFrame({
        "item_id": [f"i{i:04d}" for i in range(items)], "entity_id": [f"e{e}" for e in entity],
        "fact_id": None, "kind": "k", "depth": depth.astype(object),
    })  # fmt: skip
    panel = Panel(
        family="family", items=table, runs=runs, steps=np.arange(len(TOKENS)),
        values={"accuracy": right}, knobs=["depth"],
    )  # fmt: skip
    return panel, loss


def calls(
    world: World,
    *,
    seed: int,
    repeats: int,
    regions: Regions = A16,
    confidence: float = 0.95,
    noise: Noise | None = None,
) -> pd.DataFrame:
    """One row a simulated ladder: gamma, low, high, call."""  # fmt: skip
    rows, fewest = [], min(world.seeds_by_size())
    for repeat in range(repeats):
        rng = generator(seed, "calls", world.name, repeat)
        panel, loss = ladder(world, noise or Noise(), rng)
        every = np.ones(len(panel.items), dtype=bool)
        fit = fit_items(panel, every, loss, log_parameters(), ["depth"])
        gamma, (low, high) = around([fit], several_seeds=fewest > 1, confidence=confidence)
        rows.append({
            "gamma": gamma, "low": low, "high": high,
            "call": call(low, high, regions, fewest)[0],
        })  # fmt: skip
    return pd.DataFrame(rows)


TRUTH = {"floor": 1.2, "alpha": 0.35, "beta": 0.5, "log_a": np.log(30.0), "log_b": np.log(500.0)}


def recovery(
    *, seed: int, repeats: int, passages: int = 60, samples: int = 200, confidence: float = 0.95
) -> pd.DataFrame:
    """L(N, D) of simulated ladders: one row a ladder and parameter, value, low, high, truth.

    Held-out bits a byte of `passages` passages, whose difficulty varies, through the study's own
    resampling of seeds and passages.
    """
    log_n, rows = log_parameters(), []
    runs = [Run(LADDER, size, s) for size in SIZES for s in range(3)]
    n = np.repeat(log_n, 3)[:, None]
    clean = true_loss(10**n, TOKENS)
    late = np.flatnonzero(EARLIEST * TOKENS[-1] <= TOKENS)
    noise = Noise()
    for repeat in range(repeats):
        rng = generator(seed, "recovery", repeat)
        loss = clean + rng.normal(0, noise.loss_seed, (len(runs), 1))
        loss = loss + rng.normal(0, noise.loss_checkpoint, clean.shape)
        hard = rng.normal(0, 0.05, passages)
        table = pd.DataFrame({
            "item_id": [f"p{i:03d}" for i in range(passages)],
            "entity_id": [f"w{i:03d}" for i in range(passages)], "fact_id": None, "kind": "k",
        })  # fmt: skip
        values = (loss[..., None] + hard)[:, late]
        panel = Panel(
            family="held_out", items=table, runs=runs, steps=np.arange(len(late)),
            values={"bits_per_byte": values}, knobs=[],
        )  # fmt: skip
        means = Resamples(seed=repeat, samples=samples).means(
            panel, values, np.ones((1, passages), dtype=bool)
        )
        grid_n = np.repeat(10**log_n, len(late))
        grid_d = np.tile(TOKENS[late], len(log_n))
        fit = fit_surface(
            grid_n, grid_d, means.estimate[0].ravel(), means.samples[:, 0].reshape(samples, -1)
        )
        low, high = interval(fit.samples, confidence)
        rows += [
            {"parameter": name, "value": fit.estimate[k], "low": low[k], "high": high[k],
             "truth": truth}
            for k, (name, truth) in enumerate(TRUTH.items())
        ]  # fmt: skip
    return pd.DataFrame(rows)


def recovery_summary(found: pd.DataFrame) -> pd.DataFrame:
    """parameter, truth, bias (share of the truth), coverage (share of intervals that hold it)."""
    hit = (found["low"] <= found["truth"]) & (found["truth"] <= found["high"])
    by = found.assign(hit=hit, bias=found["value"] / found["truth"] - 1).groupby("parameter")
    return by.agg(
        truth=("truth", "first"), bias=("bias", "mean"), spread=("bias", "std"),
        coverage=("hit", "mean"),
    ).reset_index()  # fmt: skip


def call_rates(*, seed: int, repeats: int) -> pd.DataFrame:
    """One row a world: share of each call, mean and spread of gamma, mean half width."""
    rows = []
    for world in WORLDS:
        found = calls(world, seed=seed, repeats=repeats)
        shares = found["call"].value_counts(normalize=True)
        rows.append({
            "world": world.name, "expected": world.expected,
            **{name: float(shares.get(name, 0.0)) for name in CALLS},
            "gamma": found["gamma"].mean(), "spread": found["gamma"].std(),
            "half_width": (found["high"] - found["low"]).mean() / 2,
        })  # fmt: skip
    return pd.DataFrame(rows)
