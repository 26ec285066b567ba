"""Python modules of a wheel, taken apart: code without docstrings, and the docstrings alone.

`code` takes the first half of each module and `mathematics` the second, so that no sentence is
in both.
"""

import ast
import inspect
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from sizewise.corpus.sources import Archive
from sizewise.corpus.text import tidy

SYMPY = Archive(
    package="sympy",
    version="1.14.0",
    file="sympy-1.14.0-py3-none-any.whl",
    sha256="e091cc3e99d2141a0ba2847328f5479b05d94a6635cb96148ccb3f34671bd8f5",
)
NETWORKX = Archive(
    package="networkx",
    version="3.6.1",
    file="networkx-3.6.1-py3-none-any.whl",
    sha256="d47fbf302e7d9cbbb9e2555a0d267983d2aa476bac30e90dfbe5669bd57f3762",
)
# Tests repeat one pattern, generated parsers and tables of constants are nobody's writing.
_SKIPPED = re.compile(
    r"(^|/)(tests?|testing|benchmarks|_antlr|test-examples|conftest\.py)(/|$)|antlr"
)
_MOST_DIGITS = 0.12
_HAS_DOCSTRING = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Module:
    """One module, taken apart."""

    name: str
    """Dotted name."""
    code: str
    """Source without docstrings and licence comments."""
    docstrings: tuple[str, ...]
    """Dedented docstrings in the order of the source."""


def _docstrings(tree: ast.AST) -> Iterator[tuple[ast.Expr, bool]]:
    """Docstring statements inside `tree`, and whether one is all that its body holds."""
    if isinstance(tree, _HAS_DOCSTRING) and tree.body and ast.get_docstring(tree, clean=False):
        yield tree.body[0], len(tree.body) == 1 and not isinstance(tree, ast.Module)
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, (*_HAS_DOCSTRING, ast.If, ast.Try, ast.With, ast.ExceptHandler)):
            yield from _docstrings(node)


def take_apart(name: str, source: str) -> Module:
    """Separate docstrings from code. A body that was only a docstring becomes `...`."""
    source = source.replace("\r\n", "\n").replace("\f", "\n")
    found = sorted(_docstrings(ast.parse(source)), key=lambda pair: pair[0].lineno)
    lines = source.split("\n")
    texts = []
    for node, alone in reversed(found):
        start, end = node.lineno - 1, node.end_lineno
        before = lines[start].encode()[: node.col_offset].decode()
        after = lines[end - 1].encode()[node.end_col_offset :].decode()
        # Code on the docstring's own lines (`def f(): "text"`, `"text"; x = 1`) stays as it is.
        if before.strip() or after.partition("#")[0].strip():
            continue
        texts.append(tidy(inspect.cleandoc(node.value.value)))
        lines[start:end] = [f"{before}..."] if alone else []
    code = re.sub(r"(?<=:\n)\n+", "", _without_licence("\n".join(lines)))
    return Module(name, tidy(code), tuple(reversed(texts)))


def _without_licence(code: str) -> str:
    """`code` without a leading comment that states copyright, coding or interpreter."""
    head = re.match(r"(?:\s*#[^\n]*\n)+", code)
    if head and re.search(r"copyright|licen[cs]e|coding[:=]|#!", head[0], re.IGNORECASE):
        return code[head.end() :]
    return code


@lru_cache(maxsize=2)
def modules(archive: Path) -> tuple[Module, ...]:
    """Every hand-written module of a wheel, sorted by path; parsed once for both domains."""
    found = []
    with zipfile.ZipFile(archive) as wheel:
        for path in sorted(wheel.namelist()):
            if not path.endswith(".py") or _SKIPPED.search(path):
                continue
            source = wheel.read(path).decode("utf-8")
            digits = sum(map(source.count, "0123456789"))
            if source.strip() and digits <= _MOST_DIGITS * len(source):
                name = ".".join(PurePosixPath(path).with_suffix("").parts)
                found.append(take_apart(name.removesuffix(".__init__"), source))
    return tuple(found)
