"""Keys of readings, and the buckets that they fall into. Pure functions of seed and names."""

import hashlib
from collections.abc import Iterable

import numpy as np


def _hash(*labels: object) -> int:
    text = "\0".join(map(str, labels))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little")


def keys(ids: Iterable[str], seed: int, epoch: int) -> np.ndarray:
    """Keys of the readings of documents in an epoch (1 for the first): uint64."""
    values = [_hash("stream/key", seed, epoch, name) for name in ids]
    return np.array(values, dtype=np.uint64)


def buckets(values: np.ndarray, count: int) -> np.ndarray:
    """Which of `count` equal ranges of keys each of `values` falls into: int64."""
    high = values >> np.uint64(32)
    return ((high * np.uint64(count)) >> np.uint64(32)).astype(np.int64)


def shift(seed: int, epoch: int, count: int) -> int:
    """By how many buckets the readings of an epoch lie behind those of the first one.

    So an epoch is found by the buckets of the first, in which a part's documents are sorted.
    """
    return 0 if epoch == 1 else _hash("stream/shift", seed, epoch) % count
