"""One training from its first or its last saved step to its outputs."""

import math
import shutil
import signal
import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch

from sizewise.study.artifacts import (
    read_manifest,
    sha256_of_json,
    verify_files,
    write_manifest,
)
from sizewise.study.config import Training
from sizewise.study.errors import StudyError
from sizewise.study.formats.shards import TokenStream
from sizewise.study.ladder import size_named
from sizewise.training import chain as hash_chain
from sizewise.training.engine import Engine, Share
from sizewise.training.exports import distinct_weights, export
from sizewise.training.log import Progress, StepLog, clock, read_rows, write_table
from sizewise.training.model import special_ids
from sizewise.training.processes import Processes
from sizewise.training.resume import States, one_line
from sizewise.training.run_folder import RunFolder
from sizewise.training.schedule import checkpoint_name, checkpoint_steps, learning_rate_factor

# A uniform guess costs ln(vocabulary) nats and the first step lies near it. Three nats above its
# own start a model is far worse than guessing and does not come back.
EXPLODED_NATS = 3.0
# Processes agree on log, signals and saves together; often enough to obey a signal at once, rarely
# enough that the device never waits for the host.
AGREE_SECONDS = 1.0
AGREE_STEPS_MAX = 100
STOPPED_EXIT_STATUS = 75  # sysexits.h EX_TEMPFAIL: run again to go on
_STOP_SIGNALS = (signal.SIGTERM, signal.SIGUSR1, signal.SIGINT)


class Stopped(Exception):
    """Training was told to stop; its state is saved and the next start goes on from it."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """What one `train` command is asked to do."""

    training: Training
    size: str
    seed: int
    stream: Path
    """Folder of the token stream."""
    runs: Path
    """Folder of the training under way."""
    output: Path
    """Folder that holds the outputs once the training has ended well."""
    stop_after_seconds: float | None = None
    """Save and stop after this long, before a time limit does it."""

    @property
    def label(self) -> str:
        """Name of the job in lines for people."""
        return f"{self.size} seed{self.seed}"


@dataclass
class _Pending:
    """Steps done since the processes last agreed."""

    since: float
    steps: list[tuple] = field(default_factory=list)
    """(step, factor, loss, norm, digests) each."""


class _Signals:
    """Remembers that a stop signal came; a second Ctrl-C interrupts at once."""

    def __init__(self) -> None:
        self.caught: str | None = None
        self._before = {s: signal.signal(s, self._catch) for s in _STOP_SIGNALS}

    def _catch(self, number: int, frame: Any) -> None:
        if self.caught and number == signal.SIGINT:
            raise KeyboardInterrupt
        self.caught = signal.Signals(number).name

    def restore(self) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)


def open_stream(folder: Path, processes: Processes) -> tuple[TokenStream, int, str]:
    """The stream in `folder`, its vocabulary's size and the sha256 of what training reads of it.

    The first process checks every file that training reads against the stream's manifest.
    """
    manifest = processes.on_first(lambda: read_manifest(folder))
    names = [n for n in manifest["files"] if n.startswith(("shards/", "tokenizer/"))]
    processes.on_first(lambda: verify_files(folder, names) and None)
    stream = TokenStream(folder, verify=False)
    vocabulary = manifest.get("config", {}).get("stream", {}).get("vocabulary_size")
    if vocabulary is None:
        raise StudyError(f"{folder}/manifest.json: names no vocabulary size; run `stream` again")
    return stream, vocabulary, sha256_of_json({name: manifest["files"][name] for name in names})


class Trainer:
    """A training: everything that `Job` names, and where it stands."""

    def __init__(self, job: Job, processes: Processes, started: float) -> None:
        """`started` is the time (time.monotonic) from which start-up is counted."""
        self.job, self.processes, self.started = job, processes, started
        self.size = size_named(job.size)
        self.stream, vocabulary, self.stream_hash = open_stream(job.stream, processes)
        self.layout = self.stream.layout
        self.n_steps = self.layout.n_steps
        self.exports = checkpoint_steps(job.training, self.n_steps)
        self.progress = Progress(job.label, self.n_steps)
        # What cannot work is refused before the run folder carries this training's name.
        Share(self.layout, job.training, processes)
        self.folder: RunFolder | None = None
        processes.on_first(self._hold)
        self.signals = _Signals()
        self.engine = Engine(
            size=self.size,
            seed=job.seed,
            training=job.training,
            layout=self.layout,
            vocabulary_size=vocabulary,
            special=special_ids(job.stream / "tokenizer"),
            processes=processes,
        )
        if job.training.compile and not self.engine.compiled and processes.first:
            self.progress.say(f"training uncompiled: {self.engine.uncompiled_because}")
        self.states = States(job.runs / "states", processes)
        self.checkpoints = job.runs / "checkpoints"
        self.step, self.chain, self.first_loss = 0, hash_chain.START, None
        self.spent_seconds, self.starts = 0.0, 1
        self.log: StepLog | None = None
        self.log_bytes = 0

    def _hold(self) -> None:
        job = self.job
        identity = {
            # How often a state is saved changes nothing in what is trained.
            "training": job.training.model_dump(mode="json", exclude={"resume_seconds"}),
            "size": self.size.model_dump(mode="json"),
            "seed": job.seed,
            "stream_sha256": self.stream_hash,
            "processes": self.processes.world,
        }
        self.folder = RunFolder(job.runs, identity)

    # -- where a start goes on ---------------------------------------------------------------

    def _restore(self) -> None:
        found = self.processes.on_first(lambda: self.states.newest(self.progress.say))
        log_path = self.job.runs / "log.jsonl"
        if found is not None:
            state, saved = found
            self.processes.on_first(lambda: self._check_left(saved["step"], log_path, saved))
            self.engine.load(state)
            self.step, self.chain = saved["step"], bytes.fromhex(saved["chain"])
            self.first_loss, self.log_bytes = saved["first_loss"], saved["log_bytes"]
            self.spent_seconds, self.starts = saved["spent_seconds"], saved["starts"] + 1
        if self.processes.first:
            self.log = StepLog(log_path, self.log_bytes)
            if found is not None:
                self.progress.say(f"goes on after step {self.step}/{self.n_steps}")

    def _check_left(self, step: int, log_path: Path, saved: dict) -> None:
        """What earlier starts wrote must still be there."""
        needed = [self.checkpoints / checkpoint_name(s) for s in self.exports if s <= step]
        missing = [path for path in needed if not path.is_dir()]
        if not log_path.is_file() or log_path.stat().st_size < saved["log_bytes"]:
            missing.append(log_path)
        if missing:
            raise StudyError(
                f"{missing[0]}: missing or truncated, though training is past it; remove "
                f"{self.job.runs} to train this size from its first step"
            )

    # -- what the processes agree on ---------------------------------------------------------

    def _agree(self, pending: _Pending) -> tuple[str | None, int]:
        """Log the pending steps; return why to stop (or None) and steps until next time.

        Raises StudyError where the loss is no longer a number or exploded.
        """
        losses = [float(x) for x in torch.stack([s[2] for s in pending.steps]).cpu()]
        mine = (losses, [s[4] for s in pending.steps], self.signals.caught)
        everyone = self.processes.gather(mine)
        now = time.monotonic()
        seconds = max(now - pending.since, 1e-9) / len(pending.steps)
        rows = []
        for index, (step, factor, _, norm, _) in enumerate(pending.steps):
            loss = math.fsum(other[0][index] for other in everyone) / self.processes.world
            norm = None if norm is None else float(norm)
            digests = [digest for other in everyone for digest in other[1][index]]
            self.chain = hash_chain.extend(self.chain, digests)
            rows.append(
                {
                    "step": step,
                    "tokens": step * self.layout.batch_tokens,
                    "loss": loss,
                    "learning_rate": self.job.training.learning_rate * factor,
                    "gradient_norm": norm,
                    "tokens_per_second": self.layout.batch_tokens / seconds,
                    "chain": self.chain.hex(),
                }
            )
            if self.first_loss is None:
                self.first_loss = loss
            self._check_loss(step, loss, norm)
        if self.processes.first:
            self.log_bytes = self._append(rows)
            self.progress.step(step, loss, rows[-1]["tokens_per_second"], seconds)
        why = next((other[2] for other in everyone if other[2]), None)
        budget = self.job.stop_after_seconds
        overdue = budget is not None and now - self.started > budget
        apart = min(AGREE_SECONDS, self.job.training.resume_seconds)
        stride = max(1, min(AGREE_STEPS_MAX, round(apart / seconds)))
        return self._agreed((why or ("the time given" if overdue else None), stride))

    def _agreed(self, value: Any) -> Any:
        """The first process's `value`, on every process."""
        return self.processes.on_first(lambda: value)

    def _append(self, rows: list[dict]) -> int:
        try:
            return self.log.append(rows)
        except OSError as error:
            raise StudyError(
                f"{self.log.path}: cannot write ({one_line(error)}); last good state: "
                f"{(self.states.saved()[-1:] or ['none'])[0]}; free space and run again to go on"
            ) from None

    def _check_loss(self, step: int, loss: float, norm: float | None) -> None:
        numbers = math.isfinite(loss) and (norm is None or math.isfinite(norm))
        if numbers and loss <= self.first_loss + EXPLODED_NATS:
            return
        what = (
            f"loss exploded to {loss:.3g} (it began at {self.first_loss:.3g})"
            if numbers
            else f"loss {loss:.3g}, gradient norm {norm if norm is None else format(norm, '.3g')}"
        )
        good = (sorted(self.checkpoints.glob("step*"))[-1:] or ["none"])[0]
        raise StudyError(
            f"training {self.job.label}: {what} at step {step}; last good checkpoint: {good} "
            f"(kept); lower training.learning_rate or training.initializer_std and remove "
            f"{self.job.runs}"
        )

    # -- what is written ---------------------------------------------------------------------

    def _export(self) -> None:
        export(
            self.engine,
            self.checkpoints,
            self.step,
            self.job.stream / "tokenizer",
            compare_logits=self.step in (0, self.n_steps),
        )

    def _save(self) -> None:
        if self.processes.first:
            self.log.sync()
        progress = {
            "step": self.step,
            "chain": self.chain.hex(),
            "first_loss": self.first_loss,
            "log_bytes": self.log_bytes,
            "spent_seconds": self.spent_seconds + time.monotonic() - self.started,
            "starts": self.starts,
        }
        self.states.save(self.step, progress, self.engine.save)

    # -- the run -----------------------------------------------------------------------------

    def run(self) -> None:
        """Train to the last step and move the outputs into place.

        Raises Stopped after a signal (state saved), StudyError as the parts say.
        """
        self._restore()
        if self.step == 0 and self._due(0):
            self._export()
        ready = time.monotonic() - self.started
        saved_at, stride = time.monotonic(), 1
        pending = _Pending(since=time.monotonic())
        while self.step < self.n_steps:
            factor = learning_rate_factor(self.step + 1, self.n_steps, self.job.training)
            loss, norm, digests = self.engine.step(self.stream.batch(self.step), factor)
            self.step += 1
            pending.steps.append((self.step, factor, loss, norm, digests))
            if len(pending.steps) < stride and not self._due(self.step):
                continue
            why, stride = self._agree(pending)
            if self._due(self.step):
                self._export()
            overdue = time.monotonic() - saved_at > self.job.training.resume_seconds
            if self.step < self.n_steps and self._agreed(bool(why or overdue)):
                self._save()
                saved_at = time.monotonic()
            if why and self.step < self.n_steps:
                raise Stopped(f"stopped by {why} after step {self.step}; run again to go on")
            pending = _Pending(since=time.monotonic())
        if self.processes.first:
            self._finish(ready)
        self.processes.gather(None)

    def _due(self, step: int) -> bool:
        return step in self.exports

    def _finish(self, ready: float) -> None:
        """Log, manifest, and everything moved to the output folder."""
        self.log.close()
        job, whole = self.job, self.job.runs / "output"
        shutil.rmtree(whole, ignore_errors=True)
        rows = read_rows(job.runs / "log.jsonl")
        if [row["step"] for row in rows] != list(range(1, self.n_steps + 1)):
            raise AssertionError(f"{job.runs}/log.jsonl: steps missing or repeated")
        try:
            whole.mkdir()
            names = [checkpoint_name(step) for step in self.exports]
            hashes = distinct_weights([self.checkpoints / name for name in names])
            (whole / "checkpoints").mkdir()
            for name in names:
                shutil.copytree(
                    self.checkpoints / name, whole / "checkpoints" / name, copy_function=_link
                )
            write_table(rows, whole / "log.parquet")
            write_manifest(
                whole,
                stage="training",
                files=[path for path in whole.rglob("*") if path.is_file()],
                inputs={"stream": self.stream_hash},
                config={
                    "training": job.training.model_dump(mode="json"),
                    "size": job.size,
                    "seed": job.seed,
                },
                rooms=["training"],
                facts=self._facts(rows, hashes, ready),
            )
            _move(whole, job.output)
        except OSError as error:
            raise StudyError(
                f"{job.output}: cannot write the outputs ({one_line(error)}); the training in "
                f"{job.runs} is kept; free space and run again"
            ) from None
        seconds = self.spent_seconds + time.monotonic() - self.started
        self.progress.say(f"done in {clock(seconds)}: {job.output}")
        self.folder.remove()

    def _facts(self, rows: list[dict], hashes: dict[str, str], ready: float) -> dict[str, Any]:
        vocabulary = self.engine.model.config.vocab_size
        size, layout = self.size, self.layout
        return {
            "size": size.model_dump(mode="json"),
            "parameters": size.counts(vocabulary).model_dump(),
            "vocabulary_size": vocabulary,
            "sequence_length": layout.sequence_length,
            "training_flops": layout.tokens
            * size.training_flops_per_token(vocabulary, layout.sequence_length),
            "steps": self.n_steps,
            "tokens": layout.tokens,
            "chain": self.chain.hex(),
            "loss": rows[-1]["loss"],
            "weights_sha256": hashes,
            "processes": self.processes.world,
            "device": self.processes.device.partition(":")[0],
            "threads": torch.get_num_threads(),
            "compiled": self.engine.compiled,
            "starts": self.starts,
            "seconds": round(self.spent_seconds + time.monotonic() - self.started, 2),
            "seconds_before_first_step": round(ready, 2),
            "tokens_per_second": statistics.median(row["tokens_per_second"] for row in rows),
        }

    def close(self) -> None:
        """Give back signals and the run folder, whatever happened."""
        self.signals.restore()
        if self.log is not None:
            self.log.close()
        if self.folder is not None and self.job.runs.exists():
            self.folder.release()


def _link(source: str, target: str) -> None:
    """Share the bytes of a file of the run folder: weights are not written twice."""
    try:
        Path(target).hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)


def _move(whole: Path, output: Path) -> None:
    """Put the finished folder in `output`'s place, also across file systems."""
    output.parent.mkdir(parents=True, exist_ok=True)
    part = output.parent / f".{output.name}.part"
    shutil.rmtree(part, ignore_errors=True)
    shutil.move(whole, part)
    shutil.rmtree(output, ignore_errors=True)
    part.replace(output)
