"""What one `train` command is asked to do."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sizewise.study.artifacts import read_manifest, verify_folder
from sizewise.study.errors import StudyError
from sizewise.study.formats.names import checkpoint_name
from sizewise.study.formats.shards import ShardLayout
from sizewise.study.ladder import Size
from sizewise.study.runs import Run
from sizewise.study.sections import compact, decisive
from sizewise.study.work import Work, contents
from sizewise.training.config import Training
from sizewise.training.network import DENSE, Network
from sizewise.training.schedule import end_step, fork_step

CHECKPOINTS = "checkpoints"
"""Folder of the checkpoints below that of a finished training."""
FORKS = "forks"
"""Folder of its forks."""


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
    """Folder of the finished training that this one continues; None for none."""
    ends_at: float | None = None
    """Share of the stream's steps at which this training ends. With a parent it leaves that one at
    its fork and not at its end; None for all steps."""
    network: Network = DENSE
    """The kind of network that the run's size is one of."""

    @property
    def size(self) -> Size:
        """The shape of the run's model."""
        return self.network.size_named(self.run.size)

    @property
    def tokenizer(self) -> Path:
        """Folder of the stream's tokenizer, a copy of which each checkpoint gets."""
        return self.stream / "tokenizer"

    @property
    def parent_weights(self) -> Path | None:
        """Folder of the parent's last checkpoint, None where a fork or nothing is continued.

        Raises StudyError where it has none.
        """
        if self.parent is None or self.ends_at is not None:
            return None
        checkpoints = sorted((self.parent / CHECKPOINTS).glob("step*"))
        if not checkpoints:
            raise StudyError(f"{self.parent}: no checkpoints; train the arm's parent first")
        return checkpoints[-1]

    def n_steps(self, layout: ShardLayout) -> int:
        """The training's last step."""
        return end_step(self.ends_at, layout.n_steps)

    def fork(self, layout: ShardLayout) -> Path | None:
        """Folder of the parent's fork that is continued; None without one.

        Raises StudyError where the parent left none there.
        """
        if self.parent is None or self.ends_at is None:
            return None
        step = fork_step(self.ends_at, layout.n_steps, self.training)
        folder = self.parent / FORKS / checkpoint_name(step)
        if not folder.is_dir():
            raise StudyError(
                f"{folder}: the parent left no state there; training.forks of the parent's arm "
                f"needs {self.ends_at:g}, and both arms the same training.decay_share"
            )
        return folder


def begin(job: Job) -> Work:
    """Fix the identity of a training and look for its result.

    The arm's name is no part of it: an arm is its recipe, its stream and its parent.
    """
    manifest = read_manifest(job.stream)
    layout = ShardLayout.from_manifest(manifest, job.stream)
    inputs = {"stream": contents(manifest, "shards/", "tokenizer/")}
    if (weights := job.parent_weights) is not None:
        files = f"{CHECKPOINTS}/{weights.name}/"
        inputs["parent"] = contents(verify_folder(job.parent, files), files)
    of: dict[str, Any] = {"size": job.size.model_dump(mode="json"), "seed": job.run.seed}
    if job.ends_at is not None:
        of["ends_at"] = job.ends_at
        if (fork := job.fork(layout)) is not None:
            files = f"{FORKS}/{fork.name}/"
            inputs["parent"] = contents(verify_folder(job.parent, files), files)
    return Work.begin(
        job.network.job,
        of=of,
        config=compact(decisive({"training": job.training, **job.network.sections})),
        inputs=inputs,
        output=job.output,
    )
