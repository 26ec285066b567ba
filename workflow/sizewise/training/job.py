"""What one `train` command is asked to do."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sizewise.study.ladder import Size, size_named
from sizewise.study.runs import Run
from sizewise.training.config import Training


@dataclass(frozen=True, kw_only=True)
class Job:
    """One run to train."""

    run: Run
    training: Training
    """The recipe: the section `training` with what the run's arm lays over it."""
    stream: Path
    """Folder of the token stream."""
    runs: Path
    """Folder of the training under way."""
    output: Path
    """Folder that holds the outputs once the training has ended well."""
    stop_after_seconds: float | None = None
    """Save and stop after this long, before a time limit does it."""
    identity: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What else the result depends on, by component (code, packages …); see `identity_of`."""

    @property
    def size(self) -> Size:
        """The shape of the run's model."""
        return size_named(self.run.size)

    @property
    def tokenizer(self) -> Path:
        """Folder of the stream's tokenizer, a copy of which each checkpoint gets."""
        return self.stream / "tokenizer"


def identity_of(job: Job, stream_sha256: str, processes: int) -> dict[str, dict[str, Any]]:
    """Everything that decides the training's result: what a start that goes on must find equal.

    The arm's name is no part of it: an arm is its recipe and its stream.
    """
    ours = {
        "config": {
            # How often a state is saved changes nothing in what is trained.
            "training": job.training.model_dump(mode="json", exclude={"resume_seconds"}),
            "size": job.size.model_dump(mode="json"),
            "seed": job.run.seed,
            "processes": processes,
        },
        "inputs": {"stream": stream_sha256},
    }
    components = ours.keys() | job.identity.keys()
    return {name: ours.get(name, {}) | job.identity.get(name, {}) for name in components}
