"""Circuits that a run forms or does not: whether, when, how often, and what those do that have it.

A ladder whose seeds form a circuit or do not is bimodal, and the mean of such seeds is the score of
no run. So each run is called formed or not by its own answers (claims A9 to A11); the share of runs
that form it is estimated by size, and what a circuit is good for among the runs that have it.
"""

from dataclasses import dataclass

import numpy as np
from scipy import special, stats

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.resample import generator
from sizewise.analysis.methods.curves import chance_corrected
from sizewise.analysis.methods.slopes import chance

BY_CHANCE = 1e-3
"""Largest one-sided p-value at which a run's own score counts as above chance."""
HALF_WAY = 0.5
"""Least score of a run that has formed a circuit: 0 is chance (or even attention), 1 perfect."""
DRAWS = 10_000
"""From posteriors, which cost nothing: enough for the p-values that Holm asks of twenty tests."""
_GRID = 160
"""Shares on either side of the posterior's grid: a step is smaller than one run in a hundred."""
LEAST_SIZES = 3
"""Sizes at which some run must have formed a circuit for a slope among those runs."""


def above_chance(right: np.ndarray, answers: np.ndarray, guess: float) -> np.ndarray:
    """Whether counts of right answers are above those of guessing, by the binomial test."""
    return stats.binom.sf(right - 1, answers, guess) < BY_CHANCE


def formed_by_answers(panel: Panel, mask: np.ndarray) -> np.ndarray:
    """(run, step) 1 where the items of `mask` are answered by a circuit, else 0; NaN unanswered.

    More right answers than guessing gives, by `above_chance`, and at least half way up from chance.
    Choices of several numbers are tested at their mean chance, which errs on the safe side: the
    variance of right guesses is largest where all chances are equal (Hoeffding 1956).
    """
    right = panel.values["accuracy"][..., mask]
    answers = (~np.isnan(right)).sum(axis=-1)
    count, guess = np.nansum(right, axis=-1).round(), chance(panel, mask)
    share = np.divide(count, answers, out=np.full(count.shape, np.nan), where=answers > 0)
    high = chance_corrected(share, guess) >= HALF_WAY
    return np.where(answers > 0, above_chance(count, answers, guess) & high, np.nan)


def formed_by_attention(value: np.ndarray, error: np.ndarray, even: np.ndarray) -> np.ndarray:
    """Whether heads match prefixes: scores, their standard errors, and that of even attention."""
    clear = value - stats.norm.isf(BY_CHANCE) * error > even
    return clear & (chance_corrected(value, even) >= HALF_WAY)


def first_step(formed: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """First of `steps` (step,) at which each run of `formed` (run, step) has it; NaN for never."""
    there = np.nan_to_num(formed) > 0
    return np.where(there.any(axis=1), steps[there.argmax(axis=1)], np.nan)


@dataclass(frozen=True, kw_only=True)
class FormedShares:
    """Runs that have formed a circuit, by size."""

    formed: np.ndarray
    """(size,) runs that have."""
    runs: np.ndarray
    """(size,) runs that could be told."""
    samples: np.ndarray
    """(draw, size) from the posterior of the share, Beta(formed + 1/2, others + 1/2) (Jeffreys)."""

    @property
    def share(self) -> np.ndarray:
        """(size,) of the runs; NaN where none could be told."""
        return np.divide(
            self.formed, self.runs, out=np.full(len(self.runs), np.nan), where=self.runs > 0
        )


def shares(inputs: Inputs, circuit: str, formed: np.ndarray, size: np.ndarray) -> FormedShares:
    """From `formed` (run,) of 1, 0 and NaN, and every run's position `size` in `inputs.sizes`."""
    told, count = ~np.isnan(formed), len(inputs.sizes)
    runs = np.bincount(size[told], minlength=count)
    yes = np.bincount(size[told], weights=formed[told], minlength=count)
    rng = generator(inputs.study.analysis.seed, "formation", circuit)
    drawn = rng.beta(yes + 0.5, runs - yes + 0.5, (DRAWS, count))
    return FormedShares(formed=yes.astype(int), runs=runs, samples=drawn)


def rise(inputs: Inputs, circuit: str, found: FormedShares) -> tuple[float, np.ndarray]:
    """Share of the runs that is gained a decade of size, and its draws (draw,).

    The share follows a logistic in log size, whose posterior is summed over a grid: the shares at
    the smallest and the largest size have Jeffreys' prior each, Beta(1/2, 1/2), which is flat in
    asin sqrt. So sizes count by their runs, and where all runs of a size agree it does not look as
    if nothing could have come out otherwise. The effect is the difference of both ends over the
    decades between them, the estimate its posterior mean.
    """
    told = found.runs > 0
    rng = generator(inputs.study.analysis.seed, "rise", circuit)
    return rise_of(found.formed[told], found.runs[told], inputs.log_parameters[told], rng)


def rise_of(
    formed: np.ndarray, runs: np.ndarray, x: np.ndarray, rng: np.random.Generator
) -> tuple[float, np.ndarray]:
    """The same from numbers of `runs` and of those that have `formed` it (size,), at log size `x`.

    Sizes ascend, and each has a run.
    """
    place = (x - x[0]) / (x[-1] - x[0])
    one = np.sin((np.arange(_GRID) + 0.5) / _GRID * np.pi / 2) ** 2
    low, high = (ends.ravel() for ends in np.meshgrid(one, one, indexing="ij"))
    logit = special.logit(low)[:, None] * (1 - place) + special.logit(high)[:, None] * place
    fit = special.log_expit(logit) @ formed
    fit += special.log_expit(-logit) @ (runs - formed)
    weight = np.exp(fit - fit.max())
    weight /= weight.sum()
    effect = (high - low) / (x[-1] - x[0])
    return float(weight @ effect), rng.choice(effect, DRAWS, p=weight)


@dataclass(frozen=True, kw_only=True)
class Score:
    """A score of every run: a weighted sum of means over cells of items, and a constant."""

    cells: np.ndarray
    """(cell, item) masks."""
    weights: np.ndarray
    """(cell,)"""
    constant: float = 0.0

    def of(self, answers: np.ndarray, draws: np.ndarray) -> np.ndarray:
        """(draw, run) from `answers` (run, item) and `draws` (draw, item) of the items."""
        total = np.full((len(draws), len(answers)), self.constant)
        there = ~np.isnan(answers)
        for cell, weight in zip(self.cells, self.weights, strict=True):
            inside = draws[:, cell]
            top = inside @ np.where(there, answers, 0.0)[:, cell].T
            under = inside @ there[:, cell].T.astype(float)
            total += weight * np.divide(
                top, under, out=np.full(top.shape, np.nan), where=under > 0
            )  # fmt: skip
        return total

    def answer_noise(self, answers: np.ndarray) -> np.ndarray:
        """(run,) variance that single answers leave in the score, items and runs taken out."""
        found = np.zeros(len(answers))
        for cell, weight in zip(self.cells, self.weights, strict=True):
            # An answer that is missing lies at its run's mean: it adds nothing to the rest.
            own = answers[:, cell] - np.nanmean(answers[:, cell], axis=1, keepdims=True)
            own = np.nan_to_num(own)
            rest, n = own - own.mean(axis=0), own.shape[1]
            found += weight**2 * (rest**2).sum(axis=1) / max(n - 1, 1) / n
        return found


@dataclass(frozen=True, kw_only=True)
class RunSlope:
    """Slope on log size over single runs."""

    estimate: float
    samples: np.ndarray
    """(resample,)"""
    values: np.ndarray
    """(run,) the score; NaN for runs that do not count."""


def slope_over_runs(
    inputs: Inputs, panel: Panel, score: Score, chosen: np.ndarray, *, step: int
) -> RunSlope | None:
    """Slope of a score on log size over the `chosen` (run,) runs, each of which weighs the same.

    None where they are of fewer than LEAST_SIZES sizes, or no more than those. The interval holds
    what runs scatter around the line, by standard errors that let the scatter differ between sizes
    (HC3, MacKinnon and White 1985) and Student's tails, and what entities and items scatter, by the
    study's own draws. As a run's scatter also holds the noise of its single answers, which the
    draws show already, that part is taken out of it.
    """
    rows = np.flatnonzero(chosen)
    if len(np.unique(panel.run_size[rows])) < LEAST_SIZES or len(rows) <= LEAST_SIZES:
        return None
    answers = panel.values["accuracy"][rows, step]
    at = [inputs.sizes.index(panel.sizes[i]) for i in panel.run_size[rows]]
    centred = inputs.log_parameters[at] - inputs.log_parameters[at].mean()
    weights = centred / (centred**2).sum()
    values = score.of(answers, np.ones((1, answers.shape[1])))[0]
    estimate = float(weights @ values)
    rest = values - values.mean() - estimate * centred
    leverage = 1 / len(rows) + weights * centred
    between = (weights**2 * (rest / (1 - leverage)) ** 2).sum()
    between -= (weights**2 * score.answer_noise(answers)).sum()
    drawn = score.of(answers, inputs.resamples.items(panel)) @ weights
    rng = generator(inputs.study.analysis.seed, "slope over runs", panel.family)
    tails = rng.standard_t(len(rows) - 2, len(drawn))
    found = np.full(len(panel.runs), np.nan)
    found[rows] = values
    return RunSlope(
        estimate=estimate, samples=drawn + np.sqrt(max(between, 0.0)) * tails, values=found
    )


def means_by_size(values: np.ndarray, size: np.ndarray, count: int) -> np.ndarray:
    """(size,) mean of `values` (run,) over the runs of a size that have one; NaN without any."""
    groups = [values[(size == i) & ~np.isnan(values)] for i in range(count)]
    return np.array([group.mean() if len(group) else np.nan for group in groups])
