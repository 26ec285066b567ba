"""The record of a training by reward: a row an update, the hash chain, and what went wrong."""

import math

from sizewise.reward.job import Job
from sizewise.runs import hash_chain
from sizewise.runs.agreement import Agreement, Orders, Step
from sizewise.runs.log import Progress, StepLog
from sizewise.runs.position import Position
from sizewise.runs.states import States
from sizewise.study.errors import StudyError, one_line


class Record:
    """Turns what the processes agree on into rows of the log."""

    def __init__(self, position: Position, job: Job, states: States, progress: Progress) -> None:
        """Open the log in the run folder, cut back to `position`."""
        self.position, self.job, self.states, self.progress = position, job, states, progress
        self.log: StepLog | None = None
        if states.processes.first:
            self.log = StepLog(job.runs / "log.jsonl", position.log_bytes)

    def settle(self, agreement: Agreement) -> Orders:
        """Agree on the updates since the last time, log them, and say what to do now.

        Every process must call it. Raises StudyError where the first answers had no gradient, where
        a number is none any more, and where the log cannot be written.
        """
        steps, seconds = agreement.gather()
        rows = [self._row(step) for step in steps]
        return agreement.decide(lambda: self._write(rows, seconds))

    def _row(self, step: Step) -> dict:
        position, values = self.position, step.values
        position.chain = hash_chain.extend(position.chain, step.digests)
        where, reward = f"reward {self.job.run.label}", self.job.reward
        if step.step == 1 and values["silent"] >= 1:
            raise StudyError(
                f"{where}: the {reward.answers} answers to each of the first {reward.questions} "
                "questions had one reward, so there is no gradient; raise reward.answers, or leave "
                "out this size"
            )
        if not all(map(math.isfinite, values.values())):
            raise StudyError(
                f"{where}: loss {values['loss']:.3g}, gradient norm "
                f"{values['gradient_norm']:.3g} at update {step.step}; lower reward.learning_rate "
                f"and remove {self.job.runs}"
            )
        return values | {"update": step.step, "chain": position.chain.hex()}

    def _write(self, rows: list[dict], seconds: float) -> None:
        try:
            self.position.log_bytes = self.log.append(rows)
        except OSError as error:
            raise StudyError(
                f"{self.log.path}: cannot write ({one_line(error)}); last good state: "
                f"{(self.states.saved()[-1:] or ['none'])[0]}; free space and run again to go on"
            ) from None
        last, reward = rows[-1], self.job.reward
        answers = reward.questions * reward.answers / seconds
        self.progress.step(last["update"], last["loss"], answers, seconds)

    def sync(self) -> None:
        """Have the file system keep what was logged."""
        if self.log is not None:
            self.log.sync()

    def close(self) -> None:
        """Close the log."""
        if self.log is not None:
            self.log.close()
