"""What a natural domain is: pinned archives and a reader that yields documents."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Archive:
    """One release file of a package registry, pinned by its content."""

    package: str
    """Name in the registry."""
    version: str
    """Exact version."""
    file: str
    """Name of the release file: a wheel (.whl) or a source archive (.tar.gz)."""
    sha256: str
    """Hex sha256 of the file."""

    @property
    def requirement(self) -> str:
        """The pin as people write it."""
        return f"{self.package}=={self.version}"

    @property
    def is_wheel(self) -> bool:
        """Whether the file is a wheel, which pip fetches without running anything of it."""
        return self.file.endswith(".whl")


@dataclass(frozen=True, kw_only=True)
class Document:
    """One natural unit of text (scene, chapter, article, module …): what a split never cuts."""

    work: str
    """Play, poem, book, article, country, recipe or module."""
    passage: int
    """Order of the unit inside its work."""
    text: str
    """Clean text, paragraphs separated by blank lines, no line ends at either end."""
    group: str | None = None
    """Documents of one group fall on the same side of the split; None: a group of its own."""

    @property
    def split_key(self) -> str:
        """What the split is drawn for, unique inside a domain."""
        return self.group or f"{self.work}\n{self.passage}"


@dataclass(frozen=True, kw_only=True)
class Domain:
    """A kind of natural text."""

    name: str
    """Name in mix.shares and in every table."""
    archives: tuple[Archive, ...]
    """Where the text comes from; each is handed to `read`."""
    licence: str
    """Licence of the text (SPDX where there is an identifier)."""
    attribution: str
    """Who made the text and where it was found: one sentence, printed by the report."""
    read: Callable[[Path], Iterator[Document]]
    """From the path of one archive to its documents, always in the same order."""
    expressive: bool = False
    """Whether its works (plays, poems, books of scripture) carry feeling to different degrees, so
    that held-out passages of a work are paired by it."""
