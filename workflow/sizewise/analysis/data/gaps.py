"""What the results lack."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Gap:
    """Something that the configuration promises and the results lack."""

    text: str
    family: str | None = None
    """The family that it concerns; None for all."""
