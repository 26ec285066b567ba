"""One source file as statements: digests that know no comments, docstrings, texts or places.

The digest of a statement is a sha256 over its syntax tree, written in a spelling that every version
of Python agrees on. `sizewise.study.source` puts the statements of many files together.
"""

import ast
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

# Parts of the tree that say where or for whom, never what. `kind` is the u of u"text".
_SKIPPED_FIELDS = {"ctx", "kind", "type_comment", "type_ignores"}
# Calls whose texts are for readers: what a user is told, and what a key means.
_TOLD = {"StudyError"}
_DESCRIBED = {"Field": {"description", "title", "examples"}}


def _called(node: ast.Call) -> str:
    """Last name of what is called: Field of pydantic.Field(…)."""
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _is_text(node: ast.AST) -> bool:
    """Whether a statement is a bare string: a docstring, or one under an attribute."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _written(node: object) -> Iterator[str]:
    """The tree in a spelling that every version of Python agrees on: empty fields are left out."""
    if isinstance(node, ast.AST):
        if isinstance(node, ast.Import | ast.ImportFrom) or _is_text(node):
            return
        yield f"({type(node).__name__}"
        called = _called(node) if isinstance(node, ast.Call) else ""
        for name, value in ast.iter_fields(node):
            if name in _SKIPPED_FIELDS or value is None or value == []:
                continue
            if called in _TOLD and name != "func":
                continue
            if called in _DESCRIBED and name == "keywords":
                value = [word for word in value if word.arg not in _DESCRIBED[called]]
                if not value:
                    continue
            yield f" {name}="
            yield from _written(value)
        yield ")"
    elif isinstance(node, list):
        yield "["
        for part in node:
            yield from _written(part)
        yield "]"
    else:
        yield f"{type(node).__name__}:{node!r}"


def digest_of(parts: Iterable[str]) -> str:
    """Hex sha256 of texts, one after the other and told apart."""
    hasher = hashlib.sha256()
    for part in parts:
        hasher.update(part.encode())
        hasher.update(b"\0")
    return hasher.hexdigest()


@dataclass(frozen=True)
class Statement:
    """One top-level statement of a module."""

    defines: frozenset[str]
    """Names that it binds in the module."""
    digest: str
    """Of its own tree."""
    uses: frozenset[str]
    """Names that it reads, plain (`fit`) and of an attribute (`laws.fit`)."""


@dataclass(frozen=True)
class Module:
    """What the fingerprint needs to know of one source file."""

    statements: tuple[Statement, ...]
    imports: dict[str, frozenset[str]]
    """Local name -> dotted names that it may stand for: `sizewise.study.ladder.Size`, `numpy`."""
    discovers: bool
    """Whether it finds the modules of its own package at run time."""

    def to_json(self) -> list[Any]:
        """What the memory holds."""
        statements = [[sorted(s.defines), s.digest, sorted(s.uses)] for s in self.statements]
        return [statements, {k: sorted(v) for k, v in self.imports.items()}, self.discovers]

    @classmethod
    def from_json(cls, value: list[Any]) -> "Module":
        """The module of `to_json`."""
        statements, imports, discovers = value
        return cls(
            tuple(Statement(frozenset(d), h, frozenset(u)) for d, h, u in statements),
            {name: frozenset(targets) for name, targets in imports.items()},
            discovers,
        )

    @cached_property
    def defined(self) -> dict[str, str]:
        """Name -> digest of the statements that bind it."""
        found: dict[str, list[str]] = {}
        for statement in self.statements:
            for name in statement.defines:
                found.setdefault(name, []).append(statement.digest)
        return {name: digest_of(digests) for name, digests in found.items()}


def _defines(node: ast.stmt) -> frozenset[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return frozenset({node.name})
    names = {
        n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }
    inner = (ast.FunctionDef, ast.ClassDef)
    return frozenset(names | {n.name for n in ast.walk(node) if isinstance(n, inner)})


def _uses(node: ast.stmt) -> frozenset[str]:
    names = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            names.add(part.id)
        elif isinstance(part, ast.Attribute):
            chain, value = [part.attr], part.value
            while isinstance(value, ast.Attribute):
                chain.append(value.attr)
                value = value.value
            if isinstance(value, ast.Name):
                names.add(".".join([value.id, *reversed(chain)]))
    return frozenset(names)


def read_module(text: str, name: str, *, is_package: bool) -> Module:
    """Read the source `text` of the module called `name`.

    Raises ValueError for `from … import *`, whose names cannot be told without running it.
    """
    tree = ast.parse(text)
    package = name if is_package else name.rpartition(".")[0]
    imports: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                local = alias.asname or alias.name.partition(".")[0]
                # `import a.b` binds a, and makes a.b reachable.
                imports.setdefault(local, set()).add(alias.name if alias.asname else local)
                imports.setdefault(f"{alias.name}.", set()).add(alias.name)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.rsplit(".", node.level - 1)[0] if node.level > 1 else package
                base = f"{above}.{base}" if base else above
            for alias in node.names:
                if alias.name == "*":
                    raise ValueError(f"{name}, line {node.lineno}: from {base} import *; name them")
                imports.setdefault(alias.asname or alias.name, set()).add(f"{base}.{alias.name}")
    statements = tuple(
        Statement(_defines(node), digest_of(_written(node)), _uses(node))
        for node in tree.body
        if not isinstance(node, ast.Import | ast.ImportFrom) and not _is_text(node)
    )
    discovers = any("pkgutil.iter_modules" in statement.uses for statement in statements)
    return Module(statements, {k: frozenset(v) for k, v in imports.items()}, discovers)
