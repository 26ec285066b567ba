"""What the stream is made of: targets by domain, epochs, and global orders.

Pure functions on counts. Natural domains take what the planted families leave, in proportion to
their shares; a domain that is read more than once is read whole each time but the last. Which
documents a domain gives follows from their ids alone, so that streams of different seeds hold
the same documents, in another order.
"""

import hashlib
from dataclasses import dataclass

import numpy as np

from sizewise.stream.config import MAX_EPOCHS
from sizewise.study.errors import StudyError

# A family may miss its share by this much, relative to the share, before the build is refused.
SHARE_TOLERANCE = 0.2


def apportion(total: int, weights: np.ndarray) -> np.ndarray:
    """Whole numbers in proportion to `weights` that sum to `total` (largest remainders)."""
    exact = total * np.asarray(weights, dtype=float) / np.sum(weights)
    counts = np.floor(exact).astype(np.int64)
    order = np.argsort(-(exact - counts), kind="stable")
    counts[order[: total - counts.sum()]] += 1
    return counts


def check_planted_shares(
    tokens: int,
    shares: dict[str, float],
    family_tokens: dict[str, int],
    bytes_per_token: dict[str, float],
) -> None:
    """Refuse planted families whose true share of the tokens is far from the one asked for.

    The world sizes a family in bytes, before a tokenizer exists, from `bytes_per_token`. Raises
    StudyError that names the family that is furthest off and its true bytes a token.
    """
    ratio = {name: count / (tokens * shares[name]) for name, count in family_tokens.items()}
    worst = max(ratio, key=lambda name: abs(ratio[name] - 1), default=None)
    if worst is None or abs(ratio[worst] - 1) <= SHARE_TOLERANCE:
        return
    raise StudyError(
        f"mix.shares.{worst}: asked {shares[worst]:.3f}, its documents come to "
        f"{shares[worst] * ratio[worst]:.3f} of the tokens; set "
        f"mix.planted_bytes_per_token.{worst} to {bytes_per_token[worst] / ratio[worst]:.2f} and "
        "run `world` again"
    )


def natural_targets(tokens: int, planted_tokens: int, shares: dict[str, float]) -> dict[str, int]:
    """Tokens of each natural domain, given `shares` of the natural ones and the planted tokens."""
    left = tokens - planted_tokens
    if left < 0 or (left and not shares):
        raise StudyError(
            f"mix.tokens {tokens:,}: planted documents come to {planted_tokens:,} tokens, and "
            f"natural domains ({', '.join(shares) or 'none in mix.shares'}) cannot make up the "
            "difference; give natural domains a larger share or lower "
            "mix.planted_bytes_per_token"
        )
    counts = apportion(left, np.array(list(shares.values()))) if shares else []
    return {name: int(count) for name, count in zip(shares, counts, strict=True)}


def check_epochs(domain: str, target: int, available: int, tokens: int) -> None:
    """Refuse to read a domain more than MAX_EPOCHS times."""
    if target > MAX_EPOCHS * available:
        largest = np.floor(1e4 * MAX_EPOCHS * available / tokens) / 1e4
        raise StudyError(
            f"mix.shares.{domain}: {target:,} tokens would take {target / available:.1f} epochs of "
            f"the {available:,} tokens available; natural text is read at most {MAX_EPOCHS} times "
            f"(arXiv 2305.16264): lower its share to {largest:.4f} or less, or lower mix.tokens"
        )


@dataclass(frozen=True)
class Instances:
    """Documents as they occur in the stream, one row an occurrence, before they are ordered.

    Arrays of one length: `document` (int64), `tokens` (int64, that are used of it), `epoch`
    (int64, 1 for the first reading) and `whole` (bool, may not be cut).
    """

    document: np.ndarray
    tokens: np.ndarray
    epoch: np.ndarray
    whole: np.ndarray

    def __len__(self) -> int:
        return len(self.document)

    def take(self, order: np.ndarray) -> "Instances":
        """The rows in another order."""
        return Instances(*(a[order] for a in (self.document, self.tokens, self.epoch, self.whole)))


def planted_instances(documents: np.ndarray, lengths: np.ndarray) -> Instances:
    """Every planted document, once a row."""
    return Instances(
        documents,
        lengths,
        np.ones(len(documents), dtype=np.int64),
        np.ones(len(documents), dtype=bool),
    )


def blank_instances(documents: np.ndarray, lengths: np.ndarray, tokens: int) -> Instances:
    """As many more occurrences of the planted document without text as `tokens` in all leave.

    It holds the opening token alone and says nothing, so it fills up sequences where a stream has
    no natural text to cut. Raises StudyError where there is no such document, or nothing is left.
    """
    blank, left = documents[lengths == 1], tokens - int(lengths.sum())
    if left < 0 or (left and not len(blank)):
        raise StudyError(
            f"mix.tokens {tokens:,}: planted documents come to {int(lengths.sum()):,} tokens, and "
            "no natural domain in mix.shares can make up the difference; give natural domains a "
            "share, or change mix.planted_bytes_per_token"
        )
    return Instances(
        np.repeat(blank[:1], left),
        np.ones(left, dtype=np.int64),
        np.arange(2, left + 2, dtype=np.int64),
        np.zeros(left, dtype=bool),
    )


def natural_instances(documents: np.ndarray, lengths: np.ndarray, target: int) -> Instances:
    """Occurrences of a domain's documents (in the order of their rank) that sum to `target`.

    Whole epochs, then the first documents of the ranking once more; the very last one is cut.
    """
    available = int(lengths.sum())
    full, rest = divmod(target, available)
    ends = np.cumsum(lengths)
    partial = int(np.searchsorted(ends, rest)) + 1 if rest else 0
    last = lengths[:partial].copy()
    if partial:
        last[-1] -= ends[partial - 1] - rest
    epochs = np.repeat(np.arange(1, full + 2), [len(documents)] * full + [partial])
    return Instances(
        np.concatenate([np.tile(documents, full), documents[:partial]]),
        np.concatenate([np.tile(lengths, full), last]),
        epochs.astype(np.int64),
        np.zeros(len(epochs), dtype=bool),
    )


def concatenate(parts: list[Instances]) -> Instances:
    """All rows of `parts`."""
    columns = ("document", "tokens", "epoch", "whole")
    return Instances(*(np.concatenate([getattr(p, c) for p in parts]) for c in columns))


def global_order(count: int, seed: int, what: str = "order") -> np.ndarray:
    """A permutation of `count` things: int64, a function of `count`, `seed` and `what` alone.

    Raw numbers of the counter-based generator Philox (Salmon et al. 2011), sorted: numpy
    guarantees that stream across versions, unlike that of its `permutation`.
    """
    label = int.from_bytes(hashlib.sha256(f"stream/{what}".encode()).digest()[:8], "little")
    keys = np.random.Philox(np.random.SeedSequence([seed, label])).random_raw(count)
    return np.argsort(keys, kind="stable")
