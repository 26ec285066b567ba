"""Random numbers by name: a stopped run draws what it would have drawn."""

import hashlib

import numpy as np


def generator(seed: int, *names: str | int) -> np.random.Generator:
    """The generator of (`seed`, `names`): counter-based Philox (Salmon et al. 2011)."""
    label = "\0".join(("reward", str(seed), *map(str, names)))
    key = int.from_bytes(hashlib.sha256(label.encode()).digest()[:16], "little")
    return np.random.Generator(np.random.Philox(key=key))


def order(seed: int, questions: int, epoch: int) -> np.ndarray:
    """(question,) the order in which an epoch asks them: the same for every run."""
    return generator(seed, "order", epoch).permutation(questions)


def batch(seed: int, questions: int, each: int, update: int) -> np.ndarray:
    """(each,) the questions of `update`, counted from 0; every one once an epoch."""
    places = np.arange(update * each, (update + 1) * each)
    epochs = places // questions
    found = [order(seed, questions, epoch)[places[epochs == epoch] % questions]
             for epoch in np.unique(epochs)]  # fmt: skip
    return np.concatenate(found)
