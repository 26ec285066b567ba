"""What the results lack."""

from dataclasses import dataclass

from sizewise.study.messages import Message


@dataclass(frozen=True)
class Gap:
    """Something that the configuration promises and the results lack."""

    message: Message
    family: str | None = None
    """The family that it concerns; None for all."""
