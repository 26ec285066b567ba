"""Episodes of one hidden rule: examples "input > output", and the outputs that rival rules give.

Three rules: an *order* of the words, a *suffix* (the same word behind every output) and a
*mapping* (each word has a partner). Training and items take their examples from the same function,
so that an item differs from a document by its words alone.
"""

from dataclasses import dataclass

import numpy as np

RULES = ("order", "suffix", "mapping")
ORDERS = {"keep": (0, 1, 2), "reverse": (2, 1, 0), "rotate": (1, 2, 0)}
# Words of an input: the fewest for which reversing and rotating differ.
WIDTH = 3
# A mapping has as many keys as one example shows, or as two show.
KEYS = (WIDTH, 2 * WIDTH)
# Words that an episode needs: keys and partners of the larger mapping.
LEAST_WORDS = 2 * KEYS[1]
# Words, "> ", comma and suffix of one example, each one token if the tokenizer has learned them.
TOKENS_AN_EXAMPLE = 2 * WIDTH + 3

Words = tuple[str, ...]
Example = tuple[Words, Words]


@dataclass(frozen=True, kw_only=True)
class Draws:
    """Random numbers of `n` episodes of up to `lines` examples; one row an episode."""

    cast: np.ndarray
    """(n, words): permutations of the pool's indices."""
    uniform: np.ndarray
    """(n, lines, 3): from [0, 1), for the words of each example."""
    ranks: np.ndarray
    """(n, lines): random keys that say which examples of a suffix name the decoy."""
    spots: np.ndarray
    """(n, lines): where they name it, 0 … WIDTH - 1."""


def draws(rng: np.random.Generator, n: int, lines: int, words: int) -> Draws:
    """Random numbers for `n` episodes of at most `lines` examples over a pool of `words`."""
    return Draws(
        cast=rng.permuted(np.tile(np.arange(words), (n, 1)), axis=1),
        uniform=rng.random((n, lines, WIDTH)),
        ranks=rng.random((n, lines)),
        spots=rng.integers(0, WIDTH, (n, lines)),
    )


def _different(uniform: np.ndarray, count: int) -> list[list[int]]:
    """Uniform triples of different numbers below `count`, from uniforms (lines, 3)."""
    a = (uniform[:, 0] * count).astype(np.int64)
    b = (uniform[:, 1] * (count - 1)).astype(np.int64)
    b += b >= a
    c = (uniform[:, 2] * (count - 2)).astype(np.int64)
    c += c >= np.minimum(a, b)
    c += c >= np.maximum(a, b)
    return np.stack([a, b, c], axis=1).tolist()


def reordered(words: Words, order: str) -> Words:
    """`words` in the order of that name."""
    return tuple([words[i] for i in ORDERS[order]])


def episode(
    rule: str, order: str, keys: int, pool: list[str], drawn: Draws, row: int, lines: int
) -> tuple[list[Example], str | None]:
    """Examples of one rule and, of a suffix, its decoy; the last example can be asked about.

    `order` matters for the rule of that name alone, `keys` (one of KEYS) for a mapping, whose
    first examples show every key. A decoy is a word that stands in every second input, so that the
    prompt of a question names it as often as the suffix; the last example never has it.
    """
    cast = [pool[i] for i in drawn.cast[row]]
    uniform = drawn.uniform[row, :lines]
    if rule == "mapping":
        numbers = _different(uniform, keys)
        shown = min(lines - 1, keys // WIDTH)
        numbers[:shown] = [[WIDTH * i + j for j in range(WIDTH)] for i in range(shown)]
        return [
            (tuple([cast[i] for i in line]), tuple([cast[keys + i] for i in line]))
            for line in numbers
        ], None
    if rule == "order":
        inputs = [tuple([cast[i] for i in line]) for line in _different(uniform, len(cast))]
        return [(words, reordered(words, order)) for words in inputs], None
    suffix, decoy, *rest = cast
    inputs = [[rest[i] for i in line] for line in _different(uniform, len(rest))]
    spots = drawn.spots[row].tolist()
    for line in drawn.ranks[row, : lines - 1].argsort()[: max(1, (lines - 1) // 2)].tolist():
        inputs[line][spots[line]] = decoy
    return [(tuple(words), (*words, suffix)) for words in inputs], decoy


def rivals(rng: np.random.Generator, rule: str, asked: Example, decoy: str | None) -> list[Words]:
    """Wrong outputs for the example `asked`: what rival rules would give, of the same length.

    Order: the two other orders. Suffix: the suffix behind the reversed input, the decoy behind
    either. Mapping: three other orders of the partners, drawn at random, so that no order of them
    is right more often than another.
    """
    words, right = asked
    if rule == "order":
        return [found for order in ORDERS if (found := reordered(words, order)) != right]
    if rule == "suffix":
        reverse = reordered(words, "reverse")
        return [(*reverse, right[-1]), (*words, decoy), (*reverse, decoy)]
    orders = [tuple([right[i] for i in order]) for order in _ORDERS_OF_PARTNERS]
    return [orders[i] for i in rng.choice(len(orders), 3, replace=False).tolist()]


# All orders of three but the given one.
_ORDERS_OF_PARTNERS = ((0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0))


def written(examples: list[Example]) -> str:
    """Examples as a document has them."""
    return ", ".join([f"{' '.join(words)} > {' '.join(output)}" for words, output in examples])
