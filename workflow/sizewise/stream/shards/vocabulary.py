"""The tokenizer of a stream that is made in parts."""

from pathlib import Path
from typing import Any

import numpy as np

from sizewise.stream.shards.sources import Source, sources
from sizewise.stream.tokenizer import SAMPLE_BYTES_PER_ID, save_tokenizer, train_tokenizer
from sizewise.study.errors import StudyError
from sizewise.study.sections import Sections
from sizewise.study.work import Work

_WHOLE = 2**64
# Documents differ in length: a little more than the expected share is looked through at first.
_MARGIN, _MARGIN_BYTES = 1.1, 1 << 16


def sample(parts: list[Source], domain: str, n_bytes: float) -> list[str]:
    """Texts of the documents of a domain in the order of their rank, about `n_bytes` of them."""
    total = sum(part.bytes_of().get(domain, 0) for part in parts)
    share = _MARGIN * n_bytes + _MARGIN_BYTES
    while True:
        below = min(_WHOLE, int(_WHOLE * share / max(total, 1)))
        ranks: list[int] = []
        texts: list[str] = []
        for part in parts:
            if domain in part.bytes_of():
                for piece in part.pieces([domain], below):
                    ranks += piece.column("rank").to_pylist()
                    texts += piece.column("text").to_pylist()
        sizes = np.array([len(text.encode()) for text in texts], dtype=np.int64)
        if below == _WHOLE or sizes.sum() >= n_bytes:
            order = np.argsort(np.array(ranks, dtype=np.uint64), kind="stable")
            before = np.cumsum(sizes[order]) - sizes[order]
            return [texts[row] for row in order[before < n_bytes]]
        share *= 2


def build_vocabulary(study: Sections, parts: list[Path], world: Path, output: Path) -> Any:
    """Train the tokenizer and write it below `output`; return the manifest. Raises StudyError."""
    found = sources(parts, world)
    inputs = {
        f"{source.folder.name}/{name}": digest
        for source in found
        for name, digest in source.verified().items()
    }
    work = Work.begin(
        "vocabulary", config=study.section_json("stream", "mix"), inputs=inputs, output=output
    )
    if work.kept:
        return work.kept
    there = {name for source in found for name in source.bytes_of()}
    asked = {name: share for name, share in study.mix.shares.items() if share > 0}
    if absent := sorted(set(asked) - there):
        raise StudyError(
            f"mix.shares.{absent[0]}: neither the corpus nor the world has a document of it; run "
            "the jobs `gather` and `world` again, or set the share to 0"
        )
    n_bytes = study.stream.vocabulary_size * SAMPLE_BYTES_PER_ID
    texts = [text for name in sorted(asked) for text in sample(found, name, asked[name] * n_bytes)]
    tokenizer = train_tokenizer(texts, study.stream.vocabulary_size)
    files = save_tokenizer(tokenizer, output, study.stream.sequence_length)
    return work.end(files, {"sample_bytes": sum(len(text.encode()) for text in texts)})
