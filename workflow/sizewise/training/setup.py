"""What a training works with: its stream, its held run folder, its engine."""

from pathlib import Path

from sizewise.runs.batches import BatchSplit, open_stream
from sizewise.runs.folder import RunFolder
from sizewise.runs.log import Progress
from sizewise.runs.processes import Processes
from sizewise.runs.signals import StopSignals
from sizewise.study.formats.names import checkpoint_name
from sizewise.study.work import Work
from sizewise.training.engine import Engine
from sizewise.training.fork import fork_folders, whole_optimizer
from sizewise.training.job import FORKS, Job
from sizewise.training.model import special_ids, weights_of
from sizewise.training.schedule import checkpoint_steps


class Setup:
    """Everything of a job that stays as it is while its training runs."""

    def __init__(self, job: Job, work: Work, processes: Processes) -> None:
        """Raises StudyError where the stream, the run folder or the batch's share is refused."""
        self.job, self.work, self.processes = job, work, processes
        self.stream, vocabulary = open_stream(job.stream, processes)
        self.layout, training = self.stream.layout, job.training
        # What cannot work is refused before the run folder carries this training's name.
        BatchSplit(self.layout.batch_sequences, training.device_sequences, processes)
        self.folder: RunFolder | None = None
        processes.on_first(self._hold)
        self.signals = StopSignals()
        self.n_steps = job.n_steps(self.layout)
        """The training's last step."""
        self.progress = Progress(job.run.label, self.n_steps)
        self.engine = Engine(
            size=job.size,
            seed=job.run.seed,
            training=training,
            layout=self.layout,
            vocabulary_size=vocabulary,
            special=special_ids(job.tokenizer),
            processes=processes,
            initial=weights_of(parent) if (parent := job.parent_weights) else None,
            network=job.network,
        )
        if training.compile and not self.engine.compiled and processes.first:
            self.progress.say(f"training uncompiled: {self.engine.uncompiled_because}")
        self.checkpoints = job.runs / "checkpoints"
        # Of a training that leaves another one, that one has exported what came before.
        self.fork = job.fork(self.layout)
        steps = checkpoint_steps(training, self.n_steps) if self.fork is None else [self.n_steps]
        self.exports: dict[int, Path] = {
            step: self.checkpoints / checkpoint_name(step) for step in steps
        }
        self.forks: dict[int, Path] = {}
        if self.fork is None:
            self.forks = fork_folders(training, self.layout.n_steps, job.runs / FORKS, job.ends_at)
        if self.forks:
            whole_optimizer(self.engine)

    def _hold(self) -> None:
        self.folder = RunFolder(self.job.runs, self.work.identity.to_json())

    def close(self) -> None:
        """Give back signals and the run folder, whatever happened."""
        self.signals.restore()
        if self.folder is not None and self.job.runs.exists():
            self.folder.release()
