"""What most measures share: a family's panel, means at the last step, a slope on log size."""

from collections.abc import Sequence

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured, NotMeasurable, Part
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.resample import Means
from sizewise.analysis.data.vocabulary import CONTROLS, DISTRACTORS
from sizewise.analysis.methods.curves import slope
from sizewise.study.messages import Message


def panel_of(inputs: Inputs, family: str) -> Panel:
    """The family's panel. Raises NotMeasurable that says why there is none."""
    if family in inputs.panels:
        return inputs.panels[family]
    if inputs.study.shares_of(inputs.name).get(family, 0) > 0:
        raise NotMeasurable(Message("family-not-evaluated", {"family": family}))
    raise NotMeasurable(Message("family-not-in-mix", {"family": family}))


def abilities(panel: Panel) -> list[str]:
    """Kinds of items whose accuracy is an ability, in alphabetical order."""
    kinds = sorted(panel.items["kind"].unique())
    return [kind for kind in kinds if (panel.family, kind) not in CONTROLS]


def items_of(panel: Panel, *kinds: str) -> np.ndarray:
    """Mask of items of `kinds`. Raises NotMeasurable where there are none."""
    mask = panel.kind(*kinds)
    if not mask.any():
        have = sorted(panel.items["kind"].unique())
        raise NotMeasurable(
            Message("no-items-of-kind", {"family": panel.family, "kinds": kinds, "have": have})
        )
    return mask


def levels_of(panel: Panel, knob: str, mask: np.ndarray, least: int = 2) -> np.ndarray:
    """Ascending values of a number knob among `mask`. Raises NotMeasurable below `least`."""
    values = panel.number(knob)[mask]
    levels = np.unique(values[~np.isnan(values)])
    if len(levels) < least:
        raise NotMeasurable(
            Message(
                "too-few-levels",
                {
                    "family": panel.family,
                    "knob": knob,
                    "count": len(levels),
                    "least": least,
                },
            )
        )
    return levels


def cells_of(
    panel: Panel, knob: str, mask: np.ndarray, least: int = 2
) -> tuple[np.ndarray, np.ndarray]:
    """Levels of a number knob, as `levels_of` gives them, and the items of each (level, item)."""
    levels = levels_of(panel, knob, mask, least)
    return levels, np.stack([mask & (panel.number(knob) == level) for level in levels])


def item_chance(panel: Panel) -> np.ndarray:
    """(item,) one over the choices; 0 for generated answers."""
    choices = panel.items["choices"].to_numpy(dtype=float)
    return np.divide(1, choices, out=np.zeros_like(choices), where=choices > 0)


def chance(panel: Panel, mask: np.ndarray) -> float:
    """Mean chance of right answers among `mask`; 0 for generated answers."""
    return float(item_chance(panel)[mask].mean())


def at_last_step(
    inputs: Inputs,
    panel: Panel,
    cells: np.ndarray,
    values: np.ndarray | None = None,
    *,
    one_share: bool = False,
    by_chance: bool = False,
) -> Means:
    """Means (cell, size) of `values` (default: accuracy) at the last common step.

    `one_share` is for a curve that is fitted across cells, `by_chance` for an ability that a seed
    may form or not (`Resamples.means`).
    """
    values = panel.values["accuracy"] if values is None else values
    return inputs.resamples.means(
        panel, values, cells, step=panel.step_index(), one_share=one_share, by_chance=by_chance
    )


def measured_sizes(panel: Panel, estimate: np.ndarray) -> np.ndarray:
    """Positions of the sizes whose `estimate` (…, size) is finite in every cell.

    Raises NotMeasurable where fewer than two are left.
    """
    finite = np.isfinite(estimate).reshape(-1, estimate.shape[-1]).all(axis=0)
    if finite.sum() < 2:
        names = list(np.array(panel.sizes)[finite])
        raise NotMeasurable(
            Message("one-size", {"family": panel.family, "count": len(names), "sizes": names})
        )
    return np.flatnonzero(finite)


def size_slope(inputs: Inputs, values: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Slope a decade of non-embedding parameters of `values` (…, size), over positions `sizes`."""
    return slope(values[..., sizes], inputs.log_parameters[sizes])


def both_ends(names: Sequence[str], **curves: np.ndarray) -> dict[str, str | float]:
    """Both ends of curves (size,) as values of a message.

    `smallest` and `largest` are the names of the sizes, `<curve>_smallest` and `<curve>_largest`
    the numbers there.
    """
    ends: dict[str, str | float] = {"smallest": names[0], "largest": names[-1]}
    for name, curve in curves.items():
        ends |= {f"{name}_smallest": float(curve[0]), f"{name}_largest": float(curve[-1])}
    return ends


def is_whole(*curves: np.ndarray) -> bool:
    """Whether there is a number at every size: what stands beside a finding may lack some."""
    return all(np.isfinite(curve).all() for curve in curves)


def guessing(panel: Panel, mask: np.ndarray) -> float:
    """Accuracy of naming the end of any chain of the prompt, 1 / (1 + distractors).

    A model reaches it once it knows which tokens are candidates, before it can follow a chain: a
    stage, not an ability. Where the choices leave more to chance, chance counts.
    """
    chains = 1 + panel.number(DISTRACTORS)[mask]
    plateau = float(np.nanmean(1 / chains)) if np.isfinite(chains).any() else 0.0
    return max(plateau, chance(panel, mask))


def slope_measured(
    inputs: Inputs,
    panel: Panel,
    values: np.ndarray,
    drawn: np.ndarray,
    sizes: np.ndarray,
    *,
    finding: Message,
    beside: Sequence[Message] = (),
    parts: Sequence[Part] = (),
) -> Measured:
    """A measure whose effect is the slope on log size of one curve of one family.

    `values` is (size,), `drawn` (resample, size), over all sizes of the panel; `sizes` are the
    positions of those that count.
    """
    return Measured(
        estimate=float(size_slope(inputs, values, sizes)),
        samples=size_slope(inputs, drawn, sizes),
        finding=finding,
        beside=list(beside),
        sizes=[panel.sizes[i] for i in sizes],
        curve=values[sizes],
        curve_samples=drawn[:, sizes],
        parts=list(parts),
        families=(panel.family,),
    )
