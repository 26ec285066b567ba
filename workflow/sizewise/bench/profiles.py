"""Where the time of a command goes, by looking at its stacks two hundred times a second (py-spy).

py-spy looks from outside, at the command's own processes too, so that what is measured runs as it
always does.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

RATE = 200
"""Looks a second."""
REST = "all else"


@dataclass(frozen=True)
class Phase:
    """A part of the time: stacks in which `pattern` is found."""

    what: str
    pattern: str


def sampled(
    arguments: Sequence[str],
    phases: Sequence[Phase],
    *,
    under: str | None = None,
    waiting: str | None = None,
    environment: Mapping[str, str] | None = None,
) -> list[tuple[str, float]] | None:
    """Pairs (what, share of the time) of a Python started with `arguments`, and of its processes.

    With `under`, of the time inside of the frame that this pattern finds; without the time of
    stacks in which `waiting` is found, in which others work. None where py-spy is not
    installed or may not look (a container can forbid it).
    """
    spy = shutil.which("py-spy", path=str(Path(sys.executable).parent)) or shutil.which("py-spy")
    if spy is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder, "stacks")
        subprocess.run(
            [spy, "record", "--subprocesses", "--rate", str(RATE), "--format", "raw",
             "--output", str(kept), "--", sys.executable, *arguments],
            check=False, capture_output=True, env=environment,
        )  # fmt: skip
        stacks = kept.read_text(encoding="utf-8") if kept.is_file() else ""
    return shares(stacks.splitlines(), phases, under=under, waiting=waiting)


def shares(
    stacks: Iterable[str],
    phases: Sequence[Phase],
    *,
    under: str | None = None,
    waiting: str | None = None,
) -> list[tuple[str, float]] | None:
    """Shares of the looks, largest first and REST last, by the first phase that a stack is in.

    A stack is a line `outer;…;inner count` whose frames read `function (file:line)`. None where no
    look is left.
    """
    found: Counter[str] = Counter()
    for line in stacks:
        stack, _, count = line.rpartition(" ")
        if not count.isdecimal():
            continue  # a command of several lines, which py-spy writes as they are
        frames = [frame for frame in stack.split(";") if not frame.startswith("process ")]
        if under is not None:
            inside = [i for i, frame in enumerate(frames) if re.search(under, frame)]
            if not inside:
                continue
            frames = frames[inside[0] + 1 :]
        inner = ";".join(frames)
        if waiting is not None and re.search(waiting, inner):
            continue
        what = next((p.what for p in phases if re.search(p.pattern, inner)), REST)
        found[what] += int(count)
    total = sum(found.values())
    if not total:
        return None
    ordered = sorted(found, key=lambda what: (what == REST, -found[what]))
    return [(what, found[what] / total) for what in ordered]
