"""The hash chain over consumed token ids: proof that two runs saw the same batches in order."""

import hashlib
from collections.abc import Iterable

import numpy as np

START = bytes(32)


def sequence_digests(ids: np.ndarray) -> list[bytes]:
    """sha256 of each row of `ids` (sequences, tokens), as little-endian 64-bit integers."""
    rows = np.ascontiguousarray(ids, dtype="<i8")
    return [hashlib.sha256(row.data).digest() for row in rows]


def extend(chain: bytes, digests: Iterable[bytes]) -> bytes:
    """The chain after one step: sha256 of the chain before it and of its sequences in order.

    Digests are taken a sequence, so ranks can compute their own and the chain is the same for any
    number of ranks.
    """
    hasher = hashlib.sha256(chain)
    for digest in digests:
        hasher.update(digest)
    return hasher.digest()
