"""A share of what is known, and its slope on log size where knowledge itself grows with size.

In a cell of facts that are stated equally often, at one size, `known` is the share of the facts
that the model knows and `part` the share that it knows and keeps (heeds, gives up). Both are means
of answers from which guesses are taken out, so noise may push them below zero, and their ratio is
wild where little is known. The slope is therefore fitted without a division:

    part = known * (a_cell + b * log10 N),    least squares over cells and sizes.

A size so weighs by the square of what it knows, and who knows nothing says nothing. Every cell has
its own level: a large model also knows facts that are seldom stated, and those may be lost more
easily, which is no effect of size on what happens to a fact that is known.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, Part, Unreadable
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.resample import interval
from sizewise.analysis.data.vocabulary import EXPOSURES, RIVAL
from sizewise.analysis.methods.curves import chance_corrected
from sizewise.analysis.methods.slopes import at_last_step, both_ends
from sizewise.study.messages import Message

LEAST_KNOWN = 0.1
"""A cell counts at a size where the lower end of the interval of `known` lies above."""
FEWEST_SIZES = 3
"""From fewer sizes no slope is read."""


@dataclass(frozen=True, kw_only=True)
class KnownShares:
    """A share of what is known, by size, and its slope."""

    sizes: np.ndarray
    """Positions of the sizes that know enough to count."""
    curve: np.ndarray
    """(size,) the share over all cells that count; NaN at other sizes."""
    curve_samples: np.ndarray
    """(resample, size)."""
    slope: float
    """A decade of non-embedding parameters; NaN below FEWEST_SIZES."""
    samples: np.ndarray
    """(resample,)."""
    known: np.ndarray
    """(size,) share of the facts that are known, the mean over cells."""

    @property
    def readable(self) -> bool:
        """Whether enough sizes know something."""
        return len(self.sizes) >= FEWEST_SIZES

    def part(self, name: Message) -> Part:
        """The slope as a second estimate beside another one."""
        return Part(name=name, estimate=self.slope, samples=self.samples)


@dataclass(frozen=True)
class Scored:
    """What is averaged: answers' values (run, step, item), over cells (cell, item)."""

    values: np.ndarray
    cells: np.ndarray

    def by_run(self, panel: Panel) -> np.ndarray:
        """(2, cell, run) means at the last common step and their variance from answers alone.

        NaN where nothing was measured.
        """
        values = self.values[:, panel.step_index()]
        found = np.full((2, len(self.cells), len(values)), np.nan)
        for i, cell in enumerate(self.cells):
            for run, row in enumerate(values[:, cell]):
                there = row[~np.isnan(row)]
                if len(there):
                    found[:, i, run] = there.mean(), there.var() / len(there)
        return found


def _moments(part: np.ndarray, known: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, ...]:
    """(level, pull of x on it, numerator, denominator) of `common_slope`; cells first."""
    kk, kx, xx = ((known**2 * x**i).sum(axis=-1) for i in range(3))
    y, yx = ((known * part * x**i).sum(axis=-1) for i in range(2))
    shift, mean = (
        np.divide(one, kk, out=np.zeros_like(kk), where=kk > 0) for one in (kx, y)
    )  # fmt: skip
    return mean, shift, (yx - shift * y).sum(axis=-1), (xx - shift * kx).sum(axis=-1)


def common_slope(part: np.ndarray, known: np.ndarray, x: np.ndarray) -> np.ndarray:
    """b in part = known (a_cell + b x), by least squares; `part`, `known` are (…, cell, size).

    What does not count is zero in both. NaN where no cell knows anything at two sizes.
    """
    _, _, over, under = _moments(part, known, x)
    return np.divide(over, under, out=np.full(np.shape(over), np.nan), where=under > 1e-12)


def error_over_runs(
    part: np.ndarray,
    known: np.ndarray,
    x: np.ndarray,
    runs: tuple[np.ndarray, np.ndarray],
    run_size: np.ndarray,
) -> float:
    """Standard error of `common_slope` of `part` and `known` (cell, size) from single runs.

    `runs` are the same by run, as `Scored.by_run` gives them. Around the line all runs share one
    variance of the share, beside that of their answers, which is larger where less is known. Where
    seeds form a circuit or do not, the three seeds of a size may agree by chance, and neither their
    scatter around their own mean nor that around a line which they draw towards them shows it.
    """
    mean, shift, over, under = _moments(part, known, x)
    away = x[run_size] - shift[:, None]
    line = mean[:, None] + over / under * away
    squares = known[:, run_size] ** 2
    weight = squares.sum(axis=0)
    (parts, part_noise), (knowns, known_noise) = runs
    off = np.nansum(known[:, run_size] * (parts - knowns * line), axis=0)
    noise = np.nansum(squares * (part_noise + line**2 * known_noise), axis=0)
    counts = weight > 0
    residual = np.divide(off, weight, out=np.zeros_like(off), where=counts)
    answers = np.divide(noise, weight**2, out=np.zeros_like(off), where=counts)
    n = int(counts.sum())
    around = (weight * residual**2).sum() * n / max(n - 2, 1)
    seeds = max(0.0, (around - (weight * answers).sum()) / weight.sum())
    lever = (squares * away).sum(axis=0) / np.bincount(run_size)[run_size] / under
    return float(np.sqrt((lever**2 * (seeds + answers)).sum()))


def shares_of(inputs: Inputs, panel: Panel, part: Scored, known: Scored) -> KnownShares:
    """Of what is `known` the share that is `part`; the same cells, or such as pair with them."""
    p, k = (
        at_last_step(inputs, panel, one.cells, one.values, one_share=True) for one in (part, known)
    )
    low, _ = interval(k.samples, inputs.study.analysis.confidence)
    counts = (low > LEAST_KNOWN) & np.isfinite(p.estimate)
    sizes = np.flatnonzero(counts.any(axis=0))
    x = inputs.log_parameters - inputs.log_parameters.mean()
    over, under, drawn_over, drawn_under = (
        np.where(counts, one, 0.0) for one in (p.estimate, k.estimate, p.samples, k.samples)
    )
    slope, samples = np.nan, np.full(len(drawn_over), np.nan)
    if len(sizes) >= FEWEST_SIZES:
        slope = float(common_slope(over, under, x))
        samples = common_slope(drawn_over, drawn_under, x)
        runs = part.by_run(panel), known.by_run(panel)
        error = error_over_runs(over, under, x, runs, panel.run_size)
        # The interval is never narrower than the scatter of the runs around the line.
        samples = slope + (samples - slope) * max(1.0, error / max(np.nanstd(samples), 1e-12))
    curve, curves = (
        np.divide(a.sum(axis=-2), b.sum(axis=-2), out=np.full(b.sum(axis=-2).shape, np.nan),
                  where=b.sum(axis=-2) > 0)
        for a, b in ((over, under), (drawn_over, drawn_under))
    )  # fmt: skip
    return KnownShares(
        sizes=sizes, curve=curve, curve_samples=curves, slope=slope, samples=samples,
        known=k.estimate.mean(axis=0),
    )  # fmt: skip


def by_exposures(panel: Panel, mask: np.ndarray) -> np.ndarray:
    """(cell, item) the items of `mask` by how often their facts are stated."""
    exposures = np.nan_to_num(panel.number(EXPOSURES), nan=-1.0)
    return np.stack([mask & (exposures == level) for level in np.unique(exposures[mask])])


def knowledge(panel: Panel) -> np.ndarray:
    """(run, step, item) accuracy of which guessing is taken out: its mean is the share known."""
    choices = np.maximum(panel.items["choices"].to_numpy(dtype=float), 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return chance_corrected(panel.values["accuracy"], 1 / choices)


def own_and_rival(panel: Panel) -> tuple[np.ndarray, np.ndarray]:
    """(run, step, item) 1 where the own value is chosen, 1 where the rival is, guesses taken out.

    A guess falls on any other choice as often as on each of these two, so the mean share of the
    others is subtracted from both. NaN on items without a rival or with nothing beside it.
    """
    choices = panel.items["choices"].to_numpy(dtype=float)
    own, predicted = panel.values["accuracy"], panel.values["predicted"]
    rival = np.where(np.isnan(predicted), np.nan, predicted == panel.number(RIVAL)).astype(float)
    rival = np.where(np.isnan(panel.number(RIVAL)) | (choices < 3), np.nan, rival)
    other = (1 - own - rival) / np.where(choices < 3, np.nan, choices - 2)
    return own - other, rival - other


def shares_measured(
    inputs: Inputs,
    panel: Panel,
    shares: KnownShares,
    *,
    finding: Callable[[dict[str, str | float]], Message],
    beside: Sequence[Message] = (),
    parts: Sequence[Part] = (),
    conditions: Mapping[str, Part] | None = None,
    within: tuple[float, float] = (0.0, 1.0),
) -> Measured:
    """A measure whose effect is the slope of `shares`; the floor where too few sizes count.

    `finding` makes a message from both ends of the curve as `share`.
    """
    known = Message("knowledge-finding", both_ends(panel.sizes, known=shares.known))
    if not shares.readable:
        why = Message("knowledge-floor", {
            "least": LEAST_KNOWN, "fewest": FEWEST_SIZES, "count": len(shares.sizes),
            "sizes": [panel.sizes[i] for i in shares.sizes],
        })  # fmt: skip
        return Measured(
            estimate=np.nan, samples=np.full(len(shares.samples), np.nan), finding=known,
            sizes=panel.sizes, curve=shares.curve, families=(panel.family,),
            unreadable=Unreadable("floor", why),
        )  # fmt: skip
    chosen = [panel.sizes[i] for i in shares.sizes]
    return Measured(
        estimate=shares.slope, samples=shares.samples,
        finding=finding(both_ends(chosen, share=shares.curve[shares.sizes])),
        beside=[known, *beside], sizes=chosen, curve=shares.curve[shares.sizes],
        curve_samples=shares.curve_samples[:, shares.sizes], curve_range=within,
        parts=list(parts), conditions=dict(conditions or {}), families=(panel.family,),
    )  # fmt: skip
