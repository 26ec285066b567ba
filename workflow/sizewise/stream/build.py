"""Write a stream's folder: tokenizer, shards, order, ledger, manifest."""

import logging
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sizewise.stream.derive import ORDER_SCHEMA, Derived, derive
from sizewise.stream.documents import FILE as DOCUMENTS
from sizewise.stream.ledger import FILE as EXPOSURES
from sizewise.stream.tokenizer import save_tokenizer
from sizewise.study.artifacts import MANIFEST, verify_files, whole_file, write_manifest
from sizewise.study.config import Study
from sizewise.study.errors import StudyError

log = logging.getLogger("sizewise.stream")

ORDER = "order.parquet"
LEDGER = "ledger.parquet"
SECTIONS = ("stream", "mix")


def verified_inputs(corpus: Path, world: Path) -> dict[str, str]:
    """sha256 of the files that a stream is made from, after checking them. Raises StudyError."""
    read = {
        "corpus": verify_files(corpus, [DOCUMENTS])["files"],
        "world": verify_files(world, [DOCUMENTS, EXPOSURES])["files"],
    }
    return {
        f"{room}/{name}": read[room][name]
        for room, name in (("corpus", DOCUMENTS), ("world", DOCUMENTS), ("world", EXPOSURES))
    }


def build(study: Study, corpus: Path, world: Path, output: Path) -> dict:
    """Build the stream of `study` (sections stream, mix) in `output` and return its manifest.

    An older stream in `output` loses its manifest first: a folder without one is never read.
    Raises StudyError.
    """
    inputs = verified_inputs(corpus, world)
    output.mkdir(parents=True, exist_ok=True)
    with derive(study, corpus, world, scratch=output) as stream:
        (output / MANIFEST).unlink(missing_ok=True)
        files = save_tokenizer(stream.tokenizer, output, study.stream.sequence_length)
        files += _write_stream(stream, output)
        manifest = write_manifest(
            output,
            stage="stream",
            files=files,
            inputs=inputs,
            config={name: getattr(study, name).model_dump(mode="json") for name in SECTIONS},
            rooms=["stream"],
            facts=stream.facts,
        )
    for name, domain in stream.facts["domains"].items():
        log.info(
            "         %-14s asked %.3f, true %.3f of the tokens, %.2f epochs",
            name, domain["asked_share"], domain["share"], domain["epochs"],
        )  # fmt: skip
    return manifest


def _write_stream(stream: Derived, output: Path) -> list[Path]:
    files = []
    with (
        whole_file(output / ORDER) as part,
        pq.ParquetWriter(part, ORDER_SCHEMA, compression="zstd") as order,
    ):
        for index in range(stream.layout.n_shards):
            path = output / stream.layout.shard_name(index)
            with whole_file(path) as shard:
                try:
                    stream.shard(index).tofile(shard)
                except OSError as error:
                    raise StudyError(
                        f"{path}: cannot be written ({error.strerror or error}); make room and "
                        "run the job `stream` again"
                    ) from None
            files.append(path)
            order.write_table(stream.order(index))
    with whole_file(output / LEDGER) as part:
        write_ledger(stream.ledger, part)
    for stale in set((output / "shards").iterdir()) - set(files):
        stale.unlink()
    return [*files, output / ORDER, output / LEDGER]


def write_ledger(table: pa.Table, path: Path) -> None:
    """Write ledger.parquet."""
    pq.write_table(table, path, compression="zstd")
