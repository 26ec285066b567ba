"""Mathematics: explanations, formulas and worked examples in SymPy's docstrings."""

from collections.abc import Iterator
from pathlib import Path

from sizewise.corpus.domains._modules import SYMPY, modules
from sizewise.corpus.sources import Document, Domain

# One-line docstrings ("Return the hash.") name a function and explain nothing.
_LEAST_CHARACTERS = 200


def read(archive: Path) -> Iterator[Document]:
    """The docstrings of each module, modules sorted by path."""
    for module in modules(archive):
        long = [text for text in module.docstrings if len(text) >= _LEAST_CHARACTERS]
        if long:
            yield Document(work=module.name, passage=0, text="\n\n\n".join(long))


DOMAIN = Domain(
    name="mathematics",
    archives=(SYMPY,),
    licence="BSD-3-Clause",
    attribution="Documentation of SymPy by its developers, from the PyPI package sympy.",
    read=read,
)
