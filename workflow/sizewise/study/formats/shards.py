"""The token stream on disk: the format that the stream writes and training reads.

A stream is one array of token ids, cut into sequences of `sequence_length` and batches of
`batch_sequences`; step k reads batch k and nothing else decides what it reads: not the number of
ranks, not of workers. It lies in shard files, little-endian ids without header, whole batches a
shard, memory-mapped.
"""

from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from sizewise.study.artifacts import MANIFEST, read_manifest, verify_files
from sizewise.study.errors import StudyError


@dataclass(frozen=True, kw_only=True)
class ShardLayout:
    """How a stream is cut. Recorded in the stream's manifest under facts.layout."""

    tokens: int
    """Token ids in the stream: a whole number of batches."""
    sequence_length: int
    """Token ids a sequence."""
    batch_sequences: int
    """Sequences a step."""
    shard_batches: int
    """Batches a shard file; the last one may hold fewer."""
    token_dtype: str
    """Name of the id type, uint16 or uint32; on disk little-endian on every machine."""

    def __post_init__(self) -> None:
        counts = (self.tokens, self.sequence_length, self.batch_sequences, self.shard_batches)
        if not all(isinstance(count, int) and count > 0 for count in counts):
            raise StudyError(f"stream layout: counts must be whole and positive, not {counts}")
        if self.token_dtype not in ("uint16", "uint32"):
            raise StudyError(f"stream layout: token_dtype {self.token_dtype!r} is unknown")
        if self.tokens % self.batch_tokens:
            raise StudyError(
                f"stream layout: {self.tokens:,} tokens are not whole batches of "
                f"{self.batch_tokens:,}; adjust mix.tokens or stream.batch_tokens"
            )

    @classmethod
    def from_manifest(cls, manifest: dict[str, Any], folder: Path) -> "ShardLayout":
        """The layout that `manifest` of `folder` records. Raises StudyError if it has none."""
        try:
            return cls(**manifest["facts"]["layout"])
        except (KeyError, TypeError):
            raise StudyError(
                f"{folder / MANIFEST}: no layout of a token stream; run the job `stream` again"
            ) from None

    @property
    def dtype(self) -> np.dtype:
        """Type of the ids on disk, byte order included."""
        return np.dtype(self.token_dtype).newbyteorder("<")

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

    def shard_steps(self, index: int) -> range:
        """Steps (0-based) whose batches lie in shard `index`."""
        if not 0 <= index < self.n_shards:
            raise IndexError(f"shard {index} of {self.n_shards}")
        first = index * self.shard_batches
        return range(first, min(first + self.shard_batches, self.n_steps))

    def to_json(self) -> dict[str, Any]:
        """What facts.layout holds."""
        return asdict(self)

    @staticmethod
    def shard_name(index: int) -> str:
        """Path of a shard inside the stream's folder."""
        return f"shards/shard_{index:05d}.bin"


class TokenStream:
    """Random access to the batches of a stream's folder."""

    def __init__(self, folder: Path, *, verify: bool = True) -> None:
        """Open `folder`. With `verify`, every shard's sha256 is checked first.

        Raises StudyError naming the shard that is missing, truncated or (`verify`) altered.
        """
        self.folder = folder
        manifest = read_manifest(folder)
        self.layout = ShardLayout.from_manifest(manifest, folder)
        self.names = [ShardLayout.shard_name(i) for i in range(self.layout.n_shards)]
        if verify:
            verify_files(folder, self.names)
        # Without hashes too: a short file would otherwise be noticed at its first use, hours in.
        for index, name in enumerate(self.names):
            path, size = folder / name, self._shard_bytes(index)
            if not path.is_file() or path.stat().st_size != size:
                raise StudyError(
                    f"{path}: missing or truncated ({size:,} bytes expected); run the job "
                    "`stream` again"
                )

    def __len__(self) -> int:
        """Number of batches."""
        return self.layout.n_steps

    def _shard_bytes(self, index: int) -> int:
        batches = len(self.layout.shard_steps(index))
        return batches * self.layout.batch_tokens * self.layout.dtype.itemsize

    @cached_property
    def _shards(self) -> list[np.memmap]:
        layout = self.layout
        rest = (layout.batch_sequences, layout.sequence_length)
        return [
            np.memmap(
                self.folder / name,
                mode="r",
                dtype=layout.dtype,
                shape=(len(layout.shard_steps(index)), *rest),
            )
            for index, name in enumerate(self.names)
        ]

    def batch(self, step: int) -> np.ndarray:
        """Token ids of batch `step` (0-based): int64, (batch_sequences, sequence_length).

        A copy: writing to it changes nothing on disk. Raises StudyError if there is no such step.
        """
        if not 0 <= step < self.layout.n_steps:
            raise StudyError(
                f"{self.folder}: no step {step}; the stream has steps 0 to "
                f"{self.layout.n_steps - 1}"
            )
        shard, row = divmod(step, self.layout.shard_batches)
        return np.array(self._shards[shard][row], dtype=np.int64)
