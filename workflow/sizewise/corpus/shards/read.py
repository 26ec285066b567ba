"""Read one part of the hub's text: passages, the split, digests."""

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from sizewise.corpus.config import Corpus
from sizewise.corpus.damaged import first_damaged
from sizewise.corpus.duplicates import normal_form
from sizewise.corpus.shards.files import NAME, Rows
from sizewise.corpus.shards.tables import DIGESTS, READ
from sizewise.corpus.text import PASSAGE_BYTES, cut, tidy
from sizewise.study.artifacts import read_json, sha256_of_json
from sizewise.study.errors import StudyError, one_line
from sizewise.study.formats.documents import HELD_OUT, TRAIN
from sizewise.study.sections import compact, decisive
from sizewise.study.work import Work

# Passages that are held before they are written, and rows that are fetched at once.
_PASSAGES_AT_ONCE, _ROWS_AT_ONCE = 4096, 256
_DIGESTS_A_GROUP = 65_536


def rows_of(one: Rows, column: str) -> Iterator[tuple[int, str]]:
    """(row in its file, text) of the rows of `one` that hold text.

    Raises StudyError for a file that cannot be read and for a column that holds no text.
    """
    import datasets

    where = f"corpus.hub.{one.domain}"
    try:
        rows = datasets.load_dataset(
            one.format, data_files={"train": [one.url]}, split="train", streaming=True
        )
        if rows.features is not None and column in rows.features:
            rows = rows.select_columns([column])
        number = 0
        for batch in rows.with_format("arrow").iter(_ROWS_AT_ONCE):
            if column not in batch.column_names:
                raise StudyError(
                    f"{where}.text_column: {one.url} has no column {column!r}; its columns are "
                    f"{', '.join(batch.column_names)}"
                )
            texts = batch[column].to_pylist()
            for text in texts:
                if text is not None and not isinstance(text, str):
                    # Its Python spelling would be trained on.
                    raise StudyError(
                        f"{where}.text_column: row {number} holds {type(text).__name__} and not "
                        "text; name a column of text"
                    )
                if text and number % one.every == one.first and _is_whole(text, where, number):
                    yield number, text
                number += 1
    except StudyError:
        raise
    # The hub's client and the decompressors behind it raise what they like.
    except Exception as error:
        damaged = first_damaged(Path(one.url).parent)
        reason = damaged or f"{one.url} ({one_line(error)})"
        todo = "mend or remove this file" if damaged else "see that it can be reached"
        raise StudyError(f"{where}: cannot read {reason}; {todo}") from None


def _is_whole(text: str, where: str, number: int) -> bool:
    """Whether no character of `text` is half of one; else the row is named and left out."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        print(
            f"{where}: row {number} is left out: character {error.start} is half of one (a lone "
            "surrogate)", file=sys.stderr, flush=True,
        )  # fmt: skip
        return False
    return True


def is_held_out(domain: str, document: str, corpus: Corpus) -> bool:
    """Whether a document is held out: a hash against `held_out_share`, whoever else there is."""
    labels = f"corpus/split\x1f{corpus.seed}\x1f{domain}\x1f{document}"
    drawn = int.from_bytes(hashlib.sha256(labels.encode()).digest()[:8], "little")
    return drawn < corpus.held_out_share * 2**64


def quota(most: int, part: int, parts: int) -> int:
    """Bytes that a part reads of a domain that has `most` in all."""
    return most // parts + (part < most % parts)


def passages(hand: list[Rows], part: int, corpus: Corpus) -> Iterator[dict[str, str]]:
    """Rows of READ: the passages of a part, up to its quota of each domain."""
    left = {name: quota(s.max_bytes, part, corpus.parts) for name, s in corpus.hub.items()}
    for one in hand:
        if left[one.domain] <= 0:
            continue
        for row, raw in rows_of(one, corpus.hub[one.domain].text_column):
            text = tidy(raw)
            left[one.domain] -= len(text.encode())
            if left[one.domain] < 0:
                break
            if not text:
                continue
            document = f"{one.domain}/{one.number:05d}/{row:09d}"
            split = HELD_OUT if is_held_out(one.domain, document, corpus) else TRAIN
            for number, passage in enumerate(cut(text, **PASSAGE_BYTES)):
                yield {
                    "document_id": f"{document}/{number}", "domain": one.domain, "split": split,
                    "text": passage,
                }  # fmt: skip


def read_part(corpus: Corpus, part: int, lists: Path, output: Path) -> dict[str, Any]:
    """Write the passages of `part` into `output`; return the manifest.

    `lists` is the folder of files.json. Raises StudyError.
    """
    hand = read_json(lists / NAME)[part]
    work = Work.begin(
        "read",
        of={"part": part},
        config=compact({"corpus": decisive(corpus)}),
        inputs={f"{NAME}/{part}": sha256_of_json(hand)},
        output=output,
    )
    if work.kept:
        return work.kept
    digests: list[bytes] = []
    facts: dict[str, dict[str, int]] = {}
    with READ.writer(output / READ.name) as file:
        held: list[dict[str, str]] = []
        for row in passages([Rows(**one) for one in hand], part, corpus):
            digests.append(normal_form(row["text"]))
            fact = facts.setdefault(row["domain"], {"documents": 0, "bytes": 0})
            fact["documents"] += 1
            fact["bytes"] += len(row["text"].encode())
            held.append(row)
            if len(held) == _PASSAGES_AT_ONCE:
                file.write(READ.of_rows(held, file.path))
                held = []
        file.write(READ.of_rows(held, file.path))
    _write_digests(digests, output / DIGESTS.name)
    files = [output / READ.name, output / DIGESTS.name]
    return work.end(files, {"domains": facts})


def _write_digests(digests: list[bytes], path: Path) -> None:
    halves = np.frombuffer(b"".join(digests), dtype="<i8").reshape(-1, 2)
    order = np.lexsort((halves[:, 1], halves[:, 0]))
    table = pa.table(
        [pa.array(c) for c in (halves[order, 0], halves[order, 1], order.astype(np.int64))],
        schema=DIGESTS.schema,
    )
    with DIGESTS.writer(path) as file:
        for start in range(0, max(len(table), 1), _DIGESTS_A_GROUP):
            file.write(table.slice(start, _DIGESTS_A_GROUP))
