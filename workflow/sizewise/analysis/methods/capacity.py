"""Bits of planted knowledge that a model has stored: bioS, adapted to questions with choices.

A recorded fact has a value drawn uniformly from `cardinality` many, so it holds log2(cardinality)
bits and nothing about it can be inferred. Allen-Zhu and Li 2024 (arXiv 2404.05405, section 3) count
the bits that a model has learned as the entropy of the facts minus the model's cross-entropy on
them. A question here offers m of the values, so its answer can show log2(m) bits at most; what it
shows is scaled to the whole fact. Two estimates, the second a lower bound:

- recovered, from answers: a model that knows a share k of the facts and guesses among the values
  otherwise is right in k + (1 - k) / m of the questions. So k = (right - 1/m) / (1 - 1/m), and the
  fact adds k log2(cardinality) bits. k is 1 for who knows all, 0 for who guesses, and at most 1, so
  that the sum is at most the recorded bits.
- from cross-entropy: 1 + mean(log2 p) / log2(m) of the fact's bits, with p the share of the right
  value among the values; 0 where the mean of a bin is negative. A model that knows a share k for
  sure and is uniform otherwise has k here too; overconfidence on the rest counts against it.

The choice "not recorded" is left out: a model that knows a fact and abstains has stored it. Bins of
exposures are weighted by the bits that the stream plants in them, from the ledger; facts between
two bins (people with quiz questions) count to both, by log2 of their exposures.
"""

from dataclasses import dataclass

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.vocabulary import (
    ATTRIBUTE,
    BIOGRAPHIES,
    CARDINALITY,
    EXPOSURES,
    NOT_RECORDED,
    RECALL,
)
from sizewise.analysis.methods.slopes import cells_of, items_of, panel_of
from sizewise.study.messages import Message

# Allen-Zhu and Li 2024: 2 bits a parameter at 1000 exposures, 1 at 100, whatever the shape.
_LAW_EXPOSURES, _LAW_BITS = (100.0, 1000.0), (1.0, 2.0)
LEAST_EXPOSURES = _LAW_EXPOSURES[0]
"""Below it the law says nothing: facts are lost because they were told too seldom."""


def capacity(exposures: float) -> float:
    """Bits a parameter that facts with so many exposures can fill, straight in log exposures."""
    return float(np.interp(np.log(exposures), np.log(_LAW_EXPOSURES), _LAW_BITS))


@dataclass(frozen=True, kw_only=True)
class Stored:
    """Shares of the planted bits that sizes recover."""

    levels: np.ndarray
    """Ascending exposures of the bins."""
    planted: np.ndarray
    """(level,) bits that the stream plants in a bin."""
    cells: np.ndarray
    """(level, item) masks."""
    share: np.ndarray
    """(level, size, step), from answers."""
    samples: np.ndarray
    """(resample, level, size, step)."""
    bound: np.ndarray
    """The same from cross-entropy."""
    bound_samples: np.ndarray

    @property
    def typical_exposures(self) -> float:
        """Exposures of the bin that holds the middle one of the planted bits."""
        return float(self.levels[np.searchsorted(self.planted.cumsum(), self.planted.sum() / 2)])

    def whole(self, values: np.ndarray) -> np.ndarray:
        """Bins put together, by their bits: (…, level, size, step) to (…, size, step)."""
        return np.einsum("l,...lzt->...zt", self.planted / self.planted.sum(), values)


def planted_bits(inputs: Inputs, panel: Panel, levels: np.ndarray) -> np.ndarray:
    """Bits that the stream plants in each bin of exposures, (level,).

    Raises NotMeasurable without a ledger or where items do not say their attribute's cardinality.
    """
    knobs = panel.items.reindex(columns=[ATTRIBUTE, CARDINALITY]).dropna()
    cardinality = dict(zip(knobs[ATTRIBUTE], knobs[CARDINALITY].astype(float), strict=True))
    if not cardinality:
        raise NotMeasurable(
            Message(
                "no-knob",
                {
                    "family": BIOGRAPHIES,
                    "kind": RECALL,
                    "knobs": [ATTRIBUTE, CARDINALITY],
                },
            )
        )
    facts = inputs.facts[inputs.facts["family"] == BIOGRAPHIES]
    facts = facts[facts["value"] != NOT_RECORDED]
    attribute = facts["fact_id"].astype(str).str.rsplit("/", n=1).str[-1]
    bits = np.log2(attribute.map(cardinality).to_numpy(dtype=float))
    known = np.isfinite(bits)
    if not known.any():
        raise NotMeasurable(Message("no-recorded-fact", {"family": BIOGRAPHIES}))
    x, at = np.log2(levels), np.log2(facts["exposures"].to_numpy(dtype=float)[known])
    # Linear weights between neighbouring bins; the ends take what lies outside.
    place = np.interp(at, x, np.arange(len(x)))
    lower = np.minimum(place.astype(int), len(x) - 2)
    right = place - lower
    return np.bincount(lower, bits[known] * (1 - right), len(x)) + np.bincount(
        lower + 1, bits[known] * right, len(x)
    )


def stored(inputs: Inputs, step: int | None) -> Stored:
    """Shares by bin of exposures at a position in the panel's steps (None: all).

    With a `step` the arrays keep a last axis of length one. Raises NotMeasurable that says what is
    missing.
    """
    panel = panel_of(inputs, BIOGRAPHIES)
    recorded = items_of(panel, RECALL) & (panel.number(EXPOSURES) > 0)
    levels, cells = cells_of(panel, EXPOSURES, recorded)
    planted = planted_bits(inputs, panel, levels)
    values = panel.items["choices"].to_numpy(dtype=float) - 1
    if np.isnan(panel.values["value_accuracy"][..., recorded]).all():
        raise NotMeasurable(Message("no-abstaining-choice", {"family": BIOGRAPHIES}))
    with np.errstate(divide="ignore", invalid="ignore"):
        right = (panel.values["value_accuracy"] - 1 / values) / (1 - 1 / values)
        surprise = 1 + panel.values["value_bits"] / np.log2(values)
    weights = np.nan_to_num(np.log2(np.maximum(panel.number(CARDINALITY), 1)))
    found = []
    for scores in (right, surprise):
        means = inputs.resamples.means(panel, scores, cells, step=step, item_weights=weights)
        pair = (means.estimate, means.samples)
        found.append([x[..., None] if step is not None else x for x in pair])
    (share, samples), (bound, bound_samples) = found
    return Stored(
        levels=levels, planted=planted, cells=cells, share=share, samples=samples,
        bound=np.maximum(bound, 0), bound_samples=np.maximum(bound_samples, 0),
    )  # fmt: skip


def most_bits(inputs: Inputs) -> tuple[str, float] | None:
    """The size that stores most bits a non-embedding parameter at the last common step, and how
    many by its answers; None where nothing of it was measured."""
    panel = inputs.panels.get(BIOGRAPHIES)
    try:
        found = stored(inputs, panel.step_index() if panel else None)
    except NotMeasurable:
        return None
    bits = found.whole(found.share)[..., -1] * found.planted.sum()
    per = bits / np.array([inputs.counts(size).non_embedding for size in panel.sizes])
    if not np.isfinite(per).any():
        return None
    best = int(np.nanargmax(per))
    return panel.sizes[best], float(per[best])
