"""Held-out text as it is evaluated: short items from many works."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sizewise.corpus.split import draw
from sizewise.corpus.text import cut

# A vocabulary of 2,048 takes 2.2 to 2.9 bytes of the default domains a token: every item fits a
# sequence of 256 tokens.
LEAST_BYTES, MOST_BYTES = 300, 500


@dataclass(frozen=True, kw_only=True)
class Item:
    """One piece of held-out text."""

    item_id: str
    """Document and number of the piece in it."""
    domain: str
    work: str
    text: str
    emotion: float | None = None
    """Emotional density (emotion.py); None in domains without expressive works."""
    half: str | None = None
    """`dense` or `sparse`, the item's place in its pair; None outside pairs."""
    pair: str | None = None
    """Name of the pair, the same for its two items; None outside pairs."""


def pieces(document_id: str, domain: str, work: str, text: str) -> Iterator[Item]:
    """`text` cut at natural boundaries; a remainder shorter than an item is left out."""
    for number, piece in enumerate(cut(text, least=LEAST_BYTES, most=MOST_BYTES)):
        if len(piece.encode()) >= LEAST_BYTES:
            yield Item(item_id=f"{document_id}/{number}", domain=domain, work=work, text=piece)


def choose(groups: Iterable[Sequence[Item]], *, seed: int, most_bytes: int) -> list[Sequence[Item]]:
    """Groups of items that stay together, one work after the other, up to `most_bytes`.

    Works and the groups of a work stand in an order by seed. A group's items are of one domain
    and work.
    """
    by_work: dict[str, list[Sequence[Item]]] = {}
    for group in groups:
        by_work.setdefault(group[0].work, []).append(group)
    for waiting in by_work.values():
        waiting.sort(key=lambda group: draw("item", seed, group[0].domain, group[0].item_id))
    chosen: list[Sequence[Item]] = []
    total = 0
    turns = sorted(by_work, key=lambda work: draw("work", seed, work))
    for turn in range(max(map(len, by_work.values()), default=0)):
        for work in turns:
            if turn < len(by_work[work]):
                group = by_work[work][turn]
                size = size_of(group)
                if total + size > most_bytes:
                    return chosen
                chosen.append(group)
                total += size
    return chosen


def size_of(items: Iterable[Item]) -> int:
    """UTF-8 bytes of the texts of `items`."""
    return sum(len(item.text.encode()) for item in items)
