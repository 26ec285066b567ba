"""What analysis knows of a study's configuration: the one object that the room is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sizewise.study.config import Analysis
from sizewise.study.runs import LADDER, Run


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
    sections: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """The sections of the configuration as they were handed over, for the manifest."""

    @property
    def arms(self) -> list[str]:
        """Names of the arms, the ladder first."""
        return [LADDER, *(arm for arm in self.streams if arm != LADDER)]

    def runs_of(self, arm: str) -> list[Run]:
        """Runs of one arm, sizes smallest first."""
        return [run for run in self.runs if run.arm == arm]

    def shares_of(self, arm: str) -> Mapping[str, float]:
        """Shares of the tokens of the stream that an arm reads."""
        return self.shares[self.streams[arm]]


def keys_of(run: Run) -> dict[str, str | int]:
    """A run for a message: `size`, with the arm's name before it where it is not the ladder's, and
    `seed`."""
    arm = "" if run.arm == LADDER else f"{run.arm} "
    return {"size": f"{arm}{run.size}", "seed": run.seed}
