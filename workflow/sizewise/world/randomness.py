"""Random numbers keyed by names.

Every draw of the world comes from a generator named by what it is for, so that nothing depends on
the order in which things are drawn, on the number of workers, or on another family.
"""

import hashlib

import numpy as np


def generator(seed: int, *names: str | int) -> np.random.Generator:
    """The generator of (`seed`, `names`): counter-based Philox (Salmon et al. 2011)."""
    label = "\0".join(("world", str(seed), *map(str, names)))
    key = int.from_bytes(hashlib.sha256(label.encode()).digest()[:16], "little")
    return np.random.Generator(np.random.Philox(key=key))


def permutations(rng: np.random.Generator, rows: int, length: int) -> np.ndarray:
    """`rows` independent permutations of range(`length`): int64, (rows, length)."""
    return rng.permuted(np.tile(np.arange(length), (rows, 1)), axis=1)
