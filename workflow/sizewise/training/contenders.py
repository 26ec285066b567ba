"""What `training/bench.py` times: our step, a plain compiled loop, Hugging Face's Trainer.

    python -m sizewise.training.contenders "plain loop, compiled" '{"size": …}'

Each is a process of its own that answers orders on stdin, one a line: a number of steps with the
seconds that they took, 0 by ending, `profile FOLDER` by a profile of a few steps.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from sizewise.study.artifacts import write_json
from sizewise.study.formats.shards import ShardLayout
from sizewise.study.ladder import size_named
from sizewise.training.config import Training

OURS = "sizewise"
PLAIN = "plain loop, compiled"
"""Our loss without DeepSpeed: what the engine costs."""
OWN_LOSS = "plain loop, compiled, the model's own loss"
CONTENDERS = (OURS, PLAIN, OWN_LOSS, "Trainer", "Trainer, torch_compile")
OPERATIONS = "operations.json"
"""Name of the file in a profile's folder that programs read."""
_DISTINCT_BATCHES = 8
_PROFILED_STEPS = 3


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What of the section `stream` decides how fast a step is."""

    vocabulary_size: int
    sequence_length: int
    batch_tokens: int
    token_dtype: str

    @classmethod
    def of(cls, section: Any) -> "Shape":
        """Of the section `stream` of a study."""
        return cls(**{field.name: getattr(section, field.name) for field in fields(cls)})

    @property
    def batch_sequences(self) -> int:
        """Sequences a step."""
        return self.batch_tokens // self.sequence_length


def _layout(stream: Shape) -> ShardLayout:
    return ShardLayout(
        tokens=stream.batch_tokens * _DISTINCT_BATCHES,
        sequence_length=stream.sequence_length,
        batch_sequences=stream.batch_sequences,
        shard_batches=_DISTINCT_BATCHES,
        token_dtype=stream.token_dtype,
    )


def _batches(stream: Shape) -> list:
    """Random batches: speed does not depend on what is learnt."""
    import numpy as np

    shape = (_DISTINCT_BATCHES, stream.batch_sequences, stream.sequence_length)
    return list(np.random.default_rng(0).integers(stream.vocabulary_size, size=shape))


def _device():
    import torch

    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def _new_model(size: str, training: Training, stream: Shape):
    from sizewise.training.model import drawn, model_config, new_model
    from sizewise.training.parametrization import maximal_update

    rule = maximal_update(size_named(size), training)
    config = model_config(
        size_named(size),
        rule,
        vocabulary_size=stream.vocabulary_size,
        sequence_length=stream.sequence_length,
        special={},
    )
    return new_model(config, rule, drawn(f"{size}/0")).to(_device()), rule


# Each contender is a generator: sent a number of steps, it yields the seconds they took.


def _sizewise(size: str, training: Training, stream: Shape) -> Iterator[float]:
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


def _plain(size: str, training: Training, stream: Shape, *, own_loss: bool) -> Iterator[float]:
    """The loop that one writes by hand: weights in fp32, products in the recipe's format."""
    import torch

    from sizewise.training.engine import parameter_groups
    from sizewise.training.model import NextTokenLoss

    torch.set_flush_denormal(True)
    model, rule = _new_model(size, training, stream)
    device, lower = model.device.type, training.precision == "bf16"
    optimizer = torch.optim.AdamW(parameter_groups(model, rule), fused=True)
    batches = [torch.from_numpy(batch).to(device) for batch in _batches(stream)]
    at_once = training.device_sequences or stream.batch_sequences
    if own_loss:
        compiled = torch.compile(model, dynamic=False)
    else:
        compiled = NextTokenLoss(model)
        compiled.compile_loss(dynamic=False)

    def loss_of(ids: torch.Tensor) -> torch.Tensor:
        with torch.autocast(device, torch.bfloat16, enabled=lower):
            if own_loss:
                return compiled(input_ids=ids, labels=ids, use_cache=False).loss
            return compiled(ids)

    def step(index: int) -> None:
        parts = batches[index % len(batches)].split(at_once)
        losses = []
        for ids in parts:
            loss = loss_of(ids) / len(parts)
            loss.backward()
            losses.append(loss.detach())
        torch.nn.utils.clip_grad_norm_(model.parameters(), training.gradient_clip)
        optimizer.step()
        optimizer.zero_grad()
        sum(losses).item()

    yield from _in_turns(step)


def _in_turns(step: Callable[[int], Any]) -> Iterator[float]:
    done = 0
    count = yield 0.0
    while count:
        began = time.perf_counter()
        for index in range(done, done + count):
            step(index)
        _wait()
        done += count
        count = yield time.perf_counter() - began


def _wait() -> None:
    """Until the device has done what it was given."""
    import torch

    if torch.cuda.is_available():
        torch.cuda.synchronize()


def _trainer(size: str, training: Training, stream: Shape, *, compiled: bool, turns) -> None:
    """Trainer keeps the loop to itself, so the turns are taken inside its callback."""
    import torch
    from transformers import Trainer, TrainerCallback, TrainingArguments
    from transformers.utils.logging import set_verbosity_error

    set_verbosity_error()
    model, _ = _new_model(size, training, stream)
    rows = torch.from_numpy(_batches(stream)[0])
    at_once = training.device_sequences or stream.batch_sequences

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
            per_device_train_batch_size=at_once,
            gradient_accumulation_steps=stream.batch_sequences // at_once,
            bf16=training.precision == "bf16",
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


def _profile(contender: Iterator[float], folder: Path) -> float:
    """A profile of a few steps in `folder`: operations by their own time, and a trace for viewers.

    operations.txt is for readers; operations.json has name, seconds and FLOPs (of what torch can
    count: products of matrices) of each operation.
    """
    import torch
    from torch.profiler import ProfilerActivity, profile

    on_gpu = torch.cuda.is_available()
    activities = [ProfilerActivity.CPU] + [ProfilerActivity.CUDA] * on_gpu
    with profile(activities=activities, with_flops=True) as profiled:
        seconds = contender.send(_PROFILED_STEPS)
    folder.mkdir(parents=True, exist_ok=True)
    key = f"self_{'cuda' if on_gpu else 'cpu'}_time_total"
    averages = profiled.key_averages()
    table = averages.table(sort_by=key, row_limit=60, max_name_column_width=100)
    (folder / "operations.txt").write_text(table, encoding="utf-8")
    own_time = f"self_{'device' if on_gpu else 'cpu'}_time_total"
    operations = [
        {"name": one.key, "seconds": getattr(one, own_time) / 1e6, "flops": one.flops}
        for one in averages
    ]
    write_json(folder / OPERATIONS, operations)
    profiled.export_chrome_trace(str(folder / "trace.json.gz"))
    return seconds


def _memory_bytes() -> int:
    """Most memory of the device that this process held at once; 0 without a GPU."""
    import torch

    return torch.cuda.max_memory_reserved() if torch.cuda.is_available() else 0


def _worker(what: str, size: str, training: Training, stream: Shape) -> None:
    from sizewise.runs.processes import set_environment

    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever a library prints must not pass for an answer
    if what == OURS:
        set_environment()
    import torch

    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))

    def answer(seconds: float) -> str:
        print(seconds, _memory_bytes(), file=answers, flush=True)
        return sys.stdin.readline().strip() or "0"

    if what.startswith("Trainer"):
        turn = {"began": 0.0, "ends": 1}

        def turns(step: int) -> bool:
            if step < turn["ends"]:
                return False
            _wait()
            count = int(answer(time.perf_counter() - turn["began"]))
            turn.update(began=time.perf_counter(), ends=step + count)
            return not count

        _trainer(size, training, stream, compiled="compile" in what, turns=turns)
        return
    if what == OURS:
        contender = _sizewise(size, training, stream)
    else:
        contender = _plain(size, training, stream, own_loss=what == OWN_LOSS)
    next(contender)
    contender.send(1)
    seconds = 0.0
    while (order := answer(seconds)) != "0":
        if order.startswith("profile "):
            seconds = _profile(contender, Path(order.removeprefix("profile ")))
        else:
            seconds = contender.send(int(order))
    contender.close()


if __name__ == "__main__":
    _job = json.loads(sys.argv[2])
    _worker(
        sys.argv[1],
        _job["size"],
        Training.model_validate(_job["training"]),
        Shape(**_job["stream"]),
    )
