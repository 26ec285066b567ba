"""The claims in the essays' own order: what each group of them is about."""

from collections.abc import Sequence
from typing import Any

GROUPS = {
    "memory": ("A1", "A2", "A3", "A4"),
    "reasoning": ("A5", "A6", "A7", "A8"),
    "context": ("A9", "A10", "A11"),
    "robustness": ("A12", "A13", "A14", "A15"),
    "quality": ("A0", "A16"),
    "feeling": ("B1", "B2", "B3", "B4", "B5", "B6", "B7"),
}
"""Entries of the catalogue's `group` and `group-about`; every claim of the register is in one."""


def grouped(views: Sequence[Any]) -> list[tuple[str, list[Any]]]:
    """(group, its claims) of views (`verdicts.View`), in the groups' order."""
    by_id = {view.id: view for view in views}
    return [
        (name, [by_id[one] for one in ids if one in by_id]) for name, ids in GROUPS.items()
    ]  # fmt: skip
