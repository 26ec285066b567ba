"""Data sets in the layout of the Hugging Face hub, read as streams, without code of theirs."""

from collections.abc import Iterator
from pathlib import Path

from sizewise.corpus.config import HubSource
from sizewise.corpus.sources import Document
from sizewise.corpus.text import tidy
from sizewise.study.errors import StudyError


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
            text = tidy(str(row[source.text_column] or ""))
            total += len(text.encode())
            if total > source.max_bytes:
                return
            if text:
                yield Document(work=f"{domain} {number}", passage=0, text=text)
    except (OSError, ValueError, RuntimeError) as error:
        # The hub's client raises its own subclasses of these; the last line says what is wrong.
        reason = str(error).strip().splitlines() or [type(error).__name__]
        raise StudyError(
            f"{where}: cannot read {source.path} ({reason[0]}); check its path, name, revision "
            "and split, and that the hub can be reached"
        ) from None


def _location(path: str) -> str:
    return str(Path(path).expanduser()) if path.startswith(("~", ".", "/")) else path
