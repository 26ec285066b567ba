"""Which files of a hub data set each part reads: drawn by hash, dealt like cards."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sizewise.corpus.config import Corpus, HubSource
from sizewise.study.artifacts import sha256_of, write_json
from sizewise.study.errors import StudyError
from sizewise.study.sections import compact, decisive
from sizewise.study.work import Work

NAME = "files.json"


@dataclass(frozen=True, kw_only=True)
class Rows:
    """The rows of one file that one part reads: those with `number` ≡ `first` (mod `every`)."""

    domain: str
    url: str
    """Local path, or hf:// with the pinned commit."""
    format: str
    """Name of the reader in `datasets`: parquet, json, text …"""
    number: int
    """Of the file among those of the data set, in their own order: part of every document's id."""
    first: int
    every: int
    sha256: str | None
    """Of a local file; one on the hub is pinned by its commit."""


def _location(path: str) -> str:
    return str(Path(path).expanduser()) if path.startswith(("~", ".", "/")) else path


def data_files(domain: str, source: HubSource) -> tuple[str, list[str]]:
    """The reader's name and the files of a data set's split, in their own order.

    Nothing is downloaded, and no code of the data set runs. Raises StudyError where the data set,
    its configuration or its split is missing.
    """
    import datasets

    try:
        builder = datasets.load_dataset_builder(
            _location(source.path), name=source.name, revision=source.revision
        )
        splits = builder.config.data_files or {}
        if source.split not in splits:
            raise ValueError(f"splits are {', '.join(map(str, splits))}")
    except (OSError, ValueError, RuntimeError) as error:
        # The hub's client raises its own subclasses of these; the first line says what is wrong.
        reason = str(error).strip().splitlines() or [type(error).__name__]
        raise StudyError(
            f"corpus.hub.{domain}: cannot read {source.path} ({reason[0]}); check its path, name, "
            "revision and split, and that the hub can be reached"
        ) from None
    return builder.__module__.rsplit(".", 1)[-1], [str(f) for f in splits[source.split]]


def deal(rows: Sequence[Rows], parts: int, seed: int) -> list[list[Rows]]:
    """`rows` in an order by hash, dealt to `parts` hands. A function of names and seed alone."""

    def drawn(one: Rows) -> bytes:
        labels = f"corpus/file\x1f{seed}\x1f{one.domain}\x1f{one.number}\x1f{one.first}"
        return hashlib.sha256(labels.encode()).digest()

    ordered = sorted(rows, key=drawn)
    return [ordered[part::parts] for part in range(parts)]


def divided(domain: str, source: HubSource, parts: int) -> list[Rows]:
    """All rows of a data set, in as many pieces as it takes for every part to have some.

    A data set of fewer files than parts has each file read by several parts, every one its own
    rows of it.
    """
    kind, urls = data_files(domain, source)
    every = -(-parts // len(urls))
    return [
        Rows(
            domain=domain, url=url, format=kind, number=number, first=first, every=every,
            sha256=sha256_of(Path(url)) if Path(url).is_file() else None,
        )
        for number, url in enumerate(urls)
        for first in range(every)
    ]  # fmt: skip


def list_files(corpus: Corpus, output: Path) -> dict[str, Any]:
    """Write files.json, the hands of all parts, into `output`; return its manifest."""
    # What lies in a folder may have changed since, so that no kept list is taken for it.
    work = Work.begin("files", config=compact({"corpus": decisive(corpus)}), output=output)
    if work.kept and not any(source.revision is None for source in corpus.hub.values()):
        return work.kept
    hands: list[list[dict[str, Any]]] = [[] for _ in range(corpus.parts)]
    for domain, source in sorted(corpus.hub.items()):
        dealt = deal(divided(domain, source, corpus.parts), corpus.parts, corpus.seed)
        for hand, rows in zip(hands, dealt, strict=True):
            hand += [asdict(one) for one in rows]
    write_json(output / NAME, hands)
    return work.end([output / NAME])
