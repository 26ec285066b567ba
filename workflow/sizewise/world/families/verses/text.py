"""The words of verses and the grammar that makes lines of them.

A line is a number: its words are the digits of a mixed radix, the first word the most significant.
Lines of one form are equally likely, so that a line of N possible ones holds log2(N) bits.
"""

import math
from functools import cached_property

import numpy as np

_OPENERS = "When Where While And Here There Now Then"
_ADJECTIVES = """amber blue brave bright calm clear cold dark deep dusty early empty faint fair
gentle golden green grey hidden idle kind late lonely mild old pale quiet red silver soft tall
warm"""
_NOUNS = """apples arrows bears bees bells birds boats books brooks candles caves clouds coins
cranes crowns cups doors doves drums ducks farms ferns fires flags flutes foxes gates geese goats
hares hats hills horns kings kites lakes lambs lamps larks lions maps masks mice mills moons moths
nests oaks owls pears pines ponds queens rivers roads robins roofs roses sails seeds ships stars
stones swans"""
_VERBS = """admire answer borrow bring call carry catch chase claim cover draw feed find follow
gather greet guard guide hear hide hold keep leave lift lose love meet paint praise seek teach
watch"""
_PREPOSITIONS = "above behind beneath beside beyond near past under"

ADJECTIVES, NOUNS = tuple(_ADJECTIVES.split()), tuple(_NOUNS.split())
# Powers of two, so that a word is a whole number of bits. Most are common in English: a small
# tokenizer makes them one token each.
_CLASSES = {
    "o": tuple(_OPENERS.split()),
    "a": ADJECTIVES,
    "n": NOUNS,
    "v": tuple(_VERBS.split()),
    "p": tuple(_PREPOSITIONS.split()),
}
# "When quiet foxes follow paper moons near doors" has eight words; shorter lines do without the
# first adjective, the preposition and its noun, or both.
FORMS = {4: "onvn", 5: "onvan", 6: "oanvan", 7: "onvanpn", 8: "oanvanpn"}
"""Classes of the words of a line, by how many there are."""
HEADINGS = ("Songs of", "Verses of", "Rhymes of", "A book of", "Poems about", "Tales of")


class Grammar:
    """All lines of `words` words and of `opening` words at their beginning."""

    def __init__(self, words: int, opening: int) -> None:
        self.pools = [_CLASSES[letter] for letter in FORMS[words]]
        self.opening = opening
        self.radices = [len(pool) for pool in self.pools]
        self.lines = math.prod(self.radices)
        """Number of different lines."""
        self.rests = math.prod(self.radices[opening:])
        """Number of different ways to go on after the opening."""

    @cached_property
    def mean_bytes(self) -> float:
        """UTF-8 bytes of a line, on average over all lines."""
        means = [sum(map(len, pool)) / len(pool) for pool in self.pools]
        return sum(means) + len(means) - 1

    def texts(self, numbers: np.ndarray) -> list[str]:
        """The lines with these numbers, flattened."""
        digits = np.unravel_index(numbers.ravel(), self.radices)
        columns = [
            [pool[i] for i in digit.tolist()]
            for pool, digit in zip(self.pools, digits, strict=True)
        ]
        return list(map(" ".join, zip(*columns, strict=True)))

    def rest(self, number: int) -> str:
        """What follows the opening of the line with this number."""
        text = self.texts(np.array([number]))[0]
        return " ".join(text.split()[self.opening :])
