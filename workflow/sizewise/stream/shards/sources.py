"""Training documents of one part, natural or planted, some at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sizewise.study.artifacts import read_manifest, verify_files
from sizewise.study.formats.documents import PART, PLANTED, rank
from sizewise.study.formats.names import DOCUMENTS, EXPOSURES

_ROWS_AT_ONCE = 4096
_WHOLE = 2**64


@dataclass(frozen=True)
class Source:
    """A part of the corpus (`corpus screen`), or the planted world."""

    folder: Path
    planted: bool

    @property
    def files(self) -> list[str]:
        """What is read of it."""
        return [DOCUMENTS, EXPOSURES] if self.planted else [DOCUMENTS]

    def verified(self) -> dict[str, str]:
        """sha256 of its files, checked. Raises StudyError."""
        return {name: verify_files(self.folder, self.files)["files"][name] for name in self.files}

    def bytes_of(self) -> dict[str, int]:
        """Bytes of text by domain, as the manifest tells."""
        facts = read_manifest(self.folder)["facts"]
        told = facts["families"] if self.planted else facts["domains"]
        return {name: fact["bytes"] for name, fact in told.items()}

    def pieces(self, domains: list[str], below: int = _WHOLE) -> Iterator[pa.Table]:
        """document_id, domain, text and rank of documents of `domains`, in the file's order.

        Only those of a rank below `below`.
        """
        table = PLANTED if self.planted else PART
        names = ["document_id", "domain", "text"] + ([] if self.planted else ["rank"])
        wanted = pa.array(domains, pa.string())
        for piece in table.pieces(self.folder / table.name, names, _ROWS_AT_ONCE):
            if self.planted:
                ids = piece.column("document_id").to_pylist()
                ranks = np.fromiter(map(rank, ids), dtype=np.uint64, count=len(ids))
                piece = piece.append_column("rank", pa.array(ranks))
            keep = pc.is_in(piece.column("domain"), wanted)
            if below < _WHOLE:
                low = pc.less(piece.column("rank"), pa.scalar(below, pa.uint64()))
                if not self.planted and not pc.any(low).as_py():
                    # Parts of the corpus are sorted by rank.
                    return
                keep = pc.and_(keep, low)
            yield piece.filter(keep)


def sources(parts: list[Path], world: Path) -> list[Source]:
    """All sources of a stream: the parts of the corpus in their order, then the world."""
    return [*(Source(part, planted=False) for part in parts), Source(world, planted=True)]
