"""Exact and near duplicates.

Resemblance is the Jaccard similarity of sets of 5-word shingles (Broder 1997). MinHash signatures
and banded look-up (datasketch) propose pairs, the exact similarity of a pair decides.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence

import numpy as np
from datasketch import MinHash, MinHashLSH

SHINGLE_WORDS = 5
_PERMUTATIONS = 64
_MOST_MISSED = 1e-4


def _marks() -> str:
    """Ranges of combining marks and vowel signs, for a class of a regular expression."""
    points = [c for c in range(0x300, 0x20000) if unicodedata.category(chr(c))[0] == "M"]
    starts = [c for c in points if not unicodedata.category(chr(c - 1)).startswith("M")]
    ends = [c for c in points if not unicodedata.category(chr(c + 1)).startswith("M")]
    return "".join(f"{chr(s)}-{chr(e)}" for s, e in zip(starts, ends, strict=True))


# Python counts no vowel sign of an Indic script among a word's characters: a letter is followed by
# its marks.
_WORD = re.compile(rf"\w+(?:[{_marks()}]+\w*)*")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2**64 / golden ratio: odd, spreads bits


def normal_form(text: str) -> bytes:
    """Digest of what a reader sees of `text`: equal for texts that differ in blanks alone.

    `1 + 2` is not `1 - 2`, `C` is not `C++`, and a vowel sign is a letter.
    """
    return hashlib.blake2b(" ".join(text.split()).encode(), digest_size=16).digest()


# Words whose hashes are remembered: more than a language uses often, few enough for any memory.
_WORDS_MOST = 1 << 19


class Shingler:
    """Turns texts into sorted arrays of 64-bit shingle hashes; remembers words it met lately."""

    def __init__(self) -> None:
        self._hashes: dict[str, int] = {}

    def _hash(self, word: str) -> int:
        found = self._hashes.get(word)
        if found is None:
            if len(self._hashes) >= _WORDS_MOST:
                self._hashes.clear()
            digest = hashlib.blake2b(word.encode(), digest_size=8).digest()
            found = self._hashes[word] = int.from_bytes(digest, "little")
        return found

    def __call__(self, text: str) -> np.ndarray:
        """Hashes of the distinct shingles of `text`: uint64, sorted; one at least."""
        words = _WORD.findall(text.casefold()) or [text.strip()]
        hashes = np.array([self._hash(word) for word in words], dtype=np.uint64)
        width = min(SHINGLE_WORDS, len(hashes))
        rows = np.lib.stride_tricks.sliding_window_view(hashes, width)
        shingles = np.zeros(len(rows), dtype=np.uint64)
        for column in range(width):
            shingles = (shingles ^ rows[:, column]) * _MULTIPLIER  # order matters; wraps
            shingles ^= shingles >> np.uint64(32)
        return np.unique(shingles)


def jaccard(one: np.ndarray, other: np.ndarray) -> float:
    """Jaccard similarity of two sets of shingles."""
    common = np.intersect1d(one, other, assume_unique=True).size
    return common / (one.size + other.size - common)


def bands(threshold: float) -> tuple[int, int]:
    """Bands and rows a band for `_PERMUTATIONS`.

    A pair of similarity s is proposed with probability 1 - (1 - s^rows)^bands. The most rows are
    taken (fewest proposals) with which a pair at the threshold is missed once in ten thousand
    times at most.
    """
    for rows in range(8, 1, -1):
        count = _PERMUTATIONS // rows
        if (1 - threshold**rows) ** count <= _MOST_MISSED:
            return count, rows
    return _PERMUTATIONS, 1


def _signature(shingles: np.ndarray, like: MinHash) -> MinHash:
    # Permutations are drawn once (`like`): drawing them anew costs more than applying them.
    signature = MinHash(
        num_perm=_PERMUTATIONS,
        permutations=like.permutations,
        scheme=like.scheme,
        hashfunc=int,
    )
    signature.update_batch((shingles >> np.uint64(32)).tolist())
    return signature


def resembling(
    training: Sequence[np.ndarray], held_out: Iterable[np.ndarray], *, threshold: float
) -> set[int]:
    """Indices of `training` whose similarity to some of `held_out` is `threshold` or more."""
    targets = list(held_out)
    like = MinHash(num_perm=_PERMUTATIONS, seed=1, hashfunc=int)
    index = MinHashLSH(num_perm=_PERMUTATIONS, params=bands(threshold))
    for key, shingles in enumerate(targets):
        index.insert(key, _signature(shingles, like), check_duplication=False)
    found = set()
    for number, shingles in enumerate(training):
        for key in index.query(_signature(shingles, like)):
            if jaccard(shingles, targets[key]) >= threshold:
                found.add(number)
                break
    return found
