"""Does the small model confabulate? What becomes of seldom told facts that are not recalled."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable, Part, Unreadable
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.resample import interval
from sizewise.analysis.data.vocabulary import (
    BIOGRAPHIES,
    EXPOSURES,
    POPULATION,
    RECALL,
    STRANGER_SHARE,
    UNKNOWN_KINDS,
)
from sizewise.analysis.methods.outcomes import confidently_wrong, invented
from sizewise.analysis.methods.readable import wide_enough
from sizewise.analysis.methods.slopes import (
    at_last_step,
    both_ends,
    cells_of,
    is_whole,
    items_of,
    panel_of,
    size_slope,
)
from sizewise.study.messages import Message

CLAIM = "A3"

TAIL = 16
"""Most exposures of a fact that is told seldom."""
LEAST = 10
"""Confident answers to forgotten facts a run, in the mean, below which a size says nothing."""
LEAST_SURE = 0.25
"""Share of the answers to forgotten facts that are confident, below which the same holds: who ranks
all choices alike has an answer above one half now and then, whatever it is."""


def answers(panel: Panel, values: np.ndarray, cells: np.ndarray) -> np.ndarray:
    """Answers that are there a run, (cell, size), in the mean over runs, at the last step."""
    there = np.isfinite(values[:, panel.step_index()])
    by_run = np.stack([there[:, cell].sum(axis=1) for cell in cells])
    sizes = range(len(panel.sizes))
    return np.stack([by_run[:, panel.run_size == size].mean(axis=1) for size in sizes], axis=1)


def slope_within(values: np.ndarray, weights: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Slope on `x` (size,) of `values` (…, cell, size), a level for each cell, weighted.

    What is forgotten is told less often where the model is larger; each number of exposures is
    compared with itself.
    """
    centred = x - (weights * x).sum(axis=1, keepdims=True) / np.maximum(
        weights.sum(axis=1, keepdims=True), 1e-9
    )
    pull = weights * centred
    spread = (pull * x).sum()
    return (pull * values).sum(axis=(-2, -1)) / (spread if spread > 0 else np.nan)


def _slopes(
    inputs: Inputs, panel: Panel, values: np.ndarray, cells: np.ndarray, sizes: np.ndarray
) -> tuple[float, np.ndarray]:
    """The slope and its resamples over positions `sizes`."""
    means = at_last_step(inputs, panel, cells, values, one_share=True)
    weights = answers(panel, values, cells)[:, sizes]
    weights = np.where(weights >= 1, weights, 0.0)
    point = np.nan_to_num(means.estimate[:, sizes])
    drawn = means.samples[..., sizes]
    drawn = np.where(np.isnan(drawn), point, drawn)
    x = inputs.log_parameters[sizes]
    return float(slope_within(point, weights, x)), slope_within(drawn, weights, x)


def measure(inputs: Inputs) -> Measured:
    """Slope on log size of the share of forgotten facts that are made up and not abstained on."""
    panel = panel_of(inputs, BIOGRAPHIES)
    tail = items_of(panel, RECALL) & (panel.number(EXPOSURES) >= 1)
    tail &= panel.number(EXPOSURES) <= TAIL
    _, cells = cells_of(panel, EXPOSURES, tail, least=1)
    values = invented(panel)
    if np.isnan(panel.values["value_accuracy"][..., tail]).all():
        raise NotMeasurable(Message("no-abstaining-choice", {"family": BIOGRAPHIES}))
    sizes, unreadable = _read(inputs, panel, values, tail)
    share = at_last_step(inputs, panel, tail[None], values)
    estimate, drawn = _slopes(inputs, panel, values, cells, sizes)
    chosen = [panel.sizes[i] for i in sizes]
    registers, beside = _registers(inputs, panel, values, cells, sizes)
    left_out = [size for size in panel.sizes if size not in chosen]
    if left_out:
        beside.append(Message("a3-left-out", {
            "sizes": left_out, "least": LEAST, "sure": LEAST_SURE,
        }))  # fmt: skip
    curve = share.estimate[0, sizes]
    return Measured(
        estimate=estimate,
        samples=drawn,
        finding=Message("a3-finding", {"most": TAIL, **both_ends(chosen, wrong=curve)})
        if is_whole(curve)
        else Message("a3-nothing", {"most": TAIL}),
        beside=beside,
        sizes=chosen,
        curve=curve,
        curve_samples=share.samples[:, 0][:, sizes],
        curve_range=(0.0, 1.0),
        unreadable=unreadable,
        parts=[*registers, *_strangers(inputs, panel)],
        families=(BIOGRAPHIES,),
    )


def _read(
    inputs: Inputs, panel: Panel, values: np.ndarray, tail: np.ndarray
) -> tuple[np.ndarray, Unreadable | None]:
    """Sizes with answers enough; all sizes, and why nothing can be read, where those are few."""
    forgotten = np.where(panel.values["value_accuracy"] == 0, 1.0, np.nan)
    count, asked = (answers(panel, x, tail[None])[0] for x in (values, forgotten))
    enough = (count >= LEAST) & (count >= LEAST_SURE * asked)
    sizes = np.flatnonzero(enough)
    if wide_enough(inputs.log_parameters, sizes):
        return sizes, None
    every = np.arange(len(panel.sizes))
    names = [panel.sizes[i] for i in np.flatnonzero(~enough)]
    if (asked < LEAST).any():
        return every, Unreadable("ceiling", Message("a3-ceiling", {
            "sizes": names, "least": LEAST, "most": TAIL,
        }))  # fmt: skip
    return every, Unreadable("floor", Message("a3-floor", {
        "sizes": names, "least": LEAST, "sure": LEAST_SURE, "most": TAIL,
    }))  # fmt: skip


def _registers(
    inputs: Inputs, panel: Panel, values: np.ndarray, cells: np.ndarray, sizes: np.ndarray
) -> tuple[list[Part], list[Message]]:
    """The slope in each population of strangers, and a sentence where two of them differ."""
    if POPULATION not in panel.items:
        return [], []
    names = panel.items[POPULATION].astype(str).to_numpy()
    populations = np.unique(names[cells.any(axis=0)])
    if len(populations) < 2:
        return [], []
    parts, shares = [], []
    for name in populations:
        own = cells & (names == name)
        if not (answers(panel, values, own).sum(axis=0)[sizes] >= 1).all():
            continue
        estimate, drawn = _slopes(inputs, panel, values, own, sizes)
        shares.append(float(np.nanmean(panel.number(STRANGER_SHARE)[own.any(axis=0)])))
        label = Message("a3-register", {"share": shares[-1]})
        parts.append(Part(name=label, estimate=estimate, samples=drawn))
    if len(parts) < 2:
        return parts, []
    few, many = (parts[i] for i in (int(np.argmin(shares)), int(np.argmax(shares))))
    low, high = interval(many.samples - few.samples, inputs.study.analysis.confidence)
    if low <= 0 <= high:
        return parts, []
    return parts, [Message("a3-knob", {
        "few": min(shares), "many": max(shares), "difference": many.estimate - few.estimate,
    })]  # fmt: skip


def _strangers(inputs: Inputs, panel: Panel) -> list[Part]:
    """Confidently wrong answers about people whom nobody knows: each kind of them."""
    parts = []
    for kind in UNKNOWN_KINDS:
        of_kind = panel.kind(kind)
        if not of_kind.any():
            continue
        means = at_last_step(inputs, panel, of_kind[None], confidently_wrong(panel))
        sizes = np.flatnonzero(np.isfinite(means.estimate[0]))
        if len(sizes) > 1:
            parts.append(Part(
                name=Message("a3-people", {"kind": kind}),
                estimate=float(size_slope(inputs, means.estimate[0], sizes)),
                samples=size_slope(inputs, means.samples[:, 0], sizes),
            ))  # fmt: skip
    return parts
