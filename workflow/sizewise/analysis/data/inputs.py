"""Everything that analysis reads of one arm, checked, and what is missing of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sizewise.analysis.data.answers import read_items
from sizewise.analysis.data.gaps import Gap
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.panels import family_panels, held_out_panel
from sizewise.analysis.data.probes import read_probes
from sizewise.analysis.data.resample import Resamples
from sizewise.analysis.data.settings import Settings, name_of
from sizewise.analysis.data.vocabulary import NEEDED_COLUMNS
from sizewise.study.artifacts import (
    MANIFEST,
    read_manifest,
    sha256_of,
    sha256_of_json,
    verify_files,
)
from sizewise.study.errors import StudyError
from sizewise.study.formats import facts, log, updates
from sizewise.study.formats import held_out as held_out_losses
from sizewise.study.formats.table import Table
from sizewise.study.ladder import ParameterCounts
from sizewise.study.messages import Message
from sizewise.study.runs import LADDER, Run
from sizewise.study.sparse import active_of, any_size
from sizewise.study.work import contents

MAIN = "main"
"""The stream of the ladder."""


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """One arm of a study, as arrays and small frames. Sizes may have different seeds."""

    study: Settings
    name: str = LADDER
    """The arm."""
    others: Mapping[str, "Inputs"] = field(default_factory=dict, repr=False)
    """Further arms by name, for measures that compare arms; the ladder has them all."""
    vocabulary_size: int
    used_ids: int
    """Token ids that occur in the stream: the rest of the vocabulary learns nothing."""
    batch_tokens: int
    runs: list[Run]
    panels: dict[str, Panel] = field(repr=False)
    """By planted family of the mix: what claims are measured on."""
    public: dict[str, Panel] = field(repr=False)
    """By public lm-eval task; an item's kind is the task's axis."""
    held_out: Panel = field(repr=False)
    logs: dict[Run, pd.DataFrame] = field(repr=False)
    facts: pd.DataFrame = field(repr=False)
    """family, fact_id, value, exposures: one row a planted fact of the stream."""
    probes: dict[str, pd.DataFrame] = field(repr=False)
    """The probes' tables of all runs: heads, repeats, overlap."""
    gaps: list[Gap]
    hashes: dict[str, str]
    updates: Mapping[Run, pd.DataFrame] = field(default_factory=dict, repr=False)
    """Logs of the runs that were trained by reward."""
    resamples: Resamples = field(repr=False)
    all_decayed: bool = False
    """Whether every step is the end of a training (`end_points`), or the last one alone."""

    def arm(self, name: str) -> "Inputs":
        """Another arm of the study. Raises NotMeasurable where the study has no such arm."""
        if name == self.name:
            return self
        if name not in self.others:
            raise NotMeasurable(Message("no-arm", {"arm": name}))
        return self.others[name]

    def home_of(self, arm: str) -> "Inputs":
        """Where an effect of `arm` comes from: that arm's sizes and seeds, else these."""
        return self.others.get(arm, self)

    @property
    def sizes(self) -> list[str]:
        """Sizes that have a run, smallest first."""
        return self.held_out.sizes

    @property
    def has_text(self) -> bool:
        """Whether its stream has natural text, on held-out parts of which it was evaluated."""
        return len(self.held_out.items) > 0

    @cached_property
    def seeds_by_size(self) -> dict[str, list[int]]:
        """Seeds that have results, by size."""
        return {size: [run.seed for run in self.runs if run.size == size] for size in self.sizes}

    def seeds_of(self, size: str) -> list[int]:
        """Seeds of a size of this arm, or of the first further arm that has it."""
        for arm in (self, *self.others.values()):
            if size in arm.seeds_by_size:
                return arm.seeds_by_size[size]
        return []

    @property
    def fewest_seeds(self) -> int:
        """Seeds of the size that has fewest."""
        return min(map(len, self.seeds_by_size.values()))

    def counts(self, size: str) -> ParameterCounts:
        """The three parameter counts of a size."""
        return any_size(size).counts(self.vocabulary_size)

    def active_counts(self, size: str) -> ParameterCounts:
        """The same of what one token passes through: all of a dense size."""
        return active_of(any_size(size), self.vocabulary_size)

    @cached_property
    def log_parameters(self) -> np.ndarray:
        """log10 of the non-embedding parameters of `sizes`: the axis of every size slope."""
        return np.log10([self.counts(size).non_embedding for size in self.sizes])

    def live_parameters(self, size: str) -> int:
        """Parameters of a size that its stream can reach: those of ids that occur in it."""
        return any_size(size).counts(self.used_ids).total

    def tokens(self, steps: np.ndarray) -> np.ndarray:
        """Tokens seen after a number of steps."""
        return np.asarray(steps) * self.batch_tokens


def _read_facts(results: Path, name: str, gaps: list[Gap], hashes: dict[str, str]) -> pd.DataFrame:
    """How often the stream states each planted fact; empty, with a gap, where none were counted."""
    folder = results / "facts" / name
    if not (folder / facts.TABLE.name).is_file():
        gaps.append(Gap(Message("gap-no-facts", {"stream": name})))
        return pd.DataFrame(columns=[*facts.TABLE.columns])
    hashes[f"facts/{name}/{facts.TABLE.name}"] = verify_files(folder)["files"][facts.TABLE.name]
    return facts.TABLE.read(folder / facts.TABLE.name).to_pandas()


def contents_read(study: Settings, results: Path) -> dict[str, str]:
    """sha256 of the contents of everything that `read_inputs` reads, from the manifests, by folder.

    Folders that are not there are left out: to analyse without them is another job.
    """
    read: dict[Path, tuple[str, ...]] = {}
    for run in study.runs:
        read[Path("evaluation") / run.folder] = ()
        read[Path("probes") / run.folder] = ()
        read[Path("training") / run.folder] = (_log_of(study, run.arm).name,)
    for stream in dict.fromkeys(study.streams.values()):
        read[Path("world") / stream] = ("items/",)
        # The layout, which tells steps from tokens, follows from these and the configuration.
        read[Path("stream") / stream] = ("order.parquet", "tokenizer/")
        read[Path("facts") / stream] = ()
    found: dict[str, str] = {}
    for folder, prefixes in read.items():
        if (results / folder / MANIFEST).is_file():
            manifest = read_manifest(results / folder)
            found[folder.as_posix()] = contents(manifest, *prefixes)
            if left_out := _left_out(manifest):
                found[f"{folder.as_posix()}/gaps"] = sha256_of_json(left_out)
    return found


def _left_out(evaluation: Mapping[str, Any]) -> list[dict[str, str]]:
    """Tasks and their families that the evaluation of this manifest left out because they failed.

    A fact of the manifest, and the one that is shown: what is not there stands in no table.
    """
    return [
        {"task": gap["task"], "family": gap["family"]}
        for gap in evaluation["facts"].get("gaps") or []
    ]


def _log_of(study: Settings, arm: str) -> Table:
    """The declaration of the log that the trainings of an arm leave."""
    return updates.TABLE if arm in study.rewarded else log.TABLE


def read_inputs(study: Settings, results: Path) -> Inputs:
    """The ladder with all that analysis needs under `results`, and the further arms in `others`.

    What is missing becomes a `Gap`, so that the rest is analysed; what is damaged (sha256 differs
    from its manifest) raises StudyError, and so does a ladder without a single evaluation.
    """
    gaps: list[Gap] = []
    others = {}
    for arm in study.arms:
        if arm == LADDER:
            continue
        found = _read_arm(study, arm, results)
        if found is None:
            gaps.append(Gap(Message("gap-no-arm", {"arm": arm})))
        else:
            others[arm] = found
    ladder = _read_arm(study, LADDER, results)
    if ladder is None:
        sizes = dict.fromkeys(run.size for run in study.runs_of(LADDER))
        raise StudyError(
            f"{results / 'evaluation'}: no run of the ladder {', '.join(sizes)} has been "
            "evaluated; run `evaluate` first"
        )
    hashes = ladder.hashes | {k: v for one in others.values() for k, v in one.hashes.items()}
    return replace(ladder, others=others, gaps=[*ladder.gaps, *gaps], hashes=hashes)


def _read_arm(study: Settings, arm: str, results: Path) -> Inputs | None:
    """One arm; None where none of its runs has been evaluated."""
    gaps: list[Gap] = []
    hashes: dict[str, str] = {}
    items, held_out, logs = {}, {}, {}
    for run in study.runs_of(arm):
        evaluation, training = (results / room / run.folder for room in ("evaluation", "training"))
        if not (evaluation / "manifest.json").is_file():
            gaps.append(Gap(Message("gap-no-evaluation", {"run": name_of(run)})))
            continue
        manifest = verify_files(evaluation, ["items.parquet", "held_out.parquet"])
        files = manifest["files"]
        gaps += [
            Gap(Message("gap-task", {"task": gap["task"], "run": name_of(run)}), gap["family"])
            for gap in _left_out(manifest)
        ]
        place = run.folder.as_posix()
        hashes |= {f"evaluation/{place}/{file}": files[file] for file in sorted(files)}
        items[run], absent = read_items(evaluation / "items.parquet")
        families = items[run]["family"].unique()
        gaps += [
            Gap(
                Message("gap-no-column", {
                    "family": family, "run": name_of(run), "column": column,
                }), family,
            )
            for family, column in NEEDED_COLUMNS.items()
            if column in absent and family in families
        ]  # fmt: skip
        held_out[run] = held_out_losses.TABLE.read(evaluation / "held_out.parquet").to_pandas()
        if not (training / "manifest.json").is_file():
            gaps.append(Gap(Message("gap-no-training-log", {"run": name_of(run)})))
            continue
        declared = _log_of(study, arm)
        files = verify_files(training, [declared.name])["files"]
        hashes[f"training/{place}/{declared.name}"] = files[declared.name]
        logs[run] = declared.read(training / declared.name).to_pandas()
    if not items:
        return None
    name = study.streams[arm]
    folder = results / "stream" / name
    stream = read_manifest(folder)
    layout = stream["facts"]["layout"]
    hashes[f"stream/{name}/manifest.json"] = sha256_of(folder / "manifest.json")
    shares = study.shares_of(arm)
    every = family_panels(items, gaps)
    panels = {family: panel for family, panel in every.items() if shares.get(family, 0) > 0}
    held = held_out_panel(held_out, items, gaps)
    known = {*panels, *held.items["domain"].unique()}
    gaps += [
        Gap(Message("gap-nothing-of-family", {"family": family}), family)
        for family, share in shares.items()
        if share > 0 and family not in known
    ]
    return Inputs(
        study=study,
        name=arm,
        vocabulary_size=(vocabulary := stream["config"]["stream"]["vocabulary_size"]),
        used_ids=stream["facts"].get("ids_used", vocabulary),
        batch_tokens=layout["sequence_length"] * layout["batch_sequences"],
        runs=list(items),
        panels=panels,
        public={family: panel for family, panel in every.items() if family not in panels},
        held_out=held,
        logs={} if arm in study.rewarded else logs,
        updates=logs if arm in study.rewarded else {},
        facts=_read_facts(results, name, gaps, hashes),
        probes=read_probes(results, items, hashes),
        gaps=gaps,
        hashes=hashes,
        resamples=Resamples(
            seed=study.analysis.seed, samples=study.analysis.bootstrap_samples, arm=arm
        ),
    )
