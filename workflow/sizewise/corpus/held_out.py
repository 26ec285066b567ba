"""Held-out text as it is evaluated: short items from many works."""

from collections.abc import Iterable, Iterator, Sequence

from sizewise.corpus.rows import Row
from sizewise.corpus.split import draw
from sizewise.corpus.text import cut
from sizewise.study.formats.passages import Passage

# A vocabulary of 2,048 takes 2.2 to 2.9 bytes of the default domains a token: every item fits a
# sequence of 256 tokens.
LEAST_BYTES, MOST_BYTES = 300, 500


def pieces(document_id: str, domain: str, work: str, text: str) -> Iterator[Passage]:
    """`text` cut at natural boundaries; a remainder shorter than an item is left out."""
    for number, piece in enumerate(cut(text, least=LEAST_BYTES, most=MOST_BYTES)):
        if len(piece.encode()) >= LEAST_BYTES:
            yield Passage(item_id=f"{document_id}/{number}", domain=domain, work=work, text=piece)


def short_rows(rows: Iterable[Row]) -> list[Passage]:
    """Held-out rows as they are, for a domain in which none is as long as an item."""
    return [
        Passage(item_id=f"{row.document_id}/0", domain=row.domain, work=row.work, text=row.text)
        for row in rows
    ]


def choose(
    groups: Iterable[Sequence[Passage]], *, seed: int, most_bytes: int
) -> list[Sequence[Passage]]:
    """Groups of items that stay together, one work after the other, up to `most_bytes`.

    Works and the groups of a work stand in an order by seed. A group's items are of one domain
    and work.
    """
    by_work: dict[str, list[Sequence[Passage]]] = {}
    for group in groups:
        by_work.setdefault(group[0].work, []).append(group)
    for waiting in by_work.values():
        waiting.sort(key=lambda group: draw("item", seed, group[0].domain, group[0].item_id))
    chosen: list[Sequence[Passage]] = []
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


def size_of(items: Iterable[Passage]) -> int:
    """UTF-8 bytes of the texts of `items`."""
    return sum(len(item.text.encode()) for item in items)
