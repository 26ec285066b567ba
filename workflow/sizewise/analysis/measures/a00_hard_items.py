"""Does the gap between sizes open on hard items? Size slope on the easiest and hardest thirds."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable, Part, Unreadable
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.vocabulary import DIFFICULTY, FLIPPED, NEW_LANGUAGE
from sizewise.analysis.methods.off_floor import (
    LEAST,
    Group,
    above_floor,
    choices_of,
    weights_of,
)
from sizewise.analysis.methods.slopes import abilities, both_ends, measured_sizes, size_slope
from sizewise.study.messages import Message

CLAIM = "A0"

# A model that follows training is wrong on all of them: a conflict (A11), on a scale of its own.
OTHER_SCALES = {(NEW_LANGUAGE, FLIPPED)}


def thirds(difficulty: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Masks of the easiest and the hardest third of the items that have a difficulty.

    Items of equal difficulty stay together: they share the middle of their ranks. NaN is neither.
    """
    has = ~np.isnan(difficulty)
    levels, code, counts = np.unique(difficulty[has], return_inverse=True, return_counts=True)
    middle = np.full(len(difficulty), np.nan)
    middle[has] = ((np.cumsum(counts) - counts / 2) / counts.sum())[code]
    if len(levels) < 2:
        return np.zeros(len(middle), bool), np.zeros(len(middle), bool)
    # With two or three levels the middle ranks may miss the thirds: the ends always count.
    easy = (middle < 1 / 3) | (difficulty == levels[0])
    hard = (middle > 2 / 3) | (difficulty == levels[-1])
    return easy, hard


def difficulty_groups(panel: Panel) -> list[Group]:
    """Every kind whose items vary in a known knob."""
    groups = []
    for kind in abilities(panel):
        if (panel.family, kind) in OTHER_SCALES:
            continue
        of_kind = panel.kind(kind)
        for knob, sign in DIFFICULTY.items():
            easy, hard = thirds(np.where(of_kind, sign * panel.number(knob), np.nan))
            if easy.any() and hard.any():
                groups.append(Group(kind=kind, easy=easy, hard=hard))
                break
    return groups


def _by_third(
    inputs: Inputs, panel: Panel, above: np.ndarray, groups: list[Group], weights: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Weighted sums over `groups` of their thirds, (third, size), and their resamples.

    `weights` is (group, run of the largest size). Each run of the largest size counts with its own
    weights, all others with the mean over those runs: item values of the former are scaled, so
    that a mean over runs comes out right.
    """
    common = weights.mean(axis=1)
    used = np.flatnonzero(common > 0)
    scaled = above.copy()
    top = np.flatnonzero(panel.run_size == len(panel.sizes) - 1)
    for group in used:
        own = groups[group].easy | groups[group].hard
        scaled[np.ix_(top, own)] *= (weights[group] / common[group])[:, None]
    cells = np.stack([third for g in used for third in (groups[g].easy, groups[g].hard)])
    means = inputs.resamples.means(panel, scaled[:, None], cells, step=0, by_chance=True)
    shape = (len(used), 2, len(panel.sizes))
    point = np.einsum("g,gtz->tz", common[used], means.estimate.reshape(shape))
    drawn = np.einsum("g,rgtz->rtz", common[used], means.samples.reshape(-1, *shape))
    return point, drawn


def measure(inputs: Inputs) -> Measured:
    """Slope on the hardest third minus slope on the easiest, over kinds whose hardest is learned.

    Families have equal weight, and the kinds of one. Where no run of the largest size would have
    chosen a kind, all kinds are shown and no verdict is given.
    """
    grouped = [(p, found) for p in inputs.panels.values() if (found := difficulty_groups(p))]
    if not grouped:
        raise NotMeasurable(Message("no-difficulty", {}))
    panels, groups = map(list, zip(*grouped, strict=True))
    values = [above_floor(panel) for panel in panels]
    chosen = choices_of(panels, values, groups)
    unreadable = None
    if not np.stack([c.any(axis=0) for c in chosen]).any(axis=0).all():
        count = sum(map(len, groups))
        unreadable = Unreadable("floor", Message("a0-floor", {"kinds": count, "least": LEAST}))
        chosen = [np.ones_like(c) for c in chosen]
    weights = weights_of(chosen)
    kept = [i for i, w in enumerate(weights) if w.any()]
    sums = {
        panels[i].family: _by_third(inputs, panels[i], values[i], groups[i], weights[i])
        for i in kept
    }
    estimate, drawn = (np.sum([pair[j] for pair in sums.values()], axis=0) for j in (0, 1))
    panel = panels[kept[0]]
    sizes = measured_sizes(panel, estimate)
    slopes, slopes_drawn = size_slope(inputs, estimate, sizes), size_slope(inputs, drawn, sizes)
    names = [panel.sizes[i] for i in sizes]
    gap = (estimate[0] - estimate[1])[sizes]
    kinds = sum(int(c.any(axis=1).sum()) for c in chosen)
    return Measured(
        estimate=float(slopes[1] - slopes[0]),
        samples=slopes_drawn[:, 1] - slopes_drawn[:, 0],
        finding=Message(
            "a0-finding",
            {
                "easy_slope": slopes[0],
                "hard_slope": slopes[1],
                "families": list(sums),
                **both_ends(names, gap=gap),
            },
        ),
        beside=[]
        if unreadable
        else [Message("a0-kinds", {"kinds": kinds, "of": sum(map(len, groups)), "least": LEAST})],
        sizes=names,
        curve=gap,
        curve_samples=(drawn[:, 0] - drawn[:, 1])[:, sizes],
        unreadable=unreadable,
        parts=[
            _alone(inputs, family, sums[family], weights[i].sum(axis=0).mean(), sizes)
            for family, i in zip(sums, kept, strict=True)
            if np.isfinite(sums[family][0][:, sizes]).all()
        ],
    )


def _alone(
    inputs: Inputs, family: str, pair: tuple[np.ndarray, np.ndarray], weight: float,
    sizes: np.ndarray,
) -> Part:  # fmt: skip
    """The difference of one family, whose sums carry its `weight`."""
    point, drawn = (size_slope(inputs, values, sizes) / weight for values in pair)
    return Part(
        name=Message("family-alone", {"family": family}),
        estimate=float(point[1] - point[0]),
        samples=drawn[:, 1] - drawn[:, 0],
    )
