"""Data sets in the layout of the Hugging Face hub, read as streams, without code of theirs."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sizewise.corpus.config import HubSource
from sizewise.corpus.damaged import first_damaged
from sizewise.corpus.sources import Document
from sizewise.corpus.text import tidy
from sizewise.study.errors import StudyError, one_line


def read_hub(domain: str, source: HubSource) -> Iterator[Document]:
    """Rows of `source`, each a document and a work of its own, up to `source.max_bytes`.

    Raises StudyError where the data set, its configuration, split or column is missing.
    """
    where = f"corpus.hub.{domain}"
    try:
        import datasets

        rows = datasets.load_dataset(
            _location(source.path),
            name=source.name,
            revision=source.revision,
            split=source.split,
            streaming=True,
        )
        total = 0
        for number, row in enumerate(rows):
            if source.text_column not in row:
                columns = ", ".join(row)
                raise StudyError(
                    f"{where}.text_column: {source.path} has no column {source.text_column!r}; "
                    f"its columns are {columns}"
                )
            text = _text(row[source.text_column], f"{where}.text_column", number)
            total += len(text.encode())
            if total > source.max_bytes:
                return
            if text:
                yield Document(work=f"{domain} {number}", passage=0, text=text)
    except StudyError:
        raise
    # The hub's client and the decompressors behind it raise what they like.
    except Exception as error:
        damaged = first_damaged(Path(_location(source.path)))
        reason = damaged or f"{source.path} ({one_line(error)})"
        todo = (
            "mend or remove this file"
            if damaged
            else ("check its path, name, revision and split, and that the hub can be reached")
        )
        raise StudyError(f"{where}: cannot read {reason}; {todo}") from None


def _text(value: Any, key: str, number: int) -> str:
    """The text of row `number`; a row that holds half of a character is named and left out.

    Raises StudyError for what is no text: its Python spelling would be trained on.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        raise StudyError(
            f"{key}: row {number} holds {type(value).__name__} and not text; name a column of text"
        )
    try:
        value.encode()
    except UnicodeEncodeError as error:
        print(
            f"{key}: row {number} is left out: character {error.start} is half of one (a lone "
            "surrogate)", file=sys.stderr, flush=True,
        )  # fmt: skip
        return ""
    return tidy(value)


def _location(path: str) -> str:
    return str(Path(path).expanduser()) if path.startswith(("~", ".", "/")) else path
