"""Check a stream: its files against its manifest, its order against its seed."""

import hashlib
import json
import logging
import tempfile
from pathlib import Path

import numpy as np

from sizewise.stream.build import verified_inputs
from sizewise.stream.config import Stream
from sizewise.stream.derive import Derived, derive
from sizewise.stream.tokenizer import FILES, SPECIAL_ID, tokenizer_json
from sizewise.study.artifacts import MANIFEST, read_manifest, verify_files
from sizewise.study.errors import StudyError
from sizewise.study.formats import ledger, order
from sizewise.study.formats.names import LEDGER, ORDER
from sizewise.study.formats.shards import ShardLayout, TokenStream
from sizewise.study.mix import Mix
from sizewise.study.sections import read_sections

log = logging.getLogger("sizewise.stream")

_ROWS_AT_ONCE = 65_536


def verify(folder: Path, corpus: Path | None = None, world: Path | None = None) -> list[str]:
    """Check the stream in `folder` and return what was found good, a line each.

    Every file against the manifest; with `corpus` and `world`, also everything against what the
    seed and the documents give when the stream is derived again. Raises StudyError naming the
    first thing that is wrong.
    """
    manifest = verify_files(folder)
    layout = ShardLayout.from_manifest(manifest, folder)
    expected = {layout.shard_name(i) for i in range(layout.n_shards)} | {ORDER, LEDGER, *FILES}
    if absent := sorted(expected - set(manifest["files"])):
        raise StudyError(f"{folder / MANIFEST}: does not list {absent[0]}; run `stream` again")
    _verify_cover(folder, TokenStream(folder, verify=False))
    found = [
        f"{len(manifest['files'])} files are those of {MANIFEST}",
        f"{ORDER} covers each of {layout.tokens:,} tokens once, documents begin where it says",
    ]
    if corpus is not None and world is not None:
        _verify_derivation(folder, corpus, world)
        found.append("order, shards, ledger and tokenizer follow from the seed and the documents")
    return found


def _verify_cover(folder: Path, stream: TokenStream) -> None:
    """Order and shards against each other: positions without gap, documents at their openings."""
    columns, end = ("token_start", "token_end", "document_token"), 0
    for rows in order.TABLE.pieces(folder / ORDER, columns, _ROWS_AT_ONCE):
        starts, ends, offsets = (column.to_numpy() for column in rows.columns)
        if not np.array_equal(starts, np.r_[end, ends[:-1]]) or (ends <= starts).any():
            raise StudyError(
                f"{folder / ORDER}: does not follow on at token {end:,}; run the job `stream` again"
            )
        end = int(ends[-1])
        steps, positions = np.divmod(starts, stream.layout.batch_tokens)
        for step in np.unique(steps):
            here = steps == step
            opens = stream.batch(int(step)).reshape(-1)[positions[here]] == SPECIAL_ID
            if not np.array_equal(opens, offsets[here] == 0):
                raise StudyError(
                    f"{folder / ORDER}: step {step} is not that of the shards; run the job "
                    "`stream` again"
                )
    if end != stream.layout.tokens:
        raise StudyError(
            f"{folder / ORDER}: ends at token {end:,} of {stream.layout.tokens:,}; run the job "
            "`stream` again"
        )


def _verify_derivation(folder: Path, corpus: Path, world: Path) -> None:
    manifest = read_manifest(folder)
    inputs = verified_inputs(corpus, world)
    for name, digest in inputs.items():
        if manifest["inputs"].get(name) != digest:
            raise StudyError(
                f"{folder}: was built from another {name}; name the folders that it was built "
                "from, or run the job `stream` again"
            )
    study = read_sections(json.dumps(manifest["config"]), stream=Stream, mix=Mix)
    with (
        tempfile.TemporaryDirectory() as scratch,
        derive(study, corpus, world, scratch=Path(scratch)) as stream,
    ):
        _compare(folder, manifest["files"], stream)


def _compare(folder: Path, digests: dict[str, str], stream: Derived) -> None:
    def differs(name: str) -> StudyError:
        return StudyError(
            f"{folder / name}: not what the seed and the documents give; delete {folder} and run "
            "the job `stream` again"
        )

    if (folder / FILES[0]).read_text(encoding="utf-8") != tokenizer_json(stream.tokenizer):
        raise differs(FILES[0])
    segments = order.TABLE.open(folder / ORDER)
    if segments.num_row_groups != stream.layout.n_shards:
        raise differs(ORDER)
    for index in range(stream.layout.n_shards):
        if not segments.read_row_group(index).equals(stream.order(index)):
            raise differs(ORDER)
        name = stream.layout.shard_name(index)
        if hashlib.sha256(stream.shard(index).tobytes()).hexdigest() != digests[name]:
            raise differs(name)
    if not ledger.TABLE.read(folder / LEDGER).equals(stream.ledger):
        raise differs(LEDGER)
