"""What most measures share: a family's panel, means at the last step, a slope on log size."""

from collections.abc import Sequence

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.resample import Means
from sizewise.analysis.data.vocabulary import CONTROLS, DISTRACTORS
from sizewise.analysis.methods.curves import slope


def panel_of(inputs: Inputs, family: str) -> Panel:
    """The family's panel. Raises NotMeasurable that says why there is none."""
    if family in inputs.panels:
        return inputs.panels[family]
    if inputs.study.shares_of(inputs.name).get(family, 0) > 0:
        raise NotMeasurable(f"family {family} is in the mix, but no evaluation holds its items")
    raise NotMeasurable(f"family {family} is not in the mix of this study")


def abilities(panel: Panel) -> list[str]:
    """Kinds of items whose accuracy is an ability, in alphabetical order."""
    kinds = sorted(panel.items["kind"].unique())
    return [kind for kind in kinds if (panel.family, kind) not in CONTROLS]


def items_of(panel: Panel, *kinds: str) -> np.ndarray:
    """Mask of items of `kinds`. Raises NotMeasurable where there are none."""
    mask = panel.kind(*kinds)
    if not mask.any():
        have = ", ".join(sorted(panel.items["kind"].unique()))
        raise NotMeasurable(
            f"family {panel.family} has no items of kind {' or '.join(kinds)} (it has {have})"
        )
    return mask


def levels_of(panel: Panel, knob: str, mask: np.ndarray, least: int = 2) -> np.ndarray:
    """Ascending values of a number knob among `mask`. Raises NotMeasurable below `least`."""
    values = panel.number(knob)[mask]
    levels = np.unique(values[~np.isnan(values)])
    if len(levels) < least:
        raise NotMeasurable(
            f"items of {panel.family} have {len(levels)} values of the knob {knob}; "
            f"the measure needs {least}"
        )
    return levels


def chance(panel: Panel, mask: np.ndarray) -> float:
    """Mean chance of right answers among `mask`; 0 for generated answers."""
    choices = panel.items["choices"].to_numpy(dtype=float)[mask]
    return float(np.divide(1, choices, out=np.zeros_like(choices), where=choices > 0).mean())


def at_last_step(
    inputs: Inputs, panel: Panel, cells: np.ndarray, values: np.ndarray | None = None
) -> Means:
    """Means (cell, size) of `values` (default: accuracy) at the last common step."""
    values = panel.values["accuracy"] if values is None else values
    return inputs.resamples.means(panel, values, cells, step=panel.step_index())


def measured_sizes(panel: Panel, estimate: np.ndarray) -> np.ndarray:
    """Positions of the sizes whose `estimate` (…, size) is finite in every cell.

    Raises NotMeasurable where fewer than two are left.
    """
    finite = np.isfinite(estimate).reshape(-1, estimate.shape[-1]).all(axis=0)
    if finite.sum() < 2:
        names = ", ".join(np.array(panel.sizes)[finite]) or "none"
        raise NotMeasurable(
            f"a slope on size needs two sizes with {panel.family} items; there is {names}"
        )
    return np.flatnonzero(finite)


def size_slope(inputs: Inputs, values: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Slope a decade of non-embedding parameters of `values` (…, size), over positions `sizes`."""
    return slope(values[..., sizes], inputs.log_parameters[sizes])


def span(inputs: Inputs, names: Sequence[str], curve: np.ndarray, form: str = "{:.2f}") -> str:
    """'0.31 at 25k and 0.72 at 792k': both ends of a curve in words."""
    return f"{form.format(curve[0])} at {names[0]} and {form.format(curve[-1])} at {names[-1]}"


def guessing(panel: Panel, mask: np.ndarray) -> float:
    """Accuracy of naming the end of any chain of the prompt, 1 / (1 + distractors).

    A model reaches it once it knows which tokens are candidates, before it can follow a chain: a
    stage, not an ability. Where the choices leave more to chance, chance counts.
    """
    chains = 1 + panel.number(DISTRACTORS)[mask]
    plateau = float(np.nanmean(1 / chains)) if np.isfinite(chains).any() else 0.0
    return max(plateau, chance(panel, mask))
