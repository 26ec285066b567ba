"""What a simulated ladder has in common with the study's: runs, items, steps, resamples."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.panel import Panel, exactly_summable
from sizewise.analysis.data.resample import Resamples
from sizewise.analysis.data.settings import Settings
from sizewise.study.ladder import size_named
from sizewise.study.runs import LADDER, Run

FACTS = ["family", "fact_id", "value", "exposures"]


@dataclass(frozen=True, kw_only=True)
class Design:
    """A study as its items and runs, without results."""

    settings: Settings
    """Its `analysis` says how many resamples an interval has."""
    items: Mapping[str, pd.DataFrame] = field(repr=False)
    """By family: item_id, entity_id, fact_id, kind, choices, answer (index of the right choice,
    NaN for written answers) and a column a knob."""
    vocabulary_size: int
    batch_tokens: int
    steps: int
    """Of a training."""
    name: str = LADDER
    """The arm whose runs these are."""
    arms: Mapping[str, "Design"] = field(default_factory=dict, repr=False)
    """Beside the ladder: further arms that have a stream of their own, by name."""

    @cached_property
    def runs(self) -> list[Run]:
        """Runs of the arm."""
        return self.settings.runs_of(self.name)

    @cached_property
    def sizes(self) -> list[str]:
        """Sizes of the arm, smallest first."""
        return list(dict.fromkeys(run.size for run in self.runs))

    @cached_property
    def log_parameters(self) -> np.ndarray:
        """(run,) log10 of non-embedding parameters."""
        count = {s: size_named(s).counts(self.vocabulary_size).non_embedding for s in self.sizes}
        return np.log10([count[run.size] for run in self.runs])

    @cached_property
    def decades(self) -> np.ndarray:
        """(run,) decades above the middle of the ladder, which is that of its ends."""
        return self.log_parameters - (self.log_parameters[0] + self.log_parameters[-1]) / 2

    @cached_property
    def rise(self) -> np.ndarray:
        """(run,) 0 at the smallest size to 1 at the largest, straight in log size."""
        span = self.log_parameters[-1] - self.log_parameters[0]
        return (self.log_parameters - self.log_parameters[0]) / max(span, 1e-9)

    @cached_property
    def resamples(self) -> Resamples:
        """Kept from ladder to ladder, as its draws of items depend on no answer."""
        analysis = self.settings.analysis
        return Resamples(seed=analysis.seed, samples=analysis.bootstrap_samples, arm=self.name)

    def with_seeds(self, seeds: Mapping[str, int]) -> "Design":
        """The same with other seeds by size."""
        others = [run for run in self.settings.runs if run.arm != LADDER]
        runs = [Run(LADDER, size, seed) for size, n in seeds.items() for seed in range(n)]
        return replace(self, settings=replace(self.settings, runs=[*runs, *others]))

    def number(self, family: str, knob: str) -> np.ndarray:
        """(item,) a knob as float, NaN where an item lacks it."""
        items = self.items[family]
        if knob not in items:
            return np.full(len(items), np.nan)
        return pd.to_numeric(items[knob], errors="coerce").to_numpy(float)

    def of_kind(self, family: str, *kinds: str) -> np.ndarray:
        """(item,) mask."""
        return self.items[family]["kind"].isin(kinds).to_numpy()

    def panel(
        self, family: str, values: Mapping[str, np.ndarray], steps: np.ndarray | None = None
    ) -> Panel:
        """Answers (run, item), or (run, step, item) with `steps`, as the panel of a family."""
        items = self.items[family]
        named = {"item_id", "entity_id", "fact_id", "kind", "choices", "answer"}
        arrays = {
            name: exactly_summable(value if steps is not None else value[:, None])
            for name, value in values.items()
        }
        return Panel(
            family=family, items=items, runs=self.runs,
            steps=np.array([self.steps]) if steps is None else steps, values=arrays,
            knobs=[name for name in items if name not in named],
        )  # fmt: skip

    def inputs(
        self,
        *panels: Panel,
        held_out: Panel | None = None,
        probes: Mapping[str, pd.DataFrame] | None = None,
        facts: pd.DataFrame | None = None,
    ) -> Inputs:
        """A simulated ladder as the measures read a real one."""
        blank = {name: pd.DataFrame() for name in ("heads", "repeats", "overlap")}
        return Inputs(
            study=self.settings, name=self.name, vocabulary_size=self.vocabulary_size,
            used_ids=self.vocabulary_size,
            batch_tokens=self.batch_tokens, runs=self.runs,
            panels={panel.family: panel for panel in panels}, public={},
            held_out=held_out or self._silent(), logs={},
            facts=pd.DataFrame(columns=FACTS) if facts is None else facts,
            probes={**blank, **(probes or {})}, gaps=[], hashes={}, resamples=self.resamples,
        )  # fmt: skip

    def _silent(self) -> Panel:
        items = pd.DataFrame({
            "domain": ["text"], "kind": ["text"], "item_id": ["text"], "entity_id": ["text"],
            "bytes": [1000.0], "work": ["text"],
        })  # fmt: skip
        bits = np.full((len(self.runs), 1, 1), np.nan)
        return Panel(
            family="held_out", items=items, runs=self.runs, steps=np.array([self.steps]),
            values={"bits_per_byte": bits}, knobs=[],
        )  # fmt: skip
