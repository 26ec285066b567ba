"""One training: batch after batch through the step, with what is due in between."""

import time

from sizewise.runs.agreement import Agreement, Measured
from sizewise.runs.exports import export
from sizewise.runs.log import clock
from sizewise.runs.position import Position, go_on
from sizewise.runs.processes import Processes
from sizewise.runs.signals import Stopped
from sizewise.runs.states import States
from sizewise.study.work import Work
from sizewise.training.finish import Ended, write_outputs
from sizewise.training.fork import read_fork, write_fork
from sizewise.training.job import Job
from sizewise.training.record import Record
from sizewise.training.sample import sample
from sizewise.training.schedule import learning_rate_factor
from sizewise.training.setup import Setup
from sizewise.training.step import train_step


class Trainer:
    """A training from its first or its last saved step to its outputs."""

    def __init__(self, job: Job, work: Work, processes: Processes, started: float) -> None:
        """`started` is the time (time.monotonic) from which start-up is counted."""
        self.job, self.processes, self.started = job, processes, started
        self.setup = Setup(job, work, processes)
        self.engine, self.stream = self.setup.engine, self.setup.stream
        self.n_steps = self.setup.n_steps
        self.states = States(job.runs / "states", processes)
        self.position, self.record = Position(processes=processes.world), None

    def run(self) -> None:
        """Train to the last step and move the outputs into place.

        Raises Stopped after a signal (state saved), StudyError as the parts say.
        """
        training, given = self.job.training, self.job.stop_after_seconds
        position = self.position = self._go_on()
        if position.step == 0:
            self._export_if_due()
        ready = time.monotonic() - self.started
        agreement = Agreement(
            self.processes,
            self.setup.signals,
            save_seconds=training.resume_seconds,
            stop_at=None if given is None else self.started + given,
        )
        due = {*self.setup.exports, *self.setup.forks}
        while position.step < self.n_steps:
            batch = self.stream.batch(position.step)
            factor = learning_rate_factor(position.step + 1, self.n_steps, training)
            means, norm, digests = train_step(self.engine, batch, factor)
            position.step += 1
            rate = training.learning_rate * factor
            agreement.add(
                Measured(
                    step=position.step,
                    means=means,
                    alike={"learning_rate": rate, "gradient_norm": norm},
                    digests=digests,
                )
            )
            if not agreement.due and position.step not in due:
                continue
            orders = self.record.settle(agreement)
            self._export_if_due()
            self._fork_if_due()
            if position.step < self.n_steps:
                if orders.save:
                    self._save()
                    agreement.saved()
                if orders.stop:
                    raise Stopped(
                        f"{self.job.run.label}: stopped by {orders.stop} after step "
                        f"{position.step}; run again to go on"
                    )
            agreement.begin()
        if self.processes.first:
            self._finish(ready)
        self.processes.gather(None)

    def _go_on(self) -> Position:
        """Open the record at the position of the newest state, whose weights are loaded.

        Another number of processes may have written it.
        """
        setup, job, log = self.setup, self.job, self.job.runs / "log.jsonl"
        say = setup.progress.say
        kept = [*setup.exports.items(), *setup.forks.items()]
        state, position = go_on(self.states, log=log, kept=kept, say=say)
        if state is not None:
            self.engine.load(state, position.processes, job.runs / "universal")
        elif setup.fork is not None:
            position = read_fork(self.engine, setup.fork)
        self.record = Record(position, setup, self.states)
        if state is not None and self.processes.first:
            say(f"goes on after step {position.step}/{self.n_steps}")
        position.processes = self.processes.world
        return position

    def _export_if_due(self) -> None:
        step, setup = self.position.step, self.setup
        if step in setup.exports:
            ends = step in (0, self.n_steps)
            export(self.engine, setup.checkpoints, step, self.job.tokenizer, compare_logits=ends)

    def _fork_if_due(self) -> None:
        folder = self.setup.forks.get(self.position.step)
        if folder is not None and self.processes.first:
            write_fork(self.engine, self.position, folder)

    def seconds(self) -> float:
        """Seconds that this training took so far, over all its starts."""
        return self.position.spent_seconds + time.monotonic() - self.started

    def _save(self) -> None:
        self.record.sync()
        saved = self.position.to_json() | {"spent_seconds": self.seconds()}
        self.states.save(self.position.step, saved, self.engine.save)

    def _finish(self, ready: float) -> None:
        """Leave the outputs, say that they are there, and end the run folder."""
        self.record.close()
        write_outputs(Ended(self.setup, self.position, self.seconds(), ready))
        say = self.setup.progress.say
        if (text := sample(self.engine, self.job.tokenizer)) is not None:
            say(f"greedy sample: {text}")
        say(f"done in {clock(self.seconds())}: {self.job.output}")
        self.setup.folder.remove()

    def close(self) -> None:
        """Give back signals and the run folder, whatever happened."""
        if self.record is not None:
            self.record.close()
        self.setup.close()
