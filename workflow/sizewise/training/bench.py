"""Training speed, measured side by side: our step, a plain compiled loop, Hugging Face's Trainer.

    rows = measure("792k", training, shape, steps=40, threads=1)

Each contender (training/contenders.py) is a process of its own with the same model, batches and
threads. They take turns, a few steps at a time, while the others wait, so that a machine that
slows down slows all of them.
"""

import contextlib
import dataclasses
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from sizewise.study.artifacts import read_json
from sizewise.study.ladder import size_named
from sizewise.training.config import Training
from sizewise.training.contenders import CONTENDERS, OPERATIONS, OURS, OWN_LOSS, PLAIN, Shape

ON_GPU = (OURS, PLAIN, OWN_LOSS)
"""Contenders on a GPU; Trainer's own work is measured where it weighs most, on small models."""
ROUNDS = 8
_PEAK_REPEATS = 12
_PRODUCTS = "products of matrices"
# Of what a step consists, by names of torch's operations; the first that matches.
_KINDS = [
    (_PRODUCTS, r"^aten::(mm|addmm|bmm|baddbmm)$"),
    ("attention", r"scaled_dot_product"),
    ("kernels that torch.compile makes: norms, activations, positions, the loss", r"Compile"),
    ("update of the weights and clipping", r"(?i)adam|optimizer|foreach|norm"),
]


class Peak(NamedTuple):
    """FLOP/s of a product of square matrices in the number format of a training."""

    median: float
    low: float
    high: float


def matmul_peak(precision: str) -> Peak:
    """FLOP/s of several products, on torch's threads or on the GPU.

    On a GPU the matrices are random, as ones of equal numbers run faster than any model's.
    """
    import torch

    on_gpu = torch.cuda.is_available()
    side, a_time = (8192, 20) if on_gpu else (1024, 1)
    a = torch.randn(
        side, side,
        dtype=torch.bfloat16 if precision == "bf16" else torch.float32,
        device="cuda" if on_gpu else "cpu",
    )  # fmt: skip
    rates = []
    for _ in range(_PEAK_REPEATS):
        began = time.perf_counter()
        for _ in range(a_time):
            torch.mm(a, a)
        if on_gpu:
            torch.cuda.synchronize()
        rates.append(a_time * 2 * side**3 / (time.perf_counter() - began))
    rates = rates[1:]  # the first one loads what the others use
    return Peak(statistics.median(rates), min(rates), max(rates))


class _Contender:
    """A contender's process."""

    def __init__(self, what: str, job: dict[str, Any], environment: dict[str, str]) -> None:
        self.what, self.memory_bytes = what, 0
        # What libraries say is shown only where a contender fails.
        self._said = tempfile.TemporaryFile("w+")  # noqa: SIM115
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sizewise.training.contenders", what, json.dumps(job)],
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said,
            text=True,
        )  # fmt: skip

    def wait(self) -> float:
        """Its answer: the seconds of what it was asked last."""
        line = self._process.stdout.readline()
        if not line:
            self._said.seek(0)
            raise RuntimeError(
                f"the contender {self.what!r} ended early:\n{self._said.read()[-4000:]}"
            )
        seconds, memory = line.split()
        self.memory_bytes = int(memory)
        return float(seconds)

    def ask(self, order: str | int) -> float:
        """Seconds that `order` took."""
        self._process.stdin.write(f"{order}\n")
        self._process.stdin.flush()
        return self.wait()

    def end(self) -> None:
        """Let it go."""
        self._process.communicate("0\n")
        self._said.close()


def _environment(threads: int, device: str | None) -> dict[str, str]:
    found = os.environ | {"OMP_NUM_THREADS": str(threads), "MKL_NUM_THREADS": str(threads)}
    return found | {"CUDA_VISIBLE_DEVICES": ""} if device == "cpu" else found


def _peak_of(precision: str, threads: int, environment: dict[str, str]) -> Peak:
    code = (
        f"import torch; torch.set_num_threads({threads}); from sizewise.training.bench import "
        f"matmul_peak; print(*matmul_peak({precision!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, env=environment
    )
    return Peak(*map(float, done.stdout.split()))


def parts_of(operations: list[dict[str, Any]], peak: float) -> list[tuple[str, float]]:
    """Pairs (kind of operation, share of a step's time), largest first, all else last.

    `operations` have name, seconds and flops; `peak` is the matmul peak in FLOP/s, beside which the
    products' own rate is told: what a step reaches of the peak can be no more than that.
    """
    seconds: Counter[str] = Counter()
    for one in operations:
        kind = next((kind for kind, names in _KINDS if re.search(names, one["name"])), "all else")
        seconds[kind] += one["seconds"]
    products = [one for one in operations if re.search(_KINDS[0][1], one["name"])]
    if (took := sum(one["seconds"] for one in products)) > 0:
        reached = sum(one["flops"] for one in products) / took / peak
        seconds[f"{_PRODUCTS}, at {reached:.0%} of the peak"] = seconds.pop(_PRODUCTS)
    total = seconds.total()
    ordered = sorted(seconds, key=lambda kind: (kind == "all else", -seconds[kind]))
    return [(kind, seconds[kind] / total) for kind in ordered]


def _folder_name(size: str, what: str) -> str:
    return f"{size}-{what}".replace(",", "").replace(" ", "-").replace("'", "")


def measure(
    size: str,
    training: Training,
    stream: Shape,
    *,
    steps: int,
    threads: int,
    contenders: tuple[str, ...] = CONTENDERS,
    device: str | None = None,
    profiles: Path | None = None,
) -> list[dict[str, Any]]:
    """Tokens a second of each contender at `size`, over `steps` steps after compilation.

    One row a contender: what, size, threads, tokens_per_second (median over rounds), spread
    (lowest and highest round), ratio (median over rounds of ours to theirs), share_of_peak (of
    the matmul peak, by 6 N + 12 L d T FLOPs a token), flops_per_second, memory_bytes (of the GPU;
    0 without one). A last row states the peak itself (flops_per_second, spread). `device` is cpu,
    cuda, or None for what is there. With `profiles` each contender but Trainer leaves a profile of
    some further steps in a folder there, and its row has its `parts` (`parts_of`).
    """
    per_round = max(1, steps // ROUNDS)
    environment = _environment(threads, device)
    job = {
        "size": size,
        "training": training.model_dump(mode="json"),
        "stream": dataclasses.asdict(stream),
    }
    seconds: dict[str, list[float]] = {what: [] for what in contenders}
    with contextlib.ExitStack() as ended:
        running = {what: _Contender(what, job, environment) for what in contenders}
        for contender in running.values():
            ended.callback(contender.end)
        for contender in running.values():
            contender.wait()  # compiled, and waiting
            contender.ask(2)
        for _ in range(ROUNDS):
            for what in contenders:
                seconds[what].append(running[what].ask(per_round))
        memory = {what: contender.memory_bytes for what, contender in running.items()}
        for what, contender in running.items():
            if profiles is not None and not what.startswith("Trainer"):
                contender.ask(f"profile {profiles / _folder_name(size, what)}")
    peak = _peak_of(training.precision, threads, environment)
    flops = size_named(size).training_flops_per_token(
        stream.vocabulary_size, stream.sequence_length
    )
    rows = []
    for what in contenders:
        speeds = [per_round * stream.batch_tokens / s for s in seconds[what]]
        ours = seconds.get(OURS, seconds[what])
        rows.append(
            {
                "what": what,
                "size": size,
                "threads": threads,
                "tokens_per_second": statistics.median(speeds),
                "spread": [min(speeds), max(speeds)],
                "ratio": statistics.median(b / a for a, b in zip(ours, seconds[what], strict=True)),
                "flops_per_second": statistics.median(speeds) * flops,
                "share_of_peak": statistics.median(speeds) * flops / peak.median,
                "memory_bytes": memory[what],
            }
        )
        if profiles is not None and not what.startswith("Trainer"):
            operations = read_json(profiles / _folder_name(size, what) / OPERATIONS)
            rows[-1]["parts"] = parts_of(operations, peak.median)
    rows.append(
        {
            "what": "matmul peak",
            "threads": threads,
            "flops_per_second": peak.median,
            "spread": [peak.low, peak.high],
        }
    )
    return rows
