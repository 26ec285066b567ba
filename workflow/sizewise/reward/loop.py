"""One training by reward: update after update, with what is due in between."""

import shutil
import time
from pathlib import Path
from typing import Any

import numpy as np

from sizewise.reward.engine import Engine
from sizewise.reward.job import EXACT, Job
from sizewise.reward.judge import read_judged
from sizewise.reward.policy import last_checkpoint
from sizewise.reward.questions import Questions, read_questions
from sizewise.reward.randomness import batch, generator
from sizewise.reward.record import Record
from sizewise.reward.step import reward_step
from sizewise.runs.agreement import Agreement, Measured
from sizewise.runs.exports import distinct_weights, export
from sizewise.runs.folder import RunFolder
from sizewise.runs.log import Progress, clock, read_rows
from sizewise.runs.outputs import link_tree, move_into_place, outputs_of
from sizewise.runs.position import Position, go_on
from sizewise.runs.processes import Processes
from sizewise.runs.signals import Stopped, StopSignals
from sizewise.runs.states import States
from sizewise.study.errors import StudyError
from sizewise.study.formats import updates
from sizewise.study.formats.names import CHECKPOINTS_FOLDER
from sizewise.study.work import Work


def rewards_of(job: Job, questions: Questions) -> np.ndarray:
    """(question, label) rewards that a job trains on.

    Raises StudyError where no question has answers of different rewards: there is no gradient.
    """
    rewards = questions.exact_rewards if job.source == EXACT else read_judged(job.judged, questions)
    if not np.ptp(rewards, axis=1).any():
        raise StudyError(
            f"reward {job.run.label}: every answer to a question has the same reward, so there is "
            "no gradient; run the job `judge` again, or choose another source"
        )
    return rewards


class Trainer:
    """A training by reward from its first or its last saved update to its outputs."""

    def __init__(self, job: Job, work: Work, processes: Processes, started: float) -> None:
        """`started` is the time (time.monotonic) from which start-up is counted."""
        self.job, self.work, self.processes, self.started = job, work, processes, started
        self.parent = last_checkpoint(job.parent)
        self.questions = read_questions(job.world, job.family, self.parent)
        self.rewards = rewards_of(job, self.questions)
        self.folder: RunFolder | None = None
        processes.on_first(self._hold)
        self.signals = StopSignals()
        self.progress = Progress(job.run.label, job.reward.updates)
        self.engine = Engine(
            checkpoint=self.parent, reward=job.reward, questions=self.questions,
            processes=processes,
        )  # fmt: skip
        self.states = States(job.runs / "states", processes)
        self.position, self.record = Position(), None

    def _hold(self) -> None:
        # A state is of as many processes as wrote it; the result is one for any number of them.
        identity = self.work.identity.to_json()
        identity["of"] = {**identity["of"], "processes": self.processes.world}
        self.folder = RunFolder(self.job.runs, identity)

    def run(self) -> None:
        """Train to the last update and move the outputs into place.

        Raises Stopped after a signal (state saved), StudyError as the parts say.
        """
        job, reward = self.job, self.job.reward
        position = self.position = self._go_on()
        agreement = Agreement(
            self.processes, self.signals, save_seconds=reward.resume_seconds,
            stop_at=None if job.stop_after_seconds is None
            else self.started + job.stop_after_seconds,
        )  # fmt: skip
        while position.step < reward.updates:
            asked = batch(reward.seed, len(self.questions), reward.questions, position.step)
            drawing = generator(reward.seed, "answers", job.run.seed, position.step)
            uniform = drawing.random((reward.questions, reward.answers))
            done = reward_step(self.engine, reward, self.rewards, asked, uniform)
            position.step += 1
            agreement.add(
                Measured(
                    step=position.step,
                    means=done.means,
                    alike={"gradient_norm": done.gradient_norm},
                    digests=done.digests,
                )
            )
            if not agreement.due and position.step not in (1, reward.updates):
                continue
            orders = self.record.settle(agreement)
            if position.step < reward.updates:
                if orders.save:
                    self._save()
                    agreement.saved()
                if orders.stop:
                    raise Stopped(
                        f"{job.run.label}: stopped by {orders.stop} after update {position.step}; "
                        "run again to go on"
                    )
            agreement.begin()
        checkpoints = job.runs / CHECKPOINTS_FOLDER
        export(self.engine, checkpoints, position.step, self._tokenizer(), compare_logits=True)
        if self.processes.first:
            self._finish(checkpoints)
        self.processes.gather(None)

    def _tokenizer(self) -> Path:
        """A folder with the parent's tokenizer alone, as an export copies one."""
        folder = self.job.runs / "tokenizer"
        if self.processes.first:
            folder.mkdir(exist_ok=True)
            for file in self.parent.glob("tokenizer*"):
                shutil.copyfile(file, folder / file.name)
        return folder

    def _go_on(self) -> Position:
        """Open the record at the position of the newest state, whose weights are loaded."""
        say = self.progress.say
        state, position = go_on(self.states, log=self.job.runs / "log.jsonl", kept=[], say=say)
        if state is not None:
            self.engine.load(state)
            if self.processes.first:
                say(f"goes on after update {position.step}/{self.job.reward.updates}")
        self.record = Record(position, self.job, self.states, self.progress)
        return position

    def seconds(self) -> float:
        """Seconds that this training took so far, over all its starts."""
        return self.position.spent_seconds + time.monotonic() - self.started

    def _save(self) -> None:
        self.record.sync()
        saved = self.position.to_json() | {"spent_seconds": self.seconds()}
        self.states.save(self.position.step, saved, self.engine.save)

    def _finish(self, checkpoints: Path) -> None:
        """Leave the outputs, say that they are there, and end the run folder."""
        self.record.close()
        job, whole = self.job, self.job.runs / "output"
        rows = read_rows(job.runs / "log.jsonl")
        if [row["update"] for row in rows] != list(range(1, job.reward.updates + 1)):
            raise AssertionError(f"{job.runs}/log.jsonl: updates missing or repeated")
        with outputs_of(job.runs, job.output):
            shutil.rmtree(whole, ignore_errors=True)
            link_tree(checkpoints, whole / CHECKPOINTS_FOLDER)
            updates.TABLE.write(whole / updates.TABLE.name, rows)
            files = [path for path in whole.rglob("*") if path.is_file()]
            self.work.end(files, self._facts(rows, checkpoints), made_in=whole)
            move_into_place(whole, job.output)
        self.progress.say(f"done in {clock(self.seconds())}: {job.output}")
        self.folder.remove()

    def _facts(self, rows: list[dict], checkpoints: Path) -> dict[str, Any]:
        first, last = rows[0], rows[-1]
        reward = self.job.reward
        return {
            "updates": len(rows), "answers": len(rows) * reward.questions * reward.answers,
            "reward_before": first["reward"], "reward": last["reward"],
            "right_before": first["right"], "right": last["right"],
            "divergence": last["divergence"], "chain": self.position.chain.hex(),
            # Weights that did not move would be the parent's.
            "weights_sha256": distinct_weights([self.parent, *sorted(checkpoints.glob("step*"))]),
            "processes": self.processes.world, "starts": self.position.starts,
            "seconds": round(self.seconds(), 2),
        }  # fmt: skip

    def close(self) -> None:
        """Give back signals and the run folder, whatever happened."""
        if self.record is not None:
            self.record.close()
        self.signals.restore()
        if self.folder is not None and self.job.runs.exists():
            self.folder.release()
