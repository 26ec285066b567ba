"""Training speed, measured side by side: our step, a plain compiled loop, Hugging Face's Trainer.

    rows = measure("792k", steps=40, threads=1)

Each contender is a process of its own with the same model, batches and threads. They take turns,
a few steps at a time, while the others wait, so that a machine that slows down slows all of them.
"""

import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from sizewise.stream.config import Stream
from sizewise.study.formats.shards import ShardLayout
from sizewise.study.ladder import size_named
from sizewise.training.config import Training

CONTENDERS = (
    "sizewise",
    "plain loop, compiled",  # our loss without DeepSpeed: what the engine costs
    "plain loop, compiled, the model's own loss",
    "Trainer",
    "Trainer, torch_compile",
)
ROUNDS = 8
_PEAK_SIDE, _PEAK_REPEATS = 1024, 12
_DISTINCT_BATCHES = 8


def _layout(stream: Stream) -> ShardLayout:
    return ShardLayout(
        tokens=stream.batch_tokens * _DISTINCT_BATCHES,
        sequence_length=stream.sequence_length,
        batch_sequences=stream.batch_sequences,
        shard_batches=_DISTINCT_BATCHES,
        token_dtype=stream.token_dtype,
    )


def _batches(stream: Stream) -> list:
    """Random batches: speed does not depend on what is learnt."""
    import numpy as np

    shape = (_DISTINCT_BATCHES, stream.batch_sequences, stream.sequence_length)
    return list(np.random.default_rng(0).integers(stream.vocabulary_size, size=shape))


def _new_model(size: str, training: Training, stream: Stream):
    from sizewise.training.model import model_config, new_model
    from sizewise.training.parametrization import maximal_update

    rule = maximal_update(size_named(size), training)
    config = model_config(
        size_named(size),
        rule,
        vocabulary_size=stream.vocabulary_size,
        sequence_length=stream.sequence_length,
        special={},
    )
    return new_model(config, rule, f"{size}/0"), rule


# Each contender is a generator: sent a number of steps, it yields the seconds they took.


def _sizewise(size: str, training: Training, stream: Stream) -> Iterator[float]:
    from sizewise.runs import processes

    here = processes.start()
    from sizewise.training.engine import Engine
    from sizewise.training.step import train_step

    engine = Engine(
        size=size_named(size), seed=0, training=training, layout=_layout(stream),
        vocabulary_size=stream.vocabulary_size, special={}, processes=here,
    )  # fmt: skip
    batches = _batches(stream)
    yield from _in_turns(lambda i: float(train_step(engine, batches[i % len(batches)], 0.1).loss))
    processes.stop()


def _plain(size: str, training: Training, stream: Stream, *, own_loss: bool) -> Iterator[float]:
    import torch

    from sizewise.training.engine import parameter_groups
    from sizewise.training.model import NextTokenLoss

    torch.set_flush_denormal(True)
    model, rule = _new_model(size, training, stream)
    optimizer = torch.optim.AdamW(parameter_groups(model, rule), fused=True)
    batches = [torch.from_numpy(batch) for batch in _batches(stream)]
    compiled = torch.compile(model if own_loss else NextTokenLoss(model), dynamic=False)

    def step(index: int) -> None:
        ids = batches[index % len(batches)]
        loss = (
            compiled(input_ids=ids, labels=ids, use_cache=False).loss if own_loss else compiled(ids)
        )
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), training.gradient_clip)
        optimizer.step()
        optimizer.zero_grad()
        loss.item()

    yield from _in_turns(step)


def _in_turns(step: Callable[[int], Any]) -> Iterator[float]:
    done = 0
    count = yield 0.0
    while count:
        began = time.perf_counter()
        for index in range(done, done + count):
            step(index)
        done += count
        count = yield time.perf_counter() - began


def _trainer(size: str, training: Training, stream: Stream, *, compiled: bool, turns) -> None:
    """Trainer keeps the loop to itself, so the turns are taken inside its callback."""
    import torch
    from transformers import Trainer, TrainerCallback, TrainingArguments
    from transformers.utils.logging import set_verbosity_error

    set_verbosity_error()
    model, _ = _new_model(size, training, stream)
    rows = torch.from_numpy(_batches(stream)[0])

    class Sequences(torch.utils.data.Dataset):
        def __len__(self) -> int:
            return 10**6

        def __getitem__(self, index: int) -> dict:
            row = rows[index % len(rows)]
            return {"input_ids": row, "labels": row}

    class Turns(TrainerCallback):
        def on_step_end(self, arguments, state, control, **rest):
            if turns(state.global_step):
                control.should_training_stop = True
            return control

    with tempfile.TemporaryDirectory() as folder:
        arguments = TrainingArguments(
            output_dir=folder,
            per_device_train_batch_size=stream.batch_sequences,
            learning_rate=training.learning_rate,
            max_grad_norm=training.gradient_clip,
            max_steps=10**6,
            torch_compile=compiled,
            report_to="none",
            save_strategy="no",
            disable_tqdm=True,
            use_cpu=not torch.cuda.is_available(),
        )
        Trainer(model=model, args=arguments, train_dataset=Sequences(), callbacks=[Turns()]).train()


def _worker(what: str, size: str, training: Training, stream: Stream) -> None:
    """Answer each line on stdin, a number of steps, with the seconds they took; 0 ends."""
    from sizewise.runs.processes import set_environment

    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever a library prints must not pass for an answer
    if what == "sizewise":
        set_environment()
    import torch

    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))

    def answer(seconds: float) -> int:
        print(seconds, file=answers, flush=True)
        return int(sys.stdin.readline() or 0)

    if what.startswith("Trainer"):
        turn = {"began": 0.0, "ends": 1}

        def turns(step: int) -> bool:
            if step < turn["ends"]:
                return False
            count = answer(time.perf_counter() - turn["began"])
            turn.update(began=time.perf_counter(), ends=step + count)
            return not count

        _trainer(size, training, stream, compiled="compile" in what, turns=turns)
        return
    if what == "sizewise":
        contender = _sizewise(size, training, stream)
    else:
        contender = _plain(size, training, stream, own_loss="own loss" in what)
    next(contender)
    contender.send(1)
    seconds = 0.0
    while count := answer(seconds):
        seconds = contender.send(count)
    contender.close()


def matmul_peak() -> float:
    """FLOP/s of the best of several fp32 products of square matrices, on torch's threads."""
    import torch

    a = torch.randn(_PEAK_SIDE, _PEAK_SIDE)
    best = float("inf")
    for _ in range(_PEAK_REPEATS):
        began = time.perf_counter()
        torch.mm(a, a)
        best = min(best, time.perf_counter() - began)
    return 2 * _PEAK_SIDE**3 / best


def _peak_of(threads: int) -> float:
    code = (
        f"import torch; torch.set_num_threads({threads}); "
        "from sizewise.training.bench import matmul_peak; print(matmul_peak())"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return float(done.stdout)


def measure(
    size: str,
    steps: int,
    threads: int,
    *,
    config: Path = Path("config.yaml"),
    contenders: tuple[str, ...] = CONTENDERS,
) -> list[dict[str, Any]]:
    """Tokens a second of each contender at `size`, over `steps` steps after compilation.

    One row a contender: what, size, threads, tokens_per_second (median over rounds), spread
    (lowest and highest round), ratio (median over rounds of ours to theirs), share_of_peak (of
    the matmul peak, by 6 N + 12 L d T FLOPs a token). A last row states the peak itself
    (flops_per_second). Shapes and rates are those of `config`.
    """
    sections = yaml.safe_load(config.read_text(encoding="utf-8"))
    stream = Stream.model_validate(sections["stream"])
    per_round = max(1, steps // ROUNDS)
    environment = os.environ | {"OMP_NUM_THREADS": str(threads), "MKL_NUM_THREADS": str(threads)}
    job = json.dumps({"size": size, "training": sections["training"], "stream": sections["stream"]})
    workers = {}
    with contextlib.ExitStack() as ended:
        for what in contenders:
            # What libraries say is shown only where a contender fails.
            said = ended.enter_context(tempfile.TemporaryFile("w+"))
            workers[what] = subprocess.Popen(
                [sys.executable, "-m", "sizewise.training.bench", what, job],
                env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said,
                text=True,
            )  # fmt: skip
            workers[what].said = said
            ended.callback(workers[what].communicate, "0\n")
            _ask(workers[what], what, None)  # compiled, and waiting
            _ask(workers[what], what, 2)
        seconds = {what: [] for what in contenders}
        for _ in range(ROUNDS):
            for what in contenders:
                seconds[what].append(_ask(workers[what], what, per_round))
    peak = _peak_of(threads)
    flops = size_named(size).training_flops_per_token(
        stream.vocabulary_size, stream.sequence_length
    )
    tokens = per_round * stream.batch_tokens
    rows = []
    for what in contenders:
        speeds = [tokens / s for s in seconds[what]]
        ours = seconds.get("sizewise", seconds[what])
        rows.append(
            {
                "what": what,
                "size": size,
                "threads": threads,
                "tokens_per_second": statistics.median(speeds),
                "spread": [min(speeds), max(speeds)],
                "ratio": statistics.median(b / a for a, b in zip(ours, seconds[what], strict=True)),
                "share_of_peak": statistics.median(speeds) * flops / peak,
            }
        )
    rows.append({"what": "matmul peak", "threads": threads, "flops_per_second": peak})
    return rows


def _ask(worker: subprocess.Popen, what: str, count: int | None) -> float:
    if count is not None:
        worker.stdin.write(f"{count}\n")
        worker.stdin.flush()
    line = worker.stdout.readline()
    if not line:
        worker.said.seek(0)
        raise RuntimeError(f"the contender {what!r} ended early:\n{worker.said.read()[-4000:]}")
    return float(line)


if __name__ == "__main__":
    _job = json.loads(sys.argv[2])
    _worker(
        sys.argv[1],
        _job["size"],
        Training.model_validate(_job["training"]),
        Stream.model_validate(_job["stream"]),
    )
