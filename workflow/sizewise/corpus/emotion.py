"""Two numbers of a passage: how much feeling its words carry, and how rare its words are.

The lexicon is VADER's (Hutto and Gilbert 2014, ICWSM): the mean of ten people's ratings of a
word's sentiment, -4 to 4, without context. It travels in the package vaderSentiment under the MIT
licence. It was made for modern English: older forms (loveth, grievous) are partly missing, in
both halves of a work alike.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

import numpy as np

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*")
_UNIT = re.compile(r"\w+(?:'\w+)*|[^\w\s]")


@cache
def _strength() -> dict[str, float]:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return {word: abs(valence) for word, valence in SentimentIntensityAnalyzer().lexicon.items()}


def density(text: str) -> float:
    """Emotional density: mean strength of the words of `text`, 0 to 4; other words count 0.

    Strength is the absolute valence, so that grief counts like joy.
    """
    strength, words = _strength(), _WORD.findall(text.lower())
    return sum(strength.get(word, 0.0) for word in words) / max(len(words), 1)


class Unigrams:
    """Frequencies of words and punctuation marks of a domain's training text, in lower case."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Count. A word that was never seen counts as seen once, any other once more (Laplace)."""
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(_UNIT.findall(text.lower()))
        total = counts.total() + len(counts) + 1
        self._bits = {unit: float(np.log2(total / (count + 1))) for unit, count in counts.items()}
        self._unseen = float(np.log2(total))

    def bits_per_byte(self, text: str) -> float:
        """Negative log2 probability of the units of `text`, a UTF-8 byte of it: its difficulty."""
        bits = (self._bits.get(unit, self._unseen) for unit in _UNIT.findall(text.lower()))
        return sum(bits) / max(len(text.encode()), 1)
