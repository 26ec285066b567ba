"""Do abilities jump? A critical size (logistic) against a power law, judged on the largest size.

Both forms have two parameters, are fitted to all sizes but the largest, and predict it. A jump
survives where the logistic predicts better on a continuous score of the same items.
"""

import numpy as np

from sizewise.analysis.curves import chance_corrected, logistic_midpoints, sigmoid
from sizewise.analysis.inputs import Inputs
from sizewise.analysis.panel import Panel
from sizewise.analysis.slopes import abilities, at_last_step, chance
from sizewise.analysis.verdicts import Measured, NotMeasurable

CLAIM = "A8"
MIN_SIZES = 4
_EXPONENTS = np.linspace(0.0, 3.0, 301)


def power_law_error(score: np.ndarray, n: np.ndarray) -> np.ndarray:
    """|prediction - score| at the last size of 1 - score = c N^-a, fitted to the sizes before.

    `score` is (row, size), 0 at chance and 1 perfect; `n` is log10 N. For each exponent of a fine
    grid c is a linear least-squares problem, so the optimum cannot be missed.
    """
    lost = 1 - score[:, :-1]
    shape = 10.0 ** (-_EXPONENTS[:, None] * (n[:-1] - n[:-1].mean()))
    scale = lost @ shape.T / (shape**2).sum(axis=1)
    best = (scale**2 * (shape**2).sum(axis=1) - 2 * scale * (lost @ shape.T)).argmin(axis=1)
    c = scale[np.arange(len(score)), best]
    predicted = 1 - c * 10.0 ** (-_EXPONENTS[best] * (n[-1] - n[:-1].mean()))
    return np.abs(predicted - score[:, -1])


def logistic_error(score: np.ndarray, n: np.ndarray) -> np.ndarray:
    """|prediction - score| at the last size of a logistic in log N, fitted to the sizes before."""
    middle, steep = logistic_midpoints(score[:, :-1], n[:-1], np.ones(len(n) - 1), rising=True)
    return np.abs(sigmoid(steep * (n[-1] - middle)) - score[:, -1])


def jumps(score: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Whether the logistic predicts the last size better, by rows."""
    return logistic_error(score, n) < power_law_error(score, n)


def continuous_score(panel: Panel, mask: np.ndarray) -> np.ndarray | None:
    """Probability of the right choice, or edit similarity of a generated answer."""
    for name in ("probability", "edit_similarity"):
        if not np.isnan(panel.values[name][..., mask]).all():
            return panel.values[name]
    return None


def measure(inputs: Inputs) -> Measured:
    """Share of (family, kind) in which the jump survives a continuous score."""
    n = inputs.log_parameters
    if len(n) < MIN_SIZES:
        raise NotMeasurable(
            f"prediction of the largest size needs {MIN_SIZES} sizes; there are {len(n)}"
        )
    soft, soft_drawn, exact, curves, curves_drawn, left_out = [], [], [], [], [], []
    for panel in inputs.panels.values():
        for kind in abilities(panel):
            mask = panel.kind(kind)
            values = continuous_score(panel, mask)
            if values is None:
                continue
            # An edit similarity has no chance level; neither has its exact match.
            floor = chance(panel, mask)
            scores = []
            for metric in (values, panel.values["accuracy"]):
                means = at_last_step(inputs, panel, mask[None], metric)
                scores.append((
                    chance_corrected(means.estimate, floor),
                    chance_corrected(means.samples[:, 0], floor),
                ))  # fmt: skip
            if not all(np.isfinite(point).all() for point, _ in scores):
                left_out.append(f"{panel.family} {kind}")
                continue
            soft.append(jumps(scores[0][0], n)[0])
            soft_drawn.append(jumps(scores[0][1], n))
            exact.append(jumps(scores[1][0], n)[0])
            curves.append(scores[0][0][0])
            curves_drawn.append(scores[0][1])
    if not soft:
        raise NotMeasurable("no family has a continuous score at every size")
    without = f" ({', '.join(left_out)} left out: not scored at every size)" if left_out else ""
    return Measured(
        estimate=float(np.mean(soft)),
        samples=np.mean(soft_drawn, axis=0),
        finding=(
            f"a critical size predicts {inputs.sizes[-1]} better than a power law does in "
            f"{sum(exact)} of {len(exact)} kinds of items by exact match and in {sum(soft)} by a "
            f"continuous score{without}"
        ),
        sizes=list(inputs.sizes),
        curve=np.mean(curves, axis=0),
        curve_samples=np.mean(curves_drawn, axis=0),
    )
