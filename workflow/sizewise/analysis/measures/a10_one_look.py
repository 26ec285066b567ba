"""Does the large model learn a new rule at one look? Accuracy after one and two examples, by rule.

Not what more examples add: who has a rule at one look gains nothing from a second.
"""

from dataclasses import replace

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable, Part, Unreadable
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.resample import interval
from sizewise.analysis.data.vocabulary import LOOKUP, NEW_LANGUAGE, RULE, SHOTS
from sizewise.analysis.methods.curves import chance_corrected
from sizewise.analysis.methods.formation import (
    Score,
    above_chance,
    formed_by_answers,
    slope_over_runs,
)
from sizewise.analysis.methods.slopes import (
    at_last_step,
    both_ends,
    chance,
    items_of,
    measured_sizes,
    panel_of,
    slope_measured,
)
from sizewise.study.messages import Message

CLAIM = "A10"
LOOKS = (1, 2)
"""Examples that count as one look; an agreement can be told from two on."""
RULES = ("order", "echo", "agreement", "mapping")
"""Rules that no pair of neighbouring words tells (docs/families.md). The first edition's suffix was
one that a bigram of the prompt tells."""
LEAST = 0.1
"""Level, of 0 for chance to 1, from which a rule is off the floor where it is above chance: less is
what the audits' shortcuts could give."""


def _off_floor(panel: Panel, cell: np.ndarray, step: int) -> bool:
    """Whether the answers of some size are above chance."""
    right, guess = panel.values["accuracy"][:, step, cell], chance(panel, cell)
    for size in range(len(panel.sizes)):
        given = right[panel.run_size == size]
        given = given[~np.isnan(given)]
        clear = len(given) and above_chance(given.sum(), len(given), guess)
        if clear and chance_corrected(given.mean(), guess) >= LEAST:
            return True
    return False


def _given_lookup(
    inputs: Inputs, panel: Panel, score: Score, step: int
) -> tuple[list[Part], list[Message]]:
    """The same slope among the runs that look things up in the prompt."""
    if not panel.kind(LOOKUP).any():
        return [], []
    formed = formed_by_answers(panel, panel.kind(LOOKUP))[:, step] == 1
    count, runs = int(formed.sum()), len(panel.runs)
    found = slope_over_runs(inputs, panel, score, formed, step=step)
    if found is None:
        return [], [Message("a10-too-few-formed", {"formed": count, "runs": runs})]
    low, high = interval(found.samples, inputs.study.analysis.confidence)
    told = Message("estimate", {"value": found.estimate, "low": float(low), "high": float(high)})
    part = Part(name=Message("a10-formed-runs", {}), estimate=found.estimate, samples=found.samples)
    beside = Message("a10-given-lookup", {"slope": told, "formed": count, "runs": runs})
    return [part], [beside]


def measure(inputs: Inputs) -> Measured:
    """Slope on log size of accuracy above chance at one look, mean over the rules off the floor.

    Over single runs, each of which weighs the same: a size's few seeds may all have formed look-up
    by chance, and then do not show how far seeds scatter.
    """
    panel = panel_of(inputs, NEW_LANGUAGE)
    mask = items_of(panel, RULE) & np.isin(panel.number(SHOTS), LOOKS)
    names = panel.items["rule"] if "rule" in panel.items else np.full(len(panel.items), None)
    cells = {rule: mask & np.asarray(names == rule) for rule in RULES}
    cells = {rule: cell for rule, cell in cells.items() if cell.any()}
    if not cells:
        raise NotMeasurable(Message("a10-no-look", {"shots": list(LOOKS), "rules": list(RULES)}))
    step = panel.step_index()
    learned = [rule for rule, cell in cells.items() if _off_floor(panel, cell, step)]
    floor = [rule for rule in cells if rule not in learned]
    used = learned or list(cells)
    means = at_last_step(inputs, panel, np.stack([cells[rule] for rule in used]), one_share=True)
    guess = np.array([chance(panel, cells[rule]) for rule in used])[:, None]
    sizes = measured_sizes(panel, means.estimate)
    level = chance_corrected(means.estimate, guess)
    score = Score(
        cells=np.stack([cells[rule] for rule in used]),
        weights=1 / (1 - guess[:, 0]) / len(used),
        constant=float(-(guess / (1 - guess)).mean()),
    )
    parts, beside = _given_lookup(inputs, panel, score, step)
    if learned and floor:
        beside.insert(0, Message("a10-at-floor", {"rules": floor}))
    found: Measured = slope_measured(
        inputs, panel, level.mean(axis=0),
        chance_corrected(means.samples, guess).mean(axis=1), sizes,
        finding=Message("a10-finding", {
            "rules": used,
            **both_ends([panel.sizes[i] for i in sizes], level=level.mean(axis=0)[sizes]),
        }),
        beside=beside, parts=parts,
    )  # fmt: skip
    answered = ~np.isnan(panel.values["accuracy"][:, step][:, score.cells.any(axis=0)]).all(axis=1)
    over_runs = slope_over_runs(inputs, panel, score, answered, step=step)
    if over_runs is not None:
        found = replace(found, estimate=over_runs.estimate, samples=over_runs.samples)
    if learned:
        return found
    return replace(found, unreadable=Unreadable("floor", Message("a10-floor", {"rules": floor})))
