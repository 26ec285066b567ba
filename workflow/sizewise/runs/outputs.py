"""From a run folder to the outputs of a training: whole, or not there."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from sizewise.study.artifacts import link_file
from sizewise.study.errors import StudyError, one_line


def link_tree(source: Path, target: Path) -> None:
    """Copy a folder by sharing its files' bytes, so that weights are not written twice."""
    shutil.copytree(source, target, copy_function=lambda one, to: link_file(Path(one), Path(to)))


@contextlib.contextmanager
def outputs_of(runs: Path, output: Path) -> Iterator[None]:
    """Inside, the run folder `runs` writes its outputs and moves them to `output`.

    Raises StudyError where they cannot be written; the run folder keeps the training.
    """
    try:
        yield
    except OSError as error:
        raise StudyError(
            f"{output}: cannot write the outputs ({one_line(error)}); the training in {runs} is "
            "kept; free space and run again"
        ) from None


def move_into_place(whole: Path, output: Path) -> None:
    """Put the finished folder `whole` in `output`'s place, also across file systems."""
    output.parent.mkdir(parents=True, exist_ok=True)
    part = output.parent / f".{output.name}.part"
    shutil.rmtree(part, ignore_errors=True)
    shutil.move(whole, part)
    shutil.rmtree(output, ignore_errors=True)
    part.replace(output)
