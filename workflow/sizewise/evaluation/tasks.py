"""The lm-eval tasks of a study, found among the task files."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sizewise.evaluation.gaps import Gaps
from sizewise.evaluation.public_tasks import read_axes
from sizewise.study.errors import StudyError, one_line
from sizewise.study.formats import passages
from sizewise.study.formats.items import read_items
from sizewise.study.formats.names import items_file

if TYPE_CHECKING:
    from lm_eval.api.task import Task
    from lm_eval.tasks import TaskManager

HELD_OUT_TASK = "held_out"


@dataclass(frozen=True, kw_only=True)
class LoadedTask:
    """One task with its items."""

    name: str
    family: str
    """The planted family, or the task's own name."""
    version: str
    """`metadata.version` of the task file."""
    output_type: str
    task: "Task"
    planted: bool = False
    """Whether its items are those of a planted family."""
    axis: str | None = None
    """What a public task is about (knowledge, reason …), where the table of axes has it."""

    @property
    def ours(self) -> bool:
        """Whether its items are the study's own: planted ones, or the held-out text."""
        return self.planted or self.name == HELD_OUT_TASK


def _family_of(config: dict[str, Any]) -> str | None:
    return (config.get("dataset_kwargs") or {}).get("family")


def planted_names(manager: "TaskManager", folder: Path, family: str, world: Path) -> list[str]:
    """Tasks of `family` that have items, in the order of their names."""
    items = list(read_items(world, family))
    has = {
        "multiple_choice": any(item.choices for item in items),
        "generate_until": any(not item.choices for item in items),
    }
    names = {
        name: entry.cfg.get("output_type")
        for name, entry in sorted(manager.task_index.items())
        if entry.cfg and _family_of(entry.cfg) == family
    }
    for output_type, file in (("multiple_choice", family), ("generate_until", f"{family}_written")):
        if has[output_type] and output_type not in names.values():
            raise StudyError(
                f"{world / items_file(family)}: items without a task; add "
                f"{folder / file}.yaml (output_type {output_type}, dataset_kwargs.family {family})"
            )
    return [name for name, output_type in names.items() if has[output_type]]


def load_tasks(
    *,
    folder: Path,
    families: Iterable[str],
    further: Iterable[str],
    world: Path,
    corpus: Path,
    gaps: Gaps,
    domains: Collection[str] | None = None,
) -> list[LoadedTask]:
    """All tasks of `families`, the held-out text, and the tasks named by `further`.

    Of held-out text the passages of `domains`; None for all. A stream of planted text alone has
    none, and no such task. `further` holds names of tasks in `folder` or of lm-eval's own, or paths
    of task files. Tasks that cannot be loaded (their data cannot be read, their file is wrong) are
    noted in `gaps`. Raises StudyError where a family or a name has no task file, and where none of
    all tasks can be loaded.
    """
    from lm_eval.tasks import TaskManager

    metadata = {"world": str(world), "corpus": str(corpus)}
    names = [HELD_OUT_TASK]
    if domains is not None:
        metadata["domains"] = sorted(domains)
        read = passages.FILE.read(corpus / passages.FILE.name)
        names = names if any(passage.domain in domains for passage in read) else []
    manager = TaskManager(include_path=str(folder), include_defaults=False, metadata=metadata)
    if HELD_OUT_TASK not in manager.task_index:
        raise StudyError(f"{folder}/{HELD_OUT_TASK}.yaml: missing; restore it")
    for family in families:
        names += planted_names(manager, folder, family, world)
    further = [name for name in further if name not in names]
    if any(name not in manager.task_index and not Path(name).is_file() for name in further):
        # lm-eval's own tasks: their index takes many seconds to build.
        manager = TaskManager(include_path=str(folder), metadata=metadata)
    for name in further:
        if name not in manager.task_index and not Path(name).is_file():
            raise StudyError(
                f"evaluation.tasks: no task {name!r} in {folder} or in lm-eval; name a task or "
                "give the path of a task file"
            )
    axes = read_axes(folder)
    tasks: dict[str, Task] = {}
    for name in names:
        tasks |= _load_own(manager, name, gaps)
    for name in further:
        tasks |= _load_further(manager, name, gaps)
    if gaps and not tasks:
        raise StudyError(
            f"{folder}: no task can be loaded ({', '.join(gaps)}); see the lines above"
        )
    return [described(name, task, axes.get(name)) for name, task in tasks.items()]


def _load_own(manager: "TaskManager", name: str, gaps: Gaps) -> "dict[str, Task]":
    """One of the study's own tasks. Raises StudyError where its items are damaged."""
    try:
        return manager.load([name])["tasks"]
    except (StudyError, OSError, MemoryError):
        raise
    # Templates and functions of task files raise what they like.
    except Exception as error:
        family = _family_of(manager.task_index[name].cfg or {}) or name
        gaps.note(
            name,
            f"it cannot be loaded ({one_line(error)}); correct its file and evaluate again",
            family=family,
        )
        return {}


def _load_further(manager: "TaskManager", name: str, gaps: Gaps) -> "dict[str, Task]":
    """The task, or the tasks of the group, that evaluation.tasks calls `name`."""
    try:
        tasks = manager.load([name])["tasks"]
    # datasets, the hub's client and the task's own templates raise what they like; the first line
    # says what is wrong.
    except Exception as error:
        gaps.note(
            name,
            f"it cannot be loaded ({one_line(error)}); bring its data set into the cache of the "
            "Hugging Face hub where there is a network, and evaluate again",
        )
        return {}
    for task_name, task in tasks.items():
        if getattr(task, "UNSAFE_CODE", False):
            raise StudyError(
                f"evaluation.tasks: {task_name} runs code that a model wrote; leave it out"
            )
    return tasks


def described(name: str, task: "Task", axis: str | None = None) -> LoadedTask:
    """`task` with what the tables say of it."""
    config = task.config
    family = _family_of({"dataset_kwargs": config.dataset_kwargs})
    return LoadedTask(
        name=name,
        family=family or name,
        version=str((config.metadata or {}).get("version", "")),
        output_type=str(config.output_type),
        task=task,
        planted=family is not None,
        axis=axis,
    )
