"""Bits of records that a model holds, provably and as its choices say (Allen-Zhu and Li 2024).

Records are drawn uniformly: P people out of N0 names, with K values out of D each. A model whose
cross-entropy is p1 nats on names and p2 on values, summed over their tokens, holds at least

    P log2(N0 / e^p1) + P K log2(D / e^p2)    bits

(arXiv 2404.05405, theorem 3.2, up to terms that vanish; every value is possible here, so none goes
to a list of values). A model that has learned nothing but how records look has p1 = ln N0 and
p2 = ln D and holds nothing; one that knows all has p1 = ln P, as no name of the P is more likely
than another, and p2 = 0, and holds the P log2(N0 / P) + P K log2(D) bits that are planted.

Beside it, by choice: of m choices a model is right in k + (1 - k) / m where it knows a share k and
guesses otherwise. That counts a fact as known whole where a few of its bits tell m choices apart,
so it is no bound.
"""

from dataclasses import dataclass

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.vocabulary import (
    ATTRIBUTE,
    NAME_OF,
    PLANTED_BITS,
    POSSIBLE_BITS,
    RECORDS,
    VALUE_OF,
)
from sizewise.analysis.methods.slopes import item_chance, items_of, panel_of
from sizewise.study.messages import Message

KINDS = (VALUE_OF, NAME_OF)


@dataclass(frozen=True, kw_only=True)
class Share:
    """Of the planted bits, by one way of counting."""

    by_kind: np.ndarray
    """(kind, size), in the order of KINDS."""
    estimate: np.ndarray
    """(size,) of all of them."""
    samples: np.ndarray
    """(resample, size)."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """What the models of an arm hold of its stream's records at the last common step."""

    sizes: list[str]
    planted: np.ndarray
    """(kind,) bits in the stream, in the order of KINDS."""
    exposures: float
    """Times that a fact is told, the middle one of them."""
    provable: Share
    """By cross-entropy: a lower bound of what is held."""
    chosen: Share
    """By choice."""

    @property
    def bits(self) -> float:
        """All planted bits."""
        return float(self.planted.sum())


def _planted(inputs: Inputs) -> tuple[np.ndarray, float]:
    """Bits by kind from the ledger, and the exposures of the middle fact."""
    facts = inputs.facts[inputs.facts["family"] == RECORDS]
    if facts.empty:
        raise NotMeasurable(Message("no-recorded-fact", {"family": RECORDS}))
    items = inputs.panels[RECORDS].items
    bits, kinds = items.groupby(ATTRIBUTE)[PLANTED_BITS].first(), items.groupby(ATTRIBUTE)["kind"]
    attribute = facts["fact_id"].astype(str).str.rsplit("/", n=1).str[-1]
    by_kind = attribute.map(bits).astype(float).groupby(attribute.map(kinds.first())).sum()
    return by_kind.reindex(KINDS, fill_value=0.0).to_numpy(), float(facts["exposures"].median())


def held(inputs: Inputs) -> Held:
    """What an arm's models hold. Raises NotMeasurable that says what is missing."""
    panel = panel_of(inputs, RECORDS)
    cells = np.stack([items_of(panel, kind) for kind in KINDS])
    planted, exposures = _planted(inputs)
    possible, whole = panel.number(POSSIBLE_BITS), panel.number(PLANTED_BITS)
    guessing = item_chance(panel)
    scores = {
        "provable": (possible + panel.values["right_bits"]) / whole,
        "chosen": (panel.values["accuracy"] - guessing) / (1 - guessing),
    }

    def share(values: np.ndarray) -> Share:
        means = inputs.resamples.means(panel, values, cells, step=panel.step_index())
        # Less than nothing is nothing: a model is not owed bits for what it has wrong.
        kinds, drawn = np.maximum(means.estimate, 0), np.maximum(means.samples, 0)
        weights = planted / planted.sum()
        return Share(
            by_kind=kinds,
            estimate=np.einsum("k,kz->z", weights, kinds),
            samples=np.einsum("k,rkz->rz", weights, drawn),
        )

    return Held(
        sizes=panel.sizes, planted=planted, exposures=exposures,
        **{name: share(values) for name, values in scores.items()},
    )  # fmt: skip


def most_held(inputs: Inputs) -> tuple[str, float, float] | None:
    """Size, bits a live parameter and exposures where a model of any arm on records holds most.

    By cross-entropy; None where no arm was measured.
    """
    found = []
    for arm in inputs.others.values():
        if RECORDS not in arm.panels:
            continue
        try:
            one = held(arm)
        except NotMeasurable:
            continue
        live = np.array([arm.live_parameters(size) for size in one.sizes])
        bits = one.bits * np.minimum(one.provable.estimate, 1) / live
        if np.isfinite(bits).any():
            best = int(np.nanargmax(bits))
            found.append((one.sizes[best], float(bits[best]), one.exposures))
    return max(found, key=lambda one: one[1], default=None)
