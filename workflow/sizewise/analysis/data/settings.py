"""What analysis knows of a study's configuration: the one object that the room is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sizewise.study.arms import MAIN, Arms, Name, StreamPatch
from sizewise.study.messages import Message
from sizewise.study.mix import Mix
from sizewise.study.runs import LADDER, Run
from sizewise.study.sections import read_sections
from sizewise.study.statistics import Analysis


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The decisions of a study that its tables and verdicts depend on."""

    name: str
    analysis: Analysis
    """Seed and number of resamples, confidence of every interval."""
    runs: list[Run]
    """All runs of all arms: arms as configured, sizes smallest first, then seeds."""
    streams: Mapping[str, str]
    """Name of the token stream that each arm reads."""
    shares: Mapping[str, Mapping[str, float]]
    """Share of the tokens by domain or family, of each stream."""
    shorter: Mapping[str, float] = field(default_factory=dict)
    """Share of the ladder's tokens at which an arm ends whose trainings leave the ladder's."""
    rewarded: frozenset[str] = frozenset()
    """Arms that are trained by reward: their steps are updates, which read no tokens."""
    config: str = field(default="{}", repr=False)
    """The JSON of the sections as they were handed over: part of the job's identity."""

    @property
    def arms(self) -> list[str]:
        """Names of the arms, the ladder first."""
        return [LADDER, *(arm for arm in self.streams if arm != LADDER)]

    @property
    def sizes(self) -> list[str]:
        """Sizes of all arms, each once."""
        return list(dict.fromkeys(run.size for run in self.runs))

    def runs_of(self, arm: str) -> list[Run]:
        """Runs of one arm, sizes smallest first."""
        return [run for run in self.runs if run.arm == arm]

    def shares_of(self, arm: str) -> Mapping[str, float]:
        """Shares of the tokens of the stream that an arm reads."""
        return self.shares[self.streams[arm]]


def name_of(run: Run) -> Message:
    """A run in sentences."""
    return Message("run", {"arm": run.arm, "size": run.size, "seed": run.seed})


def read_settings(text: str) -> Settings:
    """From the JSON of `--config`: the sections name, arms, streams, analysis and mix."""
    given = read_sections(
        text, name=str, arms=Arms, streams=dict[Name, StreamPatch], analysis=Analysis, mix=Mix
    )
    own = given.mix.shares
    patches = {name: patch.mix.get("shares", own) for name, patch in given.streams.items()}
    return Settings(
        name=given.name,
        analysis=given.analysis,
        runs=given.arms.runs(),
        streams={name: arm.stream for name, arm in given.arms.items()},
        shares={MAIN: own} | patches,
        shorter={
            name: arm.ends_at
            for name, arm in given.arms.items()
            if arm.parent == LADDER and arm.ends_at is not None
        },
        rewarded=frozenset(given.arms.rewarded),
        config=text,
    )
