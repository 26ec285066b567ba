"""Public tasks that cannot be run: a gap in the table, not the loss of every other score.

Their data sets and their code are other people's: a set may have moved, a network may be down. An
evaluation that comes at the end of weeks of training goes on without them and says what it lacks.
"""

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sizewise.study.errors import StudyError, one_line

if TYPE_CHECKING:
    from sizewise.evaluation.job import Results
    from sizewise.evaluation.tasks import LoadedTask


class Gaps(dict[str, str]):
    """Why a public task has no scores, by its name."""

    def note(self, task: str, reason: str) -> None:
        """Keep the reason of a task that failed, and say it once."""
        if task not in self:
            print(f"evaluation.tasks: {task} is left out: {reason}", file=sys.stderr, flush=True)
            self[task] = reason


def run_what_runs(
    evaluate: "Callable[[Sequence[LoadedTask]], Results]", tasks: "Sequence[LoadedTask]", gaps: Gaps
) -> "Results":
    """What `evaluate` gives for `tasks`, without the public ones that fail.

    All at once, because prompts of equal length share a batch; one by one after a failure.
    """
    ours = [task for task in tasks if task.ours]
    try:
        return evaluate(tasks)
    # Code of public tasks raises what it likes.
    except Exception as error:
        if len(ours) == len(tasks) or isinstance(error, StudyError):
            raise
    results = evaluate(ours)
    for task in tasks:
        if task.ours:
            continue
        try:
            results.add(evaluate([task]))
        except Exception as error:
            gaps.note(task.name, f"{type(error).__name__}: {one_line(error)}")
    return results
