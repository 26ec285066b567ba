"""The messages that the package can say, read from its source."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import sizewise

PACKAGE = Path(sizewise.__file__).parent
CATALOGUE = PACKAGE / "report" / "messages"


class Said(NamedTuple):
    """A place that makes a message: where, its key, names of its values (None: not readable)."""

    where: str
    key: str | None
    names: set[str] | None


def sources() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
            yield node


def names_of(values: ast.expr) -> set[str] | None:
    """Names in the values of a message; None where the source does not show them."""
    if isinstance(values, ast.Call):
        if isinstance(values.func, ast.Attribute) and values.func.attr == "both_ends":
            return {"smallest", "largest", "level_smallest", "level_largest"}
        if getattr(values.func, "id", "") == "both_ends":
            curves = [f"{k.arg}_{end}" for k in values.keywords for end in ("smallest", "largest")]
            return {"smallest", "largest", *curves}
        return None
    if not isinstance(values, ast.Dict):
        return None
    found = set()
    for key, value in zip(values.keys, values.values, strict=True):
        inner = names_of(value) if key is None else {key.value}
        if inner is None:
            return None
        found |= inner
    return found


def messages() -> list[Said]:
    found = []
    for path in sources():
        for call in calls(ast.parse(path.read_text()), "Message"):
            key, values = call.args
            constant = isinstance(key, ast.Constant)
            found.append(Said(
                f"{path.relative_to(PACKAGE)}:{call.lineno}", key.value if constant else None,
                names_of(values),
            ))  # fmt: skip
    return found


def looked_up() -> set[str]:
    """Entries that the catalogue's functions look up by themselves."""
    tree = ast.parse((CATALOGUE / "functions.py").read_text())
    found = {node.args[0].value for node in calls(tree, "look")
             if isinstance(node.args[0], ast.Constant)}  # fmt: skip
    # What stands at the end of a list that is too long is an argument of `items`.
    items = next(n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name == "items")
    found |= {default.value for default in items.args.defaults}
    return found | {
        argument.value
        for call in calls(tree, "items")
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
