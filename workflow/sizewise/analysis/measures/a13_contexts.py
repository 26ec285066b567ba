"""Does the large model hold conflicting contexts apart? Own minus rival value under a tag."""

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable, Part
from sizewise.analysis.data.vocabulary import AGREE, RIVAL, SOURCES, SWAPPED, TAGGED, UNTAGGED
from sizewise.analysis.methods.given_knowledge import (
    Scored,
    by_exposures,
    own_and_rival,
    shares_measured,
    shares_of,
)
from sizewise.analysis.methods.slopes import (
    at_last_step,
    both_ends,
    is_whole,
    items_of,
    measured_sizes,
    panel_of,
    size_slope,
)
from sizewise.study.messages import Message

CLAIM = "A13"


def measure(inputs: Inputs) -> Measured:
    """Slope on log size of own minus rival value under the own tag, of all facts that are known.

    Only facts on which the sources disagree count. A model that knows both values and ignores the
    tag has 0, and so has one that says the same source's value whatever the tag.
    """
    panel = panel_of(inputs, SOURCES)
    tagged = items_of(panel, TAGGED)
    lacking = [knob for knob in (AGREE, RIVAL) if knob not in panel.items]
    if lacking:
        raise NotMeasurable(
            Message("no-knob", {"family": SOURCES, "kind": TAGGED, "knobs": lacking})
        )
    disagree = (panel.items[AGREE] == False).to_numpy(dtype=bool)  # noqa: E712 (null is neither)
    if not (tagged & disagree).any():
        raise NotMeasurable(Message("a13-no-disagreement", {}))
    own, rival = own_and_rival(panel)
    cells = by_exposures(panel, tagged & disagree)
    # A seed heeds the tag or does not.
    apart = at_last_step(inputs, panel, cells, own - rival, one_share=True, by_chance=True)
    sizes = measured_sizes(panel, apart.estimate)
    shares = shares_of(inputs, panel, Scored(own - rival, cells), Scored(own + rival, cells))
    plain = apart.estimate.mean(axis=0)
    kinds = [k for k in (UNTAGGED, SWAPPED) if (panel.kind(k) & disagree).any()]
    beside = []
    for kind in kinds:
        one = at_last_step(inputs, panel, (panel.kind(kind) & disagree)[None], own - rival)
        if is_whole(one.estimate[0, sizes]):
            ends = both_ends([panel.sizes[i] for i in sizes], difference=one.estimate[0, sizes])
            beside.append(Message("a13-control", {"kind": kind, **ends}))
    return shares_measured(
        inputs, panel, shares, finding=lambda ends: Message("a13-finding", ends), beside=beside,
        parts=[Part(
            name=Message("a13-plain", {}), estimate=float(size_slope(inputs, plain, sizes)),
            samples=size_slope(inputs, apart.samples.mean(axis=1), sizes),
        )],
        within=(-1.0, 1.0),
    )  # fmt: skip
