"""Quantity or quality? What log size still explains of ability at equal loss of the same family."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable, Part, Unreadable
from sizewise.analysis.methods.curves import mean_there
from sizewise.analysis.methods.matched_ladder import (
    MEMORY,
    Matched,
    OwnLosses,
    fit_all,
    held_out_loss,
    of_claim,
)
from sizewise.study.messages import Message

CLAIM = "A16"
NOTHING_READABLE = {
    "own-loss-floor": Unreadable("floor", Message("a16-floor", {})),
    "own-loss-ceiling": Unreadable("ceiling", Message("a16-ceiling", {})),
}
"""What no kind of skills says where none has a point between guessing and all known."""


def measure(inputs: Inputs) -> Measured:
    """Mean over families of skills of the logits a decade of N at equal own loss.

    Over the ends of trainings where the study has shorter ones, else over late checkpoints. Beside
    it each family, families of memory, and the same at equal held-out loss.
    """
    own, found = of_claim(inputs)
    inputs = own.inputs
    skills = found.families(memory=False)
    beside = found.reasons()
    if not skills:
        return _nothing(inputs, found, beside)
    gamma, whole = found.around(inputs, *skills)
    fits = [fit for name in skills for fit in found.fits[name]]
    by_size = mean_there(np.stack([fit.by_size for fit in fits]), axis=0)
    sizes = np.flatnonzero(np.isfinite(by_size))
    each = [
        Message("a16-family", {"family": name, "gamma": found.around(inputs, name)[0]})
        for name in skills
    ]
    memory = found.families(memory=True)
    if memory:
        beside.insert(0, Message("a16-memory", {
            "families": memory, "gamma": found.around(inputs, *memory)[0],
        }))  # fmt: skip
    return Measured(
        estimate=gamma, samples=None, interval=whole,
        finding=Message("a16-finding", {
            "gamma": gamma, "families": each, "points": max(fit.points for fit in fits),
        }),
        beside=beside, sizes=[inputs.sizes[i] for i in sizes], curve=by_size[sizes],
        parts=_parts(own, found, skills, memory),
    )  # fmt: skip


def _parts(own: OwnLosses, found: Matched, skills: list[str], memory: list[str]) -> list[Part]:
    inputs, parts = own.inputs, []
    for name in (skills if len(skills) > 1 else []) + memory:
        value, ends = found.around(inputs, name)
        alone = Message("family-alone", {"family": name})
        parts.append(Part(name=alone, estimate=value, interval=ends))
    general = fit_all(own, held_out_loss(inputs))
    same = [name for name in skills if name in general.fits]
    if same:
        value, ends = general.around(inputs, *same)
        at_held_out = Message("a16-at-held-out-loss", {})
        parts.append(Part(name=at_held_out, estimate=value, interval=ends))
    return parts


def _nothing(inputs: Inputs, found: Matched, beside: list[Message]) -> Measured:
    """No family of skills has a fit: floor or ceiling where that is why, else not measurable."""
    keys = {
        why.key for name, kinds in found.failures.items() for why in kinds.values()
        if name not in MEMORY
    }  # fmt: skip
    for key, unreadable in NOTHING_READABLE.items():
        if key in keys:
            return Measured(
                estimate=np.nan, samples=None, interval=(np.nan, np.nan),
                finding=Message("a16-nothing", {}), beside=beside, sizes=inputs.sizes,
                curve=np.full(len(inputs.sizes), np.nan), unreadable=unreadable,
            )  # fmt: skip
    if not beside:
        raise NotMeasurable(Message("a16-no-items", {}))
    raise NotMeasurable(Message("a16-no-fit", {"families": beside}))
