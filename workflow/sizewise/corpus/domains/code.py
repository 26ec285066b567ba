"""Code: modules of two libraries without their docstrings, one document a module."""

from collections.abc import Iterator
from pathlib import Path

from sizewise.corpus.domains._modules import NETWORKX, SYMPY, modules
from sizewise.corpus.sources import Document, Domain

# Shorter modules are lists of imports.
_LEAST_CHARACTERS = 400


def read(archive: Path) -> Iterator[Document]:
    """Modules sorted by path."""
    for module in modules(archive):
        if len(module.code) >= _LEAST_CHARACTERS:
            yield Document(work=module.name, passage=0, text=module.code)


DOMAIN = Domain(
    name="code",
    archives=(NETWORKX, SYMPY),
    licence="BSD-3-Clause",
    attribution="Source code of NetworkX and SymPy by their developers, from the PyPI packages "
    "networkx and sympy.",
    read=read,
)
