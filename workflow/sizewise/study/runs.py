"""A run: one training of one size from one seed, in one arm of the study."""

from pathlib import Path
from typing import NamedTuple

LADDER = "ladder"
"""The arm that every study has."""


class Run(NamedTuple):
    """Names of a run: what its folders, rows and log are found by."""

    arm: str
    size: str
    seed: int

    @property
    def folder(self) -> Path:
        """Folder of the run below that of its stage."""
        return Path(self.arm, self.size, f"seed{self.seed}")

    @property
    def label(self) -> str:
        """`ladder 25k seed0`: the run in a message."""
        return f"{self.arm} {self.size} seed{self.seed}"
