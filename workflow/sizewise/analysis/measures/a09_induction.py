"""Does the large model have stronger induction heads? The gain from reading the same again."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.methods.curves import slope
from sizewise.analysis.methods.probes import (
    VOCABULARY,
    WORDS,
    best_heads,
    missing_probes,
    repeats_panel,
)
from sizewise.analysis.methods.slopes import at_last_step, both_ends, measured_sizes
from sizewise.study.messages import Message

CLAIM = "A9"


def formation_step(gain: np.ndarray, steps: np.ndarray) -> int | None:
    """First of `steps` at which `gain` (step,) exceeds half of its final value; None if that is
    not above zero."""
    if not gain[-1] > 0:
        return None
    return int(steps[np.argmax(gain > gain[-1] / 2)])


def _best(inputs: Inputs, step: int, chosen: list[str], tokens: str) -> list[Message]:
    """Prefix matching of the best head at `step`, of the `chosen` sizes; nothing without any."""
    heads = best_heads(inputs, "prefix_matching", tokens)
    heads = heads[heads["step"] == step]
    best = heads.groupby("size")["value"].mean()
    if not set(chosen) <= set(best.index):
        return []
    # Registered are random tokens; words say whether a circuit is there at all.
    return [Message("a9-best-head", {
        "tokens": tokens, "even": heads["even"].iloc[0],
        **both_ends(chosen, score=best[chosen].to_numpy()),
    })]  # fmt: skip


def _formation(inputs: Inputs, panel: Panel, sizes: np.ndarray) -> list[Message]:
    """When half of the final gain is there, by size, and the best head's score at the end."""
    last = panel.step_index()
    cells = np.ones((1, len(panel.items)), dtype=bool)
    gain = inputs.resamples.means(panel, panel.values["gain"], cells).estimate[0]
    steps = panel.steps[: last + 1]
    formed: dict[int, list[str]] = {}
    for i in sizes:
        if (step := formation_step(gain[i, : last + 1], steps)) is not None:
            formed.setdefault(step, []).append(panel.sizes[i])
    when = [Message("at-step", {"step": step, "sizes": formed[step]}) for step in sorted(formed)]
    chosen = [panel.sizes[i] for i in sizes]
    formation = [Message("a9-formed", {"steps": when})] if when else []
    step = int(panel.steps[last])
    heads = (_best(inputs, step, chosen, tokens) for tokens in (VOCABULARY, WORDS))
    return formation + [message for found in heads for message in found]


def measure(inputs: Inputs) -> Measured:
    """Slope on log size of the in-context gain: nats a token saved on the second occurrence.

    Sequences are resampled like entities. Beside it stand when the gain forms and how well the
    best head matches prefixes.
    """
    panel, missing = repeats_panel(inputs), missing_probes(inputs)
    if panel is None:
        raise NotMeasurable(missing or Message("no-probed-tokens", {}))
    cells = np.ones((1, len(panel.items)), dtype=bool)
    means = at_last_step(inputs, panel, cells, panel.values["gain"])
    sizes = measured_sizes(panel, means.estimate)
    chosen = [panel.sizes[i] for i in sizes]
    # The panel may lack sizes of the ladder.
    decades = inputs.log_parameters[[inputs.sizes.index(size) for size in chosen]]
    curve, drawn = means.estimate[0, sizes], means.samples[:, 0][:, sizes]
    return Measured(
        estimate=float(slope(curve, decades)),
        samples=slope(drawn, decades),
        finding=Message("a9-finding", both_ends(chosen, gain=curve)),
        beside=_formation(inputs, panel, sizes) + ([missing] if missing else []),
        sizes=chosen,
        curve=curve,
        curve_samples=drawn,
        families=("repeats",),
    )
