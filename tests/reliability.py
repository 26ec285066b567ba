"""The counts of docs/reliability.md, from the tests that make them.

    python -m tests.reliability [WORD…]

runs the tests of every row in full (an hour of processor time), or of the rows whose name holds a
WORD, and writes what they tried, and whether all of it passed, between the two marks of the page.
Other rows stay as they are. A test says what it tried by `tried`.
"""

import ast
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/reliability.md"
_BLOCK = re.compile(r"(<!-- counts -->\n)(.*?)(<!-- end of counts -->)", re.DOTALL)
_TRIED = re.compile(r"^(?:tried: )?(\{'.*\})$", re.MULTILINE)


def tried(**counts: int) -> None:
    """Say what a test has tried, by kind or outcome."""
    print(f"\ntried: {counts}")


class Row(NamedTuple):
    """A line of the table."""

    what: str
    tests: tuple[str, ...]
    """Arguments of pytest."""
    variables: dict[str, str]
    held: str
    """What is true of all that was tried where the tests pass."""


ROWS = (
    Row("SIGKILL in a row, one training", ("tests/training/test_stops.py", "-k", "twenty"), {},
        "equal weights"),
    Row("states taken up by another number of processes, fp32",
        ("tests/training/test_stops.py", "-k", "another_number"), {},
        "hash chains equal, losses within 1e-5"),
    Row("disk full to the last byte", ("tests/training/test_full_disk.py",), {},
        "one line, the last state whole, equal weights in the end"),
    Row("Snakemake told to stop", ("tests/workflow/test_stops.py",), {},
        "state saved or the last one whole, equal weights in the end"),
    Row("configurations: any value at any key, any bytes, any edit of lines",
        ("tests/test_fuzz.py",), {"SIZEWISE_FUZZ": "2000"}, "read, or one line"),
    Row("hostile names in a configuration", ("tests/test_hostile_names.py",), {}, "one line"),
    Row("artifacts of a finished tiny study: each file in every way",
        ("tests/workflow/test_damage.py",), {"SIZEWISE_FUZZ": "1"},
        "one line, nothing changed on disk"),
)  # fmt: skip


HEAD = ("| what | tried | outcome | day | command |", "| --- | --- | --- | --- | --- |")


def counted(said: str) -> str:
    """The counts in what pytest printed: their sum, and what it is made of."""
    counts = Counter()
    for found in _TRIED.findall(said):
        counts.update(ast.literal_eval(found))
    parts = ", ".join(f"{number:,} {kind}" for kind, number in counts.items())
    return f"{counts.total():,} ({parts})" if len(counts) > 1 else parts


def line(row: Row) -> str:
    """Run the tests of a row; its line of the table."""
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", *row.tests]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | row.variables, capture_output=True, text=True
    )
    print(done.stdout[-2000:], done.stderr[-2000:], file=sys.stderr)
    outcome = row.held if done.returncode == 0 else "**failed**"
    settings = "".join(f"{name}={value} " for name, value in row.variables.items())
    words = f"`{settings}pytest {' '.join(row.tests)}`"
    cells = (row.what, counted(done.stdout), outcome, str(date.today()), words)
    return f"| {' | '.join(cells)} |"


def renewed(block: str, words: Sequence[str]) -> str:
    """The table in `block` with the rows that hold one of `words`, or all, made anew."""
    there = {
        cells.split(" | ")[0].removeprefix("| "): cells
        for cells in block.splitlines()
        if cells.startswith("| ")
    }
    lines = [
        line(row) if not words or any(word in row.what for word in words) else there[row.what]
        for row in ROWS
        if row.what in there or not words or any(word in row.what for word in words)
    ]
    return "\n".join([*HEAD, *lines, ""])


def main(words: Sequence[str]) -> None:
    """Write the table."""
    text = PAGE.read_text(encoding="utf-8")
    found = _BLOCK.search(text)
    if found is None:
        sys.exit(f"{PAGE}: has not the two marks")
    block = renewed(found[2], words)
    PAGE.write_text(text[: found.start(2)] + block + text[found.end(2) :], encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
