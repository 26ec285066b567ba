"""Deductions: a finding that a few details decide by crisp rules; all others are idle.

Every combination of the decisive details has a rule with one outcome ("if file and boot, then
hoax"), and equally many rules lead to each finding. The finding is the rule's outcome, but for a
share of errors that is uniform over the other findings and solved for the wanted entropy.

Compared with feelings, where many details each count a little (sizewise.world.details).
"""

from typing import ClassVar

import numpy as np
import scipy
from pydantic import Field, model_validator

from sizewise.world.details import Bank, Labelled, LabelledPlan, Setting, Table, least_tokens
from sizewise.world.family import Family
from sizewise.world.randomness import generator

NAME = "deductions"
_DETAILS = """
file boot shoe sock belt sash glue tape wire bolt nail gear chip disk card coin bill cash chit
form memo mail post news plan seal inks pens pins hook hoop cane mace whip sack vial drug pill
dose acid lead zinc foil salt lime mask veil fake ruby opal jade comb soap rags mops pail hose
pipe pump tank tyre hubs axle cart tram taxi limo bike jeep deck mast keel helm safe lock keys
vent duct lift ramp step rail beam slab tile sill pane flue oven wick matt wine beer cork cups
fork pans pots lids meat fish eggs peas oats gums fuse bulb plug dial gong veto deed will pact
bond fund loan rent pawn rook"""
_PRECISE = 1e-12


class DeductionsSetting(Setting):
    """One setting: how deep the rules are."""

    depth: int = Field(
        ge=1, description="details that decide, all of them together; values^depth rules"
    )


class Deductions(Labelled):
    """Knobs of deductions: a label that a few details decide."""

    bank: ClassVar[Bank] = Bank(
        tags=("Bank", "Club", "Shop", "Camp", "Zone", "Fair"),
        details=tuple(_DETAILS.split()),
        labels=("hoax", "raid", "ruse", "feud", "leak", "scam", "plot", "trap"),
        closers=("Case", "Find"),
    )

    settings: list[DeductionsSetting] = Field(description="settings of the dial")

    @model_validator(mode="after")
    def _rules(self) -> "Deductions":
        for number, setting in enumerate(self.settings):
            self.check_groups(number, setting.depth, "depth")
            rules = self.values**setting.depth
            if rules % self.labels:
                raise ValueError(
                    f"settings.{number}.depth {setting.depth} has {rules} rules, which cannot be "
                    f"shared equally among {self.labels} labels; make labels a divisor"
                )
        return self


def error_rate(entropy: float, labels: int) -> float:
    """Share of errors, uniform over the other labels, at which a label has `entropy` bits."""

    def excess(error: float) -> float:
        nats = (
            scipy.special.entr(1 - error) + scipy.special.entr(error) + error * np.log(labels - 1)
        )
        return nats / np.log(2) - entropy

    return float(scipy.optimize.brentq(excess, 0, 1 - 1 / labels, xtol=_PRECISE))


def outcomes(rng: np.random.Generator, depth: int, values: int, labels: int) -> np.ndarray:
    """The finding of each rule: (values ** depth,) int64, each equally often.

    Every decisive detail matters: there are rules that differ in it alone and have other outcomes.
    """
    rules = values**depth
    while True:
        found = rng.permutation(np.arange(rules) % labels)
        grid = found.reshape((values,) * depth)
        if all((np.diff(grid, axis=axis) != 0).any() for axis in range(depth)):
            return found


def _table(knobs: Deductions, number: int, seed: int) -> Table:
    setting, rng = knobs.settings[number], generator(seed, NAME, "rules", number)
    error = error_rate(setting.entropy, knobs.labels)
    found = outcomes(rng, setting.depth, knobs.values, knobs.labels)
    right = np.eye(knobs.labels, dtype=bool)[found]
    probabilities = np.where(right, 1 - error, error / (knobs.labels - 1))
    facts = {"error_rate": error, "rules": len(found)}
    # One free choice a rule: its outcome.
    return Table(probabilities, setting.depth, len(found), facts)


def _plan(knobs: Deductions, budget: int, seed: int) -> LabelledPlan:
    tables = [_table(knobs, number, seed) for number in range(len(knobs.settings))]
    return LabelledPlan(NAME, knobs, tables, seed)


FAMILY = Family(
    name=NAME,
    summary="a label that a few details decide by crisp rules (B3)",
    knobs=Deductions,
    plan=_plan,
    check=lambda knobs, budget, seed: None,
    least_tokens=least_tokens,
)
