"""Public lm-eval tasks beside the planted ones: their axis, their right answers, their verdicts.

Planted items say themselves what is right. A public task says it through its task file, in more
than one way; lm-eval's own reading of it (`ConfigurableTask.process_results`) is followed here.
"""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sizewise.evaluation.task_files import AXES_FILE
from sizewise.study.errors import StudyError

if TYPE_CHECKING:
    from lm_eval.api.task import Task

_COLUMNS = ["task", "axis"]


def read_axes(folder: Path) -> dict[str, str]:
    """Axis (knowledge, reason …) by task, from `public.csv` in the folder of task files.

    Raises StudyError for a missing or damaged table.
    """
    path = folder / AXES_FILE
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except FileNotFoundError:
        raise StudyError(f"{path}: missing; restore it") from None
    if not rows or any(list(row) != _COLUMNS or not all(row.values()) for row in rows):
        raise StudyError(f"{path}: needs the columns {', '.join(_COLUMNS)}, all filled; correct it")
    return {row["task"]: row["axis"] for row in rows}


def right_choice(task: "Task", sample: dict[str, Any]) -> int | None:
    """Index of the one right choice; None where there are several, or the task judges itself."""
    if task.config.process_results is not None:
        return None
    choices = task.doc_to_choice(sample["doc"])
    gold = task.doc_to_text(sample["doc"]) if task.multiple_input else sample["target"]
    if isinstance(gold, str):
        gold = choices.index(gold) if gold in choices else None
    return gold if isinstance(gold, int) and 0 <= gold < len(choices) else None


def targets(task: "Task", sample: dict[str, Any]) -> Sequence[str]:
    """Texts that a written answer may be, the first for show; one at least."""
    gold = sample["target"]
    if task.config.doc_to_choice is not None and isinstance(gold, int):
        gold = task.doc_to_choice(sample["doc"])[gold]
    texts = [str(text) for text in gold] if isinstance(gold, list | tuple) else [str(gold)]
    return texts or [""]


def verdict(task: "Task", sample: dict[str, Any]) -> bool | None:
    """Right or wrong by the first of the task's own metrics; None for one that is no yes or no."""
    for metric in task.config.metric_list or []:
        name = getattr(metric["metric"], "__name__", metric["metric"])
        if isinstance(score := sample.get(name), bool | int | float):
            return bool(score) if score in (0, 1) else None
    return None
