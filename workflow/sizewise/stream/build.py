"""Write a stream's folder: tokenizer, shards, order, ledger, manifest."""

import logging
import shutil
from pathlib import Path

import numpy as np

from sizewise.stream.derive import SCRATCH, Derived, derive
from sizewise.stream.tokenizer import save_tokenizer
from sizewise.study.artifacts import MANIFEST, verify_files, whole_file
from sizewise.study.errors import StudyError
from sizewise.study.formats import ledger, order
from sizewise.study.formats.names import DOCUMENTS, EXPOSURES, LEDGER, ORDER
from sizewise.study.sections import Sections
from sizewise.study.work import Work

log = logging.getLogger("sizewise.stream")

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


def build(study: Sections, corpus: Path, world: Path, output: Path) -> dict:
    """Build the stream of `study` (sections stream, mix) in `output` and return its manifest.

    An older stream in `output` loses its manifest first: a folder without one is never read.
    Raises StudyError.
    """
    work = Work.begin(
        "stream",
        config=study.section_json(*SECTIONS),
        inputs=verified_inputs(corpus, world),
        output=output,
    )
    if work.kept:
        return work.kept
    output.mkdir(parents=True, exist_ok=True)
    for scratch in output.glob(f"{SCRATCH}*"):  # of a build that was killed
        shutil.rmtree(scratch)
    try:
        with derive(study, corpus, world, scratch=output) as stream:
            (output / MANIFEST).unlink(missing_ok=True)
            files = save_tokenizer(stream.tokenizer, output, study.stream.sequence_length)
            written, used = _write_stream(stream, output)
            manifest = work.end(files + written, stream.facts | {"ids_used": used})
    except OSError as error:
        # The inputs were read whole a moment ago: what fails now is writing.
        raise StudyError(
            f"{output}: cannot write the stream ({error.strerror or error}); make room and run "
            "the job `stream` again"
        ) from None
    for name, domain in stream.facts["domains"].items():
        log.info(
            "         %-14s asked %.3f, true %.3f of the tokens, %.2f epochs",
            name, domain["asked_share"], domain["share"], domain["epochs"],
        )  # fmt: skip
    return manifest


def _write_stream(stream: Derived, output: Path) -> tuple[list[Path], int]:
    """The files of the stream, and how many different token ids occur in it."""
    files, seen = [], np.zeros(stream.tokenizer.get_vocab_size(), dtype=bool)
    with order.TABLE.writer(output / ORDER) as rows:
        for index in range(stream.layout.n_shards):
            path = output / stream.layout.shard_name(index)
            ids = stream.shard(index)
            seen[np.unique(ids)] = True
            with whole_file(path) as shard:
                ids.tofile(shard)
            files.append(path)
            # One row group a shard, whatever its size: `stream verify` compares them one by one.
            rows.write(stream.order(index))
    ledger.TABLE.write(output / LEDGER, stream.ledger)
    for stale in set((output / "shards").iterdir()) - set(files):
        stale.unlink()
    return [*files, output / ORDER, output / LEDGER], int(seen.sum())
