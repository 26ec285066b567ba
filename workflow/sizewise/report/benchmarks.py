"""Public benchmarks as readers know them, by their name in lm-evaluation-harness."""

from collections.abc import Iterable

LAMBADA = "lambada_openai"

TITLES = {
    "arc_easy": "ARC easy", "arc_challenge": "ARC challenge", LAMBADA: "LAMBADA",
    "logiqa": "LogiQA", "piqa": "PIQA", "sciq": "SciQ", "winogrande": "WinoGrande", "wsc": "WSC",
}  # fmt: skip
"""Task to title, in the order in which pages show them."""


def in_order(tasks: Iterable[str]) -> list[str]:
    """`tasks` without repetitions in the order of TITLES; ones without a title come last."""
    present = set(tasks)
    return [task for task in TITLES if task in present] + sorted(present - set(TITLES))


def title_of(task: str) -> str:
    """The benchmark's title; its task's name where no title is known."""
    return TITLES.get(task, task)
