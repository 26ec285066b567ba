"""A page of the planted world, for reading."""

import textwrap
from collections.abc import Iterator
from itertools import groupby

from sizewise.study.errors import StudyError
from sizewise.study.sections import Sections
from sizewise.world.build import plan_of
from sizewise.world.families import FAMILIES, planted

_WIDTH = 92


def _block(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield from textwrap.wrap(
            line, _WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False
        ) or [""]


def _short(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def pages(study: Sections, family: str, n: int) -> Iterator[str]:
    """Lines that show `n` documents of each sort and `n` items of each kind of `family`.

    Raises StudyError for a family that is unknown or has no share of the mix.
    """
    if family not in FAMILIES:
        raise StudyError(f"--family {family}: unknown family; known: {', '.join(FAMILIES)}")
    if family not in planted(study):
        raise StudyError(f"--family {family}: has no share in mix.shares; give it one")
    plan = plan_of(study, family)
    yield f"{family}: {FAMILIES[family].summary}"
    for title, job in (("Documents", 0), ("Documents of questions", plan.fixed)):
        if job == plan.fixed == 0 and title != "Documents":
            continue
        yield from ("", title, "")
        for text in plan.write(job).texts[:n]:
            yield from (*_block(text), "")
    for kind, group in groupby(sorted(plan.items(), key=lambda i: i.kind), lambda i: i.kind):
        items = list(group)
        yield from (f"Items: {kind} ({len(items)})", "")
        # Evenly over the knobs.
        for item in items[:: max(1, len(items) // n)][:n]:
            yield from _block(item.prompt)
            for index, choice in enumerate(item.choices):
                yield f"    {'*' if index == item.answer else ' '}{choice}"
            if not item.choices:
                yield f"    * {item.target}"
            yield from textwrap.wrap(
                ", ".join(f"{k} {_short(v)}" for k, v in item.knobs.items()), _WIDTH,
                initial_indent="    ", subsequent_indent="    ",
            )  # fmt: skip
            yield ""
