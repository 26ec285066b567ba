"""From what a simulated model knows to answers and their scores, as an evaluation writes them.

A model that knows an item gives the right choice a lead; one that does not ranks the choices at
random, each with a `lean` of its own (what else draws the model: a rival, an abstention, a first
answer). Written answers are right if known and else resemble the right text a little.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp

from sizewise.analysis.data.answers import DERIVED, METRICS
from sizewise.analysis.gate.design import Design

LEAD = 4.0
"""Nats by which a known answer is ahead."""
SCATTER = 1.0
"""Standard deviation of a choice's score that says nothing, nats."""


@dataclass(frozen=True, kw_only=True)
class Noise:
    """What differs between ladders of one world."""

    seed: float = 0.25
    """Standard deviation between seeds of one size, logits."""
    entity: float = 0.8
    """Standard deviation between entities, logits: the same for all runs."""
    formed: tuple[float, float] = (0.2, 0.85)
    """Share of the seeds that form look-up, at the smallest and at the largest size. Of three
    seeds 1, 0 and 2 had formed it at 83k, 233k and 792k (docs/log.md)."""


NOISE = Noise()


def known(
    design: Design, family: str, level: np.ndarray, rng: np.random.Generator, noise: Noise = NOISE
) -> np.ndarray:
    """Which items are known, bool; `level` (run, item) or (run, step, item) in logits.

    Adds the noise of seeds and of entities. Steps of a run share the seed's.
    """
    items = design.items[family]
    names = items["entity_id"].astype(str).to_numpy()
    code = np.unique(names, return_inverse=True)[1]
    hard = rng.normal(0, noise.entity, code.max() + 1)[code]
    luck = rng.normal(0, noise.seed, len(design.runs))
    level = level + hard + luck.reshape(-1, *[1] * (level.ndim - 1))
    # A logistic draw below the level: right with the level's probability.
    return rng.logistic(size=level.shape) < level


def formed(design: Design, share: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """(run,) whether a run has formed a circuit, drawn with the `share` (run,) of its size."""
    return rng.random(len(design.runs)) < share


def scores(
    design: Design,
    family: str,
    knows: np.ndarray,
    rng: np.random.Generator,
    *,
    lean: np.ndarray | None = None,
    lead: float | np.ndarray = LEAD,
) -> np.ndarray:
    """Scores of the choices, (…, item, choice), -inf where an item has fewer.

    `lean` (broadcast to the scores) is what draws a model that does not know, in nats; `lead`
    (broadcast to `knows`) what a known answer is ahead by.
    """
    items = design.items[family]
    choices, answer = items["choices"].to_numpy(int), items["answer"].to_numpy(float)
    most = max(int(choices.max()), 1)
    given = SCATTER * rng.standard_normal((*knows.shape, most))
    if lean is not None:
        given = given + np.where(knows[..., None], 0.0, lean)
    right = np.arange(most) == answer[:, None]
    given = given + (knows * lead)[..., None] * right
    return np.where(np.arange(most) < choices[:, None], given, -np.inf)


def values(
    design: Design, family: str, knows: np.ndarray, given: np.ndarray, rng: np.random.Generator
) -> dict[str, np.ndarray]:
    """Every metric of a panel (…, item), from `scores` and, for written answers, `knows`."""
    items = design.items[family]
    choices, answer = items["choices"].to_numpy(int), items["answer"].to_numpy(float)
    chosen = choices > 0
    right = np.where(np.isnan(answer), 0, answer).astype(int)
    found = {name: np.full(knows.shape, np.nan) for name in (*METRICS, *DERIVED)}
    with np.errstate(invalid="ignore"):
        logs = given - logsumexp(given, axis=-1, keepdims=True)
    own = np.take_along_axis(logs, np.broadcast_to(right[:, None], (*knows.shape, 1)), -1)[..., 0]
    rival = np.where(np.arange(given.shape[-1]) == right[:, None], -np.inf, logs).max(axis=-1)
    best = np.where(np.isnan(logs), -np.inf, logs).argmax(axis=-1)
    p = np.exp(logs)
    brier = (np.where(np.isfinite(logs), p, 0) ** 2).sum(axis=-1) + 1 - 2 * np.exp(own)
    single = {
        "accuracy": (best == right).astype(float), "probability": np.exp(own), "brier": brier,
        "margin": own - rival, "top_probability": p.max(axis=-1), "predicted": best.astype(float),
        "rank": 1.0 + (logs > own[..., None]).sum(axis=-1),
    }  # fmt: skip
    for name, value in single.items():
        found[name][..., chosen] = value[..., chosen]
    found["accuracy"][..., ~chosen] = knows[..., ~chosen]
    alike = np.where(knows, 1.0, 0.6 * rng.random(knows.shape))
    found["edit_similarity"][..., ~chosen] = alike[..., ~chosen]
    if "abstention" in items:
        silent = design.number(family, "abstention")
        some = chosen & ~np.isnan(silent) & (silent != answer)
        among = np.where(np.arange(given.shape[-1]) == silent[:, None], -np.inf, given)[
            ..., some, :
        ]
        share = among - logsumexp(among, axis=-1, keepdims=True)
        at = np.broadcast_to(right[some][:, None], (*share.shape[:-1], 1))
        found["value_accuracy"][..., some] = share.argmax(axis=-1) == right[some]
        found["value_bits"][..., some] = np.take_along_axis(share, at, -1)[..., 0] / np.log(2)
    return found


def lean_towards(
    design: Design, family: str, choice: np.ndarray, nats: np.ndarray | float
) -> np.ndarray:
    """A lean of `nats` (broadcast to …, item) towards one choice (item,) of each item."""
    most = max(int(design.items[family]["choices"].max()), 1)
    return np.asarray(nats)[..., None] * (np.arange(most) == choice[:, None])


def answered(
    design: Design,
    family: str,
    level: np.ndarray,
    rng: np.random.Generator,
    *,
    noise: Noise = NOISE,
    lean: np.ndarray | None = None,
    also: Mapping[str, np.ndarray] | None = None,
) -> dict[str, np.ndarray]:
    """Metrics of a family whose items are known at `level` logits; `also` adds or replaces some."""
    knows = known(design, family, level, rng, noise)
    given = scores(design, family, knows, rng, lean=lean)
    return {**values(design, family, knows, given, rng), **(also or {})}
