"""Does the gap between sizes open on hard items? Size slope on the easiest and hardest thirds."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable, Part
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.vocabulary import DIFFICULTY
from sizewise.analysis.methods.slopes import (
    abilities,
    at_last_step,
    both_ends,
    chance,
    measured_sizes,
    size_slope,
)
from sizewise.study.messages import Message

CLAIM = "A0"


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


def difficulty_groups(panel: Panel) -> list[tuple[str, np.ndarray, np.ndarray]]:
    """(kind, easiest third, hardest third) of every kind whose items vary in a known knob."""
    groups = []
    for kind in abilities(panel):
        of_kind = panel.kind(kind)
        for knob, sign in DIFFICULTY.items():
            easy, hard = thirds(np.where(of_kind, sign * panel.number(knob), np.nan))
            if easy.any() and hard.any():
                groups.append((kind, easy, hard))
                break
    return groups


def measure(inputs: Inputs) -> Measured:
    """Slope on the hardest third minus slope on the easiest, families with equal weight."""
    estimates, samples, names = [], [], []
    for panel in inputs.panels.values():
        groups = difficulty_groups(panel)
        if not groups:
            continue
        cells = np.stack([third for _, easy, hard in groups for third in (easy, hard)])
        floors = np.array([chance(panel, cell) for cell in cells])[:, None]
        means = at_last_step(inputs, panel, cells)
        corrected = [(m - floors) / (1 - floors) for m in (means.estimate, means.samples)]
        # Kinds of one family are averaged, then families: (third, size).
        estimates.append(corrected[0].reshape(-1, 2, len(panel.sizes)).mean(axis=0))
        samples.append(
            corrected[1].reshape(len(corrected[1]), -1, 2, len(panel.sizes)).mean(axis=1)
        )
        names.append(panel.family)
    if not estimates:
        raise NotMeasurable(Message("no-difficulty", {}))
    panel = next(iter(inputs.panels.values()))
    estimate, drawn = np.mean(estimates, axis=0), np.mean(samples, axis=0)
    sizes = measured_sizes(panel, estimate)
    slopes, slopes_drawn = size_slope(inputs, estimate, sizes), size_slope(inputs, drawn, sizes)
    parts = [
        Part(
            name=Message("family-alone", {"family": name}),
            estimate=float(np.diff(size_slope(inputs, e, sizes))[0]),
            samples=np.diff(size_slope(inputs, s, sizes))[:, 0],
        )
        for name, e, s in zip(names, estimates, samples, strict=True)
        if np.isfinite(e[:, sizes]).all()
    ]
    chosen = [panel.sizes[i] for i in sizes]
    gap = (estimate[0] - estimate[1])[sizes]
    return Measured(
        estimate=float(slopes[1] - slopes[0]),
        samples=slopes_drawn[:, 1] - slopes_drawn[:, 0],
        finding=Message(
            "a0-finding",
            {
                "easy_slope": slopes[0],
                "hard_slope": slopes[1],
                "families": names,
                **both_ends(chosen, gap=gap),
            },
        ),
        sizes=chosen,
        curve=gap,
        curve_samples=(drawn[:, 0] - drawn[:, 1])[:, sizes],
        parts=parts,
    )
