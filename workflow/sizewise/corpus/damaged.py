"""Which file of a local data set cannot be read, and where in it.

`datasets` reads many files as one stream and says what is wrong, but not in which of them. Nothing
here runs unless it has failed.
"""

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow.parquet as pq

from sizewise.study.errors import one_line


def _lines(path: Path) -> Iterator[bytes]:
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        yield from file


def _json_lines(path: Path) -> str | None:
    number = 0
    for number, line in enumerate(_lines(path), start=1):
        try:
            json.dumps(json.loads(line), ensure_ascii=False).encode()
        except UnicodeEncodeError:
            return f"line {number} holds half of a character (a lone surrogate)"
        except ValueError as error:
            return f"line {number} is no JSON: {one_line(error)}"
    return None if number else "it is empty"


def _parquet(path: Path) -> str | None:
    with pq.ParquetFile(path) as file:
        for _ in file.iter_batches():
            pass
    return None


_READERS: dict[str, Callable[[Path], str | None]] = {
    ".jsonl": _json_lines,
    ".jsonl.gz": _json_lines,
    ".parquet": _parquet,
}


def first_damaged(folder: Path) -> str | None:
    """The first file below `folder` that cannot be read, and why; None where all can."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
        reader = next((read for end, read in _READERS.items() if path.name.endswith(end)), None)
        if reader is None:
            continue
        try:
            fault = reader(path)
        # Whatever a decompressor or a parser raises: the file is the one.
        except Exception as error:
            fault = one_line(error)
        if fault is not None:
            return f"{path}: {fault}"
    return None
