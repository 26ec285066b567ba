"""Feelings: a mood that many weak details make together, and never for certain.

The score of a mood is a sum over details of small weights and, from order 2 on, over pairs or
triples of details; the mood is drawn from the softmax of the scores. No detail decides, every one
counts. Terms of order n are pure interactions: centred over each of their details, they carry
nothing that fewer details tell (functional analysis of variance, Hoeffding 1948), and each order
has the same share of the scores' variance.

Compared with deductions, where a few details decide by crisp rules (sizewise.world.details).
"""

from itertools import combinations
from math import comb, sqrt
from typing import ClassVar

import numpy as np
import scipy
from pydantic import Field, model_validator

from sizewise.study.errors import StudyError
from sizewise.world.details import Bank, Labelled, LabelledPlan, Setting, Table, least_tokens
from sizewise.world.family import Family, key
from sizewise.world.randomness import generator

NAME = "feelings"
_DETAILS = """
rain snow mist wind dusk dawn moon star lamp coal fire soup milk plum pear seed rose fern moss
leaf vine pine reed hill lake pond rock sand wave tide boat sail rope oars dock gull crow dove
swan lark wren hare deer goat lamb colt bell harp lute drum song tune poem book page desk sofa
door gate roof wall path lane road yard barn mill well nest cave moat nook wool silk lace coat
hood ring bead doll kite ball cake tart loaf mint sage clay wood iron gold rust dust glow echo
hush sigh yawn tear kiss hand face hair rice corn bean kelp silt loam haze hail cord tray bowl
mugs dish vase ford quay fawn"""
# Largest misfit of the softness: of the entropy in bits, of a label's frequency against uniform.
_MISFIT = 1e-8
# Strengths between which the softness is sought.
_STRENGTHS = (1e-3, 1e3)
# With fewer combinations of cues a label, scores cannot be as crisp and as balanced as asked.
_COMBINATIONS_A_LABEL = 16


class FeelingsSetting(Setting):
    """One setting: how many details weigh, and how they combine."""

    cues: int = Field(ge=1, description="details that weigh, of those shown; fewer are stronger")
    order: int = Field(
        ge=1,
        le=3,
        description="highest order of interactions: 1 single details, 2 also pairs, 3 also triples",
    )


class Feelings(Labelled):
    """Knobs of feelings: a label that many weak details make together."""

    bank: ClassVar[Bank] = Bank(
        tags=("Home", "Moor", "Port", "Farm", "Glen", "Isle"),
        details=tuple(_DETAILS.split()),
        labels=("calm", "hope", "fear", "rage", "envy", "pity", "love", "zeal"),
        closers=("Mood", "Tone"),
    )

    settings: list[FeelingsSetting] = Field(description="settings of the dial")

    @model_validator(mode="after")
    def _orders(self) -> "Feelings":
        for number, setting in enumerate(self.settings):
            self.check_groups(number, setting.cues, "cues")
            if self.values**setting.cues < _COMBINATIONS_A_LABEL * self.labels:
                raise ValueError(
                    f"settings.{number}.cues {setting.cues} has {self.values**setting.cues} "
                    f"combinations, {self.labels} labels need {_COMBINATIONS_A_LABEL} each; raise "
                    "cues or values"
                )
            if setting.order > setting.cues:
                raise ValueError(
                    f"settings.{number}.order {setting.order} is more than its cues "
                    f"{setting.cues}; lower it"
                )
        return self


def _centred(weights: np.ndarray) -> np.ndarray:
    """`weights` with mean 0 along every axis, and variance 1."""
    for axis in range(weights.ndim):
        weights = weights - weights.mean(axis=axis, keepdims=True)
    return weights / weights.std()


def terms(
    rng: np.random.Generator, setting: FeelingsSetting, values: int, labels: int
) -> dict[tuple[int, ...], np.ndarray]:
    """The weights of single details, pairs, triples, by the numbers of their groups.

    Each is (values, …, values, labels), centred along every axis, and scaled so that the sum of
    all has variance 1.
    """
    found = {}
    for order in range(1, setting.order + 1):
        scale = 1 / sqrt(setting.order * comb(setting.cues, order))
        for groups in combinations(range(setting.cues), order):
            shape = (values,) * order + (labels,)
            found[groups] = scale * _centred(rng.standard_normal(shape))
    return found


def scores(found: dict[tuple[int, ...], np.ndarray], cues: int) -> np.ndarray:
    """Sum of `terms` for every combination of `cues` details: (values ** cues, labels)."""
    values, labels = found[0,].shape
    total = np.zeros((values,) * cues + (labels,))
    for groups, weights in found.items():
        shape = [values if group in groups else 1 for group in range(cues)]
        total += weights.reshape(*shape, labels)
    return total.reshape(-1, labels)


def free_weights(setting: FeelingsSetting, values: int, labels: int) -> int:
    """Weights of `terms` that can be chosen freely: the degrees of freedom of pure interactions.

    Centred over `values` of each detail and, because only differences between labels count, over
    the labels.
    """
    orders = range(1, setting.order + 1)
    return sum(comb(setting.cues, n) * (values - 1) ** n for n in orders) * (labels - 1)


def soften(found: np.ndarray, entropy: float) -> tuple[np.ndarray, float]:
    """Probabilities softmax(strength × scores + bias), and the strength.

    The strength is that at which the mean entropy of a row is `entropy` bits; the biases make all
    labels equally frequent in the mean over rows. `found`: (rows, labels) scores.
    """
    labels = found.shape[1]

    def at(unknowns: np.ndarray) -> np.ndarray:
        # One bias is 0: adding the same to all changes nothing.
        biases = np.concatenate([[0.0], unknowns[1:]])
        return scipy.special.softmax(np.exp(unknowns[0]) * found + biases, axis=1)

    def misfit(unknowns: np.ndarray) -> np.ndarray:
        shares = at(unknowns)
        excess = scipy.special.entr(shares).sum(axis=1).mean() / np.log(2) - entropy
        return np.concatenate([[excess], shares.mean(axis=0)[1:] * labels - 1])

    start = np.zeros(labels)
    low, high = np.log(_STRENGTHS)
    try:
        # From the softness without biases, which a search in one dimension brackets.
        start[0] = scipy.optimize.brentq(
            lambda x: misfit(np.array([x, *start[1:]]))[0], low, high, xtol=0.1
        )
        solution = scipy.optimize.root(misfit, start, tol=_MISFIT / 100)
        worst = np.abs(solution.fun).max()
    except ValueError:
        worst = np.inf
    if worst > _MISFIT:
        raise StudyError(
            f"{key(NAME, 'settings')}: found no softness with {entropy:g} bits and equally "
            "frequent labels; raise entropy or cues"
        )
    return at(solution.x), float(np.exp(solution.x[0]))


def _table(knobs: Feelings, number: int, seed: int) -> Table:
    setting, rng = knobs.settings[number], generator(seed, NAME, "weights", number)
    found = scores(terms(rng, setting, knobs.values, knobs.labels), setting.cues)
    probabilities, strength = soften(found, setting.entropy)
    single = strength / sqrt(setting.order * setting.cues)
    free = free_weights(setting, knobs.values, knobs.labels)
    facts = {"strength": strength, "strength_a_cue": single}
    return Table(probabilities, setting.cues, free, facts)


def _plan(knobs: Feelings, budget: int, seed: int) -> LabelledPlan:
    tables = [_table(knobs, number, seed) for number in range(len(knobs.settings))]
    return LabelledPlan(NAME, knobs, tables, seed)


FAMILY = Family(
    name=NAME,
    summary="a label that many weak details make together (B3)",
    knobs=Feelings,
    plan=_plan,
    check=lambda knobs, budget, seed: None,
    least_tokens=least_tokens,
)
