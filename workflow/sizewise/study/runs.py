"""A run: one model of a study, from its initialisation to its last checkpoint."""

from pathlib import Path
from typing import NamedTuple

LADDER = "ladder"
"""The arm that every study has: every size on the same stream with the same recipe."""


class Run(NamedTuple):
    """One training of a study, told apart by three keys, which stand first in every table."""

    arm: str
    """Name of the arm: which stream, which recipe."""
    size: str
    """Name of the size, see sizes.csv."""
    seed: int
    """Seed of the initialisation."""

    @property
    def folder(self) -> Path:
        """Where the run lies inside a room's folder: <arm>/<size>/seed<seed>."""
        return Path(self.arm, self.size, f"seed{self.seed}")

    @property
    def label(self) -> str:
        """The run in messages: `ladder 25k seed0`."""
        return f"{self.arm} {self.size} seed{self.seed}"
