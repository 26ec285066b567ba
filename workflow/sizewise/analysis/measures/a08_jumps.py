"""Do abilities jump? A critical size against smooth laws, judged on the largest size.

The laws are fitted to all sizes but the largest and predict it (`rivals`). A jump survives where a
law with a critical size predicts a continuous score of the same items better than every smooth law
does, by more than the noise of what is predicted.
"""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable
from sizewise.analysis.methods.emergence import (
    CONTINUOUS,
    EXACT,
    MIN_SIZES,
    Audited,
    audit,
    too_few_sizes,
)
from sizewise.study.messages import Message

CLAIM = "A8"


def by_kind(audited: list[Audited]) -> dict[tuple[str, str], dict[str, Audited]]:
    """(family, kind) -> scoring -> audit."""
    found: dict[tuple[str, str], dict[str, Audited]] = {}
    for one in audited:
        key = (one.scored.panel.family, one.scored.kind)
        found.setdefault(key, {})[one.scored.scoring] = one
    return found


def measure(inputs: Inputs) -> Measured:
    """Share of (family, kind) in which the jump survives a continuous score."""
    if len(inputs.log_parameters) < MIN_SIZES:
        raise NotMeasurable(too_few_sizes(len(inputs.log_parameters)))
    soft, exact, curves, left_out = [], [], [], {}
    for (family, kind), scorings in by_kind(audit(inputs)).items():
        name = next((s for s in CONTINUOUS if s in scorings), None)
        if name is None:
            continue
        chosen, hard = scorings[name], scorings.get(EXACT)
        if chosen.contest is None or hard is None or hard.contest is None:
            why = chosen.missing or (hard and hard.missing) or Message("no-exact-match", {})
            who = Message("kind-of-family", {"family": family, "kind": kind})
            left_out.setdefault(why.text, (why, []))[1].append(who)
            continue
        soft.append(chosen.contest)
        exact.append(hard.contest)
        # Losses have different units: each curve as a share of its largest value.
        means = chosen.scored.means
        top = np.nanmax(means.estimate)
        curves.append((means.estimate / top, means.samples / top))
    groups = [
        Message("a8-left-out", {"kinds": kinds, "why": why}) for why, kinds in left_out.values()
    ]
    if not soft:
        raise NotMeasurable(
            Message("a8-all-left-out", {"groups": groups})
            if groups
            else Message("a8-no-continuous-score", {})
        )
    jumps, sharp = (sum(one.jump() for one in part) for part in (soft, exact))
    return Measured(
        estimate=jumps / len(soft),
        samples=np.mean([one.jumps() for one in soft], axis=0),
        finding=Message(
            "a8-finding",
            {
                "largest": inputs.sizes[-1],
                "kinds": len(exact),
                "exact": sharp,
                "continuous": jumps,
            },
        ),
        beside=groups,
        sizes=list(inputs.sizes),
        curve=np.mean([curve for curve, _ in curves], axis=0),
        curve_samples=np.mean([drawn for _, drawn in curves], axis=0),
    )
