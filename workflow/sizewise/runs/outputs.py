"""From a run folder to the outputs of a training: whole, or not there."""

import shutil
from pathlib import Path


def link_tree(source: Path, target: Path) -> None:
    """Copy a folder by sharing its files' bytes, so that weights are not written twice."""
    shutil.copytree(source, target, copy_function=_link)


def _link(source: str, target: str) -> None:
    try:
        Path(target).hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)


def move_into_place(whole: Path, output: Path) -> None:
    """Put the finished folder `whole` in `output`'s place, also across file systems."""
    output.parent.mkdir(parents=True, exist_ok=True)
    part = output.parent / f".{output.name}.part"
    shutil.rmtree(part, ignore_errors=True)
    shutil.move(whole, part)
    shutil.rmtree(output, ignore_errors=True)
    part.replace(output)
