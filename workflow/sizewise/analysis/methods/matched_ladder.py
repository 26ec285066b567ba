"""The matched-loss test on the study's own ladder: a fit of every kind of items, and their mean."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from sizewise.analysis.data.end_points import end_points
from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.vocabulary import (
    BIOGRAPHIES,
    DIFFICULTY,
    SOURCES,
    UNKNOWN_KINDS,
    VERSES,
)
from sizewise.analysis.methods.held_out import held_out_by_run
from sizewise.analysis.methods.matched import MatchedLoss, around, fit_items
from sizewise.analysis.methods.own_loss import EARLIEST, Halved, instrumented, is_late
from sizewise.analysis.methods.slopes import abilities
from sizewise.study.messages import Message

MEMORY = (BIOGRAPHIES, VERSES, SOURCES)
"""Families of single facts: at equal loss a larger size has met each of them less often, so that
they say nothing of what size adds at equal loss."""
Loss = Callable[[Panel], np.ndarray]
"""From a panel to another loss (run, step) that is held equal."""


@dataclass(frozen=True)
class Matched:
    """The fits of a ladder by family, each kind twice, and why others have none."""

    fits: dict[str, list[MatchedLoss]] = field(default_factory=dict)
    failures: dict[str, dict[str, Message]] = field(default_factory=dict)
    """family -> kind -> why it has no fit; empty where no kind has an own loss."""

    def why(self, family: str) -> Message:
        """Why a family, or a part of it, has no fit. Raises KeyError where all has one."""
        kinds = self.failures[family]
        if not kinds:
            return Message("no-own-loss", {"family": family})
        reasons: list[Message] = []
        for why in kinds.values():
            if why not in reasons:
                reasons.append(why)
        return Message("no-fit-of-kinds", {
            "family": family, "kinds": list(kinds), "why": reasons,
        })  # fmt: skip

    def reasons(self) -> list[Message]:
        """Why families, or parts of them, have no fit: a sentence a reason, not one a family."""
        found: dict[str, list[tuple[str, Message]]] = {}
        silent = [name for name, kinds in self.failures.items() if not kinds]
        for name, kinds in self.failures.items():
            for why in kinds.values():
                found.setdefault(why.key, []).append((name, why))
        said = [Message("no-own-loss-of-families", {"families": silent})] if silent else []
        for cases in found.values():
            # Of those that differ in a number, the one that came closest to a fit.
            closest = max((why for _, why in cases), key=lambda why: why.values.get("points", 0))
            names = list(dict.fromkeys(name for name, _ in cases))
            said.append(Message("no-fit-for-reason", {"families": names, "why": closest}))
        return said

    def families(self, *, memory: bool) -> list[str]:
        """Families with a fit: those of memory, or all the others."""
        return [name for name in self.fits if (name in MEMORY) == memory]

    def around(self, inputs: Inputs, *families: str) -> tuple[float, tuple[float, float]]:
        """Mean gamma of `families`, each with equal weight, and its interval."""
        fits = [fit for name in families for fit in self.fits[name]]
        weights = np.concatenate([
            np.full(len(self.fits[name]), 1 / len(self.fits[name]) / len(families))
            for name in families
        ])  # fmt: skip
        return around(
            fits, several_seeds=inputs.fewest_seeds > 1, weights=weights,
            confidence=inputs.study.analysis.confidence,
        )  # fmt: skip


def held_out_loss(inputs: Inputs) -> Loss:
    """Held-out bits per byte, the same for all kinds; NaN where none was measured."""
    _, by_run = held_out_by_run(inputs)

    def loss_of(panel: Panel) -> np.ndarray:
        loss = np.full((len(panel.runs), len(panel.steps)), np.nan)
        _, mine, theirs = np.intersect1d(panel.steps, inputs.held_out.steps, return_indices=True)
        at = [inputs.held_out.runs.index(run) for run in panel.runs]
        loss[:, mine] = by_run[0][np.ix_(at, theirs)]
        return loss

    return loss_of


def chosen_kinds(panel: Panel) -> list[str]:
    """Kinds whose right choice has a probability, and that ask for what was learned."""
    known = ~np.isnan(panel.values["probability"]).all(axis=(0, 1))
    return [
        kind for kind in abilities(panel)
        if kind not in UNKNOWN_KINDS and known[panel.kind(kind)].any()
    ]  # fmt: skip


def of_claim(inputs: Inputs) -> "tuple[OwnLosses, Matched]":
    """What claim A16 rests on: the fits over the ends of trainings where the study has shorter
    ones, else over late checkpoints."""
    # Kept with the inputs, as their cached properties are: the claim and its table are the same.
    kept = vars(inputs)
    if "matched" not in kept:
        own = OwnLosses(end_points(inputs) or inputs)
        kept["matched"] = own, fit_all(own)
    return kept["matched"]


class OwnLosses:
    """The kinds of a ladder by halves, with their own losses; each is computed once."""

    def __init__(self, inputs: Inputs, since: float = EARLIEST) -> None:
        """`since` is the share of the training before which checkpoints do not enter; ends of
        trainings all do."""
        self.inputs = inputs
        self._since = 0.0 if inputs.all_decayed else since
        self._found: dict[tuple[str, str], Halved] = {}

    def of(self, panel: Panel, kind: str) -> Halved:
        """A kind of a family. Raises NotMeasurable for one entity."""
        key = (panel.family, kind)
        if key not in self._found:
            items = panel.kind(kind) & panel.throughout(is_late(panel, self._since))
            self._found[key] = Halved.of(panel, items, knobs_of(panel), self._since)
        return self._found[key]


def knobs_of(panel: Panel) -> list[str]:
    """Knobs of difficulty that the family has."""
    return [knob for knob in DIFFICULTY if knob in panel.knobs]


def fit_kind(
    own: OwnLosses, panel: Panel, kind: str, loss_of: Loss | None
) -> list[MatchedLoss]:  # fmt: skip
    """Two fits of a kind: loss on one half of its entities, ability on the other.

    With `loss_of` that loss is held equal, at the same points.

    Raises NotMeasurable as `own_loss.readable` and `fit_items` do.
    """
    # Of the checkpoints of one training the rate has decayed at the last one alone: that one has
    # a level of its own.
    decayed = (panel.steps == panel.steps[panel.step_index()]).astype(float)
    if own.inputs.all_decayed:
        decayed = np.zeros(len(panel.steps))
    halved, fits = own.of(panel, kind), []
    for lost in (0, 1):
        loss = instrumented(panel, halved, lost)
        if loss_of is not None:
            loss = np.where(np.isnan(loss), np.nan, loss_of(panel))
        fits.append(fit_items(
            panel, halved.items[1 - lost], loss, own.inputs.log_parameters, knobs_of(panel), decayed
        ))  # fmt: skip
    return fits


def fit_all(own: OwnLosses, loss_of: Loss | None = None) -> Matched:
    """A fit of every kind of every family that allows one, and why not for the others.

    At equal own loss, or equal `loss_of`.
    """
    found = Matched()
    for name, panel in own.inputs.panels.items():
        kinds = chosen_kinds(panel)
        if not kinds:
            found.failures[name] = {}
        for kind in kinds:
            try:
                fits = fit_kind(own, panel, kind, loss_of)
            except NotMeasurable as why:
                found.failures.setdefault(name, {})[kind] = why.message
            else:
                found.fits.setdefault(name, []).extend(fits)
    return found
