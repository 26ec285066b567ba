"""Episodes of one hidden rule: examples "input > output", and the outputs that rival rules give.

Four rules: an *order* of the words; an *echo* (the word at one place of the input is said again);
an *agreement* (what is said depends on the first word of the input, two words away); a *mapping*
(each word has a partner). No pair of neighbouring words tells the output of an echo or an
agreement, and of the words of a question only the one that an agreement goes by is in the examples
before it.
Training and items take their examples from the same function, so that an item differs from a
document by its words alone.
"""

from dataclasses import dataclass

import numpy as np

RULES = ("order", "echo", "agreement", "mapping")
ORDERS = {"keep": (0, 1, 2), "reverse": (2, 1, 0), "rotate": (1, 2, 0)}
# Words of an input: the fewest for which reversing and rotating differ.
WIDTH = 3
# A mapping has as many keys as one example shows, or as two show.
KEYS = (WIDTH, 2 * WIDTH)
# Examples of an echo or an agreement take about half of the tokens: there are twice as many.
SHORT = {"echo": 2, "agreement": 2}
# Words that an episode needs: keys and partners of the larger mapping.
LEAST_WORDS = 2 * KEYS[1]
# Words, "> ", comma and last word of one example, each one token if the tokenizer has learned them.
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
    """(n, lines): random keys that say which examples of an agreement have which class."""
    coins: np.ndarray
    """(n,): 0 or 1, the class that is asked about."""


def draws(rng: np.random.Generator, n: int, lines: int, words: int) -> Draws:
    """Random numbers for `n` episodes of at most `lines` examples over a pool of `words`."""
    return Draws(
        cast=rng.permuted(np.tile(np.arange(words), (n, 1)), axis=1),
        uniform=rng.random((n, lines, WIDTH)),
        ranks=rng.random((n, lines)),
        coins=rng.integers(0, 2, n),
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
    rule: str, variant: int, keys: int, pool: list[str], drawn: Draws, row: int, lines: int
) -> tuple[list[Example], str | None]:
    """Examples of one rule and, of an agreement, the output that the other class would have.

    The last example can be asked about. `variant` says which order or which place is said again,
    0 to 2; `keys` (one of KEYS) matters for a mapping, whose first examples show every key. The
    examples of an agreement have both classes equally often (one more of one where they are odd);
    the last one has either.
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
    if rule == "echo":
        # The last three words are kept for the question.
        inputs = [[cast[i] for i in line] for line in _different(uniform, len(cast) - WIDTH)]
        inputs[-1] = cast[-WIDTH:]
        return [(tuple(words), (words[variant],)) for words in inputs], None
    if rule == "order":
        inputs = [tuple([cast[i] for i in line]) for line in _different(uniform, len(cast))]
        order = list(ORDERS)[variant]
        return [(words, reordered(words, order)) for words in inputs], None
    tellers, endings, rest = cast[:2], cast[2:4], cast[4:]
    asked = int(drawn.coins[row])
    classes = np.full(lines, asked)
    classes[drawn.ranks[row, : lines - 1].argsort()] = np.arange(lines - 1) % 2
    # The last two words are kept for the question.
    others = [[rest[i] for i in line[1:]] for line in _different(uniform, len(rest) - 2)]
    others[-1] = rest[-2:]
    examples = [
        ((tellers[which], *more), (endings[which],))
        for more, which in zip(others, classes.tolist(), strict=True)
    ]
    return examples, endings[1 - asked]


def rivals(rng: np.random.Generator, rule: str, asked: Example, other: str | None) -> list[Words]:
    """Wrong outputs for the example `asked`: what rival rules would give, of the same length.

    Order: the two other orders. Echo: each other word of the input. Agreement: `other`, the output
    of the other class. Mapping: three other orders of the partners, drawn
    at random, so that no order of them is right more often than another.
    """
    words, right = asked
    if rule == "order":
        return [found for order in ORDERS if (found := reordered(words, order)) != right]
    if rule == "echo":
        return [(word,) for word in words if word != right[0]]
    if rule == "agreement":
        return [(other,)]
    orders = [tuple([right[i] for i in order]) for order in _ORDERS_OF_PARTNERS]
    return [orders[i] for i in rng.choice(len(orders), 3, replace=False).tolist()]


# All orders of three but the given one.
_ORDERS_OF_PARTNERS = ((0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0))


def written(examples: list[Example]) -> str:
    """Examples as a document has them."""
    return ", ".join([f"{' '.join(words)} > {' '.join(output)}" for words, output in examples])
