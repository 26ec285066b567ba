"""How often intervals of nominal 95 % hold a truth that is known, on ladders like the desk's.

Bimodal cases (seeds form an ability or not) and censored ones (levels beyond what was tested) stand
beside ordinary noise. `sizewise calibrate` writes the table, `docs/coverage.md`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.resample import Resamples, generator, interval, item_counts
from sizewise.analysis.methods.censored import censor, censored_line, tobit
from sizewise.analysis.methods.curves import half_level, sigmoid, slope
from sizewise.analysis.methods.formation import rise_of
from sizewise.analysis.simulation import SEEDS, SIZES, log_parameters
from sizewise.study.null_worlds import wilson
from sizewise.study.runs import LADDER, Run

CONFIDENCE = 0.95
LEAST, MOST = 0.90, 0.98
"""Between which the coverage of a nominal 95 % should lie."""
FEW = (3, 3, 3, 3)
"""Seeds of the four smallest sizes, the design that was run first; SEEDS are the wide one's."""


def around(seeds: tuple[int, ...]) -> np.ndarray:
    """(size,) log10 N around its mean, of as many of the smallest sizes as have seeds."""
    x = log_parameters()[: len(seeds)]
    return x - x.mean()


X = around(SEEDS)
ENTITIES, ITEMS = 150, 2
"""Of a family, and of an entity."""
ENDS, HOPS = (1.0, 12.0), np.array([1.0, 2, 3, 4, 6, 8, 12])
"""Levels that are tested, as those of the chains."""
LEVEL_SEED, STEEPNESS, HARD = 0.3, 1.5, 0.8
"""Standard deviation of seeds, levels; logits lost a level; standard deviation of items, logits."""


@dataclass(frozen=True, kw_only=True)
class Means:
    """A mean of answers at each size: what seeds, entities and answers scatter, in shares."""

    name: str
    seed: float = 0.03
    entity: float = 0.1
    answer: float = 0.3
    binary: bool = False
    """Answers are right or wrong, with the share as their probability."""
    forms: tuple[float, float] | None = None
    """Share of the seeds that have the ability at all, at both ends; the others are at zero."""
    seeds: tuple[int, ...] = SEEDS
    only: int | None = None
    """The one size whose seeds form it or not, by halves; at all others all have it."""

    @property
    def x(self) -> np.ndarray:
        """(size,) log10 N around its mean."""
        return around(self.seeds)

    def shares(self) -> np.ndarray:
        """(size,) of the seeds that have the ability."""
        if self.only is not None:
            return np.where(np.arange(len(self.seeds)) == self.only, 0.5, 1.0)
        if self.forms is None:
            return np.ones(len(self.seeds))
        return np.interp(self.x, [self.x[0], self.x[-1]], self.forms)

    def means(self) -> np.ndarray:
        """(size,) true mean of very many seeds."""
        return (0.5 + 0.1 * self.x) * self.shares()


MEANS = (
    Means(name="all levels"),
    Means(name="all levels, right or wrong answers", binary=True),
    Means(name="seeds dominate", seed=0.08, entity=0.0, answer=0.2),
    Means(name="answers alone", seed=0.0, entity=0.0),
    Means(name="half of the seeds form it at every size", forms=(0.5, 0.5)),
    Means(name="one in five forms it at the smallest size, four in five at the largest",
          forms=(0.2, 0.8)),
    Means(name="half of the seeds form it at one size of eight seeds", only=3),
    Means(name="half of the seeds form it at the largest size, of three", only=5),
    Means(name="half of the seeds form it at every size, of eight each", forms=(0.5, 0.5),
          seeds=(8,) * len(SIZES)),
    Means(name="half of the seeds form it at the largest size, of eight", only=5,
          seeds=(8,) * len(SIZES)),
    Means(name="three seeds of four sizes: all levels", seeds=FEW),
    Means(name="three seeds of four sizes: seeds dominate", seed=0.08, entity=0.0, answer=0.2,
          seeds=FEW),
    Means(name="three seeds of four sizes: half form it at every size", forms=(0.5, 0.5),
          seeds=FEW),
    Means(name="three seeds of four sizes: one in five forms it at the smallest, four in five at "
          "the largest", forms=(0.2, 0.8), seeds=FEW),
    Means(name="three seeds of four sizes: half form it at the largest alone", only=3, seeds=FEW),
)  # fmt: skip

# Level in the middle, levels a decade, share of the seeds that form it at both ends.
LEVELS = {
    "all inside of the range": (5.0, 1.0, (1.0, 1.0)),
    "a third of the runs below the first level": (1.2, 0.3, (1.0, 1.0)),
    "a fifth of the runs above the last": (10.5, 2.5, (1.0, 1.0)),
    "half of the runs below the first level": (1.0, 1.5, (1.0, 1.0)),
    "seven seeds in ten form it, at every size alike": (4.0, 0.0, (0.7, 0.7)),
    "six in ten at the smallest size, all at the largest": (4.0, 1.0, (0.6, 1.0)),
}
# Share of the seeds that form a circuit at both ends.
FORMED = {
    "half at every size": (0.5, 0.5),
    "one in five to all but three in twenty": (0.2, 0.85),
    "hardly any to hardly none": (0.03, 0.97),
    "all but one in twenty at every size": (0.95, 0.95),
}


def family(case: Means, rng: np.random.Generator) -> Panel:
    """Answers of a ladder to a family's items."""
    by_run = np.repeat(np.arange(len(case.seeds)), case.seeds)
    entity = np.repeat(np.arange(ENTITIES), ITEMS)
    lift = rng.normal(0, case.entity, ENTITIES)[entity]
    has = rng.random(len(by_run)) < case.shares()[by_run]
    share = 0.5 + 0.1 * case.x[by_run] + rng.normal(0, case.seed, len(by_run))
    share = np.where(has, share, 0.0)[:, None] + np.where(has[:, None], lift, 0.0)
    noise = rng.normal(0, case.answer, (len(by_run), len(entity)))
    values = share + noise
    if case.binary:
        values = (rng.random(values.shape) < np.clip(share, 0, 1)).astype(float)
    items = pd.DataFrame({
        "item_id": [f"i{i:05d}" for i in range(len(entity))],
        "entity_id": [f"e{e:05d}" for e in entity], "fact_id": None, "kind": "k",
    })  # fmt: skip
    runs = [Run(LADDER, z, s) for z, n in zip(SIZES, case.seeds, strict=False) for s in range(n)]
    return Panel(
        family="f", items=items, runs=runs, steps=np.array([1]),
        values={"accuracy": values[:, None, :]}, knobs=[],
    )  # fmt: skip


def mean_slope(
    case: Means, trial: int, samples: int, *, by_chance: bool = False
) -> tuple[float, float]:
    """The interval of a slope on log size; `by_chance` as in `Resamples.means`."""
    panel = family(case, generator(11, "coverage", case.name, trial))
    every = np.ones((1, len(panel.items)), dtype=bool)
    means = Resamples(seed=trial, samples=samples).means(
        panel, panel.values["accuracy"], every, step=0, by_chance=by_chance
    )
    low, high = interval(slope(means.samples[:, 0], case.x), CONFIDENCE)
    return float(low), float(high)


def levels_of(
    rng: np.random.Generator, case: str, items: int, samples: int, x: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Levels (run,) and (resample, run) of a ladder that answers `items` a level.

    `x` (run,) is log10 N around its mean.
    """
    middle, gain, forms = LEVELS[case]
    share = np.interp(x, [x[0], x[-1]], forms)
    half = middle + gain * x + rng.normal(0, LEVEL_SEED, len(x))
    half = np.where(rng.random(len(x)) < share, half, -30.0)
    knob = np.repeat(HOPS, items)
    hard = rng.normal(0, HARD, len(knob))
    right = rng.random((len(x), len(knob))) < sigmoid(STEEPNESS * (half[:, None] - knob) + hard)
    counts = item_counts(rng, np.arange(len(knob)), samples).astype(float)

    def crossing(weights: np.ndarray, otherwise: np.ndarray | float) -> tuple[np.ndarray, ...]:
        count = np.stack([weights[:, knob == h].sum(axis=1) for h in HOPS], axis=-1)[:, None]
        hits = [weights[:, knob == h] @ right[:, knob == h].T for h in HOPS]
        share = np.stack(hits, axis=-1) / np.maximum(count, 1)
        # A level without items in a resample says nothing there.
        share = np.where(count > 0, share, otherwise)
        return share, censor(half_level(share, HOPS, items), ENDS)

    share, levels = crossing(np.ones((1, len(knob))), 0.0)
    return levels[0], crossing(counts, share)[1]


def true_slope(case: str, seeds: tuple[int, ...] = SEEDS) -> float:
    """The slope that the censored line has with many seeds of the same shares a size."""
    middle, gain, forms = LEVELS[case]
    if forms == (1.0, 1.0):
        return gain
    rng, many = np.random.default_rng(7), 500
    x = np.tile(np.repeat(around(seeds), seeds), many)
    half = middle + gain * x + rng.normal(0, LEVEL_SEED, len(x))
    formed = rng.random(len(x)) < np.interp(x, [x[0], x[-1]], forms)
    return float(tobit(censor(np.where(formed, half, -np.inf), ENDS), x, ENDS)[0, 1])


def level_slope(
    case: str, trial: int, samples: int, items: int = 20, seeds: tuple[int, ...] = SEEDS
) -> tuple[float, float]:
    """The interval of a censored line's slope."""
    rng = generator(5, "censored", case, trial)
    size = np.repeat(np.arange(len(seeds)), seeds)
    x = around(seeds)[size]
    levels, drawn = levels_of(rng, case, items, samples, x)
    found = censored_line(levels, drawn, x, size, ENDS, rng)
    low, high = interval(found.slopes, CONFIDENCE)
    return float(low), float(high)


def formed_rise(
    forms: tuple[float, float], trial: int, seeds: tuple[int, ...] = SEEDS
) -> tuple[float, float]:
    """The interval of the share of runs that form a circuit, gained a decade."""
    rng = generator(9, "formed", *forms, trial)
    # A logistic in log size, as the fit has it.
    ends = [np.log(share / (1 - share)) for share in forms]
    x = around(seeds)
    share = sigmoid(np.interp(x, [x[0], x[-1]], ends))
    formed = rng.binomial(seeds, share)
    _, drawn = rise_of(formed, np.array(seeds), x, rng)
    low, high = interval(drawn, CONFIDENCE)
    return float(low), float(high)


def _row(
    what: str, case: str, truth: float, trials: int, found: Callable[[int], tuple[float, float]]
) -> dict[str, Any]:
    ends = np.array([found(trial) for trial in range(trials)])
    hits = int(((ends[:, 0] <= truth) & (truth <= ends[:, 1])).sum())
    low, high = wilson(hits, trials)
    return {
        "what": what, "case": case, "truth": truth, "trials": trials, "covered": hits / trials,
        "low": low, "high": high, "half_width": float((ends[:, 1] - ends[:, 0]).mean() / 2),
    }  # fmt: skip


def coverage_rows(*, trials: int, samples: int = 200) -> Iterator[dict[str, Any]]:
    """what, case, truth, trials, covered with its interval, and the mean half width."""
    for what, by_chance in (("slope of a mean", False), ("the same, formed by chance", True)):
        for case in MEANS:
            if by_chance and case.forms is None and case.only is None:
                continue
            yield _row(
                what, case.name, float(slope(case.means(), case.x)), trials,
                lambda trial, case=case, by_chance=by_chance: mean_slope(
                    case, trial, samples, by_chance=by_chance
                ),
            )  # fmt: skip
    for seeds, where in ((SEEDS, ""), (FEW, "three seeds of four sizes: ")):
        for name in LEVELS:
            yield _row(
                "slope of a level, censored", where + name, true_slope(name, seeds), trials,
                lambda trial, name=name, seeds=seeds: level_slope(
                    name, trial, samples, seeds=seeds
                ),
            )  # fmt: skip
        for name, forms in FORMED.items():
            yield _row(
                "share of runs that form a circuit", where + name,
                (forms[1] - forms[0]) / np.ptp(around(seeds)), trials,
                lambda trial, forms=forms, seeds=seeds: formed_rise(forms, trial, seeds),
            )  # fmt: skip
