"""Does the large model have stronger induction heads? How often a run forms one, by size.

A head matches prefixes if it attends, at a word that comes again, to what followed it last time
(Olsson et al. 2022, arXiv 2209.11895). Runs have such a head or not, so the claim is about the
share of runs that do. Words of the planted language are read: on tokens of the whole vocabulary a
model saves as much without any head, by learning which tokens come at all.
"""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable, Unreadable
from sizewise.analysis.methods.formation import (
    FormedShares,
    first_step,
    formed_by_attention,
    means_by_size,
    rise,
    shares,
)
from sizewise.analysis.methods.probes import (
    VOCABULARY,
    WORDS,
    best_heads,
    missing_probes,
    repeats_panel,
)
from sizewise.analysis.methods.slopes import at_last_step, both_ends, is_whole
from sizewise.study.messages import Message
from sizewise.study.runs import LADDER

CLAIM = "A9"


def _heads(inputs: Inputs) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(run, step) whether the best head on words matches prefixes, NaN unprobed; (run, step) its
    score; the steps. Raises NotMeasurable without probes of words."""
    missing = missing_probes(inputs)
    frame = inputs.probes["heads"]
    if frame.empty or not (frame["tokens"] == WORDS).any():
        raise NotMeasurable(missing if missing and frame.empty else Message("a9-no-words", {}))
    best = best_heads(inputs, "prefix_matching", WORDS)
    steps = np.unique(best["step"])
    place = {(run.size, run.seed): i for i, run in enumerate(inputs.runs)}
    at = (
        [place[key] for key in zip(best["size"], best["seed"], strict=True)],
        np.searchsorted(steps, best["step"]),
    )
    formed, score = np.full((2, len(inputs.runs), len(steps)), np.nan)
    value, error, even = (best[name].to_numpy(float) for name in ("value", "error", "even"))
    formed[at], score[at] = formed_by_attention(value, error, even), value
    return formed, score, steps


def _when(formed: np.ndarray, steps: np.ndarray, size: np.ndarray, names: list[str]) -> Message:
    """The middle of the steps at which runs first have a head, for the sizes that have any."""
    first = first_step(formed, steps)
    found: dict[int, list[str]] = {}
    for i, name in enumerate(names):
        own = first[(size == i) & ~np.isnan(first)]
        if len(own):
            found.setdefault(int(np.quantile(own, 0.5, method="lower")), []).append(name)
    when = [Message("at-step", {"step": step, "sizes": found[step]}) for step in sorted(found)]
    return Message("a9-when", {"steps": when})


def _random_tokens(inputs: Inputs) -> list[Message]:
    """What a second occurrence of random tokens saves, where it was probed at both ends."""
    panel = repeats_panel(inputs, VOCABULARY)
    if panel is None:
        return []
    cells = np.ones((1, len(panel.items)), dtype=bool)
    gain = at_last_step(inputs, panel, cells, panel.values["gain"]).estimate[0]
    return [Message("a9-gain", both_ends(panel.sizes, gain=gain))] if is_whole(gain) else []


def _unreadable(found: FormedShares) -> Unreadable | None:
    if found.formed.any():
        return None
    return Unreadable("floor", Message("a9-floor", {"runs": int(found.runs.sum())}))


def measure(inputs: Inputs) -> Measured:
    """Share of runs, a decade of size, whose best head comes to match prefixes."""
    formed, score, steps = _heads(inputs)
    size = np.array([inputs.sizes.index(run.size) for run in inputs.runs])
    probed = (~np.isnan(formed)).any(axis=0)
    last = int(np.flatnonzero(probed)[-1])
    found = shares(inputs, CLAIM, formed[:, last], size)
    there = np.flatnonzero(found.runs > 0)
    names = [inputs.sizes[i] for i in there]
    if len(there) < 2:
        raise NotMeasurable(
            Message("one-size", {"family": LADDER, "count": len(there), "sizes": names})
        )
    effect, drawn = rise(inputs, CLAIM, found)
    best = means_by_size(score[:, last], size, len(inputs.sizes))[there]
    even = best_heads(inputs, "prefix_matching", WORDS)["even"].iloc[0]
    beside = [Message("a9-best-head", {"even": even, **both_ends(names, score=best)})]
    if found.formed.any():
        beside.append(_when(formed[:, : last + 1], steps[: last + 1], size, inputs.sizes))
    missing = missing_probes(inputs)
    return Measured(
        estimate=effect,
        samples=drawn,
        finding=Message("a9-finding", both_ends(
            names, formed=found.formed[there], runs=found.runs[there]
        )),
        beside=[*beside, *_random_tokens(inputs), *([missing] if missing else [])],
        sizes=names,
        curve=found.share[there],
        curve_samples=found.samples[:, there],
        curve_range=(0, 1),
        unreadable=_unreadable(found),
        families=("repeats",),
    )  # fmt: skip
