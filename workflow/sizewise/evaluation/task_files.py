"""Which task files an evaluation uses, so that no other one is a reason to repeat it."""

from collections.abc import Iterable, Sequence
from pathlib import Path

AXES_FILE = "public.csv"
"""Axis of each public task, beside the task files."""
_HELD_OUT = "held_out.yaml"
# A family may have items with choices, items with written answers, or both.
_ENDINGS = ("", "_written")


def task_files(folder: Path, families: Iterable[str], further: Sequence[str]) -> list[Path]:
    """Files of `folder` that decide the scores of `families` and of the public tasks `further`."""
    named = [folder / f"{family}{ending}.yaml" for family in families for ending in _ENDINGS]
    files = [*folder.glob("_*.yaml"), folder / _HELD_OUT, *filter(Path.is_file, named)]
    return sorted([*files, folder / AXES_FILE] if further else files)
