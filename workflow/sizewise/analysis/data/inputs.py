"""Reads what training and evaluation left, checks it, and says what is missing."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from sizewise.analysis.data.answers import DERIVED, METRICS, check_name, count_checks, read_items
from sizewise.analysis.data.panel import Panel, exactly_summable
from sizewise.analysis.data.probes import read_probes
from sizewise.analysis.data.resample import Resamples
from sizewise.analysis.data.vocabulary import NEEDED_COLUMNS
from sizewise.study.artifacts import read_manifest, sha256_of, verify_files
from sizewise.study.config import Study
from sizewise.study.errors import StudyError
from sizewise.study.ladder import ParameterCounts, size_named
from sizewise.study.messages import Message


@dataclass(frozen=True)
class Gap:
    """Something that the configuration promises and the results lack."""

    message: Message
    family: str | None = None
    """The family that it concerns; None for all."""


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """Everything that analysis reads, as arrays and small frames."""

    study: Study
    vocabulary_size: int
    batch_tokens: int
    runs: list[tuple[str, int]]
    panels: dict[str, Panel] = field(repr=False)
    """By planted family of the mix: what claims are measured on."""
    public: dict[str, Panel] = field(repr=False)
    """By public lm-eval task; an item's kind is the task's axis."""
    held_out: Panel = field(repr=False)
    logs: dict[tuple[str, int], pd.DataFrame] = field(repr=False)
    facts: pd.DataFrame = field(repr=False)
    """family, fact_id, value, exposures: one row a planted fact of the stream, from the ledger."""
    probes: dict[str, pd.DataFrame] = field(repr=False)
    """The probes' tables of all runs: heads, repeats, overlap."""
    gaps: list[Gap]
    hashes: dict[str, str]
    resamples: Resamples = field(repr=False)

    @property
    def sizes(self) -> list[str]:
        """Sizes that have a run, smallest first."""
        return self.held_out.sizes

    @cached_property
    def seeds_by_size(self) -> dict[str, list[int]]:
        """Seeds that have results, by size."""
        return {size: [s for z, s in self.runs if z == size] for size in self.sizes}

    def counts(self, size: str) -> ParameterCounts:
        """The three parameter counts of a size."""
        return size_named(size).counts(self.vocabulary_size)

    @cached_property
    def log_parameters(self) -> np.ndarray:
        """log10 of the non-embedding parameters of `sizes`: the axis of every size slope."""
        return np.log10([self.counts(size).non_embedding for size in self.sizes])

    def tokens(self, steps: np.ndarray) -> np.ndarray:
        """Tokens seen after a number of steps."""
        return np.asarray(steps) * self.batch_tokens


def _knob_frame(texts: Iterable[str]) -> pd.DataFrame:
    unique = {text: json.loads(text) for text in set(texts)}
    rows = [unique[text] for text in texts]
    names = sorted({name for row in unique.values() for name in row})
    return pd.DataFrame({
        name: pd.Series([row.get(name) for row in rows], dtype=object) for name in names
    })  # fmt: skip


def _panels(
    frames: dict[tuple[str, int], pd.DataFrame], gaps: list[Gap]
) -> tuple[dict[str, Panel], np.ndarray]:
    runs = list(frames)
    steps = np.unique(np.concatenate([frame["step"].unique() for frame in frames.values()]))
    for (size, seed), frame in frames.items():
        absent = sorted(set(steps) - set(frame["step"].unique()))
        if absent:
            gaps.append(Gap(Message("gap-checkpoints", {
                "size": size, "seed": seed, "steps": [int(step) for step in absent],
            })))  # fmt: skip
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
            size, seed = run
            if part.empty:
                lacking = {"family": family, "size": size, "seed": seed}
                gaps.append(Gap(Message("gap-no-items", lacking), family))
                continue
            at = index.get_indexer(pd.MultiIndex.from_frame(part[keys]))
            when = np.searchsorted(steps, part["step"].to_numpy())
            if len(np.unique(when * len(items) + at)) < len(part):
                raise StudyError(
                    f"evaluation of {size} seed {seed}: an item of {family} stands twice at one "
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
                    "family": family, "size": size, "seed": seed, "count": broken,
                    "total": len(part),
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
    return families, steps


def _held_out(frames: dict[tuple[str, int], pd.DataFrame], gaps: list[Gap]) -> Panel:
    runs = list(frames)
    steps = np.unique(np.concatenate([frame["step"].unique() for frame in frames.values()]))
    # Absent in results from before passages were paired.
    paired = [c for c in ("half", "pair") if all(c in frame for frame in frames.values())]
    described = ["domain", "work", "item_id", "bytes", *paired]
    items = pd.concat([frame[described] for frame in frames.values()])
    keys = ["domain", "item_id"]
    items = items.drop_duplicates(keys).sort_values(keys, kind="stable", ignore_index=True)
    index = pd.MultiIndex.from_frame(items[keys])
    bits = np.full((len(runs), len(steps), len(items)), np.nan)
    for position, ((size, seed), frame) in enumerate(frames.items()):
        at = index.get_indexer(pd.MultiIndex.from_frame(frame[keys]))
        when = np.searchsorted(steps, frame["step"].to_numpy())
        per_byte = frame["nats"].to_numpy(float) / frame["bytes"].to_numpy(float) / np.log(2)
        bits[position, when, at] = exactly_summable(per_byte)
        broken = int((~np.isfinite(per_byte)).sum())
        if broken:
            lacking = {"size": size, "seed": seed, "count": broken}
            gaps.append(Gap(Message("gap-broken-loss", lacking)))
    bits[~np.isfinite(bits)] = np.nan
    items["entity_id"] = items["domain"].astype(str) + "/" + items["work"].astype(str)
    items["kind"], items["fact_id"] = items["domain"], None
    return Panel(
        family="held_out", items=items, runs=runs, steps=steps,
        values={"bits_per_byte": bits}, knobs=[],
    )  # fmt: skip


def _read_facts(stream: Path, gaps: list[Gap], hashes: dict[str, str]) -> pd.DataFrame:
    """How often the stream states each planted fact; empty, with a gap, without a ledger."""
    columns = ["family", "fact_id", "value"]
    if not (stream / "ledger.parquet").is_file():
        gaps.append(Gap(Message("gap-no-ledger", {})))
        return pd.DataFrame(columns=[*columns, "exposures"])
    hashes["stream/ledger.parquet"] = verify_files(stream, ["ledger.parquet"])["files"][
        "ledger.parquet"
    ]
    if not {*columns} <= {*pq.read_schema(stream / "ledger.parquet").names}:
        return pd.DataFrame(columns=[*columns, "exposures"])
    ledger = pd.read_parquet(stream / "ledger.parquet", columns=columns)
    counts = ledger.groupby(["family", "fact_id"], sort=True)["value"].agg(["first", "size"])
    return counts.reset_index().rename(columns={"first": "value", "size": "exposures"})


def read_inputs(study: Study, results: Path) -> Inputs:
    """Everything under `results` that analysis needs.

    What is missing becomes a `Gap`, so that the rest is analysed; what is damaged (sha256 differs
    from its manifest) raises StudyError, and so does a study without a single evaluation.
    """
    gaps: list[Gap] = []
    hashes: dict[str, str] = {}
    stream = read_manifest(results / "stream")
    layout = stream["facts"]["layout"]
    hashes["stream/manifest.json"] = sha256_of(results / "stream" / "manifest.json")
    items, held_out, logs = {}, {}, {}
    for size in study.ladder:
        for seed in study.seeds:
            run, name = (size, seed), f"{size}/seed{seed}"
            evaluation, training = results / "evaluation" / name, results / "training" / name
            if not (evaluation / "manifest.json").is_file():
                gaps.append(Gap(Message("gap-no-evaluation", {"size": size, "seed": seed})))
                continue
            files = verify_files(evaluation, ["items.parquet", "held_out.parquet"])["files"]
            hashes |= {f"evaluation/{name}/{file}": files[file] for file in sorted(files)}
            items[run], absent = read_items(evaluation / "items.parquet")
            families = items[run]["family"].unique()
            gaps += [
                Gap(Message("gap-no-column", {
                    "family": family, "size": size, "seed": seed, "column": column,
                }), family)
                for family, column in NEEDED_COLUMNS.items()
                if column in absent and family in families
            ]  # fmt: skip
            held_out[run] = pd.read_parquet(evaluation / "held_out.parquet")
            if not (training / "manifest.json").is_file():
                gaps.append(Gap(Message("gap-no-training-log", {"size": size, "seed": seed})))
                continue
            files = verify_files(training, ["log.parquet"])["files"]
            hashes[f"training/{name}/log.parquet"] = files["log.parquet"]
            logs[run] = pd.read_parquet(training / "log.parquet")
    if not items:
        raise StudyError(
            f"{results / 'evaluation'}: no run of the ladder {', '.join(study.ladder)} has been "
            "evaluated; run `evaluate` first"
        )
    every, _ = _panels(items, gaps)
    panels = {name: panel for name, panel in every.items() if study.mix.shares.get(name, 0) > 0}
    held = _held_out(held_out, gaps)
    known = {*panels, *held.items["domain"].unique()}
    gaps += [
        Gap(Message("gap-nothing-of-family", {"family": name}), name)
        for name, share in study.mix.shares.items()
        if share > 0 and name not in known
    ]
    return Inputs(
        study=study,
        vocabulary_size=stream["config"]["stream"]["vocabulary_size"],
        batch_tokens=layout["sequence_length"] * layout["batch_sequences"],
        runs=list(items),
        panels=panels,
        public={name: panel for name, panel in every.items() if name not in panels},
        held_out=held,
        logs=logs,
        facts=_read_facts(results / "stream", gaps, hashes),
        probes=read_probes(results, items, hashes),
        gaps=gaps,
        hashes=hashes,
        resamples=Resamples(seed=study.analysis.seed, samples=study.analysis.bootstrap_samples),
    )
