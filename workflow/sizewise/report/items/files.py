"""Data of a family beside its page: scripts that assign it, which a page may load from disk.

A page that was opened from a folder may load a script that lies there; it may not fetch a file.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sizewise.study.artifacts import whole_file

FOLDER = "items"
"""Folder of the data within a report."""
MOST_BYTES = 2_500_000
"""The most that a file of data may weigh; what is more goes into a next one."""
CALL = "sizewiseItems"
"""The function of the page that takes the items of a file."""
SEARCH = "sizewiseSearch"
"""The function of the page that searches."""


def parts(items: Iterable[Any], most: int = MOST_BYTES) -> Iterator[list[str]]:
    """The items as JSON in as few files as their bytes ask for, in order; at least one."""
    part, size = [], 0
    for item in items:
        text = compact(item)
        weight = len(text.encode()) + 2
        if part and size + weight > most:
            yield part
            part, size = [], 0
        part.append(text)
        size += weight
    yield part


def compact(value: Any) -> str:
    """JSON without blanks that may stand in a script, whatever text it holds."""
    # U+2028 and U+2029 end a line in older JavaScript.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def write_searched(output: Path, rows: Iterable[list[str]]) -> list[Path]:
    """Write what the search reads of all questions, below `output`: [id, kind, text] a question.

    Each file says whether another one follows it.
    """
    held = list(parts(rows))
    paths = []
    for number, part in enumerate(held, start=1):
        more = "true" if number < len(held) else "false"
        paths.append(_call(output / FOLDER / f"search-{number}.js", SEARCH, part, f", {more}"))
    return paths


def _call(path: Path, function: str, rows: Iterable[str], more: str = "") -> Path:
    """Write a script that hands `rows`, and what `more` says, to a function of the page."""
    with whole_file(path) as file:
        lines = ",\n".join(rows)
        file.write_text(f"{function}([\n{lines}\n]{more});\n", encoding="utf-8")
    return path


def write_family(output: Path, family: str, items: Iterable[dict[str, Any]]) -> list[Path]:
    """Write the data of a family below `output`; returns the files, in the order of the items.

    Files of an earlier run that held more are removed.
    """
    paths = [
        _call(output / FOLDER / f"{family}-{number}.js", CALL, part)
        for number, part in enumerate(parts(items), start=1)
    ]
    for left in (output / FOLDER).glob(f"{family}-*.js"):
        if left not in paths and left.stem.removeprefix(f"{family}-").isdecimal():
            left.unlink()
    return paths
