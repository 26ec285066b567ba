"""The token stream on disk: the format that the stream writes and training reads.

A stream is one array of token ids, cut into sequences of `sequence_length` and batches of
`batch_sequences`; step k reads batch k and nothing else decides what it reads: not the number of
ranks, not of workers. It lies in shard files, little-endian ids without header, whole batches a
shard, memory-mapped.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from sizewise.study.artifacts import read_manifest, verify_files
from sizewise.study.errors import StudyError


@dataclass(frozen=True, kw_only=True)
class ShardLayout:
    """How a stream is cut. Recorded in the stream's manifest under facts.layout."""

    tokens: int
    """Token ids in the stream."""
    sequence_length: int
    """Token ids a sequence."""
    batch_sequences: int
    """Sequences a step."""
    shard_batches: int
    """Batches a shard file; the last one may hold fewer."""
    token_dtype: str
    """numpy name of the id type, uint16 or uint32."""

    @property
    def batch_tokens(self) -> int:
        """Token ids a step."""
        return self.sequence_length * self.batch_sequences

    @property
    def n_steps(self) -> int:
        """Batches in the stream."""
        return self.tokens // self.batch_tokens

    @property
    def n_shards(self) -> int:
        """Shard files."""
        return -(-self.n_steps // self.shard_batches)

    @staticmethod
    def shard_name(index: int) -> str:
        """Path of a shard inside the stream's folder."""
        return f"shards/shard_{index:05d}.bin"


class TokenStream:
    """Random access to the batches of a stream's folder."""

    def __init__(self, folder: Path, *, verify: bool = True) -> None:
        """Open `folder`. With `verify`, every shard's sha256 is checked first.

        Raises StudyError naming the shard that is missing, truncated or altered.
        """
        self.folder = folder
        manifest = read_manifest(folder)
        self.layout = ShardLayout(**manifest["facts"]["layout"])
        self.names = [ShardLayout.shard_name(i) for i in range(self.layout.n_shards)]
        if verify:
            verify_files(folder, self.names)

    @cached_property
    def _shards(self) -> list[np.ndarray]:
        layout = self.layout
        shards = []
        for index, name in enumerate(self.names):
            batches = min(layout.shard_batches, layout.n_steps - index * layout.shard_batches)
            shape = (batches, layout.batch_sequences, layout.sequence_length)
            path = self.folder / name
            size = int(np.prod(shape)) * np.dtype(layout.token_dtype).itemsize
            if not path.is_file() or path.stat().st_size != size:
                raise StudyError(f"{path}: missing or truncated; run the job `stream` again")
            shards.append(np.memmap(path, mode="r", dtype=f"<u{size // np.prod(shape)}", shape=shape))
        return shards

    def batch(self, step: int) -> np.ndarray:
        """Token ids of batch `step` (0-based): int64, (batch_sequences, sequence_length)."""
        if not 0 <= step < self.layout.n_steps:
            raise StudyError(
                f"{self.folder}: no step {step}; the stream has steps 0 to {self.layout.n_steps - 1}"
            )
        shard, row = divmod(step, self.layout.shard_batches)
        return np.asarray(self._shards[shard][row], dtype=np.int64)
