"""Tasks that cannot be run: a gap in the table, not the loss of every other score.

Data sets and code of public tasks are other people's: a set may have moved, a network may be down.
Task files of planted families are edited by hand. An evaluation that comes at the end of weeks of
training goes on without a task that fails, and says what it lacks.
"""

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sizewise.study.errors import StudyError, one_line
from sizewise.study.printable import printable

if TYPE_CHECKING:
    from sizewise.evaluation.job import Results
    from sizewise.evaluation.tasks import LoadedTask


class LeftOut(NamedTuple):
    """Why a task has no scores, or not all."""

    family: str
    """The planted family, or the task's own name."""
    reason: str


class Gaps(dict[str, LeftOut]):
    """Tasks that lack scores, by name."""

    def note(self, task: str, reason: str, *, family: str | None = None) -> None:
        """Keep the reason of a task that failed, and say it once; `family` of a planted one."""
        if task not in self:
            where = f"family {family}" if family else "evaluation.tasks"
            print(f"{where}: {task} is left out: {reason}", file=sys.stderr, flush=True)
            self[task] = LeftOut(family or task, reason)

    def to_json(self) -> list[dict[str, str]]:
        """For the manifest: an entry a task, in the order of their names."""
        return [{"task": task, **self[task]._asdict()} for task in sorted(self)]


def _of_every_task(error: Exception, task: "LoadedTask | None") -> bool:
    """Whether an error is none of a task's own: memory, or what the study's own files lack.

    `task` is the one that failed alone; None where several ran.
    """
    import torch

    if isinstance(error, MemoryError | torch.OutOfMemoryError):
        return True
    return task is not None and task.ours and isinstance(error, StudyError | OSError)


def _halves(
    evaluate: "Callable[[Sequence[LoadedTask]], Results]", tasks: "Sequence[LoadedTask]", gaps: Gaps
) -> "Results | Exception":
    """What `tasks` give; the error where none of them gives anything."""
    alone = tasks[0] if len(tasks) == 1 else None
    try:
        return evaluate(tasks)
    # Code of tasks raises what it likes.
    except Exception as error:
        if not tasks or _of_every_task(error, alone):
            raise
        if alone is not None:
            reason = f"{type(error).__name__}: {printable(one_line(error))}"
            gaps.note(alone.name, reason, family=alone.family if alone.ours else None)
            return error
    middle = len(tasks) // 2
    first, second = (_halves(evaluate, part, gaps) for part in (tasks[:middle], tasks[middle:]))
    if isinstance(first, Exception):
        return second
    if not isinstance(second, Exception):
        first.add(second)
    return first


def run_what_runs(
    evaluate: "Callable[[Sequence[LoadedTask]], Results]", tasks: "Sequence[LoadedTask]", gaps: Gaps
) -> "Results":
    """What `evaluate` gives for `tasks`, without those that fail.

    All at once, because prompts of equal length share a batch; after a failure by halves. Where
    nothing is left, the fault is none of a task's: the last error is raised. Raises StudyError
    where answers to the study's own items are no numbers.
    """
    found = _halves(evaluate, tasks, gaps)
    if isinstance(found, Exception):
        raise found
    return found
