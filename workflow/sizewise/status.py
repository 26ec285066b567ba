"""`sizewise status`: what of a study is there, what trains, what is left.

Reads what jobs leave (manifests, run folders) and asks no one: it costs a second and disturbs
nothing. Whether a result is still that of the configuration is for `sizewise why` to say.
"""

import json
import os
import socket
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sizewise.flow import Flow
from sizewise.runs.log import clock, human
from sizewise.study.artifacts import MANIFEST
from sizewise.study.runs import Run
from sizewise.training.schedule import end_step

_RUN = "{arm}/{size}/seed{seed}"
# More than the longest row of a log.
_TAIL_BYTES = 4096


def lines(flow: Flow, root: Path = Path()) -> Iterator[str]:
    """A line a stage, one a training under way, and what trainings have left.

    `root` is the folder that holds results/ and runs/.
    """
    study = flow.study
    results, under_way = root / "results" / study.name, root / "runs" / study.name
    for stage, names in _stages(flow).items():
        there = sum((results / name).is_file() for name in names)
        yield f"{stage:<12}{there:>5} of {len(names)}"
    left = 0
    for run in study.runs():
        if (results / "training" / run.folder / MANIFEST).is_file():
            continue
        steps = end_step(study.arms[run.arm].ends_at, study.n_steps(study.stream_of(run.arm)))
        last = _last_row(under_way / run.folder / "log.jsonl")
        left += steps - last.get("step", 0)
        if (under_way / run.folder).is_dir():
            yield _of_training(run, steps, last, _holder(under_way / run.folder))
    if left:
        yield f"{left:,} steps are left to train"


def _stages(flow: Flow) -> dict[str, list[str]]:
    """Manifests of each stage below results/<study>."""
    runs = {
        stage: flow.runs_read_by("analyze", f"{stage}/{_RUN}/{MANIFEST}")
        for stage in ("training", "evaluation")
    }
    return {
        "corpus": [f"corpus/{MANIFEST}"],
        "world": [f"world/{name}/{MANIFEST}" for name in flow.study.stream_names],
        "stream": [f"stream/{name}/{MANIFEST}" for name in flow.study.stream_names],
        **runs,
        "probes": flow.ladder(f"probes/{_RUN}/{MANIFEST}"),
        "analysis": [f"{name}/{MANIFEST}" for name in ("observation", "published", "analysis")],
        "report": [f"report/{name}.json" for name in (*flow.study.report.chapters, "index")],
    }


def _of_training(run: Run, steps: int, last: dict[str, Any], holder: str | None) -> str:
    state = f"runs ({holder})" if holder else "stands still; the study's command goes on from here"
    if not last:
        return f"{run.label}  step 0/{steps}  {state}"
    speed = last["tokens_per_second"]
    seconds = (steps - last["step"]) * last["tokens"] / last["step"] / speed
    return (
        f"{run.label}  step {last['step']}/{steps}  loss {last['loss']:.3f}  "
        f"{human(speed)} tokens/s  {clock(seconds)} left  {state}"
    )


def _last_row(log: Path) -> dict[str, Any]:
    """The last whole row of a log of JSON lines; empty where there is none yet."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL_BYTES))
            rows = file.read().split(b"\n")[:-1]
        return json.loads(rows[-1]) if rows else {}
    except FileNotFoundError:
        return {}


def _holder(folder: Path) -> str | None:
    """Who trains here; None where its process has ended without a word."""
    try:
        holder = json.loads((folder / "holder.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    if holder["host"] == socket.gethostname() and not _lives(holder["pid"]):
        return None
    return f"pid {holder['pid']} on {holder['host']}"


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def status(files: Iterable[Path]) -> Iterator[str]:
    """`lines` of the study of `files` over config.yaml, in this folder."""
    return lines(Flow([Path("config.yaml"), *files], {}))
