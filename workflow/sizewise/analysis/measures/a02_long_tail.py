"""Does the large model keep the long tail? Exposures that a fact needs for 50 % recall."""

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, Part, Unreadable
from sizewise.analysis.data.vocabulary import BIOGRAPHIES
from sizewise.analysis.methods.half_recall import HalfRecall, half_recall
from sizewise.study.messages import Message, selector

CLAIM = "A2"


def _needed(found: HalfRecall, at: int) -> Message:
    side, value = found.reach.sides[at], found.exposures[at]
    if side == "above":
        return Message("more-than", {"value": value})
    if side == "below":
        return Message("fewer-than", {"value": value})
    return Message("about", {"value": value})


def _bounds(found: HalfRecall) -> list[Message]:
    said = []
    if above := found.reach.beyond("above"):
        said.append(Message("a2-never-reached", {"sizes": above, "level": found.most}))
    if below := found.reach.beyond("below"):
        said.append(Message("a2-always-passed", {"sizes": below, "level": found.fewest}))
    return said


def measure(inputs: Inputs) -> Measured:
    """Exponent of f50 in N: a censored line through log2 f50 of all runs, recall among the values.

    Recall in which the trained answer "not recorded" counts as wrong stands beside it as a part.
    """
    found, abstaining = half_recall(inputs), half_recall(inputs, abstaining=True)
    reach = found.reach
    beside = [] if reach.reason else [Message("a2-exponent", {"exponent": found.exponent})]
    parts = []
    if abstaining.reach.line is not None:
        name = Message("a2-abstaining", {})
        parts.append(Part(name=name, estimate=abstaining.exponent, samples=abstaining.exponents))
        beside.append(Message("a2-with-abstaining", {"exponent": abstaining.exponent}))
    return Measured(
        estimate=found.exponent,
        samples=found.exponents,
        finding=Message("a2-finding", {
            "smallest": found.sizes[0], "largest": found.sizes[-1],
            "needed_smallest": _needed(found, 0), "needed_largest": _needed(found, -1),
        }),
        beside=beside + _bounds(found),
        sizes=found.sizes,
        curve=found.exposures,
        curve_samples=found.samples,
        curve_bounds=list(reach.sides),
        unreadable=Unreadable(reach.reason, Message("a2-unreadable", {
            "why": selector(reach.reason), "fewest": found.fewest, "most": found.most,
        })) if reach.reason else None,
        parts=parts,
        families=(BIOGRAPHIES,),
    )  # fmt: skip
