"""`python -m sizewise …`: one command line, one subcommand a room.

Each room has a `commands.py` with `register(subparsers)`; it imports its heavy parts only when
its command runs. A user's mistake ends as one line on stderr and exit status 2.
"""

import argparse
import importlib
import os
import sys
from pathlib import Path

from sizewise import bench
from sizewise.study.errors import StudyError

ROOMS = ("study", "corpus", "world", "stream", "training", "evaluation", "probes",
         "analysis", "observation", "planning", "report", "tracking")  # fmt: skip


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = argparse.ArgumentParser(prog="sizewise", description=__doc__.splitlines()[0])
    subparsers = parser.add_subparsers(required=True, metavar="command")
    root = Path(__file__).resolve().parent
    for room in ROOMS:
        if (root / room / "commands.py").is_file():
            importlib.import_module(f"sizewise.{room}.commands").register(subparsers)
    bench.register(subparsers)
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    parsed = build_parser().parse_args(arguments)
    try:
        parsed.run(parsed)
    except StudyError as error:
        print(f"sizewise: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # `sizewise … | head` closed the pipe: not an error, and nothing more can be printed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
