"""From tables of answers and held-out text, one a run, to panels of one arm."""

import json
from collections.abc import Iterable

import numpy as np
import pandas as pd

from sizewise.analysis.data.answers import DERIVED, METRICS, check_name, count_checks
from sizewise.analysis.data.gaps import Gap
from sizewise.analysis.data.panel import Panel, exactly_summable
from sizewise.analysis.data.settings import name_of
from sizewise.study.errors import StudyError
from sizewise.study.messages import Message
from sizewise.study.runs import Run


def _knob_frame(texts: Iterable[str]) -> pd.DataFrame:
    unique = {text: json.loads(text) for text in set(texts)}
    rows = [unique[text] for text in texts]
    names = sorted({name for row in unique.values() for name in row})
    return pd.DataFrame({
        name: pd.Series([row.get(name) for row in rows], dtype=object) for name in names
    })  # fmt: skip


def family_panels(frames: dict[Run, pd.DataFrame], gaps: list[Gap]) -> dict[str, Panel]:
    """A panel of every family or public task in `frames` (one a run), what is lacking in `gaps`."""
    runs = list(frames)
    steps = np.unique(np.concatenate([frame["step"].unique() for frame in frames.values()]))
    for run, frame in frames.items():
        absent = sorted(set(steps) - set(frame["step"].unique()))
        if absent:
            lacking = {"run": name_of(run), "steps": [int(step) for step in absent]}
            gaps.append(Gap(Message("gap-checkpoints", lacking)))
    families: dict[str, Panel] = {}
    for family in sorted({f for frame in frames.values() for f in frame["family"].unique()}):
        parts = {run: frame[frame["family"] == family] for run, frame in frames.items()}
        keys = ["kind", "item_id"]
        described = [*keys, "entity_id", "fact_id", "knobs"]
        items = pd.concat([part[described] for part in parts.values()])
        items = items.drop_duplicates(keys).sort_values(keys, kind="stable", ignore_index=True)
        choices = pd.concat([part[[*keys, "choices"]] for part in parts.values()])
        choices = choices.drop_duplicates(keys)
        items = items.merge(choices, on=keys, how="left", validate="one_to_one")
        index = pd.MultiIndex.from_frame(items[keys])
        checks = [
            check_name(position)
            for position in range(max(count_checks(part) for part in parts.values()))
        ]
        values = {
            name: np.full((len(runs), len(steps), len(items)), np.nan)
            for name in (*METRICS, *DERIVED, *checks)
        }
        for position, (run, part) in enumerate(parts.items()):
            if part.empty:
                lacking = {"family": family, "run": name_of(run)}
                gaps.append(Gap(Message("gap-no-items", lacking), family))
                continue
            at = index.get_indexer(pd.MultiIndex.from_frame(part[keys]))
            when = np.searchsorted(steps, part["step"].to_numpy())
            if len(np.unique(when * len(items) + at)) < len(part):
                raise StudyError(
                    f"evaluation of {run.label}: an item of {family} stands twice at one "
                    "step; run its evaluation again"
                )
            for name in values:
                if name not in part:
                    continue
                column = part[name].to_numpy(dtype=float)
                values[name][position, when, at] = exactly_summable(column)
            broken = int(part["broken"].sum())
            if broken:
                gaps.append(Gap(Message("gap-broken-answers", {
                    "family": family, "run": name_of(run), "count": broken, "total": len(part),
                }), family))  # fmt: skip
        knobs = _knob_frame(items.pop("knobs").tolist())
        names = list(knobs.columns)
        # A knob may not shadow a column of the item itself.
        knobs.columns = [f"{k}_knob" if k in items else k for k in names]
        items = pd.concat([items, knobs], axis=1)
        families[family] = Panel(
            family=family, items=items, runs=runs, steps=steps, values=values,
            knobs=list(knobs.columns),
        )  # fmt: skip
    return families


def held_out_panel(
    frames: dict[Run, pd.DataFrame], answers: dict[Run, pd.DataFrame], gaps: list[Gap]
) -> Panel:
    """The panel of held-out passages, bits a byte; an item's kind is its domain.

    An arm whose stream has no natural text has no passages: its steps are those of its `answers`.
    """
    runs = list(frames)
    read = frames if any(map(len, frames.values())) else answers
    steps = np.unique(np.concatenate([frame["step"].unique() for frame in read.values()]))
    # Absent in results from before passages were paired.
    paired = [c for c in ("half", "pair") if all(c in frame for frame in frames.values())]
    described = ["domain", "work", "item_id", "bytes", *paired]
    items = pd.concat([frame[described] for frame in frames.values()])
    keys = ["domain", "item_id"]
    items = items.drop_duplicates(keys).sort_values(keys, kind="stable", ignore_index=True)
    index = pd.MultiIndex.from_frame(items[keys])
    bits = np.full((len(runs), len(steps), len(items)), np.nan)
    for position, (run, frame) in enumerate(frames.items()):
        at = index.get_indexer(pd.MultiIndex.from_frame(frame[keys]))
        when = np.searchsorted(steps, frame["step"].to_numpy())
        per_byte = frame["nats"].to_numpy(float) / frame["bytes"].to_numpy(float) / np.log(2)
        bits[position, when, at] = exactly_summable(per_byte)
        broken = int((~np.isfinite(per_byte)).sum())
        if broken:
            lacking = {"run": name_of(run), "count": broken}
            gaps.append(Gap(Message("gap-broken-loss", lacking)))
    bits[~np.isfinite(bits)] = np.nan
    items["entity_id"] = items["domain"].astype(str) + "/" + items["work"].astype(str)
    items["kind"], items["fact_id"] = items["domain"], None
    return Panel(
        family="held_out", items=items, runs=runs, steps=steps,
        values={"bits_per_byte": bits}, knobs=[],
    )  # fmt: skip
