"""Which documents are kept, and which of them are held out: by seed, never by order.

Every draw is a hash of the seed, the domain and the document's own key, so that neither the order
in which documents are read nor the machine has a say.
"""

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np

from sizewise.corpus.sources import Document


def draw(*labels: object) -> float:
    """A number in [0, 1) that depends on nothing but `labels`."""
    key = hashlib.sha256("\x1f".join(map(str, labels)).encode()).digest()
    words = np.frombuffer(key, dtype="<u8")
    return float(np.random.Generator(np.random.Philox(key=words[:2])).random())


def _group_bytes(documents: Iterable[Document]) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for document in documents:
        key = document.split_key
        sizes[key] = sizes.get(key, 0) + len(document.text.encode())
    return sizes


def _draw_bytes(sizes: dict[str, int], goal: float, *labels: object) -> set[str]:
    """Groups in an order by seed until `goal` bytes are reached within a twentieth.

    A group that would overshoot is passed over, so that one long book cannot fill a share.
    """
    chosen: set[str] = set()
    total = 0
    for key in sorted(sizes, key=lambda key: (draw(*labels, key), key)):
        if total >= 0.95 * goal:
            break
        if total + sizes[key] <= goal:
            chosen.add(key)
            total += sizes[key]
    return chosen


def sample(
    documents: Sequence[Document], *, domain: str, seed: int, most_bytes: int
) -> list[Document]:
    """Whole groups of documents, drawn by seed, of `most_bytes` of UTF-8 at most.

    The result keeps the order of `documents`. Draws spread over all works, so that each work
    has passages on both sides of the split.
    """
    sizes = _group_bytes(documents)
    if sum(sizes.values()) <= most_bytes:
        return list(documents)
    kept = _draw_bytes(sizes, most_bytes, "sample", seed, domain)
    return [document for document in documents if document.split_key in kept]


def held_out_groups(
    documents: Iterable[Document], *, domain: str, seed: int, share: float
) -> frozenset[str]:
    """The groups that no tokenizer and no training sees: about `share` of the bytes.

    At least one group (of two or more), even where each is larger than the share.
    """
    sizes = _group_bytes(documents)
    chosen = _draw_bytes(sizes, share * sum(sizes.values()), "split", seed, domain)
    if not chosen and len(sizes) > 1:
        chosen = {min(sizes, key=lambda key: (sizes[key], key))}
    return frozenset(chosen)


def beyond_the_smallest(sizes: dict[str, dict[str, int]], *, seed: int) -> frozenset[str]:
    """Training documents to leave out, so that every domain has as many bytes as the smallest.

    `sizes` holds the UTF-8 bytes of the documents of each domain, by document id. Domains end
    equal but for less than one document.
    """
    goal = min(sum(domain.values()) for domain in sizes.values()) if sizes else 0
    dropped: set[str] = set()
    for domain, documents in sizes.items():
        total = 0
        for key in sorted(documents, key=lambda key: (draw("equal", seed, domain, key), key)):
            total += documents[key]
            if total > goal:
                dropped.add(key)
    return frozenset(dropped)
