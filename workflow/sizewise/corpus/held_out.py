"""Held-out text as it is evaluated: short items from many works."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sizewise.corpus.split import draw
from sizewise.corpus.text import cut

# A vocabulary of 2,048 takes 2.5 to 3.2 bytes of the default domains a token: nearly every item
# fits a sequence of 256 tokens.
LEAST_BYTES, MOST_BYTES = 400, 600


@dataclass(frozen=True, kw_only=True)
class Item:
    """One piece of held-out text."""

    item_id: str
    """Document and number of the piece in it."""
    domain: str
    work: str
    text: str


def pieces(document_id: str, domain: str, work: str, text: str) -> Iterator[Item]:
    """`text` cut at natural boundaries; a remainder shorter than an item is left out."""
    for number, piece in enumerate(cut(text, least=LEAST_BYTES, most=MOST_BYTES)):
        if len(piece.encode()) >= LEAST_BYTES:
            yield Item(item_id=f"{document_id}/{number}", domain=domain, work=work, text=piece)


def choose(items: Iterable[Item], *, seed: int, most_bytes: int) -> list[Item]:
    """Items of one domain, one work after the other in an order by seed, up to `most_bytes`."""
    by_work: dict[str, list[Item]] = {}
    for item in items:
        by_work.setdefault(item.work, []).append(item)
    for waiting in by_work.values():
        waiting.sort(key=lambda item: draw("item", seed, item.domain, item.item_id))
    chosen: list[Item] = []
    total = 0
    turns = sorted(by_work, key=lambda work: draw("work", seed, work))
    for turn in range(max(map(len, by_work.values()), default=0)):
        for work in turns:
            if turn < len(by_work[work]):
                item = by_work[work][turn]
                size = len(item.text.encode())
                if total + size > most_bytes:
                    return chosen
                chosen.append(item)
                total += size
    return chosen
