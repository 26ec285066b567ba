"""Does a jump survive a continuous score? Every kind of items scored several ways (claim A8).

Each scoring is turned into a loss that is positive and falls as the ability grows:

- exact match: share of wrong answers over that of guessing, (1 - accuracy) / (1 - chance)
- log-likelihood: -log of the right choice's share of the probability, nats
- Brier: squared distance of the choices' shares from the truth
- margin: log(1 + e^-margin), the logistic loss of right against best wrong choice, nats
- edit distance: 1 - similarity to the right text, for written answers, which have no choices

The claim is decided by the largest step between two sizes (`jumps`), on a continuous score. Beside
it stand rival laws, fitted to all sizes but the largest, which they predict (`rivals`), and the
null of Schaeffer et al. 2023 (arXiv 2304.15004): an answer of k steps that are each right with
probability p is right with p^k, so exact matches look sharp where p grows smoothly.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.resample import Means, interval
from sizewise.analysis.methods.rivals import Contest, Prediction, contest, predict_larger
from sizewise.analysis.methods.slopes import abilities, at_last_step, chance
from sizewise.study.messages import Message

EXACT, LIKELIHOOD, BRIER, MARGIN, EDIT = (
    "exact match", "log-likelihood", "Brier", "margin", "edit distance",
)  # fmt: skip
CONTINUOUS = (LIKELIHOOD, EDIT)
"""The continuous score that decides, where there are several: the first that the items have."""
MIN_SIZES = 4
# Fits of four laws a resample: as many as an interval needs, not as many as the study draws.
MOST_RESAMPLES = 200


@dataclass(frozen=True, kw_only=True)
class Scored:
    """One kind of items under one scoring, at the last step."""

    panel: Panel
    kind: str
    scoring: str
    means: Means
    """Loss by size: estimate (size,), samples (resample, size)."""
    items: int

    @cached_property
    def positive(self) -> Means:
        """The same, never below half a wrong answer, which is what so many items can tell."""
        least = 0.5 / self.items
        samples = np.where(np.isfinite(self.means.samples), self.means.samples, self.means.estimate)
        return Means(
            estimate=np.maximum(self.means.estimate, least), samples=np.maximum(samples, least)
        )


def item_losses(panel: Panel, mask: np.ndarray) -> dict[str, np.ndarray]:
    """scoring -> (run, step, item) losses; scorings that the items of `mask` lack are left out."""
    values = panel.values
    floor = chance(panel, mask)
    with np.errstate(divide="ignore", invalid="ignore"):
        losses = {
            EXACT: (1 - values["accuracy"]) / (1 - floor),
            LIKELIHOOD: -np.log(np.maximum(values["probability"], 1e-12)),
            BRIER: values["brier"],
            MARGIN: np.logaddexp(0, -values["margin"]),
            EDIT: 1 - values["edit_similarity"],
        }
    return {
        name: loss for name, loss in losses.items() if not np.isnan(loss[..., mask]).all()
    }  # fmt: skip


def scored(inputs: Inputs, *, decisive: bool = False) -> Iterator[Scored]:
    """Every ability of every family under every scoring that it has.

    With `decisive` under the one continuous score that decides, abilities without any left out.
    """
    for panel in inputs.panels.values():
        for kind in abilities(panel):
            mask = panel.kind(kind)
            losses = item_losses(panel, mask)
            if decisive:
                chosen = [name for name in CONTINUOUS if name in losses][:1]
                losses = {name: losses[name] for name in chosen}
            for name, loss in losses.items():
                means = at_last_step(inputs, panel, mask[None], loss, by_chance=True)
                yield Scored(
                    panel=panel, kind=kind, scoring=name, items=int(mask.sum()),
                    means=Means(estimate=means.estimate[0], samples=means.samples[:, 0]),
                )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Audited:
    """A scored kind with the rivals' predictions of the largest size, or why there are none."""

    scored: Scored
    missing: Message | None
    predictions: list[Prediction]
    contest: Contest | None


def audit(inputs: Inputs) -> list[Audited]:
    """Fit the rivals to every scored kind; the same list for the same inputs and seed."""
    # Kept with the inputs, as their cached properties are: tables and claim A8 rest on the same.
    kept = vars(inputs)
    if "audit" not in kept:
        kept["audit"] = _audit(inputs)
    return kept["audit"]


def _audit(inputs: Inputs) -> list[Audited]:
    n = inputs.log_parameters
    every = list(scored(inputs))
    missing = [missing_of(one, inputs.sizes) for one in every]
    whole = [one for one, why in zip(every, missing, strict=True) if not why]
    losses, drawn, predicted = [], [], []
    if whole:
        for one in whole:
            losses.append(one.positive.estimate)
            drawn.append(one.positive.samples[:MOST_RESAMPLES])
        predicted = predict_larger(n, np.stack(losses), np.stack(drawn), held=1)
    found, judged = [], iter(zip(losses, drawn, predicted, strict=True))
    for one, why in zip(every, missing, strict=True):
        if why:
            found.append(Audited(scored=one, missing=why, predictions=[], contest=None))
            continue
        loss, samples, predictions = next(judged)
        found.append(Audited(
            scored=one, missing=None, predictions=predictions,
            contest=contest(predictions, loss[-1:], samples[:, -1:]),
        ))  # fmt: skip
    return found


def missing_of(one: Scored, sizes: list[str]) -> Message | None:
    """Why a curve cannot be judged, or None."""
    if len(sizes) < MIN_SIZES:
        return too_few_sizes(len(sizes))
    absent = [s for s, value in zip(sizes, one.means.estimate, strict=True) if np.isnan(value)]
    return Message("not-scored", {"sizes": absent}) if absent else None


def too_few_sizes(count: int) -> Message:
    """That predicting the largest size needs more of them."""
    return Message("too-few-sizes", {"count": count, "least": MIN_SIZES})


def decision(found: Contest, confidence: float) -> tuple[str, float, float]:
    """'jump', 'smooth' or 'undecided', and the interval of the gain."""
    low, high = (float(end) for end in interval(found.gains, confidence))
    if found.jump() and low > 0:
        return "jump", low, high
    if not found.jump() and high < found.noise:
        return "smooth", low, high
    return "undecided", low, high
