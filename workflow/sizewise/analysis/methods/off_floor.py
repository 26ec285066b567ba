"""Kinds whose hardest third of items is learned by the largest models, chosen without peeking.

A kind that nobody has learned cannot show a gap between sizes. To choose kinds by the answers on
which the gap is then measured would favour lucky runs: so for every run of the largest size the
kinds are chosen by the answers of *that size's other runs*, and the run is measured on them. The
effect is the mean over those runs. Answers of all other sizes choose nothing and count as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.vocabulary import FLOOR
from sizewise.analysis.methods.slopes import item_chance

LEAST, ERRORS = 0.2, 3.0
"""Least level above the floor of a third that is learned, and how many of its standard errors."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """A kind of items with its easiest and its hardest third."""

    kind: str
    easy: np.ndarray
    """(item,) mask."""
    hard: np.ndarray


def above_floor(panel: Panel) -> np.ndarray:
    """Answers at the last common step, (run, item): 0 in the mean for who guesses, 1 for right.

    Guessing is what an item says that it is (its knob `floor`), else one of its choices.
    """
    stated = panel.number(FLOOR)
    floor = np.where(np.isnan(stated), item_chance(panel), stated)
    return (panel.values["accuracy"][:, panel.step_index()] - floor) / (1 - floor)


def learned(panel: Panel, values: np.ndarray, items: np.ndarray, runs: np.ndarray) -> bool:
    """Whether `runs` (run,) answer `items` (item,) above the floor, beyond the noise of items.

    `values` is (run, item). Items of one entity count as one.
    """
    own = values[np.ix_(runs, items)]
    answers = np.isfinite(own).sum(axis=0)
    there = answers > 0
    if not there.any():
        return False
    level = np.nansum(own, axis=0) / np.maximum(answers, 1)
    entity = np.unique(panel.entity[items][there], return_inverse=True)[1]
    count = np.bincount(entity)
    by_entity = np.bincount(entity, level[there]) / count
    mean = level[there].mean()
    n = len(count)
    error = by_entity.std(ddof=1) / n**0.5 if n > 1 else np.inf
    return bool(mean >= LEAST and mean > ERRORS * error)


def choices_of(
    panels: Sequence[Panel], values: Sequence[np.ndarray], groups: Sequence[Sequence[Group]]
) -> list[np.ndarray]:
    """Of each panel, (group, run of the largest size): whether the other runs have learned it.

    A size with one run is chosen for by that run.
    """
    found = []
    for panel, above, own in zip(panels, values, groups, strict=True):
        top = np.flatnonzero(panel.run_size == len(panel.sizes) - 1)
        others = [top[top != run] if len(top) > 1 else top for run in top]
        found.append(np.array([
            [learned(panel, above, group.hard, runs) for runs in others] for group in own
        ], dtype=bool).reshape(len(own), len(top)))  # fmt: skip
    return found


def weights_of(chosen: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Weights (group, run) of each family: its chosen kinds are equals, then the families."""
    any_kind = np.stack([c.any(axis=0) for c in chosen])
    families = np.maximum(any_kind.sum(axis=0), 1)
    return [c / np.maximum(c.sum(axis=0), 1) / families for c in chosen]
