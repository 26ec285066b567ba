"""A run: one training, named by its arm, its size and its seed."""

from pathlib import Path
from typing import NamedTuple

LADDER = "ladder"
"""The arm that every study has: each size on the same stream by the same recipe."""


class Run(NamedTuple):
    """One training: the key of every table, path and log of a run."""

    arm: str
    """Name of the arm: a token stream, a recipe, and a parent whose trainings it continues."""
    size: str
    """Name of the size (sizes.csv)."""
    seed: int
    """Seed of the initialisation."""

    @property
    def folder(self) -> Path:
        """The run's folder below that of a stage."""
        return Path(self.arm, self.size, f"seed{self.seed}")

    @property
    def label(self) -> str:
        """The run in lines for people: `ladder 25k seed0`."""
        return f"{self.arm} {self.size} seed{self.seed}"
