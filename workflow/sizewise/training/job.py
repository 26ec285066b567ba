"""What one `train` command is asked to do."""

from dataclasses import dataclass
from pathlib import Path

from sizewise.study.artifacts import read_manifest, verify_folder
from sizewise.study.errors import StudyError
from sizewise.study.ladder import Size, size_named
from sizewise.study.runs import Run
from sizewise.study.sections import compact, decisive
from sizewise.study.work import Work, contents
from sizewise.training.config import Training

CHECKPOINTS = "checkpoints"
"""Folder of the checkpoints below that of a finished training."""


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
    parent: Path | None = None
    """Folder of the finished training whose last weights this one starts from; None for none."""

    @property
    def size(self) -> Size:
        """The shape of the run's model."""
        return size_named(self.run.size)

    @property
    def tokenizer(self) -> Path:
        """Folder of the stream's tokenizer, a copy of which each checkpoint gets."""
        return self.stream / "tokenizer"

    @property
    def parent_weights(self) -> Path | None:
        """Folder of the parent's last checkpoint. Raises StudyError where it has none."""
        if self.parent is None:
            return None
        checkpoints = sorted((self.parent / CHECKPOINTS).glob("step*"))
        if not checkpoints:
            raise StudyError(f"{self.parent}: no checkpoints; train the arm's parent first")
        return checkpoints[-1]


def begin(job: Job) -> Work:
    """Fix the identity of a training and look for its result.

    The arm's name is no part of it: an arm is its recipe, its stream and its parent.
    """
    inputs = {"stream": contents(read_manifest(job.stream), "shards/", "tokenizer/")}
    if (weights := job.parent_weights) is not None:
        files = f"{CHECKPOINTS}/{weights.name}/"
        inputs["parent"] = contents(verify_folder(job.parent, files), files)
    return Work.begin(
        "train",
        of={"size": job.size.model_dump(mode="json"), "seed": job.run.seed},
        config=compact({"training": decisive(job.training)}),
        inputs=inputs,
        output=job.output,
    )
