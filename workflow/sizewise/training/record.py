"""The record of a training: a row a step, the hash chain, and a loss that went wrong."""

import math

from sizewise.runs import hash_chain
from sizewise.runs.agreement import Agreement, Orders, Step
from sizewise.runs.position import Position
from sizewise.runs.record import RunLog
from sizewise.runs.states import States
from sizewise.study.errors import StudyError
from sizewise.training.setup import Setup

# A uniform guess costs ln(vocabulary) nats and the first step lies near it. Three nats above its
# own start a model is far worse than guessing and does not come back.
EXPLODED_NATS = 3.0


class Record(RunLog):
    """Turns what the processes agree on into rows of the log."""

    def __init__(self, position: Position, setup: Setup, states: States) -> None:
        """Open the log in the run folder, cut back to `position`."""
        super().__init__(position, states, setup.job.runs)
        self.setup = setup
        self.batch_tokens = setup.layout.batch_tokens

    def settle(self, agreement: Agreement) -> Orders:
        """Agree on the steps since the last time, log them, and say what to do now.

        Every process must call it. Raises StudyError where the loss is no longer a number or
        exploded, and where the log cannot be written.
        """
        steps, seconds = agreement.gather()
        rows = [self._row(step, self.batch_tokens / seconds) for step in steps]
        return agreement.decide(lambda: self._write(rows, seconds))

    def _row(self, step: Step, tokens_per_second: float) -> dict:
        position, loss = self.position, step.values["loss"]
        position.chain = hash_chain.extend(position.chain, step.digests)
        if position.first_loss is None:
            position.first_loss = loss
        self._check_loss(step.step, loss, step.values["gradient_norm"])
        return step.values | {
            "step": step.step,
            "tokens": step.step * self.batch_tokens,
            "tokens_per_second": tokens_per_second,
            "chain": position.chain.hex(),
        }

    def _check_loss(self, step: int, loss: float, norm: float | None) -> None:
        first = self.position.first_loss
        numbers = math.isfinite(loss) and (norm is None or math.isfinite(norm))
        if numbers and loss <= first + EXPLODED_NATS:
            return
        what = (
            f"loss exploded to {loss:.3g} (it began at {first:.3g})"
            if numbers
            else f"loss {loss:.3g}, gradient norm {norm if norm is None else format(norm, '.3g')}"
        )
        good = (sorted(self.setup.checkpoints.glob("step*"))[-1:] or ["none"])[0]
        raise StudyError(
            f"training {self.setup.job.run.label}: {what} at step {step}; last good checkpoint: "
            f"{good} (kept); lower training.learning_rate or training.initializer_std and remove "
            f"{self.setup.job.runs}"
        )

    def _write(self, rows: list[dict], seconds: float) -> None:
        self.append(rows)
        last = rows[-1]
        self.setup.progress.step(last["step"], last["loss"], last["tokens_per_second"], seconds)
