"""Episodes of one hidden rule: examples "input > output", and the outputs that rival rules give.

Four rules: an *order* of the words; an *echo* (one place of the input is said again at the end);
an *agreement* (the last word of the output depends on which of two words the input has, and never
stands beside it); a *mapping* (each word has a partner). No pair of neighbouring words tells an
output of any of them. Training and items take their examples from the same function, so that an
item differs from a document by its words alone.
"""

from dataclasses import dataclass

import numpy as np

RULES = ("order", "echo", "agreement", "mapping")
ORDERS = {"keep": (0, 1, 2), "reverse": (2, 1, 0), "rotate": (1, 2, 0)}
# Words of an input: the fewest for which reversing and rotating differ.
WIDTH = 3
# A mapping has as many keys as one example shows, or as two show.
KEYS = (WIDTH, 2 * WIDTH)
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
    """(n, lines + 1): 0 or 1, where the word that tells the class stands; the last one of the class
    that is asked about."""


def draws(rng: np.random.Generator, n: int, lines: int, words: int) -> Draws:
    """Random numbers for `n` episodes of at most `lines` examples over a pool of `words`."""
    return Draws(
        cast=rng.permuted(np.tile(np.arange(words), (n, 1)), axis=1),
        uniform=rng.random((n, lines, WIDTH)),
        ranks=rng.random((n, lines)),
        coins=rng.integers(0, 2, (n, lines + 1)),
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
    """Examples of one rule and, of an agreement, the last word that the other class would have.

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
    if rule != "agreement":
        inputs = [tuple([cast[i] for i in line]) for line in _different(uniform, len(cast))]
        if rule == "echo":
            shown = [(words, (*words, words[variant])) for words in inputs[:-1]]
            # Nor has any of its words been said again: only the place tells which one is.
            asked = _unlike(inputs[-1], shown, {output[-1] for _, output in shown}, cast)
            return [*shown, (asked, (*asked, asked[variant]))], None
        order = list(ORDERS)[variant]
        return [(words, reordered(words, order)) for words in inputs], None
    tellers, endings, rest = cast[:2], cast[2:4], cast[4:]
    coins = drawn.coins[row].tolist()
    classes = np.full(lines, coins[-1])
    classes[drawn.ranks[row, : lines - 1].argsort()] = np.arange(lines - 1) % 2
    examples = []
    for line, which, place in zip(_different(uniform, len(rest)), classes, coins, strict=False):
        words = [rest[i] for i in line]
        # First or second: never beside the ending.
        words[place] = tellers[which]
        if len(examples) == lines - 1:
            # Without what all examples of the other class have: it could be what tells that class.
            others = [set(given) for given, out in examples if out[-1] != endings[which]]
            common = set.intersection(*others) if others else set()
            words = _unlike(words, examples, common, rest)
        examples.append((tuple(words), (*words, endings[which])))
    return examples, endings[1 - coins[-1]]


def _unlike(words: Words, examples: list[Example], taken: set[str], pool: list[str]) -> Words:
    """`words` without those in `taken`, as far as `pool` has others.

    Nor is the last one, beside which the ending will stand, the neighbour of an ending already.
    """
    beside = {given[-1] for given, _ in examples}
    found = list(words)
    for place, word in enumerate(words):
        avoided = taken | beside if place == len(words) - 1 else taken
        if word in avoided:
            fresh = [w for w in pool if w not in avoided and w not in found]
            found[place] = fresh[0] if fresh else word
    return tuple(found)


def rivals(rng: np.random.Generator, rule: str, asked: Example, other: str | None) -> list[Words]:
    """Wrong outputs for the example `asked`: what rival rules would give, of the same length.

    Order: the two other orders. Echo: the input and each of its other words. Agreement: the input
    and `other`, the ending of the other class. Mapping: three other orders of the partners, drawn
    at random, so that no order of them is right more often than another.
    """
    words, right = asked
    if rule == "order":
        return [found for order in ORDERS if (found := reordered(words, order)) != right]
    if rule == "echo":
        return [(*words, word) for word in words if word != right[-1]]
    if rule == "agreement":
        return [(*words, other)]
    orders = [tuple([right[i] for i in order]) for order in _ORDERS_OF_PARTNERS]
    return [orders[i] for i in rng.choice(len(orders), 3, replace=False).tolist()]


# All orders of three but the given one.
_ORDERS_OF_PARTNERS = ((0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0))


def written(examples: list[Example]) -> str:
    """Examples as a document has them."""
    return ", ".join([f"{' '.join(words)} > {' '.join(output)}" for words, output in examples])
