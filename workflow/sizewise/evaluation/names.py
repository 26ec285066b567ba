"""Public tasks by name, checked when the configuration is read: weeks before they are run.

The names of `public.csv` are known to be lm-eval's. Others are looked for among lm-eval's task
files, without importing it (seconds). Data sets that are a Python script on the hub are refused by
`datasets` since version 4; `scripted.csv` names those among lm-eval's, with a task that measures
something close and can be read.
"""

import csv
import importlib.util
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from sizewise.evaluation.public_tasks import read_axes
from sizewise.study.errors import StudyError
from sizewise.study.explain import nearest

TASKS_FOLDER = Path(__file__).resolve().parents[2] / "tasks"
_SCRIPTED = "scripted.csv"
_INCLUDE = re.compile(r"^include:\s*[\"']?([^\s\"']+)", re.MULTILINE)
_DATA_SET = re.compile(r"^dataset_path:\s*[\"']?([^\s\"']+)", re.MULTILINE)


def check_tasks(names: Iterable[str], folder: Path = TASKS_FOLDER) -> None:
    """Raise StudyError for a task that lm-eval does not have, or whose data cannot be read."""
    own = {path.stem for path in folder.glob("*.yaml")}
    known = read_axes(folder).keys() | own
    for name in names:
        if name in known:
            continue
        path = Path(name) if name.endswith((".yaml", ".yml")) else _file_of(name)
        if path is None:
            near = nearest(name, known)
            hint = f"did you mean {near!r}?" if near else "see workflow/tasks/public.csv"
            raise StudyError(f"evaluation.tasks: lm-eval has no task {name!r}; {hint}")
        if not path.is_file():
            raise StudyError(f"evaluation.tasks: {name}: no such file; name an existing one")
        instead = scripted(folder).get(_data_set(path) or "")
        if instead is not None:
            raise StudyError(
                f"evaluation.tasks: {name} reads {_data_set(path)}, a data set that is a script, "
                f"which is never run; take {instead}"
            )


def scripted(folder: Path) -> dict[str, str]:
    """Data sets that are scripts, each with a task that takes the place of those that read it."""
    with (folder / _SCRIPTED).open(encoding="utf-8", newline="") as file:
        return {row["data_set"]: row["instead"] for row in csv.DictReader(file)}


def _task_files() -> Iterator[Path]:
    found = importlib.util.find_spec("lm_eval")
    for place in (found and found.submodule_search_locations) or []:
        yield from sorted((Path(place) / "tasks").rglob("*.yaml"))


def _file_of(name: str) -> Path | None:
    """The file that declares the task, group or tag `name`; None where there is none."""
    quoted = re.escape(name.encode())
    declares = re.compile(
        rb"^\s*(?:(?:task|group|tag)\s*:\s*|-\s*)[\"']?" + quoted + rb"[\"']?\s*$", re.MULTILINE
    )
    for path in _task_files():
        content = path.read_bytes()
        # A search for plain bytes first: there are fourteen thousand files.
        if name.encode() in content and declares.search(content):
            return path
    return None


def _data_set(path: Path) -> str | None:
    """The data set that a task file names, itself or by what it includes."""
    for _ in range(8):
        text = path.read_text(encoding="utf-8", errors="replace")
        if found := _DATA_SET.search(text):
            return found.group(1)
        if not (include := _INCLUDE.search(text)):
            return None
        path = path.parent / include.group(1)
        if not path.is_file():
            return None
    return None
