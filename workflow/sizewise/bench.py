"""`sizewise bench` (`make bench`): speed, measured side by side in one run.

Each room measures itself against what users would otherwise run; this file runs them one after
the other, adds what the workflow itself costs, prints one table and keeps it as JSON. With
`--device` it measures training alone, on that device, and beside what others published.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from typer import Option

from sizewise.study.artifacts import read_json, write_json
from sizewise.study.errors import StudyError
from sizewise.study.runs import LADDER
from sizewise.tracking.provenance import provenance_file

NOOP_REPEATS = 5
# Rules whose time is the study itself; everything else, waiting included, is what it costs.
WORK = {
    "corpus", "world", "train", "train_largest", "train_on_nodes", "reward", "evaluate", "probe",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What is measured."""

    study: str
    """A study that has run to its report."""
    sizes: list[str]
    """Rungs that are timed against others."""
    steps: int
    """Training steps a contender."""
    threads: int
    """Threads of each contender."""


def _row(what: str, value: float, unit: str, compared_with: str | None = None) -> dict[str, Any]:
    return {"what": what, "value": value, "unit": unit, "compared_with": compared_with}


def _training(settings: Settings) -> Iterable[dict[str, Any]]:
    from sizewise.load import load_study
    from sizewise.training.bench import measure
    from sizewise.training.contenders import Shape

    study = load_study([Path("config.yaml")])
    for size in settings.sizes:
        for row in measure(
            size,
            study.training,
            Shape.of(study.stream),
            steps=settings.steps,
            threads=settings.threads,
        ):
            if "tokens_per_second" not in row:
                yield _row(f"{row['what']}, {size}", row["flops_per_second"] / 1e9, "GFLOP/s")
                continue
            name = f"training {size}: {row['what']}"
            low, high = row["spread"]
            yield _row(name, row["tokens_per_second"], "tokens/s") | {"low": low, "high": high}
            yield _row(f"{name}, share of matmul peak", row["share_of_peak"], "")
            if row["what"] != "sizewise":
                yield _row(f"training {size}: sizewise", row["ratio"], "x", row["what"])


def _stream(settings: Settings) -> Iterable[dict[str, Any]]:
    from sizewise.stream.bench import measure

    return measure()


def _world(settings: Settings) -> Iterable[dict[str, Any]]:
    from sizewise.load import load_study
    from sizewise.world.bench import measure

    return measure(load_study([Path("config.yaml")]))


def _evaluation(settings: Settings) -> Iterable[dict[str, Any]]:
    from sizewise.evaluation.bench import measure
    from sizewise.study.arms import MAIN

    results = Path("results", settings.study)
    size = settings.sizes[-1]
    checkpoints = sorted(results.glob(f"training/{LADDER}/{size}/seed*/checkpoints/step*"))
    if not checkpoints:
        raise StudyError(f"{results}: no checkpoint of size {size}; run the study first")
    return measure(checkpoints[-1], results / "world" / MAIN / "items")


def _analysis(settings: Settings) -> Iterable[dict[str, Any]]:
    from sizewise.analysis.bench import measure

    return measure()


def _workflow(settings: Settings) -> Iterable[dict[str, Any]]:
    seconds = []
    # As `make study` names it: Snakemake's own report is made again where it is named otherwise.
    command = [sys.executable, "-m", "snakemake", "--profile", "local", "--configfile"]
    command += [f"studies/{settings.study}.yaml"]
    for _ in range(NOOP_REPEATS):
        began = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True)
        seconds.append(time.perf_counter() - began)
        if done.returncode or "Nothing to be done" not in done.stdout + done.stderr:
            raise StudyError(f"study {settings.study}: not finished; run `make study` first")
    yield _row("workflow: nothing to be done", statistics.median(seconds), "s") | {
        "low": min(seconds), "high": max(seconds),
    }  # fmt: skip
    jobs = [
        (entry["starttime"], entry["endtime"], entry["rule"])
        for entry in read_json(provenance_file(settings.study))["metadata"].values()
    ]
    start, end = min(job[0] for job in jobs), max(job[1] for job in jobs)
    yield _row(f"workflow: study {settings.study}, first job to last", end - start, "s")
    chapters = [end - start for start, end, rule in jobs if rule == "chapter"]
    if chapters:
        yield _row("workflow: a chapter", statistics.median(chapters), "s") | {
            "low": min(chapters), "high": max(chapters),
        }  # fmt: skip
    working = covered([job[:2] for job in jobs if job[2] in WORK])
    yield _row(
        "workflow: share of wall time without training, evaluation or corpus",
        1 - working / (end - start),
        "",
    )


def covered(intervals: list[tuple[float, float]]) -> float:
    """Seconds in which at least one of the intervals (start, end) runs."""
    total, reached = 0.0, float("-inf")
    for start, end in sorted(intervals):
        total += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return total


_PARTS: dict[str, Callable[[Settings], Iterable[dict[str, Any]]]] = {
    # First what needs a finished study, so that a missing one costs nobody ten minutes.
    "workflow": _workflow,
    "evaluation": _evaluation,
    "training": _training,
    "stream": _stream,
    "world": _world,
    "analysis": _analysis,
}


def bench(
    study: Annotated[str, Option(help="a study that has run to its report")] = "quick",
    sizes: Annotated[
        str | None,
        Option(help="rungs that are timed against others, with commas; 83k,792k if not given"),
    ] = None,
    steps: Annotated[
        int | None, Option(help="training steps a contender; 100, with --device 16, if not given")
    ] = None,
    threads: Annotated[int, Option(help="threads of each contender")] = 1,
    only: Annotated[
        list[str] | None,
        Option(help=f"part to measure, one of {', '.join(_PARTS)}; all if not given"),
    ] = None,
    output: Annotated[Path, Option(help="JSON file that is written")] = Path("bench/results.json"),
    device: Annotated[
        str | None,
        Option(help="cuda: training alone, on one GPU, of 85M and 152M; cpu: the same way here"),
    ] = None,
    device_study: Annotated[
        Path, Option(help="study file whose recipe is timed with --device")
    ] = Path("studies/h100.yaml"),
    profiles: Annotated[
        Path | None, Option(help="folder for profiles of what is timed with --device")
    ] = None,
    page: Annotated[
        Path | None, Option(help="Markdown page whose section on what was measured is written")
    ] = None,
) -> None:
    """Measure speed side by side."""
    if device is not None:
        from sizewise.device_bench import Asked, bench_device

        asked = Asked(
            device=device,
            study=device_study,
            sizes=(sizes or "85M,152M").split(","),
            steps=steps or 16,
            threads=threads,
            profiles=profiles,
            page=page,
        )
        bench_device(asked, output)
        return
    settings = Settings(
        study=study, sizes=(sizes or "83k,792k").split(","), steps=steps or 100, threads=threads
    )
    for part in only or []:
        if part not in _PARTS:
            raise StudyError(f"--only {part}: no such part; parts: {', '.join(_PARTS)}")
    machine, rows = _machine(), []
    for part in only or _PARTS:
        for row in _PARTS[part](settings):
            rows.append(row)
            spread = f"  [{row['low']:.4g}, {row['high']:.4g}]" if "low" in row else ""
            against = f"  against {row['compared_with']}" if row.get("compared_with") else ""
            print(f"{row['what']:<70} {row['value']:>12.4g} {row['unit']}{spread}{against}")
            sys.stdout.flush()
    output.parent.mkdir(parents=True, exist_ok=True)
    record = {"machine": machine, "rows": rows}
    write_json(output, record)
    print(f"kept in {output}")
    if page is not None:
        from sizewise.bench_page import HEADING, as_section, put_section, read_aims

        put_section(page, HEADING, as_section(record, read_aims()))


def _machine() -> dict[str, Any]:
    """What the numbers were measured on."""
    import os
    import platform

    model = platform.processor()
    if Path("/proc/cpuinfo").is_file():
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next((x.split(":")[1].strip() for x in lines if x.startswith("model name")), model)
    return {
        "processor": model, "cores": os.cpu_count(), "python": platform.python_version(),
        "load": os.getloadavg()[0],
    }  # fmt: skip
