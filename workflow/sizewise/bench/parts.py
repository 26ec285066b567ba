"""The parts of `sizewise bench`: what each room measures of itself, as rows of one table.

A part yields rows (what, value, unit, compared_with, and low and high where rounds were timed). A
row may name a profile, which the part yields too, as (profile, parts): where the time goes of what
the row is about, as pairs (what, share of the time).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sizewise.bench.clone import INSIDE
from sizewise.bench.profiles import Phase, sampled
from sizewise.study.errors import StudyError
from sizewise.study.runs import LADDER

Rows = Iterable[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What is measured."""

    study: str
    """The study that is made in a fresh clone; for parts of INSIDE alone, one that was made."""
    sizes: list[str]
    """Rungs that are timed against others."""
    alone: list[str]
    """Rungs whose step is held against the matmul peak alone: others would take too long."""
    steps: int
    """Training steps a contender."""
    threads: int
    """Threads of each contender."""


def row(what: str, value: float, unit: str, compared_with: str | None = None) -> dict[str, Any]:
    """A row of the table."""
    return {"what": what, "value": value, "unit": unit, "compared_with": compared_with}


def _training(settings: Settings) -> Rows:
    from sizewise.training.bench import OURS

    for size in settings.sizes:
        yield from _rung(settings, size, settings.steps)
    for size in settings.alone:
        yield from _rung(settings, size, settings.steps // 6, contenders=(OURS,))


def _rung(settings: Settings, size: str, steps: int, **rest: Any) -> Rows:
    import tempfile

    from sizewise.load import load_study
    from sizewise.training.bench import OURS, measure
    from sizewise.training.contenders import Shape

    study, profile = load_study([Path("config.yaml")]), f"a training step of {size}"
    with tempfile.TemporaryDirectory() as folder:
        measured = measure(
            size,
            study.training,
            Shape.of(study.stream),
            steps=steps,
            threads=settings.threads,
            device="cpu",
            profiles=Path(folder),
            **rest,
        )
    for one in measured:
        if "tokens_per_second" not in one:
            low, high = (rate / 1e9 for rate in one["spread"])
            yield row(f"{one['what']}, {size}", one["flops_per_second"] / 1e9, "GFLOP/s") | {
                "low": low, "high": high,
            }  # fmt: skip
            continue
        name = f"training {size}: {one['what']}"
        low, high = one["spread"]
        yield row(name, one["tokens_per_second"], "tokens/s") | {"low": low, "high": high}
        told = {}
        if one["what"] == OURS:
            yield {"profile": profile, "parts": one["parts"]}
            told = {"profile": profile}
        yield row(f"{name}, share of matmul peak", one["share_of_peak"], "") | told
        if one["what"] != OURS:
            yield row(f"training {size}: {OURS}", one["ratio"], "x", one["what"]) | {
                "profile": profile
            }


def _stream(settings: Settings) -> Rows:
    from sizewise.stream.bench import measure

    return measure()


def _world(settings: Settings) -> Rows:
    from sizewise.load import load_study
    from sizewise.world.bench import measure

    return measure(load_study([Path("config.yaml")]))


_EVALUATED = [
    Phase("the model's layers", r"torch/nn/modules|transformers/models"),
    Phase("requests and samples, by lm-eval", r"lm_eval/"),
    Phase("encoding prompts", r"evaluation/prompts\.py|tokenizers"),
    Phase("shared prompts, batches and scores", r"evaluation/"),
]


def _evaluation(settings: Settings) -> Rows:
    from sizewise.evaluation.bench import FORMS, measure
    from sizewise.study.arms import MAIN

    results = Path("results", settings.study)
    size = settings.sizes[-1]
    checkpoints = sorted(results.glob(f"training/{LADDER}/{size}/seed*/checkpoints/step*"))
    if not checkpoints:
        raise StudyError(f"{results}: no checkpoint of size {size}; run the study first")
    checkpoint, items = checkpoints[-1], results / "world" / MAIN / "items"
    profiles = {form: f"{form} at a first checkpoint" for form in FORMS.values()}
    for one in measure(checkpoint, items):
        of = [p for form, p in profiles.items() if f"{form}, first checkpoint" in one["what"]]
        yield one | ({"profile": of[0]} if of and one["unit"] == "x" else {})
    ours = (
        "from sizewise.evaluation.bench import ours; from pathlib import Path; import sys; "
        "ours(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])"
    )
    for output_type, form in FORMS.items():
        command = ["-c", ours, str(checkpoint), str(items), output_type]
        parts = sampled(command, _EVALUATED, under=r"^_timed ")
        yield {"profile": profiles[form], "parts": parts}


def _analysis(settings: Settings) -> Rows:
    from sizewise.analysis.bench import measure

    return measure()


def _workflow(settings: Settings) -> Rows:
    from sizewise.bench.workflow import measure

    return measure(settings.study)


def _setup(settings: Settings) -> Rows:
    from sizewise.bench.clone import measure_installing

    return measure_installing()


def _clone(settings: Settings) -> Rows:
    from sizewise.bench.clone import measure

    return measure(settings.study, settings.sizes[-1])


PARTS: dict[str, Callable[[Settings], Rows]] = {
    "setup": _setup,
    "clone": _clone,
    "training": _training,
    "stream": _stream,
    "world": _world,
    "analysis": _analysis,
    # Of this checkout's own study, where one was made; a fresh clone measures them of its own.
    "workflow": _workflow,
    "evaluation": _evaluation,
}
WHOLE = [part for part in PARTS if part not in INSIDE]
"""What is measured where nothing else is asked for."""
