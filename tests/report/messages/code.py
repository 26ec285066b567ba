"""The messages that the package can say, read from its source."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import sizewise

PACKAGE = Path(sizewise.__file__).parent
CATALOGUE = PACKAGE / "report" / "messages"
TEMPLATES = PACKAGE / "report" / "templates"
NOTEBOOKS = PACKAGE.parent / "notebooks"
CHAPTERS = sorted(path.stem for path in NOTEBOOKS.glob("*.py"))


class Said(NamedTuple):
    """A place that makes a message: where, its key, names of its values (None: not readable)."""

    where: str
    key: str | None
    names: set[str] | None


def sources() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py")) + sorted(NOTEBOOKS.glob("*.py"))


def catalogue(language: str) -> list[Path]:
    """The files of a language: those of all pages, then those of chapters."""
    return sorted((CATALOGUE / language).glob("*.ftl")) + [
        NOTEBOOKS / language / f"{chapter}.ftl" for chapter in CHAPTERS
    ]


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


def imports_say(tree: ast.AST) -> bool:
    """Whether `say` means ours: others have functions of this name too."""
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "sizewise.study.messages"
        and any(alias.name == "say" for alias in node.names)
        for node in ast.walk(tree)
    )


def messages() -> list[Said]:
    found = []
    for path in sources():
        where = path.relative_to(PACKAGE.parent)
        tree = ast.parse(path.read_text())
        for call in calls(tree, "Message"):
            key, values = call.args
            constant = isinstance(key, ast.Constant)
            found.append(
                Said(f"{where}:{call.lineno}", key.value if constant else None, names_of(values))
            )
        for call in calls(tree, "say") if imports_say(tree) else ():
            key = call.args[0]
            spread = any(keyword.arg is None for keyword in call.keywords)
            names = None if spread else {keyword.arg for keyword in call.keywords}
            constant = isinstance(key, ast.Constant)
            found.append(Said(f"{where}:{call.lineno}", key.value if constant else None, names))
    return found + list(of_templates())


def of_templates() -> Iterator[Said]:
    """Messages that templates say: `say("key", name=…)`."""
    for path in sorted(TEMPLATES.rglob("*.j2")):
        text = path.read_text()
        for match in re.finditer(r'\bsay\("([^"]+)"', text):
            depth, end = 1, match.end()
            while depth:
                depth += {"(": 1, ")": -1}.get(text[end], 0)
                end += 1
            inside = re.sub(r"\([^()]*\)", "", text[match.end() : end - 1])
            names = set(re.findall(r"\b([a-z_]+)=", inside))
            yield Said(f"{path.name}:{text.count(chr(10), 0, match.start()) + 1}", match[1], names)


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
