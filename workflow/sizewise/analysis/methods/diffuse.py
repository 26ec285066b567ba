"""Diffuse against crisp: how divergence from the true labels falls with size, family by family.

Both families have soft labels whose distribution is known. The mean Kullback-Leibler divergence of
a size is fitted by c N^-a, least squares on logs. Reachable is the divergence of a model that gives
every label the same share: ln(labels) minus the entropy of the true distribution. A size's share
of the reachable gain is one minus its divergence over that.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.vocabulary import (
    DEDUCTIONS,
    ENTROPY,
    FEELINGS,
    LABEL,
    SETTING,
    WEIGHTS,
)
from sizewise.analysis.methods.curves import slope
from sizewise.analysis.methods.slopes import at_last_step, items_of, measured_sizes, panel_of
from sizewise.study.messages import Message

# The share of the reachable gain at which the parameters that two families need are compared.
SHARE = 0.5
# log10 of a number of parameters that stands for "at no size": no law is read beyond it.
NEVER = 30.0


@dataclass(frozen=True, kw_only=True)
class Falling:
    """One family at one setting (or the mean over settings)."""

    family: str
    setting: float
    """NaN for the mean over settings, each with equal weight."""
    divergence: np.ndarray
    """(size,) nats."""
    samples: np.ndarray
    """(resample, size)."""
    reachable: float
    """Nats."""
    weights: float
    """Free numbers of the setting; NaN where items do not say, and for the mean over settings."""
    n_items: int
    n_entities: int

    def exponent(self, n: np.ndarray, sizes: np.ndarray) -> tuple[float, np.ndarray]:
        """a in c N^-a over `sizes`, and its samples; `n` is log10 N of all sizes."""
        with np.errstate(divide="ignore", invalid="ignore"):
            logs = [np.log10(x[..., sizes]) for x in (self.divergence, self.samples)]
        point, drawn = (-slope(x, n[sizes]) for x in logs)
        return float(point), drawn

    def log_parameters(self, n: np.ndarray, sizes: np.ndarray) -> tuple[float, np.ndarray]:
        """log10 of the N at which the law reaches SHARE of the reachable gain, and its samples.

        NEVER where divergence does not fall with size, or hardly does, and -NEVER where it hardly
        does and lies below the target at all sizes.
        """
        target = np.log10((1 - SHARE) * self.reachable)
        found = []
        for values in (self.divergence, self.samples):
            with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
                logs = np.log10(values[..., sizes])
                a = -slope(logs, n[sizes])
                at = n[sizes].mean() + (logs.mean(axis=-1) - target) / a
            found.append(np.where(a > 0, np.clip(at, -NEVER, NEVER), NEVER))
        return float(found[0]), found[1]


def _of_family(inputs: Inputs, family: str) -> list[Falling]:
    """One a setting, in ascending order."""
    panel: Panel = panel_of(inputs, family)
    mask = items_of(panel, LABEL)
    values = panel.values["divergence"]
    if np.isnan(values[..., mask]).all():
        raise NotMeasurable(Message("answers-lack", {"family": family, "column": "divergence"}))
    settings, weights = panel.number(SETTING), panel.number(WEIGHTS)
    levels = np.unique(settings[mask & ~np.isnan(settings)])
    if not len(levels):
        raise NotMeasurable(
            Message("no-knob", {"family": family, "kind": LABEL, "knobs": [SETTING]})
        )
    cells = np.stack([mask & (settings == level) for level in levels])
    means = at_last_step(inputs, panel, cells, values, one_share=True)
    labels = panel.items["choices"].to_numpy(dtype=float)
    reach = np.log(labels) - panel.number(ENTROPY) * np.log(2)
    return [
        Falling(
            family=family, setting=float(level), divergence=means.estimate[i],
            samples=means.samples[:, i], reachable=float(np.nanmean(reach[cells[i]])),
            weights=float(weights[cells[i]].max()),
            n_items=int(cells[i].sum()), n_entities=len(np.unique(panel.entity[cells[i]])),
        )
        for i, level in enumerate(levels)
    ]  # fmt: skip


def mean_of(settings: Sequence[Falling]) -> Falling:
    """The mean over settings of one family, each with equal weight."""
    return Falling(
        family=settings[0].family, setting=np.nan,
        divergence=np.mean([one.divergence for one in settings], axis=0),
        samples=np.mean([one.samples for one in settings], axis=0),
        reachable=float(np.mean([one.reachable for one in settings])), weights=np.nan,
        n_items=sum(one.n_items for one in settings),
        n_entities=sum(one.n_entities for one in settings),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Contrast:
    """Feelings and deductions at the settings that both have."""

    pairs: list[tuple[Falling, Falling]]
    """The means over all settings of each family first."""
    sizes: np.ndarray
    """Positions of the sizes at which both are measured."""

    def hard(self, least_weights: float) -> list[tuple[Falling, Falling]]:
        """The pairs whose feelings have more weights than that, their mean first; or none."""
        found = [pair for pair in self.pairs[1:] if pair[0].weights > least_weights]
        return [tuple(map(mean_of, zip(*found, strict=True))), *found] if found else []


def contrast(inputs: Inputs) -> Contrast:
    """Both families at the last common step. Raises NotMeasurable that says what is missing."""
    feelings, deductions = (_of_family(inputs, name) for name in (FEELINGS, DEDUCTIONS))
    crisp = {one.setting: one for one in deductions}
    pairs = [(mean_of(feelings), mean_of(deductions))]
    pairs += [(one, crisp[one.setting]) for one in feelings if one.setting in crisp]
    panel = inputs.panels[FEELINGS]
    whole = np.stack([one.divergence for one in pairs[0]])
    sizes = measured_sizes(panel, np.where(whole > 0, whole, np.nan))
    return Contrast(pairs=pairs, sizes=sizes)
