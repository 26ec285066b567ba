"""Scores of every family by every knob that its items carry. A new family needs no change here."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from sizewise.analysis.data.answers import METRICS
from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.resample import interval
from sizewise.analysis.data.vocabulary import POINTERS

# Knobs with more values than this are no axis (identifiers, free text).
MAX_KNOB_VALUES = 64
SHARES = ("accuracy", "probability", "edit_similarity", "satisfied")


def knob_text(value: object) -> str:
    """A knob's value as text: whole numbers without a point, flags in lower case."""
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def cells(panel: Panel, kind: str) -> Iterator[tuple[str, str, float, np.ndarray]]:
    """(knob, value as text, value as number or NaN, mask of items) of one kind; "all" first."""
    of_kind = panel.kind(kind)
    yield "all", "", np.nan, of_kind
    for knob in panel.knobs:
        if knob in POINTERS:
            continue
        texts = panel.items[knob].map(lambda v: None if v is None else knob_text(v))
        mine = texts[of_kind & texts.notna().to_numpy()]
        numbers = panel.number(knob)
        unique = mine.unique()
        if not 0 < len(unique) <= MAX_KNOB_VALUES:
            continue
        first = {text: numbers[mine.index[mine == text][0]] for text in unique}
        for text in sorted(unique, key=lambda t: (np.isnan(first[t]), first[t], t)):
            yield knob, text, first[text], of_kind & (texts == text).to_numpy()


def chance_of(panel: Panel, metric: str, mask: np.ndarray) -> float:
    """Score of a guess that is uniform over the choices; NaN where there is no such number."""
    choices = panel.items["choices"].to_numpy(dtype=float)[mask]
    if metric not in ("accuracy", "probability") or not len(choices) or (choices == 0).any():
        return np.nan
    return float((1 / choices).mean())


def scores_table(inputs: Inputs) -> pd.DataFrame:
    """One row a family, kind, metric, knob, value of the knob, size and step, pooled over seeds."""
    pooled = []
    for family, panel in (inputs.panels | inputs.public).items():
        for kind in panel.items["kind"].unique():
            axis = list(cells(panel, kind))
            masks = np.stack([mask for *_, mask in axis])
            for metric in METRICS:
                values = panel.values[metric]
                if np.isnan(values[..., masks[0]]).all():
                    continue
                means = inputs.resamples.means(panel, values, masks)
                low, high = interval(means.samples, inputs.study.analysis.confidence)
                if metric in SHARES:
                    low, high = np.clip(low, 0, 1), np.clip(high, 0, 1)
                for c, (knob, text, number, mask) in enumerate(axis):
                    identity = {
                        "family": family, "kind": kind, "metric": metric, "knob": knob,
                        "knob_value": text, "knob_number": number,
                    }  # fmt: skip
                    facts = {
                        "n_items": int(mask.sum()),
                        "n_entities": len(np.unique(panel.entity[mask])),
                        "chance": chance_of(panel, metric, mask),
                    }
                    shape = means.estimate[c].shape
                    size, step = np.indices(shape)
                    pooled.append(pd.DataFrame({
                        **identity,
                        "size": np.array(panel.sizes, dtype=object)[size.ravel()],
                        "step": panel.steps[step.ravel()],
                        "value": means.estimate[c].ravel(),
                        "low": low[c].ravel(), "high": high[c].ravel(), **facts,
                    }))  # fmt: skip
    if not pooled:
        return pd.DataFrame()
    return pd.concat(pooled, ignore_index=True).dropna(subset="value").reset_index(drop=True)
