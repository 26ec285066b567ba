"""The record of a training by reward: a row an update, the hash chain, and what went wrong."""

import math

from sizewise.reward.job import Job
from sizewise.runs import hash_chain
from sizewise.runs.agreement import Agreement, Orders, Step
from sizewise.runs.log import Progress
from sizewise.runs.position import Position
from sizewise.runs.record import RunLog
from sizewise.runs.states import States
from sizewise.study.errors import StudyError


class Record(RunLog):
    """Turns what the processes agree on into rows of the log."""

    def __init__(self, position: Position, job: Job, states: States, progress: Progress) -> None:
        """Open the log in the run folder, cut back to `position`."""
        super().__init__(position, states, job.runs)
        self.job, self.progress = job, progress

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
        self.append(rows)
        last, reward = rows[-1], self.job.reward
        answers = reward.questions * reward.answers / seconds
        self.progress.step(last["update"], last["loss"], answers, seconds)
