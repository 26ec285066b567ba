"""What a report says of itself: how large the study is, which commit made it, how to cite it."""

import subprocess
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sizewise import __version__
from sizewise.report.site import report_title
from sizewise.report.tables import MissingData, Tables
from sizewise.study.ladder import Size
from sizewise.study.messages import Message, say
from sizewise.study.sections import Sections


class Commit(NamedTuple):
    """The state of the project that made a page."""

    name: str
    """Short hash; with `+` behind it where files differ from it."""
    date: str
    """Its day, 2026-11-30."""


def commit(folder: Path) -> Commit | None:
    """The commit of the project in `folder`; None outside git, or without git.

    A page names the commit that made it. It is no part of the page's identity: a later commit that
    would make the same page makes none.
    """

    def ask(*words: str) -> str:
        done = subprocess.run(
            ["git", "-C", str(folder), *words], capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    try:
        name, date = ask("log", "-1", "--format=%h %cs").split()
        changed = ask("status", "--porcelain", "--untracked-files=no")
    except (OSError, subprocess.CalledProcessError, ValueError):
        return None
    return Commit(f"{name}+" if changed else name, date)


def byline(study: Sections, ladder: Sequence[Size], seeds: Counter[str], tables: Tables) -> Message:
    """Sizes, seeds, tokens and arithmetic of the ladder's trainings.

    6 FLOPs a parameter and token (Kaplan and others 2020, arXiv 2001.08361, section 2.1), of the
    parameters that multiply: those outside of the embedding, with the output head.
    """
    try:
        sizes = tables.read("sizes").set_index("size")["non_embedding_and_head"]
        flops = say("front-flops", flops=sum(
            6.0 * sizes[name] * study.mix.tokens * count for name, count in seeds.items()
        ))  # fmt: skip
    except MissingData:
        flops = say("nothing")
    return say(
        "front-byline", study=study.name, sizes=len(ladder), small=ladder[0].name,
        large=ladder[-1].name, seeds=seeds_a_size(seeds), tokens=study.mix.tokens, flops=flops,
    )  # fmt: skip


def seeds_a_size(seeds: Counter[str]) -> Message:
    """How many seeds sizes have."""
    low, high = min(seeds.values()), max(seeds.values())
    if low == high:
        return say("front-seeds", count=high)
    return say("front-seeds-range", low=low, high=high)


_ENDS = tuple(".?!。？！")


def made(commit: Commit | None) -> Message:
    """Which state of the project made the page."""
    if commit is None:
        return say("front-made-nowhere", version=__version__)
    return say("front-made", version=__version__, commit=commit.name, date=commit.date)


def cite(study: Sections, commit: Commit | None) -> Message:
    """How to cite the report. A title that asks has its own end, and gets no full stop."""
    title = report_title(study.report)()
    named = {
        "title": title, "ended": "yes" if title.endswith(_ENDS) else "no", "study": study.name,
        "version": __version__,
    }  # fmt: skip
    if commit is None:
        return say("cite-nowhere", **named)
    return say("cite", **named, commit=commit.name, date=commit.date)
